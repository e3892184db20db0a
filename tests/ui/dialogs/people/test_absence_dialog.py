"""Entering, changing and cancelling an absence on screen (invariant 4)."""

from datetime import date

from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from app.queries.people.absences import absence_form
from app.queries.people.dispatches import dispatch_details
from app.queries.people.staff import staff_details
from app.services.people.absences import cancel_absence
from models.enums import AbsenceKind
from tests.factories import make_agreed_dispatch, make_staff
from tests.people_factories import at, make_absence
from tests.ui.by_hand import opened, pick, press_save, problem, save, type_text
from ui.dialogs.forms.drafts import open_draft
from ui.dialogs.people.absence_dialog import AbsenceDialog, ask_absence, ask_new_absence
from ui.runtime.desk import Desk
from ui.widgets.forms.leave_question import LeaveQuestion


def test_a_leave_is_entered_with_the_keyboard(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    make_staff(context, name="刘洋")
    saved: list[int] = []
    ask_new_absence(desk, window, saved.append)
    dialog = opened(qtbot, window, AbsenceDialog)
    pick(qtbot, dialog.person, "liuyang")
    dialog.absence.set_value(AbsenceKind.SICK)
    dialog.starts_at.line.setText("3-9 8:30")
    dialog.ends_at.line.setText("3-10 17:30")
    type_text(dialog.note, "发烧")
    save(qtbot, dialog)
    form = absence_form(context, saved[0]).form
    assert (form.absence, form.note) == (AbsenceKind.SICK, "发烧")
    assert form.starts_at == at(9).replace(minute=30)


def test_a_person_and_day_given_make_a_whole_day(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    member = make_staff(context)
    ask_new_absence(desk, window, lambda _id: None, member, date(2026, 3, 9))
    form = opened(qtbot, window, AbsenceDialog).form()
    assert (form.staff_id, form.starts_at) == (member, at(9, 0))
    assert form.ends_at == at(9, 23).replace(minute=59)


def test_c7_2_a_dispatch_in_that_time_is_named_at_the_field(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    dispatch = make_agreed_dispatch(context, starts_at=at(9), ends_at=at(11))
    (traveller,) = dispatch_details(context, dispatch).people
    ask_new_absence(desk, window, lambda _id: None, traveller.staff_id, date(2026, 3, 10))
    dialog = opened(qtbot, window, AbsenceDialog)
    with qtbot.waitSignal(dialog.refused):
        press_save(dialog)
    assert "PG-2026-0001" in problem(dialog, "starts_at")


def test_an_absence_is_cancelled_whatever_was_typed(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    member = make_staff(context)
    ask_absence(desk, window, make_absence(context, member), lambda _id: None)
    dialog = opened(qtbot, window, AbsenceDialog)
    assert not dialog.person.isEnabled()
    dialog.starts_at.line.setText("nonsense")
    with qtbot.waitSignal(dialog.accepted):
        _cancel(dialog).click()
    assert staff_details(context, member).absences == ()


def test_an_absence_that_is_gone_is_told(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    absence = make_absence(context)
    ask_absence(desk, window, absence, lambda _id: None)
    dialog = opened(qtbot, window, AbsenceDialog)
    cancel_absence(context, absence_id=absence)
    with qtbot.waitSignal(dialog.refused):
        _cancel(dialog).click()
    assert not dialog.is_cancelled


def test_what_was_half_typed_is_offered_again(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    absence = make_absence(context)
    ask_absence(desk, window, absence, lambda _id: None)
    dialog = opened(qtbot, window, AbsenceDialog)
    type_text(dialog.note, "改期")
    dialog.reject()
    keep = opened(qtbot, dialog, LeaveQuestion).keep
    assert keep is not None
    with qtbot.waitSignal(dialog.finished):
        keep.click()
    (draft,) = desk.drafts.waiting()
    open_draft(desk, window, draft)
    again = opened(qtbot, window, AbsenceDialog)
    qtbot.waitUntil(lambda: again.note.value() == "改期")
    assert _cancel(again)


def _cancel(dialog: AbsenceDialog) -> QPushButton:
    button = dialog.findChild(QPushButton, "dispatch.absence.action.cancel_absence")
    assert isinstance(button, QPushButton)
    return button

"""The strip that offers forms which were typed into and never saved."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QMenu, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.context import Context
from app.forms.people import DepartmentForm
from app.queries.people.dispatches import dispatch_details
from app.queries.people.staff import department_form
from tests.factories import make_customer, make_department, make_dispatch, make_staff
from tests.ui.by_hand import opened
from ui.dialogs.forms.drafts import can_open, open_draft
from ui.dialogs.forms.kept_forms import KeptForms
from ui.dialogs.parties.customer_dialog import ask_new_customer
from ui.dialogs.parties.site_dialog import ask_new_site
from ui.dialogs.people.agreement_dialog import ask_agreement
from ui.dialogs.people.department_dialog import DepartmentDialog, ask_department
from ui.dialogs.people.staff_dialog import ask_staff
from ui.runtime.desk import Desk
from ui.runtime.drafts import Draft, Subject
from ui.runtime.errors import ErrorBox
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.forms.form import FormDialog
from ui.widgets.forms.leave_question import LeaveQuestion

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def strip(desk: Desk, window: QWidget) -> Iterator[KeptForms]:
    """The strip over a window."""
    made = KeptForms(desk, window)
    yield made
    made.hide()


def leave_half_typed(dialog: FormDialog, qtbot: QtBot) -> None:
    """Type into the first line of a form and close it with what is typed kept."""
    line = next(row.widget for row in dialog.rows if isinstance(row.widget, LineEdit))
    line.setText("半")
    dialog.reject()
    keep = opened(qtbot, dialog, LeaveQuestion).keep
    assert keep is not None
    with qtbot.waitSignal(dialog.finished):
        keep.click()


def press(strip: QWidget, code: str) -> None:
    """Press an answer of the strip."""
    button = strip.findChild(QPushButton, f"main.kept.{code}")
    assert isinstance(button, QPushButton)
    button.click()


def open_forms(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> Iterator[FormDialog]:
    """Open one form of each kind that needs no page."""
    yield ask_new_customer(desk, window, "", lambda _id: None)
    yield ask_new_site(desk, window, make_customer(context), "", lambda _id: None)
    yield ask_department(desk, window, DepartmentForm(), lambda _id: None)
    known = make_department(context, name="工程部")
    yield ask_department(desk, window, department_form(context, known), lambda _id: None)
    for member in (None, make_staff(context)):
        ask_staff(desk, window, member, lambda _id: None)
        yield opened(qtbot, window, FormDialog)
    dispatch = make_dispatch(context, make_staff(context))
    ask_agreement(desk, window, dispatch_details(context, dispatch), 0, lambda: None)
    yield opened(qtbot, window, FormDialog)


def test_it_is_hidden_while_nothing_waits(strip: KeptForms) -> None:
    assert strip.text == ""


def test_it_names_what_waits_newest_first(
    strip: KeptForms, desk: Desk, window: QWidget, qtbot: QtBot, clock: FixedClock
) -> None:
    leave_half_typed(ask_new_customer(desk, window, "", lambda _id: None), qtbot)
    assert strip.text == "1 half-typed form was kept: New customer · 半 (03-06 14:00)"
    clock.moment += timedelta(minutes=5)
    leave_half_typed(ask_department(desk, window, DepartmentForm(), lambda _id: None), qtbot)
    assert strip.text.startswith("2 half-typed forms were kept: New department · 半 (03-06 14:05), New customer")


def test_among_several_a_person_chooses(strip: KeptForms, desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    leave_half_typed(ask_new_customer(desk, window, "", lambda _id: None), qtbot)
    leave_half_typed(ask_department(desk, window, DepartmentForm(), lambda _id: None), qtbot)
    press(strip, "open")
    menu = strip.findChild(QMenu, "main.kept.menu")
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if "department" in action.text()).trigger()
    menu.close()
    assert opened(qtbot, window, DepartmentDialog).name.value() == "半"
    assert strip.text.startswith("1 half-typed form")


def test_throwing_away_asks_first(strip: KeptForms, desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    leave_half_typed(ask_new_customer(desk, window, "", lambda _id: None), qtbot)
    press(strip, "throw_away")
    box = opened(qtbot, window, QMessageBox)
    assert strip.text != ""
    press(box, "discard.throw")
    qtbot.waitUntil(lambda: strip.text == "")
    assert desk.drafts.waiting() == ()


def test_every_form_is_opened_again_with_what_was_typed(
    strip: KeptForms, desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    for dialog in open_forms(desk, context, window, qtbot):
        kind = type(dialog)
        leave_half_typed(dialog, qtbot)
        (draft,) = desk.drafts.waiting()
        press(strip, "open")
        again = opened(qtbot, window, kind)
        assert again.kept() == draft.fields
        again.set_pristine()
        again.reject()
        assert desk.drafts.waiting() == ()


def test_a_form_of_a_record_that_is_gone_says_so_and_stays(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    subject = Subject("StaffDialog", "dispatch.staff", 999_999)
    draft = Draft("x", subject, "Edit the person", desk.now(), {"post": "半"}, {})
    desk.drafts.keep(draft)
    open_draft(desk, window, draft)
    assert isinstance(opened(qtbot, window, ErrorBox), ErrorBox)
    assert desk.drafts.waiting() == (draft,)


def test_a_form_of_a_newer_program_is_left_alone(strip: KeptForms, desk: Desk) -> None:
    draft = Draft("x", Subject("HologramDialog", "holograms.holograms"), "Hologram", desk.now(), {}, {})
    desk.drafts.keep(draft)
    strip.look()
    assert not can_open(draft)
    assert strip.text == ""

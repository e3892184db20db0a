"""The duty roster in the window: days are chosen, people entered and taking turns, and nothing is lost on the way."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.context import Context
from app.forms.people import DutyTurnForm
from app.queries.people.duty import roster
from app.services.people.duty import save_duty
from models.enums import DutyShift
from reports.build import build_paper
from tests.factories import local_time, make_staff
from tests.ui.by_hand import opened, pick, press_save, save, type_text
from tests.ui.dialogs.asking import button, problem
from ui.dialogs.people.duty_dialog import NAME, DutyDialog, open_duty
from ui.dialogs.printing.intake_slip import IntakeSlipDialog
from ui.dialogs.printing.preview_paper import PaperPreview
from ui.runtime.desk import Desk

OCTOBER = (date(2026, 10, 1), date(2026, 10, 7))


@pytest.fixture
def dialog(desk: Desk, window: QWidget, clock: FixedClock, qtbot: QtBot) -> DutyDialog:
    clock.moment = local_time("2026-09-29 10:00")
    make_staff(desk.context, name="张伟", mobile="139 0000 1111")
    make_staff(desk.context, name="刘洋", mobile="139 0000 2222")
    open_duty(desk, window)
    return opened(qtbot, window, DutyDialog)


def choose(dialog: DutyDialog, row: int, shift: DutyShift) -> None:
    """Go to the shift of a day."""
    grid = dialog.turns.grid
    grid.setCurrentIndex(grid.model().index(row, 2 + list(DutyShift).index(shift)))


def put(dialog: DutyDialog, qtbot: QtBot, row: int, shift: DutyShift, name: str) -> None:
    """Pick one of our staff for a shift."""
    choose(dialog, row, shift)
    before = len(dialog.turns.value())
    pick(qtbot, dialog.turns.picker, name)
    qtbot.waitUntil(lambda: len(dialog.turns.value()) > before)


def stored(context: Context) -> tuple[DutyTurnForm, ...]:
    return roster(context, *OCTOBER).form.turns


def test_it_offers_the_next_holiday(dialog: DutyDialog) -> None:
    assert (dialog.since.value(), dialog.until.value()) == OCTOBER
    assert dialog.turns.grid.model().rowCount() == 7
    assert dialog.turns.grid.model().index(0, 0).data() == "2026-10-01 周四"
    assert dialog.turns.grid.model().index(0, 1).data() == "节假日"


def test_whoever_is_picked_comes_with_their_number_and_the_rest_takes_turns(
    dialog: DutyDialog, context: Context, qtbot: QtBot
) -> None:
    assert not dialog.turns.turns_button.isEnabled()
    put(dialog, qtbot, 0, DutyShift.DAY, "张伟")
    put(dialog, qtbot, 0, DutyShift.NIGHT, "刘洋")
    dialog.turns.turns_button.click()
    assert len(dialog.turns.value()) == 14
    save(qtbot, dialog)
    assert [(turn.name, turn.phone) for turn in stored(context)[:2]] == [
        ("张伟", "139 0000 1111"), ("刘洋", "139 0000 2222"),
    ]  # fmt: skip
    assert {turn.staff_id for turn in stored(context)} == {turn.staff_id for turn in stored(context)[:2]}


def test_the_first_days_can_be_repeated(dialog: DutyDialog, qtbot: QtBot) -> None:
    put(dialog, qtbot, 0, DutyShift.NIGHT, "张伟")
    put(dialog, qtbot, 1, DutyShift.NIGHT, "刘洋")
    dialog.turns.repeat_button.click()
    assert [turn.name for turn in dialog.turns.value()] == ["张伟", "刘洋"] * 3 + ["张伟"]
    assert not dialog.turns.repeat_button.isEnabled()


def test_anybody_is_entered_by_name_and_needs_a_number(dialog: DutyDialog, context: Context, qtbot: QtBot) -> None:
    choose(dialog, 2, DutyShift.DAY)
    type_text(dialog.turns.people.cell(0, "name"), "门卫老陈")
    press_save(dialog)
    assert "电话" in problem(dialog, NAME, "turns")
    type_text(dialog.turns.people.cell(0, "phone"), "0573-8000 2100")
    save(qtbot, dialog)
    assert stored(context) == (DutyTurnForm(date(2026, 10, 3), DutyShift.DAY, None, "门卫老陈", "0573-8000 2100"),)


def test_delete_empties_a_shift(dialog: DutyDialog, qtbot: QtBot) -> None:
    put(dialog, qtbot, 0, DutyShift.DAY, "张伟")
    qtbot.keyClick(dialog.turns.grid, Qt.Key.Key_Delete)
    assert dialog.turns.value() == ()


def test_a_changed_name_is_somebody_else(dialog: DutyDialog, qtbot: QtBot) -> None:
    put(dialog, qtbot, 0, DutyShift.DAY, "张伟")
    type_text(dialog.turns.people.cell(0, "name"), "的师傅")
    (turn,) = dialog.turns.value()
    assert (turn.staff_id, turn.phone) == (None, "139 0000 1111")


def test_other_days_wait_until_what_is_changed_is_saved(dialog: DutyDialog, qtbot: QtBot) -> None:
    put(dialog, qtbot, 0, DutyShift.DAY, "张伟")
    assert not dialog.since.isEnabled()
    qtbot.keyClick(dialog.turns.grid, Qt.Key.Key_Delete)
    assert dialog.since.isEnabled()


def test_another_month_shows_its_own_days(dialog: DutyDialog, qtbot: QtBot) -> None:
    button(dialog, f"{NAME}.field.month.next").click()
    qtbot.waitUntil(lambda: dialog.turns.grid.model().rowCount() == 30)  # November
    assert dialog.turns.grid.model().index(0, 1).data() == "周末"
    button(dialog, f"{NAME}.field.month.holiday").click()
    qtbot.waitUntil(lambda: dialog.turns.grid.model().rowCount() == 7)


@pytest.mark.parametrize("until", ["2026-09-30", "2027-06-01"])
def test_days_that_cannot_be_are_refused_at_their_field(dialog: DutyDialog, until: str) -> None:
    dialog.until.clear()
    type_text(dialog.until, until)
    press_save(dialog)
    assert problem(dialog, NAME, "until")
    assert dialog.isVisible()


def test_what_was_kept_is_put_back_over_the_days_it_belongs_to(dialog: DutyDialog, qtbot: QtBot) -> None:
    put(dialog, qtbot, 0, DutyShift.DAY, "张伟")
    kept = dialog.kept() | {"month": "2026-11", "since": "2026-11-01", "until": "2026-11-30"}
    kept["turns"] = [kept["turns"][0] | {"day": "2026-11-05"}, {"day": "soon"}, 7]
    dialog.turns.set_value(())
    dialog.restore(kept)
    qtbot.waitUntil(lambda: dialog.turns.grid.model().rowCount() == 30)
    assert [(turn.day, turn.name) for turn in dialog.turns.value()] == [(date(2026, 11, 5), "张伟")]
    assert dialog.is_changed


def test_another_desk_was_first(dialog: DutyDialog, context: Context, qtbot: QtBot) -> None:
    put(dialog, qtbot, 0, DutyShift.DAY, "张伟")
    theirs = roster(context, *OCTOBER).form
    turn = DutyTurnForm(OCTOBER[0], DutyShift.NIGHT, name="许嘉", phone="139 0000 3333")
    save_duty(context, form=type(theirs)(*OCTOBER, (turn,), theirs.known))
    with qtbot.waitSignal(dialog.refused):
        press_save(dialog)
    assert stored(context) == (turn,)
    assert dialog.isVisible()


def test_it_is_saved_before_it_is_printed(
    dialog: DutyDialog, desk: Desk, window: QWidget, context: Context, qtbot: QtBot
) -> None:
    context.printer = build_paper
    put(dialog, qtbot, 0, DutyShift.DAY, "张伟")
    button(dialog, f"{NAME}.action.print").click()
    preview = opened(qtbot, window, PaperPreview)
    assert preview.key.startswith("duty_roster.")
    assert len(stored(context)) == 1
    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    preview.close()


def test_blank_slips_are_at_hand(dialog: DutyDialog, window: QWidget, qtbot: QtBot) -> None:
    button(dialog, f"{NAME}.action.slips").click()
    opened(qtbot, window, IntakeSlipDialog).reject()
    assert not dialog.isVisible()

"""The calendar of people, driven as a person does."""

from datetime import date
from time import process_time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.context import Actor, Context
from app.forms.people import DutyForm, DutyTurnForm
from app.queries.people.absences import absence_form
from app.queries.people.calendar import Entry, EntryKind, PeopleCalendar, Person
from app.rules.duty import DayKind, days_of
from app.services.people.duty import save_duty
from models.enums import AbsenceKind, DispatchState, DutyShift, Role
from tests.factories import make_department, make_dispatch, make_staff
from tests.people_factories import at, make_absence
from tests.ui.by_hand import opened, save
from ui.dialogs.people.absence_dialog import AbsenceDialog
from ui.dialogs.people.duty_dialog import DutyDialog
from ui.dialogs.requests.register_dialog import RegisterDialog
from ui.runtime.desk import Desk
from ui.tabs.dispatch.calendar.bars import bar_text, line_of
from ui.tabs.dispatch.calendar.grid import CalendarGrid
from ui.tabs.dispatch.calendar.page import CalendarPage

MANY, PATIENCE = 200, 0.1  # people; seconds of work that painting a month of them may take
MARCH = date(2026, 3, 1), date(2026, 3, 31)


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> CalendarPage:
    """The page, not shown yet."""
    made = CalendarPage(desk)
    qtbot.addWidget(made)
    made.resize(1440, 860)
    return made


def _show(page: CalendarPage, qtbot: QtBot, people: int = 1) -> CalendarGrid:
    page.show()
    qtbot.waitUntil(lambda: len(page.grid.people.lines) == people)
    return page.grid


def _go_to(page: CalendarPage, row: int, day: int) -> None:
    page.grid.setCurrentIndex(page.grid.people.index(row, day - 1))


def test_it_begins_with_today_and_arrows_walk_the_days(page: CalendarPage, context: Context, qtbot: QtBot) -> None:
    make_staff(context)
    grid = _show(page, qtbot)
    assert grid.day == date(2026, 3, 6)
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert grid.day == date(2026, 3, 7)


def test_enter_opens_the_dispatch_of_the_day(page: CalendarPage, context: Context, qtbot: QtBot) -> None:
    dispatch = make_dispatch(context, starts_at=at(9), ends_at=at(11, 18))
    grid = _show(page, qtbot)
    _go_to(page, 0, 10)
    with qtbot.waitSignal(page.desk.show_requested) as wished:
        qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert wished.args == ["dispatch", dispatch]


def test_a_double_click_opens_what_lies_there(page: CalendarPage, context: Context, qtbot: QtBot) -> None:
    member = make_staff(context)
    make_dispatch(context, member, starts_at=at(9), ends_at=at(11, 18))
    absence = make_absence(context, member, starts_at=at(10), ends_at=at(10, 12))
    grid = _show(page, qtbot)
    bar = next(bar for bar in grid.people.lines[0].bars if bar.entry.kind is EntryKind.ABSENCE)
    assert bar.lane == 1
    qtbot.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.bar_rect(0, bar).center())
    dialog = opened(qtbot, page, AbsenceDialog)
    assert dialog.form() == absence_form(context, absence).form


def test_a_turn_of_duty_opens_the_roster(page: CalendarPage, context: Context, qtbot: QtBot) -> None:
    member = make_staff(context)
    turn = DutyTurnForm(date(2026, 3, 7), DutyShift.NIGHT, member, "刘洋", "13800138000")
    save_duty(context, form=DutyForm(date(2026, 3, 7), date(2026, 3, 7), (turn,)))
    grid = _show(page, qtbot)
    _go_to(page, 0, 7)
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    opened(qtbot, page, DutyDialog)


def test_n1_the_overtime_sheet_of_the_people_is_asked_for_here(page: CalendarPage, qtbot: QtBot) -> None:
    _show(page, qtbot, people=0)
    button = page.findChild(QPushButton, "dispatch.calendar.action.overtime")
    assert isinstance(button, QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert opened(qtbot, page, RegisterDialog).windowTitle()


@pytest.mark.parametrize("state", [state for state in DispatchState if state is not DispatchState.CANCELLED])
@pytest.mark.usefixtures("english")
def test_a_bar_of_one_day_says_its_state_in_a_narrow_word(state: DispatchState, page: CalendarPage) -> None:
    metrics, day = QFontMetrics(page.grid.font()), date(2026, 3, 10)
    entry = Entry(EntryKind.DISPATCH, 1, 1, "EDI", "长丰造纸", None, None, day, day, state)
    (bar,) = line_of(Person(1, "张伟", "", (entry,)), MARCH).bars
    narrow = bar_text(bar, metrics, metrics.horizontalAdvance("00000"))
    assert len(narrow) > 1
    assert "…" not in narrow
    assert bar_text(bar, metrics, 0) == ""


def test_page_keys_step_through_months_and_today_comes_back(page: CalendarPage, context: Context, qtbot: QtBot) -> None:
    make_staff(context)
    grid = _show(page, qtbot)
    for key, month in ((Qt.Key.Key_PageUp, 2), (Qt.Key.Key_PageDown, 3), (Qt.Key.Key_PageDown, 4)):
        qtbot.keyClick(grid, key)
        qtbot.waitUntil(lambda month=month: grid.day == date(2026, month, 6))
    page.today.click()
    qtbot.waitUntil(lambda: grid.day == date(2026, 3, 6))


def test_an_absence_is_entered_for_the_day_looked_at(page: CalendarPage, context: Context, qtbot: QtBot) -> None:
    make_staff(context)
    grid = _show(page, qtbot)
    _go_to(page, 0, 12)
    qtbot.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = opened(qtbot, page, AbsenceDialog)
    assert dialog.form().starts_at == at(12, 0)
    dialog.absence.set_value(AbsenceKind.TRAINING)
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: bool(grid.people.lines[0].bars))
    assert grid.people.lines[0].bars[0].first == 11


def test_enter_on_an_empty_day_enters_an_absence_where_one_may(
    page: CalendarPage, context: Context, qtbot: QtBot
) -> None:
    make_staff(context)
    qtbot.keyClick(_show(page, qtbot), Qt.Key.Key_Return)
    opened(qtbot, page, AbsenceDialog).reject()


def test_one_department_is_shown_alone(page: CalendarPage, context: Context, qtbot: QtBot) -> None:
    make_staff(context)
    department = make_department(context, name="调试中心")
    make_staff(context, name="黄磊", department_id=department)
    grid = _show(page, qtbot, people=2)
    page.department.set_value(str(department))
    qtbot.waitUntil(lambda: len(grid.people.lines) == 1)
    assert grid.people.headerData(0, Qt.Orientation.Vertical) == "黄磊 · 调试中心"


def test_who_may_not_edit_staff_only_looks(context: Context, desk: Desk, qtbot: QtBot) -> None:
    make_absence(context)
    context.actor = Actor("wang", "王敏", frozenset({Role.VIEWER}))
    page = CalendarPage(desk)
    qtbot.addWidget(page)
    grid = _show(page, qtbot)
    _go_to(page, 0, 10)
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert not page.findChildren(AbsenceDialog)


def test_a_day_says_in_words_what_is_on_it(page: CalendarPage, context: Context, qtbot: QtBot) -> None:
    make_absence(context, make_staff(context, name="刘洋"), note="家事")
    grid = _show(page, qtbot)
    index = grid.people.index(0, 9)
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        words = grid.people.data(index, role)
        assert "刘洋 · 2026-03-10" in words
        assert "家事" in words


def test_what_another_desk_enters_shows_at_once(page: CalendarPage, context: Context, qtbot: QtBot) -> None:
    member = make_staff(context)
    grid = _show(page, qtbot)
    make_absence(context, member)
    qtbot.waitUntil(lambda: bool(grid.people.lines[0].bars))


def test_beside_the_bars_there_is_nothing_to_open(page: CalendarPage, context: Context, qtbot: QtBot) -> None:
    make_absence(context)
    grid = _show(page, qtbot)
    assert grid.bar_at(QPoint(2, grid.rowHeight(0) - 1)) is None


def test_a_month_of_two_hundred_people_is_painted_at_once(desk: Desk, qtbot: QtBot) -> None:
    grid = CalendarGrid("grid", desk, None)  # type: ignore[arg-type]
    qtbot.addWidget(grid)
    grid.resize(1400, 800)
    grid.show()
    grid.show_month(_crowd())
    grid.viewport().grab()
    start = process_time()
    grid.viewport().grab()
    assert process_time() - start < PATIENCE


def _crowd() -> PeopleCalendar:
    """Return a month in which everybody is somewhere all the time."""
    people = tuple(Person(one, f"员{one}", "工程部", tuple(_trips(one))) for one in range(MANY))
    return PeopleCalendar(MARCH, dict.fromkeys(days_of(MARCH), DayKind.WORKED), people)


def _trips(staff_id: int) -> list[Entry]:
    spans = [(date(2026, 3, day), date(2026, 3, day + 3)) for day in (1, 5, 9, 13, 17, 21, 25)]
    return [
        Entry(EntryKind.DISPATCH, staff_id, 1, "PG", "华东化工", at(1), at(2), *span, DispatchState.AGREED)
        for span in spans
    ]

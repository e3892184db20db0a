"""The page Today: what stands there, where a line leads, and that it follows what happens."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.context import Actor, Context
from models.enums import CommitmentKind, Role
from reports.build import build_paper
from tests.ageing_factories import make_contract_with
from tests.app.queries.promises.owing import owe
from tests.app.queries.promises.test_waiting import hold
from tests.approval_factories import ask_for_quotation
from tests.factories import FRIDAY, local_time, make_project, make_request, make_staff
from tests.ui.by_hand import opened
from ui.dialogs.printing.preview_paper import PaperPreview
from ui.runtime.desk import Desk
from ui.table.filter_bar import FilterState
from ui.tabs.today.card_rows import RowKind
from ui.tabs.today.page import TodayPage, day_words

Show = Callable[[], TodayPage]


@pytest.fixture
def show(desk: Desk, qtbot: QtBot) -> Show:
    """Shows the page and waits until it has read everything."""

    def shown() -> TodayPage:
        page = TodayPage(desk)
        qtbot.addWidget(page)
        page.resize(1300, 800)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(lambda: bool(page.kept.chart.bars) and desk.jobs.is_idle)
        return page

    return shown


def titles(page: TodayPage, kind: RowKind = RowKind.LINE) -> list[str]:
    return [row.title for row in page.list.rows if row.kind is kind]


def test_a_day_without_work_says_so(show: Show) -> None:
    page = show()
    assert titles(page, RowKind.EMPTY) == ["没有逾期事项。", "今天没有其他到期事项。", "三天内没有到期事项。"]
    assert [row.title for row in page.waiting.rows] == ["等我审批", "没有等您审批的事项。"]
    assert page.kept.chart.is_empty
    assert page.date.text() == "3 月 6 日 星期五"


def test_lines_stand_under_their_sections_with_counts_and_time_left(show: Show, context: Context) -> None:
    owe(context, "2026-03-06 11:50", clause="C9.2")
    owe(context, "2026-03-09 12:00")
    owe(context, None)
    page = show()
    heads = {row.title: row.badge.text if row.badge else "" for row in page.list.rows if row.kind is RowKind.HEAD}
    assert heads == {"逾期": "1", "今天到期": "", "三天内": "1", "时间待约定": "1"}
    first = next(row for row in page.list.rows if row.kind is RowKind.LINE)
    assert first.pill is not None
    assert first.badge is not None
    assert (first.pill.text, first.badge.text) == ("C9.2", "逾期 2 时 10 分")
    assert "逾期 2 时 10 分" in first.spoken


@pytest.mark.parametrize("kind", CommitmentKind)
def test_every_kind_of_promise_has_a_line_that_leads_to_its_record(
    show: Show, desk: Desk, qtbot: QtBot, kind: CommitmentKind
) -> None:
    project = make_project(desk.context)
    owe(desk.context, "2026-03-06 17:30", project, kind=kind)
    page = show()
    with qtbot.waitSignal(desk.show_requested) as asked:
        page.list.setFocus()
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert asked.args == ["project", project]


def test_a_double_click_leads_there_too(show: Show, desk: Desk, qtbot: QtBot) -> None:
    request = make_request(desk.context)
    page = show()
    place = page.list.visualRect(page.list.currentIndex()).center()
    with qtbot.waitSignal(desk.show_requested) as asked:
        qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked.args == ["request", request]


def test_a_hold_that_waits_leads_to_its_record(show: Show, desk: Desk, qtbot: QtBot) -> None:
    request = make_request(desk.context)
    hold(desk.context, request, 48)
    page = show()
    with qtbot.waitSignal(desk.show_requested) as asked:
        qtbot.keyClick(page.waiting, Qt.Key.Key_Enter)
    assert asked.args == ["request", request]


def test_an_approval_that_waits_leads_to_its_page(show: Show, desk: Desk, qtbot: QtBot) -> None:
    asked = ask_for_quotation(desk.context, "80000")
    page = show()
    line = page.waiting.rows[1]
    assert (line.pill and line.pill.text, line.badge and line.badge.text) == ("C8.2", "去处理")
    assert line.detail == "BJ-2026-0001 · 由经理决定"
    with qtbot.waitSignal(desk.show_requested) as led:
        qtbot.keyClick(page.waiting, Qt.Key.Key_Enter)
    assert led.args == ["approval", asked]


def test_a_change_shows_at_once_and_keeps_the_line_one_is_on(show: Show, desk: Desk, qtbot: QtBot) -> None:
    owe(desk.context, "2026-03-06 16:00")
    page = show()
    kept = page.list.current_key
    owe(desk.context, "2026-03-06 12:00")
    qtbot.waitUntil(lambda: len(titles(page)) == 2)
    assert page.list.current_key == kept


def test_time_passing_moves_a_line_to_the_overdue(show: Show, desk: Desk, clock: FixedClock, qtbot: QtBot) -> None:
    owe(desk.context, "2026-03-06 14:30")
    page = show()
    clock.moment = FRIDAY + timedelta(minutes=31)
    desk.changes.minute_passed.emit()
    qtbot.waitUntil(lambda: page.agenda is not None and page.agenda.sections[0].count == 1)


def test_a_long_section_shows_more_on_demand(show: Show, desk: Desk, qtbot: QtBot) -> None:
    staff = make_staff(desk.context)
    for slot in range(60):
        owe(desk.context, "2026-03-05 12:00", staff, slot=slot)
    page = show()
    assert len(titles(page)) == 50
    assert titles(page, RowKind.MORE) == ["再显示 10 项"]
    assert page.list.choose("more:overdue")
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(titles(page)) == 60)


def test_the_pictures_tell_what_they_show(show: Show, context: Context) -> None:
    owe(context, "2026-03-05 12:00")
    make_request(context)
    page = show()
    assert page.kept.chart.bars[-1].parts == (0, 1)
    assert "2026-03：按时 0 项、超时 1 项、0 %" in page.kept.chart.accessibleDescription()
    assert page.classes.chart.bars[-1].parts == (0, 0, 1)


def test_the_head_says_what_fell_due_while_the_program_was_off(
    show: Show, desk: Desk, clock: FixedClock, qtbot: QtBot
) -> None:
    owe(desk.context, "2026-03-08 12:00")
    desk.reminders.look()
    clock.moment = local_time("2026-03-11 08:31")
    page = show()
    desk.reminders.look()
    qtbot.waitUntil(lambda: "自 03-06 14:00 关机以来新到期 1 项" in page.note.text())
    assert "余款" in page.note.toolTip()


def test_ctrl_p_shows_the_sheet_of_today(show: Show, desk: Desk, qtbot: QtBot) -> None:
    desk.context.printer = build_paper
    page = show()
    button = page.findChild(QPushButton, "today.today.action.print")
    assert isinstance(button, QPushButton)
    assert "Ctrl+P" in button.toolTip()
    qtbot.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    preview = opened(qtbot, page, PaperPreview)
    assert "今日工作单" in preview.windowTitle()
    preview.close()
    qtbot.waitUntil(lambda: desk.jobs.is_idle)


def test_the_keyboard_begins_in_the_list_and_walks_by_areas(show: Show) -> None:
    page = show()
    page.setFocus()
    assert page.list.hasFocus()
    assert [area.objectName() for area in page.areas()][:2] == ["today.today.list", "today.today.waiting"]


def test_days_have_names_in_both_languages(english: None) -> None:
    assert day_words(FRIDAY.date()) == "Friday, 6 March"


def test_c10_6_receivables_stand_by_age_and_a_column_opens_the_list(show: Show, desk: Desk, qtbot: QtBot) -> None:
    make_contract_with(desk.context)
    page = show()
    chart = page.ages.chart
    assert [bar.top for bar in chart.bars] == ["1.0", "2.0", "", "3.0", "2.0", "2.0", ""]
    assert chart.bars[5].tip == "逾期 181–365 天：¥20,000.00"
    with qtbot.waitSignal(desk.page_requested) as told:
        place = QPoint(round(chart.width() * 5.5 / 7), 60)
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place)
    assert told.args == ["receivables", "ageing", FilterState(chips=frozenset({"by_customer", "over_90"}))]


def test_who_may_not_see_money_sees_no_ages(show: Show, context: Context) -> None:
    context.actor = Actor("viewer", "访客", frozenset({Role.VIEWER}))
    assert not show().ages.isVisible()

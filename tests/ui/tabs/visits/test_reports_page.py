"""Periodic reports on their page: opened, written, and every figure leading to the records it counts (N8)."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.context import Context
from app.queries.care.indicators import counted_list
from app.queries.care.report_texts import texts_form
from app.rules.care.indicators import INDICATORS
from app.services.care.periodic_reports import open_periodic_report
from app.services.papers import issue_paper
from models.enums import Role
from tests.factories import local_time, make_request
from tests.money_factories import make_owed_contract
from tests.ui.by_hand import opened, save, type_text
from tests.ui.tabs.page_driving import press_button, show_record
from tests.ui.tabs.requests.driving import press, said
from tests.ui.tabs.requests.stepping import shown_page
from ui.dialogs.care.counted_window import CountedWindow
from ui.dialogs.care.indicators_window import IndicatorsWindow
from ui.dialogs.care.report_dialog import ReportDialog
from ui.dialogs.care.report_texts_dialog import ReportTextsDialog
from ui.runtime.desk import Desk
from ui.tabs.visits.reports.reports_page import ReportsPage

MARCH = (date(2026, 3, 1), date(2026, 3, 31))


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[ReportsPage]:
    """The page, shown and read."""
    yield from shown_page(ReportsPage(desk), qtbot)


@pytest.fixture
def march(context: Context) -> int:
    """The report of March."""
    return open_periodic_report(context, since=MARCH[0], until=MARCH[1])


def read(window: CountedWindow | IndicatorsWindow, qtbot: QtBot, rows: int) -> None:
    qtbot.waitUntil(lambda: window.model.rowCount() == rows)


def test_a_report_is_opened_by_its_span(page: ReportsPage, qtbot: QtBot) -> None:
    press(page, "visits.reports.action.new", qtbot)
    dialog = opened(qtbot, page, ReportDialog)
    assert dialog.span.code() == "2026-02"  # the month that ended last
    dialog.period.set_value("quarter")
    assert dialog.span.code() == "2025-Q4"
    dialog.span.set_value("2026-Q1")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: page.details is not None and page.details.title.endswith("2026-Q1"))
    assert page.table.current_id == page.details.id  # type: ignore[union-attr]


def test_n8_every_figure_opens_the_list_it_counts(
    page: ReportsPage, context: Context, march: int, qtbot: QtBot
) -> None:
    requests = [make_request(context, text=text) for text in ("泵漏水", "膜堵了")]
    make_request(context, received_at=local_time("2026-02-10 09:00"))
    show_record(page, march, qtbot)
    press_button(page, ".figure.received", qtbot)
    window = opened(qtbot, page, CountedWindow)
    read(window, qtbot, 2)
    assert window.head.text().startswith("2 · ")
    rows = [window.model.row_at(place) for place in range(2)]
    assert [row.record_id for row in rows if row is not None] == requests
    told: list[tuple[str, int]] = []
    page.desk.show_requested.connect(lambda kind, record_id: told.append((kind, record_id)))
    window.table.select_id(2)
    window.open_current()
    assert told == [("request", requests[1])]
    assert not window.isVisible()


def test_n8_figures_stand_side_by_side_with_their_verdict(
    page: ReportsPage, context: Context, march: int, qtbot: QtBot
) -> None:
    make_request(context, received_at=local_time("2026-03-02 09:00"))  # its reply is overdue
    show_record(page, march, qtbot)
    assert "未达到目标（≥ 90 %）" in said(page.panel)
    press_button(page, "indicators_card.link", qtbot)
    window = opened(qtbot, page, IndicatorsWindow)
    read(window, qtbot, 23)
    assert window.chart.bars[-1].parts == (0, 0, 1)
    window.table.select_id(1 + [one.code for one in INDICATORS].index("in_time"))
    window.open_current()
    counted = opened(qtbot, window, CountedWindow)
    read(counted, qtbot, len(counted_list(context, "in_time", MARCH).rows))
    assert counted.head.text().startswith("0.0 % · ")
    counted.reject()
    window.reject()


def test_texts_are_proposed_where_nothing_is_written(
    page: ReportsPage, context: Context, march: int, qtbot: QtBot
) -> None:
    make_request(context)
    show_record(page, march, qtbot)
    press(page, "visits.reports.action.edit", qtbot)
    dialog = opened(qtbot, page, ReportTextsDialog)
    type_text(dialog.texts["summary"], "三月平稳")
    dialog.propose.click()
    qtbot.waitUntil(lambda: bool(dialog.texts["service_text"].value()))
    assert dialog.texts["summary"].value() == "三月平稳"
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: "三月平稳" in said(page.panel))
    assert texts_form(context, march).service_text


def test_an_issued_report_shows_its_number_and_that_it_was_kept(
    page: ReportsPage, context: Context, qtbot: QtBot
) -> None:
    february = open_periodic_report(context, since=date(2026, 2, 1), until=date(2026, 2, 28))
    issue_paper(context, form_id="periodic_report", record_id=february)
    show_record(page, february, qtbot)
    assert "YB-2026-0001" in said(page.panel)
    assert "已签发" in said(page.panel)


def test_who_may_only_look_sees_no_money_and_changes_nothing(
    desk_of: Callable[..., Desk], context: Context, march: int, qtbot: QtBot
) -> None:
    make_owed_contract(context)
    for shown in shown_page(ReportsPage(desk_of(Role.VIEWER)), qtbot):
        show_record(shown, march, qtbot)
        names = {button.objectName() for button in shown.findChildren(QPushButton)}
        assert "visits.reports.action.new" not in names
        assert not any(name.endswith(".figure.receivable") for name in names)
        assert "¥" not in said(shown.panel)

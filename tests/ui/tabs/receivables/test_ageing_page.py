"""The page of receivables by age, driven as a person does."""

from datetime import date

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.context import Context
from app.formatting import money
from models.enums import RecordKind
from models.report import Report
from reports.build import build_paper
from tests.ageing_factories import make_contract_with, owing
from tests.money_factories import lines_of, make_owed_contract, make_receipt, share
from tests.ui.by_hand import opened, type_text
from ui.dialogs.printing.preview_paper import PaperPreview
from ui.runtime.desk import Desk
from ui.table.cell_delegate import SIDE
from ui.table.filter_bar import FilterState
from ui.tabs.receivables.ageing_page import AgeingPage

pytestmark = pytest.mark.on_server


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> AgeingPage:
    """The page, not shown yet."""
    made = AgeingPage(desk)
    qtbot.addWidget(made)
    made.resize(1440, 860)
    return made


def totals(page: AgeingPage) -> str:
    """Return what stands in the line of totals, "" while there is none."""
    count = page.model.rowCount()
    return money(page.model.row_at(count - 1).sums.total) if count else ""


def test_totals_stand_below_the_customers(page: AgeingPage, context: Context, qtbot: QtBot) -> None:
    make_owed_contract(context)
    make_contract_with(context)
    page.show()
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    assert totals(page) == "¥101,000.00"
    page.show_filter(FilterState(chips=frozenset({"by_contract"}), text="滨江"))
    qtbot.waitUntil(lambda: totals(page) == "¥100,000.00")


def test_several_contracts_are_named_whole_in_english(
    english: None, page: AgeingPage, context: Context, qtbot: QtBot
) -> None:
    first = make_contract_with(context, number="HT-1")
    make_contract_with(context, number="HT-2", customer_id=owing(context, first))
    page.show()
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    words = page.model.row_at(0).source
    assert words == "2 contracts and orders"
    assert page.table.fontMetrics().horizontalAdvance(words) + 2 * SIDE <= page.table.columnWidth(1)


def test_another_day_shows_what_was_open_then(page: AgeingPage, context: Context, qtbot: QtBot) -> None:
    contract = make_owed_contract(context)
    first = lines_of(context, contract)[0]
    make_receipt(context, owing(context, contract), 300, share(first.id, 300), received_on=date(2026, 3, 5))
    page.show()
    qtbot.waitUntil(lambda: totals(page) == "¥700.00")
    page.as_of.clear()
    type_text(page.as_of, "2026-03-04")
    qtbot.waitUntil(lambda: totals(page) == "¥1,000.00")
    type_text(page.as_of, "-")
    assert page.day() == date(2026, 3, 4)
    page.as_of.clear()
    assert page.day() == date(2026, 3, 6)


def test_a_double_click_opens_the_instalments_of_the_customer(page: AgeingPage, context: Context, qtbot: QtBot) -> None:
    contract = make_contract_with(context, customer="金桥电子")
    page.show()
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    with qtbot.waitSignal(page.desk.list_requested) as told:
        page.open_requested.emit(owing(context, contract))
    assert told.args == [RecordKind.RECEIVABLE.value, "金桥电子"]
    with qtbot.assertNotEmitted(page.desk.list_requested):
        page.open_requested.emit(page.model.row_at(1).id)


def test_the_report_is_that_of_the_day(page: AgeingPage, context: Context, qtbot: QtBot) -> None:
    context.printer = build_paper
    make_contract_with(context)
    page.show()
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    page.findChild(QPushButton, "receivables.ageing.action.report").click()
    preview = opened(qtbot, page, PaperPreview)
    with context.read() as session:
        report = session.scalars(select(Report)).one()
    assert (report.since, report.until) == (date(2026, 3, 1), date(2026, 3, 6))
    preview.close()

"""A bank's statement in the window: lines are ticked, unknown payers get a customer, chosen lines become receipts."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.queries.lists.paging import ListFilter
from app.queries.money.receipts import RECEIPTS
from tests.factories import make_customer
from tests.import_factories import workbook
from tests.money_factories import make_owed_contract
from ui.dialogs.importing.assistant import LAST, ImportAssistant
from ui.dialogs.importing.openers import open_statement
from ui.dialogs.importing.statement_model import CUSTOMER, NOTE, PAYS, TICK
from ui.dialogs.importing.statement_step import StatementStep
from ui.runtime.desk import Desk
from ui.widgets.fields.record_picker import PickItem

ROWS = (
    ["交易日期", "流水号", "贷方金额", "借方金额", "对方户名"],
    ["20260302", "LS-1", 300, "", "华东化工有限公司"],
    ["20260303", "LS-2", "", 99, "供电公司"],
    ["20260304", "LS-3", 100, "", "某某商行"],
)


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def window(desk: Desk, host: QWidget, qtbot: QtBot, tmp_path: Path, english: None) -> ImportAssistant:
    """The assistant on a statement, at its last step."""
    make_owed_contract(desk.context, customer_id=make_customer(desk.context, name="华东化工有限公司"))
    file = tmp_path / "对账单.xlsx"
    file.write_bytes(workbook(ROWS))
    made = open_statement(desk, host)
    made.file_step.file.set_value(file)
    settle(made, qtbot)
    for _step in range(LAST):
        made.go_on()
        settle(made, qtbot)
    return made


def settle(window: ImportAssistant, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window._desk.jobs.is_idle)


def last(window: ImportAssistant) -> StatementStep:
    assert isinstance(window.last_step, StatementStep)
    return window.last_step


def shown(window: ImportAssistant, row: int, column: int) -> str:
    return str(last(window).model.index(row, column).data())


def test_lines_that_came_in_are_shown_with_what_they_pay(window: ImportAssistant) -> None:
    assert last(window).model.rowCount() == 2
    assert "YS-2026-0001 ¥300.00" in shown(window, 0, PAYS)
    assert shown(window, 1, NOTE).startswith("Nobody of this name")
    assert "1 receipt of ¥300.00 is booked" in last(window).counts.text()
    assert "1 line left out" in last(window).counts.text()


def test_a_line_of_nobody_cannot_be_ticked_until_it_has_a_customer(
    window: ImportAssistant, desk: Desk, qtbot: QtBot
) -> None:
    step = last(window)
    assert not step.model.flags(step.model.index(1, TICK)) & Qt.ItemFlag.ItemIsUserCheckable
    customer = make_customer(desk.context, name="某某贸易")
    step.table.setCurrentIndex(step.model.index(1, TICK))
    step.customer.set_value(PickItem(customer, "某某贸易"))
    settle(window, qtbot)
    assert shown(window, 1, CUSTOMER) == "某某贸易"
    assert "¥100.00 stays unallocated" in shown(window, 1, PAYS)
    assert len(step.model.chosen()) == 2
    qtbot.keyClick(step.again, Qt.Key.Key_Space)
    settle(window, qtbot)
    assert shown(window, 1, CUSTOMER) == ""


def test_space_unticks_a_line(window: ImportAssistant, qtbot: QtBot) -> None:
    step = last(window)
    step.table.setCurrentIndex(step.model.index(0, TICK))
    qtbot.keyClick(step.table, Qt.Key.Key_Space)
    settle(window, qtbot)
    assert step.model.chosen() == ()
    assert not window.next_button.isEnabled()


def test_chosen_lines_become_receipts(window: ImportAssistant, desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.imported):
        qtbot.keyClick(window.next_button, Qt.Key.Key_Space)
        settle(window, qtbot)
    assert RECEIPTS.count(desk.context, ListFilter()) == 1
    assert "1 record was imported." in window.message.text


def test_money_from_before_its_contract_waits_for_a_tick(window: ImportAssistant, desk: Desk, qtbot: QtBot) -> None:
    customer = make_customer(desk.context, name="某某商行")
    make_owed_contract(desk.context, number="HT-9", customer_id=customer, signed_on=date(2026, 3, 5))
    step = last(window)
    step.table.setCurrentIndex(step.model.index(1, TICK))
    step.customer.set_value(PickItem(customer, "某某商行"))
    settle(window, qtbot)
    assert "before the contract was signed: HT-9" in shown(window, 1, NOTE)
    assert step.note.text() == shown(window, 1, NOTE)
    assert len(step.model.chosen()) == 1
    qtbot.keyClick(step.table, Qt.Key.Key_Space)
    settle(window, qtbot)
    assert len(step.model.chosen()) == 2

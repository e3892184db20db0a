"""The page of receipts, driven as a person does."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.context import Context
from app.queries.money.receipts import receipt_details
from models.enums import ReceiptState
from models.parties.customer import Customer
from models.projects.contract import Contract
from tests.factories import stored
from tests.money_factories import lines_of, make_owed_contract, make_receipt, share
from tests.ui.by_hand import opened, pick, press_save, problem, save, type_text
from tests.ui.tabs.page_driving import press_button, show_record
from ui.dialogs.forms.questioned_form import SureQuestion
from ui.dialogs.money.receipt_dialog import AllocateDialog, ReceiptDialog
from ui.dialogs.reason_dialog import ReasonDialog
from ui.runtime.desk import Desk
from ui.tabs.receivables.receipts_page import ReceiptsPage

pytestmark = pytest.mark.on_server
NAME = "receivables.receipts"


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> ReceiptsPage:
    """The page, not shown yet."""
    made = ReceiptsPage(desk)
    qtbot.addWidget(made)
    made.resize(1440, 860)
    return made


@pytest.fixture
def owed(context: Context) -> tuple[int, list[int]]:
    """A customer and its instalments: 300 overdue, 600 due on Tuesday, 100 waiting."""
    contract = make_owed_contract(context)
    customer = stored(context, Contract, contract).customer_id or 0
    return customer, [line.id for line in lines_of(context, contract)]


def new(page: ReceiptsPage, qtbot: QtBot) -> ReceiptDialog:
    page.show()
    page.table.setFocus()
    qtbot.waitUntil(page.table.hasFocus)
    qtbot.keyClick(page.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    return opened(qtbot, page, ReceiptDialog)


def test_a_receipt_is_entered_with_what_it_pays(
    page: ReceiptsPage, context: Context, owed: tuple[int, list[int]], qtbot: QtBot
) -> None:
    dialog = new(page, qtbot)
    pick(qtbot, dialog.customer, stored(context, Customer, owed[0]).title)
    qtbot.waitUntil(lambda: len(dialog.table.value()) == 3)
    type_text(dialog.amount, "0.06万")
    dialog.note.setFocus()
    assert [one.amount for one in dialog.form().shares] == [Decimal(600)]
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: page.details is not None and page.details.left == 0)


def test_what_a_person_entered_is_not_proposed_over(
    page: ReceiptsPage, context: Context, owed: tuple[int, list[int]], qtbot: QtBot
) -> None:
    dialog = new(page, qtbot)
    pick(qtbot, dialog.customer, stored(context, Customer, owed[0]).title)
    qtbot.waitUntil(lambda: len(dialog.table.value()) == 3)
    type_text(dialog.table.cell(2, "amount"), "50")
    type_text(dialog.amount, "600")
    dialog.note.setFocus()
    assert [(one.instalment_id, one.amount) for one in dialog.form().shares] == [(owed[1][2], Decimal(50))]
    dialog.set_pristine()
    dialog.reject()


def test_more_than_came_in_is_refused_while_typing(
    page: ReceiptsPage, context: Context, owed: tuple[int, list[int]], qtbot: QtBot
) -> None:
    dialog = new(page, qtbot)
    pick(qtbot, dialog.customer, stored(context, Customer, owed[0]).title)
    qtbot.waitUntil(lambda: len(dialog.table.value()) == 3)
    type_text(dialog.amount, "100")
    type_text(dialog.table.cell(1, "amount"), "200")
    dialog.note.setFocus()
    assert "¥300.00" in problem(dialog, "shares")
    dialog.set_pristine()
    dialog.reject()


def test_the_rest_is_allocated_later(
    page: ReceiptsPage, context: Context, owed: tuple[int, list[int]], qtbot: QtBot
) -> None:
    receipt = make_receipt(context, owed[0], 500, share(owed[1][0], 300))
    show_record(page, receipt, qtbot)
    press_button(page, "detail.step.allocate", qtbot)
    dialog = opened(qtbot, page, AllocateDialog)
    assert [one.amount for one in dialog.form()] == [Decimal(200)]
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: page.details is not None and page.details.left == 0)


def test_an_allocation_is_undone_with_its_reason(
    page: ReceiptsPage, context: Context, owed: tuple[int, list[int]], qtbot: QtBot
) -> None:
    receipt = make_receipt(context, owed[0], 300, share(owed[1][0], 300))
    show_record(page, receipt, qtbot)
    press_button(page, f"detail.facts.allocations.undo:{owed[1][0]}", qtbot)
    reason = opened(qtbot, page, ReasonDialog)
    type_text(reason.text, "付的是另一份合同")
    save(qtbot, reason)
    qtbot.waitUntil(lambda: page.details is not None and not page.details.allocations)


def test_a_receipt_is_cancelled_with_its_reason(
    page: ReceiptsPage, context: Context, owed: tuple[int, list[int]], qtbot: QtBot
) -> None:
    receipt = make_receipt(context, owed[0], 300, share(owed[1][0], 300))
    show_record(page, receipt, qtbot)
    press_button(page, "detail.step.cancel", qtbot)
    reason = opened(qtbot, page, ReasonDialog)
    type_text(reason.text, "支票退票")
    save(qtbot, reason)
    qtbot.waitUntil(lambda: page.details is not None and page.details.state is ReceiptState.CANCELLED)
    assert receipt_details(context, receipt).number == "HK-2026-0001"


def test_what_looks_like_a_slip_is_asked_and_saved_all_the_same(
    page: ReceiptsPage, context: Context, owed: tuple[int, list[int]], qtbot: QtBot
) -> None:
    dialog = new(page, qtbot)
    pick(qtbot, dialog.customer, stored(context, Customer, owed[0]).title)
    qtbot.waitUntil(lambda: len(dialog.table.value()) == 3)
    type_text(dialog.amount, "1200")
    dialog.note.setFocus()
    press_save(dialog)
    question = opened(qtbot, dialog, SureQuestion)
    assert "¥200.00" in question.informativeText()
    question.back.click()
    assert dialog.isVisible()
    press_save(dialog)
    with qtbot.waitSignal(dialog.accepted):
        opened(qtbot, dialog, SureQuestion).save.click()
    qtbot.waitUntil(lambda: page.details is not None and page.details.left == Decimal(200))

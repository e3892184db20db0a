"""The page of instalments, driven as a person does."""

from decimal import Decimal

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.context import Actor, Context
from app.queries.money.receivables import instalment_details
from models.enums import ReceivableState, Role
from models.projects.contract import Contract
from tests.factories import stored
from tests.money_factories import lines_of, make_invoice, make_owed_contract, make_receipt, share
from tests.order_factories import make_order_in_force
from tests.ui.by_hand import opened, save, type_text
from tests.ui.tabs.page_driving import press_button, show_record
from ui.dialogs.money.condition_dialog import ConditionDialog
from ui.dialogs.money.invoice_dialog import InvoiceDialog
from ui.dialogs.money.receipt_dialog import ReceiptDialog
from ui.dialogs.reason_dialog import ReasonDialog
from ui.runtime.desk import Desk
from ui.table.filter_bar import FilterState
from ui.tabs.receivables.instalments_page import InstalmentsPage

pytestmark = pytest.mark.on_server
NAME = "receivables.instalments"


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> InstalmentsPage:
    """The page, not shown yet."""
    made = InstalmentsPage(desk)
    qtbot.addWidget(made)
    made.resize(1440, 860)
    return made


def said(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_the_sums_of_what_is_shown_stand_below(page: InstalmentsPage, context: Context, qtbot: QtBot) -> None:
    make_owed_contract(context)
    page.show()
    qtbot.waitUntil(lambda: "¥1,000.00" in page.count_line.text())
    page.show_filter(FilterState(chips=frozenset({"overdue"})))
    qtbot.waitUntil(lambda: "¥1,000.00" not in page.count_line.text() and "¥300.00" in page.count_line.text())


def test_it_opens_with_what_is_not_settled_the_longest_due_on_top(
    page: InstalmentsPage, context: Context, qtbot: QtBot
) -> None:
    contract = make_owed_contract(context)
    paid, second, waiting = lines_of(context, contract)
    customer = stored(context, Contract, contract).customer_id or 0
    make_receipt(context, customer, 300, share(paid.id, 300))
    overdue = lines_of(context, make_owed_contract(context))[0]
    page.show()
    qtbot.waitUntil(lambda: page.model.rowCount() == 5)
    rows = [page.model.row_at(at).id for at in range(5)]
    assert rows[0] == overdue.id
    assert rows[1] == second.id
    assert waiting.id in rows[3:]


def test_money_that_came_in_is_entered_from_the_instalment(
    page: InstalmentsPage, context: Context, qtbot: QtBot
) -> None:
    first, _second, _third = lines_of(context, make_owed_contract(context))
    show_record(page, first.id, qtbot)
    press_button(page, "detail.payments_card.link", qtbot)
    dialog = opened(qtbot, page, ReceiptDialog)
    qtbot.waitUntil(lambda: len(dialog.table.value()) == 3)
    type_text(dialog.amount, "¥400")
    dialog.voucher_no.setFocus()
    shares = [(one.instalment_id, one.amount) for one in dialog.form().shares]
    assert shares == [(first.id, Decimal(300)), (first.id + 1, Decimal(100))]
    with qtbot.waitSignal(page.desk.show_requested) as shown:
        save(qtbot, dialog)
    assert shown.args is not None
    assert shown.args[0] == "receipt"
    qtbot.waitUntil(lambda: page.details is not None and page.details.state is ReceivableState.PAID)


def test_a_condition_that_came_true_is_recorded(page: InstalmentsPage, context: Context, qtbot: QtBot) -> None:
    third = lines_of(context, make_owed_contract(context))[2]
    show_record(page, third.id, qtbot)
    press_button(page, "detail.step.fulfil", qtbot)
    dialog = opened(qtbot, page, ConditionDialog)
    type_text(dialog.due_on, "3-31")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: page.details is not None and page.details.state is ReceivableState.OPEN)


def test_c9_2_the_balance_of_an_order_says_that_its_service_dates_it(
    page: InstalmentsPage, context: Context, qtbot: QtBot
) -> None:
    order = make_order_in_force(context, advance_percent=Decimal(50), balance_days=15, terms_reason="老用户")
    balance = lines_of(context, order)[1]
    show_record(page, balance.id, qtbot)
    with qtbot.waitSignal(page.desk.show_requested) as shown:
        press_button(page, "detail.step.fix.show_source", qtbot)
    assert shown.args == ["order", order]


def test_an_invoice_is_recorded_and_made_void(page: InstalmentsPage, context: Context, qtbot: QtBot) -> None:
    first = lines_of(context, make_owed_contract(context))[0]
    show_record(page, first.id, qtbot)
    press_button(page, "detail.invoices_card.link", qtbot)
    dialog = opened(qtbot, page, InvoiceDialog)
    type_text(dialog.number, "24312000000012345678")
    type_text(dialog.table.cell(0, "amount"), "300")
    dialog.note.setFocus()
    assert dialog.amount.value() == Decimal(300)
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: page.details is not None and bool(page.details.invoices))
    (invoice,) = instalment_details(context, first.id).invoices
    press_button(page, f"detail.facts.invoices.void:{invoice.id}", qtbot)
    reason = opened(qtbot, page, ReasonDialog)
    type_text(reason.text, "开票信息有误")
    save(qtbot, reason)
    qtbot.waitUntil(lambda: page.details is not None and page.details.invoices[0].is_void)


def test_links_lead_to_receipt_and_contract(page: InstalmentsPage, context: Context, qtbot: QtBot) -> None:
    contract = make_owed_contract(context)
    first = lines_of(context, contract)[0]
    customer = stored(context, Contract, contract).customer_id or 0
    receipt = make_receipt(context, customer, 10, share(first.id, 10))
    show_record(page, first.id, qtbot)
    for link, args in (
        (f"payments.receipt:{receipt}", ["receipt", receipt]),
        (f"facts.contract:{contract}", ["contract", contract]),
    ):
        with qtbot.waitSignal(page.desk.show_requested) as shown:
            press_button(page, f"detail.facts.{link}", qtbot)
        assert shown.args == args


def test_who_may_only_read_is_offered_nothing(desk: Desk, context: Context, qtbot: QtBot) -> None:
    contract = make_owed_contract(context)
    first = lines_of(context, contract)[0]
    make_invoice(context, contract, 5, share(first.id, 5))
    context.actor = Actor("leader", "总经理", frozenset({Role.LEADER}))
    page = InstalmentsPage(desk)
    qtbot.addWidget(page)
    show_record(page, first.id, qtbot)
    offered = {button.objectName() for button in page.findChildren(QPushButton) if button.isVisible()}
    assert not {name for name in offered if name.endswith(("action.new", "payments_card.link", "invoices_card.link"))}
    assert not {name for name in offered if ".void:" in name}
    page.close()

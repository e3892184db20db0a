"""What a customer keeps of an instalment, agreed and taken back on its page (N5)."""

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.context import Actor, Context
from app.errors import NotAllowed
from app.queries.lists.paging import ListFilter
from app.queries.money.receivables import RECEIVABLES, instalment_details
from app.queries.requests.requests import request_details
from models.enums import EventKind, ReceivableState, Role
from models.projects.contract import Contract
from tests.conftest import OpenDesk
from tests.factories import make_request, stored
from tests.letter_factories import deduct
from tests.money_factories import THREE, lines_of, make_owed_contract
from tests.order_factories import make_order_in_force
from tests.ui.by_hand import opened, pick, press_save, problem, save, type_text
from tests.ui.tabs.page_driving import press_button, show_record
from ui.dialogs.money.deduction_dialog import DeductionDialog
from ui.dialogs.reason_dialog import ReasonDialog
from ui.runtime.desk import Desk
from ui.tabs.receivables.columns import instalment_columns
from ui.tabs.receivables.instalments_page import InstalmentsPage

pytestmark = pytest.mark.on_server


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> InstalmentsPage:
    """The page, not shown yet."""
    made = InstalmentsPage(desk)
    qtbot.addWidget(made)
    made.resize(1440, 860)
    return made


def ask(page: InstalmentsPage, instalment_id: int, qtbot: QtBot) -> DeductionDialog:
    """Open the form from the card of an instalment."""
    show_record(page, instalment_id, qtbot)
    press_button(page, "detail.deductions_card.link", qtbot)
    return opened(qtbot, page, DeductionDialog)


def said(page: InstalmentsPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_n5_what_is_agreed_is_no_longer_open(page: InstalmentsPage, context: Context, qtbot: QtBot) -> None:
    contract = make_owed_contract(context)
    first = lines_of(context, contract)[0]
    customer = stored(context, Contract, contract).customer_id
    number = request_details(context, make_request(context, customer_id=customer)).number
    dialog = ask(page, first.id, qtbot)
    type_text(dialog.amount, "120")
    type_text(dialog.agreed_with, "王芳")
    pick(qtbot, dialog.request, number)
    type_text(dialog.reason, "减速机更换费用由我方承担")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: page.details is not None and page.details.open == Decimal(180))
    (line,) = instalment_details(context, first.id).deductions
    assert (line.amount, line.agreed_with, line.request, line.is_void) == (Decimal(120), "王芳", number, False)
    qtbot.waitUntil(lambda: "减速机更换费用由我方承担" in said(page))
    assert "¥180.00" in said(page)


def test_more_than_is_open_is_refused_while_typing(page: InstalmentsPage, context: Context, qtbot: QtBot) -> None:
    dialog = ask(page, lines_of(context, make_owed_contract(context))[0].id, qtbot)
    type_text(dialog.amount, "300.01")
    press_save(dialog)
    assert "¥300.00" in problem(dialog, "amount")
    assert dialog.isVisible()
    dialog.set_pristine()
    dialog.reject()


def test_n5_it_is_taken_back_with_its_reason(page: InstalmentsPage, context: Context, qtbot: QtBot) -> None:
    contract = make_owed_contract(context)
    kept = deduct(context, contract, 0, Decimal(300))
    row = lines_of(context, contract)[0].id
    show_record(page, row, qtbot)
    assert page.details is not None
    assert page.details.state is ReceivableState.PAID
    press_button(page, f"detail.facts.deductions.take_back:{kept}", qtbot)
    reason = opened(qtbot, page, ReasonDialog)
    type_text(reason.text, "双方重新商定")
    save(qtbot, reason)
    qtbot.waitUntil(lambda: page.details is not None and page.details.open == Decimal(300))
    assert [line.is_void for line in instalment_details(context, row).deductions] == [True]


def test_sums_and_columns_tell_it(page: InstalmentsPage, context: Context, qtbot: QtBot) -> None:
    contract = make_owed_contract(context, replace(THREE[0], percent=Decimal(100), clause="5.1"))
    deduct(context, contract, 0, Decimal("250.50"))
    page.show()
    qtbot.waitUntil(lambda: "¥749.50" in page.count_line.text())
    assert "¥250.50" in page.count_line.text()
    row = page.model.row_at(0)
    assert (row.deducted, row.open, row.clause) == (Decimal("250.50"), Decimal("749.50"), "5.1")
    assert {"deducted", "clause"} <= {column.key for column in instalment_columns()}


def test_an_order_has_no_deductions(page: InstalmentsPage, context: Context, qtbot: QtBot) -> None:
    order = make_order_in_force(context, advance_percent=Decimal(50), balance_days=15, terms_reason="老用户")
    show_record(page, lines_of(context, order)[0].id, qtbot)
    assert not [one for one in page.findChildren(QPushButton) if "deductions" in one.objectName()]


def test_who_may_not_agree_to_it_only_reads_it(desk: Desk, context: Context, qtbot: QtBot) -> None:
    contract = make_owed_contract(context)
    deduct(context, contract, 0, Decimal(100))
    context.actor = Actor("secretary", "周敏", frozenset({Role.SECRETARY}))
    page = InstalmentsPage(desk)
    qtbot.addWidget(page)
    show_record(page, lines_of(context, contract)[0].id, qtbot)
    offered = {one.objectName() for one in page.findChildren(QPushButton) if one.isVisible()}
    assert "¥100.00" in said(page)
    assert not {name for name in offered if "take_back" in name or name.endswith("deductions_card.link")}
    page.close()


@pytest.mark.parametrize("role", [Role.WAREHOUSE, Role.VIEWER])
def test_c14_who_may_not_see_money_learns_nothing_of_it(open_desk: OpenDesk, role: Role) -> None:
    context = open_desk()
    contract = make_owed_contract(context)
    request = make_request(context, customer_id=stored(context, Contract, contract).customer_id)
    deduct(context, contract, 0, Decimal(100), request_id=request)
    desk = open_desk(role)
    with pytest.raises(NotAllowed):
        instalment_details(desk, lines_of(context, contract)[0].id)
    with pytest.raises(NotAllowed):
        RECEIVABLES.count(desk, ListFilter())
    told = [event.text for event in request_details(desk, request).events if event.kind is EventKind.DEDUCTED]
    assert told == [""]

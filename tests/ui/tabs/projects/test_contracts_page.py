"""The page of contracts, driven as a person does."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.context import Actor, Context
from app.queries.projects.contracts import contract_details
from app.services.papers import issue_paper
from models.enums import Role
from tests.factories import make_contract, make_customer, make_project
from tests.letter_factories import deduct
from tests.money_factories import lines_of, make_invoice, make_owed_contract, share
from tests.ui.by_hand import opened, save, type_text
from tests.ui.dialogs.asking import button
from tests.ui.tabs.conftest import DeskOf, Settle
from ui.dialogs.forms.pickers import read_items
from ui.dialogs.money.instalments_dialog import InstalmentsDialog
from ui.dialogs.money.invoice_dialog import InvoiceDialog
from ui.dialogs.projects.contract_dialog import ContractDialog
from ui.dialogs.reason_dialog import ReasonDialog
from ui.runtime.desk import Desk
from ui.table.filter_bar import FilterState
from ui.tabs.projects.columns import contract_columns
from ui.tabs.projects.contract_detail import contract_view
from ui.tabs.projects.contracts_page import NAME, ContractsPage
from ui.tabs.projects.tab import make_projects_tab

Show = Callable[[], ContractsPage]


def numbers(page: ContractsPage) -> list[str]:
    return [page.model.row_at(at).number for at in range(page.model.rowCount())]


def test_the_list_shows_amount_sum_and_supplements(contracts: Show, context: Context) -> None:
    main = make_contract(context, number="HT-1", amount=Decimal(100))
    make_contract(context, number="HT-1-B1", main_id=main, amount=Decimal("-20.50"))
    page = contracts()
    cells = [column.value for column in contract_columns() if column.key in ("amount", "total", "supplements")]
    rows = [page.model.row_at(at) for at in range(2)]
    assert {row.number: tuple(cell(row) for cell in cells) for row in rows} == {
        "HT-1": ("¥100.00", "¥79.50", "1"),
        "HT-1-B1": ("-¥20.50", "—", "—"),
    }


def test_chips_tell_main_contracts_supplements_and_those_without_project(
    contracts: Show, context: Context, settle: Settle
) -> None:
    make_project(context, contract_no="HT-1")
    make_contract(context, number="HT-2-B1", main_id=make_contract(context, number="HT-2"))
    page = contracts()
    found = {}
    for code in ("main", "supplement", "without_project"):
        page.show_filter(FilterState(chips=frozenset({code})))
        settle(page)
        found[code] = (int(button(page, f"{NAME}.filter.{code}").text().split()[-1]), set(numbers(page)))
    assert found == {
        "main": (2, {"HT-1", "HT-2"}),
        "supplement": (1, {"HT-2-B1"}),
        "without_project": (2, {"HT-2", "HT-2-B1"}),
    }


def test_ctrl_n_adds_a_contract_and_the_action_its_supplement(
    contracts: Show, context: Context, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    customer = make_customer(context)
    page = contracts()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = opened(qtbot, page, ContractDialog)
    dialog.customer.set_value(read_items(desk, customer)[customer])
    dialog.number.set_value("HT-1")
    dialog.amount.setText("1.2万")
    dialog.signed_on.setText("2026-2-1")
    save(qtbot, dialog)
    settle(page)
    button(page, f"{NAME}.action.supplement").click()
    supplement = opened(qtbot, page, ContractDialog)
    assert "HT-1" in supplement.windowTitle()
    supplement.number.set_value("HT-1-B1")
    supplement.amount.setFocus()
    supplement.amount.setText("-2000")
    save(qtbot, supplement)
    settle(page)
    assert page.details is not None
    assert (page.details.main, page.details.amount) == ("HT-1", Decimal("-2000.00"))


def test_a_contract_is_edited_with_what_it_was_read_with(
    contracts: Show, context: Context, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    contract = make_contract(
        context, number="HT-1", amount=Decimal("5.50"), signed_on=date(2026, 1, 2), summary="含安装"
    )
    page = contracts()
    page.edit(contract)
    dialog = opened(qtbot, page, ContractDialog)
    assert not dialog.is_dirty
    dialog.name.set_value("总包合同")
    save(qtbot, dialog)
    settle(page)
    details = contract_details(context, contract)
    assert (details.name, details.amount, details.summary) == ("总包合同", Decimal("5.50"), "含安装")


def test_a_negative_amount_is_read_again_as_it_is_written(contracts: Show, context: Context, qtbot: QtBot) -> None:
    main = make_contract(context, amount=Decimal(5000))
    supplement = make_contract(context, main_id=main, amount=Decimal("-1200.50"))
    page = contracts()
    page.edit(supplement)
    dialog = opened(qtbot, page, ContractDialog)
    assert (dialog.amount.text(), dialog.form().amount) == ("-¥1,200.50", Decimal("-1200.50"))


def test_links_lead_from_supplement_to_main_and_to_the_project(
    contracts: Show, context: Context, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    project = make_project(context, contract_no="HT-1")
    page = contracts()
    main = page.model.row_at(0).id
    supplement = make_contract(context, number="HT-1-B1", main_id=main)
    settle(page)
    page.select(supplement)
    settle(page)
    with qtbot.waitSignal(desk.show_requested) as shown:
        button(page, f"{NAME}.detail.facts.facts.project:{project}").click()
    assert shown.args == ["project", project]
    button(page, f"{NAME}.detail.facts.facts.contract:{main}").click()
    settle(page)
    assert page.details is not None
    assert page.details.id == main


def test_an_empty_list_offers_a_new_contract(contracts: Show, qtbot: QtBot) -> None:
    page = contracts()
    button(page, f"{NAME}.table.empty_action").click()
    assert opened(qtbot, page, ContractDialog).missing()


@pytest.mark.parametrize(("role", "shown"), [(Role.SECRETARY, True), (Role.LEADER, True), (Role.VIEWER, False)])
def test_c14_the_page_is_shown_to_those_who_may_see_contracts(
    desk: Desk, desk_of: DeskOf, qtbot: QtBot, role: Role, shown: bool
) -> None:
    tab = make_projects_tab(desk_of(role))
    qtbot.addWidget(tab)
    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    assert ("contracts" in tab.page_codes) is shown


def test_who_may_only_read_is_offered_nothing_to_change(desk: Desk, context: Context) -> None:
    contract = make_owed_contract(context)
    context.actor = Actor("leader", "总经理", frozenset({Role.LEADER}))
    view = contract_view(contract_details(context, contract), desk, may_edit=False)
    assert not any(group.link for group in view.groups)


def test_instalments_are_entered_in_shares_and_tie_to_the_total(
    contracts: Show, context: Context, qtbot: QtBot, settle: Settle
) -> None:
    contract = make_contract(context, number="HT-1", amount=Decimal(1000))
    page = contracts()
    button(page, f"{NAME}.detail.instalments_card.link").click()
    dialog = opened(qtbot, page, InstalmentsDialog)
    type_text(dialog.table.cell(0, "percent"), "30")
    type_text(dialog.table.cell(0, "due_on"), "3-20")
    type_text(dialog.table.cell(0, "clause"), "5.1")
    dialog.table.add_line()
    assert "¥700.00" in problem_of(dialog)
    type_text(dialog.table.cell(1, "amount"), "700")
    type_text(dialog.table.cell(1, "condition"), "验收合格后")
    save(qtbot, dialog)
    settle(page)
    amounts = [(line.amount, line.clause) for line in lines_of(context, contract)]
    assert amounts == [(Decimal(300), "5.1"), (Decimal(700), "")]
    assert "5.1" in said_of(page, context, contract)
    assert page.details is not None
    assert len(page.details.instalments) == 2


def problem_of(dialog: InstalmentsDialog) -> str:
    return next(row for row in dialog.rows if row.name == "instalments").problem()


def test_instalments_that_no_longer_tie_say_so(contracts: Show, context: Context) -> None:
    contract = make_owed_contract(context, number="HT-1")
    make_contract(context, main_id=contract, number="HT-1-B1", amount=Decimal(50))
    page = contracts()
    page.select(contract)
    assert "¥1,050.00" in said_of(page, context, contract)


def test_n5_the_card_tells_what_the_customer_keeps(contracts: Show, context: Context) -> None:
    contract = make_owed_contract(context, number="HT-1")
    deduct(context, contract, 0, Decimal("120.50"))
    told = said_of(contracts(), context, contract)
    assert "¥120.50" in told
    assert "¥179.50" in told


def said_of(page: ContractsPage, context: Context, contract: int) -> str:
    view = contract_view(contract_details(context, contract), page.desk, may_edit=True)
    return "\n".join(fact.value for group in view.groups for fact in group.facts)


def test_an_invoice_is_recorded_for_a_contract_and_made_void(
    contracts: Show, context: Context, qtbot: QtBot, settle: Settle
) -> None:
    contract = make_owed_contract(context)
    invoice = make_invoice(context, contract, 300, share(lines_of(context, contract)[0].id, 300))
    page = contracts()
    button(page, f"{NAME}.detail.invoices_card.link").click()
    dialog = opened(qtbot, page, InvoiceDialog)
    assert len(dialog.table.value()) == 2
    dialog.reject()
    button(page, f"{NAME}.detail.facts.invoices.void:{invoice}").click()
    reason = opened(qtbot, page, ReasonDialog)
    type_text(reason.text, "开票信息有误")
    save(qtbot, reason)
    settle(page)
    assert contract_details(context, contract).invoices[0].is_void


def test_the_collection_file_is_printed_here_and_stands_with_its_contract(contracts: Show, context: Context) -> None:
    contract = make_owed_contract(context)
    page = contracts()
    assert page.action("print").isEnabled()
    issue_paper(context, form_id="collection_file", record_id=contract)
    (paper,) = contract_details(context, contract).papers
    assert (paper.form, paper.number) == ("collection_file", "CS-2026-0001")
    assert [one.code for one in contract_view(contract_details(context, contract), page.desk, may_edit=True).papers]

"""Adding and changing contracts and supplements."""

from decimal import Decimal

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from app.forms.projects import ContractForm
from app.queries.projects.contracts import contract_details, contract_form
from app.queries.projects.projects import project_details
from models.enums import InterestBasis, ServiceGrade
from tests.factories import make_contract, make_customer, make_project
from tests.ui.by_hand import opened, save
from tests.ui.dialogs.asking import press_save, problem
from ui.dialogs.forms.pickers import picked_id, read_items
from ui.dialogs.projects.contract_dialog import (
    NAME,
    ContractDialog,
    ask_contract,
    ask_new_contract,
    ask_new_supplement,
    read_contract,
)
from ui.dialogs.projects.project_dialog import ProjectDialog
from ui.runtime.desk import Desk


@pytest.fixture
def dialog(desk: Desk, window: QWidget, qtbot: QtBot) -> ContractDialog:
    """The form of a new main contract, nothing entered."""
    return ask_new_contract(desk, window, ContractForm(), lambda _id: None)


def test_what_is_missing_is_marked(dialog: ContractDialog, desk: Desk, qtbot: QtBot) -> None:
    press_save(dialog, NAME, desk, qtbot)
    assert all(problem(dialog, NAME, field) for field in ("customer_id", "number"))


@pytest.mark.parametrize("is_supplement", [False, True])
def test_everything_comes_back_as_it_was_stored(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot, is_supplement: bool
) -> None:
    project = make_project(context, contract_no="HT-1", contract_amount=Decimal(100))
    main = project_details(context, project).contracts[0].id
    contract = make_contract(context, main_id=main, amount=Decimal("-5.50"), summary="减项") if is_supplement else main
    read = read_contract(desk, contract)
    dialog = ask_contract(desk, window, contract, read, lambda _id: None)
    assert not dialog.is_dirty
    save(qtbot, dialog)
    after = contract_form(context, contract)
    assert (after.number, after.amount, after.summary) == (read[0].number, read[0].amount, read[0].summary)
    assert (after.project_id, after.main_id) == (project, main if is_supplement else None)


def test_a_supplement_asks_for_no_customer_and_may_take_away(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    saved: list[int] = []
    main = make_contract(context, number="HT-1", amount=Decimal(100))
    dialog = ask_new_supplement(desk, window, main, "HT-1", saved.append)
    assert not dialog.customer.isVisible()
    dialog.number.set_value("HT-1-B1")
    dialog.amount.setText("-100.01")
    press_save(dialog, NAME, desk, qtbot)
    assert problem(dialog, NAME, "amount")
    dialog.amount.setText("-¥100.00")
    press_save(dialog, NAME, desk, qtbot)
    assert contract_form(context, saved[0]).amount == Decimal("-100.00")


def test_a_main_contract_takes_nothing_away(dialog: ContractDialog) -> None:
    dialog.amount.setText("-1")
    assert dialog.amount.value() is None
    assert problem(dialog, NAME, "amount")


def test_a_project_brings_its_customer_along(
    dialog: ContractDialog, desk: Desk, context: Context, qtbot: QtBot
) -> None:
    customer = make_customer(context)
    project = make_project(context, customer_id=customer)
    dialog.project.set_value(read_items(desk, project)[project])
    qtbot.waitUntil(lambda: picked_id(dialog.customer) == customer)
    assert picked_id(dialog.project) == project
    other = make_customer(context)
    dialog.customer.set_value(read_items(desk, other)[other])
    assert picked_id(dialog.project) is None


def test_a_project_is_made_in_place_for_the_customer(
    dialog: ContractDialog, desk: Desk, context: Context, qtbot: QtBot
) -> None:
    customer = make_customer(context)
    dialog.customer.set_value(read_items(desk, customer)[customer])
    dialog.project.new_requested.emit("新站")
    project = opened(qtbot, dialog, ProjectDialog)
    assert picked_id(project.customer) == customer
    project.number.set_value("XM-1")
    save(qtbot, project)
    qtbot.waitUntil(lambda: dialog.project.text() == "新站")


def test_n4_a_contract_names_its_set_of_deadlines_and_its_grade(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    contract = make_contract(context, profile="graded", grade=ServiceGrade.B)
    dialog = ask_contract(desk, window, contract, read_contract(desk, contract), lambda _id: None)
    assert (dialog.profile.value(), dialog.grade.value()) == ("graded", "B")
    dialog.profile.set_value(None)
    dialog.grade.set_value("C")
    save(qtbot, dialog)
    after = contract_form(context, contract)
    assert (after.profile, after.grade) == ("", ServiceGrade.C)
    assert contract_details(context, contract).grade is ServiceGrade.C


def test_a_clause_of_its_own_on_late_payment_needs_its_rate(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    contract = make_contract(context, number="HT-2026-088")
    read = read_contract(desk, contract)
    dialog = ask_contract(desk, window, contract, read, lambda _id: None)
    assert not dialog.interest_rate.isVisible()
    dialog.interest_basis.set_value(InterestBasis.CONTRACT.value)
    assert dialog.interest_rate.isVisible()
    press_save(dialog, NAME, desk, qtbot)
    assert all(problem(dialog, NAME, field) for field in ("interest_rate", "interest_clause"))
    dialog.interest_rate.setText("0.05%")
    dialog.interest_clause.set_value("9.2")
    press_save(dialog, NAME, desk, qtbot)
    kept = contract_form(context, contract)
    assert (kept.interest_basis, kept.interest_rate) == (InterestBasis.CONTRACT, Decimal("0.05"))
    assert kept.interest_clause == "9.2"
    again = ask_contract(desk, window, contract, read_contract(desk, contract), lambda _id: None)
    assert again.form() == kept
    again.interest_basis.set_value(InterestBasis.REGULATION.value)
    assert (again.form().interest_rate, again.form().interest_clause) == (None, "")
    again.set_pristine()
    again.reject()

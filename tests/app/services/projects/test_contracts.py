"""Main contracts and supplements."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.context import Context
from app.errors import Invalid, NotAllowed
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.projects.contracts import CONTRACTS, contract_details, contract_form
from app.queries.projects.projects import project_details, project_form
from app.rules.permissions import ROLE_TABLE, Permission
from app.services.projects.contracts import save_contract
from app.services.projects.projects import save_project
from models.enums import Role
from models.projects.contract import Contract
from tests.conftest import OpenDesk
from tests.factories import make_contract, make_customer, make_project, stored


def main_of(context: Context, **fields: Any) -> tuple[int, int]:
    """Return a new project and its main contract of 100 yuan."""
    project = make_project(context, contract_no="HT-1", contract_amount=Decimal(100), **fields)
    return project, project_details(context, project).contracts[0].id


def change(context: Context, contract: int, **fields: Any) -> int:
    return save_contract(context, record_id=contract, form=replace(contract_form(context, contract), **fields))


def rows(context: Context, *views: str, text: str = "") -> list[str]:
    page = PageRequest(ListFilter(text, frozenset(views)), Sort("number", descending=False))
    return [row.number for row in CONTRACTS.read(context, page).rows]


def test_a_supplement_follows_its_main_contract(context: Context) -> None:
    project, main = main_of(context, name="三期")
    supplement = make_contract(context, main_id=main, number="HT-1-B1", name="", amount=Decimal(-20))
    found = stored(context, Contract, supplement)
    assert (found.project_id, found.customer_id) == (project, stored(context, Contract, main).customer_id)
    assert found.title == "三期"
    details = contract_details(context, main)
    assert (details.total, [line.number for line in details.supplements]) == (Decimal("80.00"), ["HT-1-B1"])
    assert contract_details(context, supplement).main == "HT-1"


REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("number", {"number": " "}),
    ("number", {"number": "ht-1"}),
    ("number", {"number": "ＨＴ－１"}),
    ("amount", {"amount": Decimal("-0.01")}),
    ("amount", {"amount": Decimal("NaN")}),
    ("name", {"name": "合" * 201}),
    ("summary", {"summary": "合\x00同"}),
]


@pytest.mark.parametrize(("field", "fields"), REFUSED)
def test_what_is_impossible_is_refused_at_its_field(context: Context, field: str, fields: dict[str, Any]) -> None:
    main_of(context)
    with pytest.raises(Invalid) as refusal:
        make_contract(context, **fields)
    assert refusal.value.field == field


def test_supplements_take_away_no_more_than_there_is(context: Context) -> None:
    project, main = main_of(context)
    supplement = make_contract(context, main_id=main, amount=Decimal(-100))
    with pytest.raises(Invalid) as refusal:
        change(context, supplement, amount=Decimal("-100.01"))
    assert refusal.value.field == "amount"
    with pytest.raises(Invalid) as refusal:
        make_contract(context, main_id=main, amount=Decimal("-0.01"))
    assert refusal.value.field == "amount"
    with pytest.raises(Invalid) as refusal:
        change(context, main, amount=Decimal("99.99"))
    assert refusal.value.field == "amount"
    with pytest.raises(Invalid) as refusal:
        lower_from_the_project(context, project)
    assert refusal.value.field == "contract_amount"
    assert contract_details(context, main).total == Decimal(0)


def lower_from_the_project(context: Context, project: int) -> None:
    form = replace(project_form(context, project), contract_amount=Decimal("99.99"))
    save_project(context, record_id=project, form=form)


def test_a_project_has_one_main_contract(context: Context) -> None:
    project, main = main_of(context)
    owner = stored(context, Contract, main).customer_id
    with pytest.raises(Invalid, match="HT-1") as refusal:
        make_contract(context, project_id=project, customer_id=owner)
    assert refusal.value.field == "project_id"


def test_a_contract_can_come_before_its_project(context: Context) -> None:
    customer = make_customer(context, name="滨江热电")
    contract = make_contract(context, customer_id=customer, number="HT-7", name="")
    assert stored(context, Contract, contract).title == "滨江热电"
    assert rows(context, "without_project") == ["HT-7"]
    project = make_project(context, customer_id=customer)
    change(context, contract, project_id=project)
    assert [line.id for line in project_details(context, project).contracts] == [contract]
    with pytest.raises(Invalid) as refusal:
        change(context, contract, project_id=None)
    assert refusal.value.field == "project_id"


@pytest.mark.parametrize("which", ["project", "main"])
def test_what_a_contract_belongs_to_has_to_fit(context: Context, which: str) -> None:
    project, main = main_of(context)
    refused: dict[str, Callable[[], int]] = {
        "project": lambda: make_contract(context, project_id=project),
        "main": lambda: make_contract(context, main_id=make_contract(context, main_id=main)),
    }
    with pytest.raises(Invalid) as refusal:
        refused[which]()
    assert refusal.value.field == f"{which}_id"


def test_a_contract_stays_what_it_is(context: Context) -> None:
    _project, main = main_of(context)
    with pytest.raises(Invalid) as refusal:
        change(context, make_contract(context), main_id=main)
    assert refusal.value.field == "main_id"


def test_the_list_shows_sums_and_counts_supplements(context: Context) -> None:
    _project, main = main_of(context)
    for amount in (Decimal("50.50"), Decimal(-20), None):
        make_contract(context, main_id=main, amount=amount, signed_on=date(2026, 1, 2))
    page = PageRequest(ListFilter(views=frozenset({"main"})), Sort("created_at"))
    (row,) = CONTRACTS.read(context, page).rows
    assert (row.amount, row.total, row.supplements) == (Decimal("100.00"), Decimal("130.50"), 3)
    assert CONTRACTS.count_views(context) == {
        "main": 1,
        "supplement": 3,
        "without_project": 0,
    }


def test_c14_who_may_see_contracts_but_no_money_sees_no_amounts(
    open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _project, main = main_of(open_desk())
    monkeypatch.setitem(
        ROLE_TABLE,  # type: ignore[arg-type]
        Role.WAREHOUSE,
        frozenset({Permission.VIEW_RECORDS, Permission.VIEW_CONTRACTS}),
    )
    desk = open_desk(Role.WAREHOUSE)
    (row,) = CONTRACTS.read(desk, PageRequest(ListFilter(), Sort("number"))).rows
    details = contract_details(desk, main)
    assert (row.amount, row.total, details.amount, details.total) == (None, None, None, None)
    assert contract_form(desk, main).amount is None


@pytest.mark.parametrize("role", [Role.WAREHOUSE, Role.VIEWER])
def test_c14_contracts_are_kept_from_those_who_may_not_see_them(open_desk: OpenDesk, role: Role) -> None:
    project, main = main_of(open_desk())
    desk = open_desk(role)
    for read in (contract_details, contract_form):
        with pytest.raises(NotAllowed):
            read(desk, main)
    with pytest.raises(NotAllowed):
        CONTRACTS.read(desk, PageRequest(ListFilter(), Sort("number")))
    assert project_details(desk, project).contracts == ()

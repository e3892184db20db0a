"""What a contract says of late payment, and what a customer is by law (paperwork.md 3)."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from app.context import Context
from app.errors import Invalid
from app.queries.parties import customer_details, customer_form
from app.queries.projects.contracts import contract_details, contract_form
from app.services.parties.customers import save_customer
from app.services.projects.contracts import save_contract
from models.enums import CustomerNature, InterestBasis
from tests.factories import make_contract, make_customer

CLAUSE: dict[str, Any] = {
    "interest_basis": InterestBasis.CONTRACT,
    "interest_rate": Decimal("0.05"),
    "interest_clause": "9.2",
}


def said(context: Context, contract: int) -> tuple[InterestBasis | None, Decimal | None, str]:
    found = contract_details(context, contract)
    return found.interest_basis, found.interest_rate, found.interest_clause


def change(context: Context, contract: int, **fields: Any) -> None:
    save_contract(context, record_id=contract, form=replace(contract_form(context, contract), **fields))


def test_its_own_clause_is_kept_with_its_rate_until_another_basis_stands(context: Context) -> None:
    contract = make_contract(context, **CLAUSE)
    assert said(context, contract) == (InterestBasis.CONTRACT, Decimal("0.05"), "9.2")
    change(context, contract, interest_basis=InterestBasis.LPR, interest_rate=None)
    assert said(context, contract) == (InterestBasis.LPR, None, "")
    change(context, contract, interest_basis=None)
    assert said(context, contract) == (None, None, "")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"interest_rate": None}, "interest_rate"),
        ({"interest_rate": Decimal(0)}, "interest_rate"),
        ({"interest_rate": Decimal("1.001")}, "interest_rate"),
        ({"interest_rate": Decimal("0.0005")}, "interest_rate"),
        ({"interest_rate": Decimal("NaN")}, "interest_rate"),
        ({"interest_clause": " "}, "interest_clause"),
        ({"interest_clause": "9" * 41}, "interest_clause"),
        ({"interest_basis": InterestBasis.REGULATION}, "interest_rate"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(context: Context, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        make_contract(context, **{**CLAUSE, **changes})
    assert refusal.value.field == field


def test_a_supplement_leaves_it_to_its_main_contract(context: Context) -> None:
    main = make_contract(context, **CLAUSE)
    assert said(context, make_contract(context, main_id=main, **CLAUSE)) == (None, None, "")


def test_what_a_customer_is_by_law_is_kept(context: Context) -> None:
    customer = make_customer(context, nature=CustomerNature.STATE_OWNED)
    assert customer_details(context, customer).nature is CustomerNature.STATE_OWNED
    save_customer(context, record_id=customer, form=replace(customer_form(context, customer), nature=None))
    assert customer_details(context, customer).nature is None

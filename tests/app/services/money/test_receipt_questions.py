"""What is asked before money is booked or allocated: it looks like a slip, but may be right."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.context import Context
from app.errors import Questioned
from app.forms.money import ReceiptForm, ShareForm
from app.integrity import check
from app.queries.money.receipts import payable_lines, proposed_shares
from app.rules.money.receipt_questions import ReceiptQuestion
from app.services.money.receipts import allocate, cancel_receipt, save_receipt
from models.money.receipt import Receipt
from models.projects.contract import Contract
from tests.factories import make_contract, make_customer, stored, version_of
from tests.money_factories import THREE, lines_of, make_owed_contract, make_receipt, set_instalments, share

EARLY, MORE, SAME = ReceiptQuestion


def form_of(customer: int, amount: Any, *shares: ShareForm, **fields: Any) -> ReceiptForm:
    usual = {"received_on": date(2026, 3, 5), "payer": "金桥电子科技有限公司"}
    return ReceiptForm(customer_id=customer, amount=Decimal(amount), shares=shares, **{**usual, **fields})


def asked(context: Context, form: ReceiptForm) -> dict[str, str]:
    """Return what is asked before this is booked; it is booked where nothing is."""
    try:
        save_receipt(context, form=form)
    except Questioned as question:
        return question.asked
    return {}


def owed(context: Context, **fields: Any) -> tuple[int, list[int]]:
    """Return a customer and its instalments of 300, 600 and 100 yuan."""
    contract = make_owed_contract(context, **fields)
    customer = stored(context, Contract, contract).customer_id or 0
    return customer, [line.id for line in lines_of(context, contract)]


def test_more_than_everything_open_stays_unallocated_and_that_is_said(context: Context) -> None:
    customer, (first, *_rest) = owed(context)
    form = form_of(customer, 1200, share(first, 300))
    told = asked(context, form)
    assert list(told) == [MORE]
    assert "¥1,000.00" in told[MORE]
    assert "¥200.00" in told[MORE]
    receipt = save_receipt(context, form=replace(form, accepted=frozenset(told)))
    found = stored(context, Receipt, receipt)
    assert (found.amount, found.allocated) == (Decimal(1200), Decimal(300))
    assert check(context) == ()


def test_as_much_as_is_open_is_taken_without_a_word(context: Context) -> None:
    customer, instalments = owed(context)
    shares = [share(one, amount) for one, amount in zip(instalments, (300, 600, 100), strict=True)]
    assert asked(context, form_of(customer, 1000, *shares)) == {}


def test_money_from_before_the_contract_was_signed_is_asked_about(context: Context) -> None:
    customer, (first, *_rest) = owed(context, signed_on=date(2026, 3, 1), number="HT-2026-031")
    form = form_of(customer, 300, share(first, 300), received_on=date(2026, 2, 27))
    told = asked(context, form)
    assert list(told) == [EARLY]
    assert "HT-2026-031" in told[EARLY]
    assert "2026-03-01" in told[EARLY]
    assert asked(context, replace(form, received_on=date(2026, 3, 1))) == {}


def test_what_came_in_before_a_contract_is_not_proposed_for_it(context: Context) -> None:
    customer, (first, *_rest) = owed(context, signed_on=date(2026, 3, 1))
    payables = payable_lines(context, customer)
    assert proposed_shares(Decimal(300), payables, date(2026, 2, 27)) == ()
    assert [one.instalment_id for one in proposed_shares(Decimal(300), payables, date(2026, 3, 1))] == [first]


def test_allocating_later_asks_as_well(context: Context) -> None:
    customer, (first, *_rest) = owed(context, signed_on=date(2026, 3, 1))
    receipt = make_receipt(context, customer, 300, received_on=date(2026, 2, 27))
    known: dict[str, Any] = {"record_id": receipt, "shares": [share(first, 300)]}
    with pytest.raises(Questioned) as question:
        allocate(context, version=version_of(context, receipt), **known)
    assert list(question.value.asked) == [EARLY]
    allocate(context, version=version_of(context, receipt), accepted=frozenset({EARLY}), **known)
    assert stored(context, Receipt, receipt).allocated == Decimal(300)


@pytest.mark.parametrize(
    ("again", "is_same"),
    [
        ({}, True),
        ({"payer": "金桥电子科技有限公司　"}, True),
        ({"amount": Decimal(201)}, False),
        ({"received_on": date(2026, 3, 4)}, False),
        ({"payer": "金桥电子（香港）公司"}, False),
        ({"bank_reference": "20260305-77"}, True),
        ({"bank_reference": "20260305-77", "amount": Decimal(1), "received_on": date(2026, 3, 2)}, False),
    ],
)
def test_the_same_money_twice_is_asked_about(context: Context, again: dict[str, Any], is_same: bool) -> None:
    customer, _instalments = owed(context)
    form = form_of(customer, 200)
    assert asked(context, form) == {}
    told = asked(context, replace(form, **again))
    assert (SAME in told) is is_same
    assert not is_same or "HK-2026-0001" in told[SAME]


def test_the_banks_reference_tells_payments_apart(context: Context) -> None:
    customer, _instalments = owed(context)
    form = form_of(customer, 200, bank_reference="0305-0077")
    assert asked(context, form) == {}
    assert asked(context, replace(form, bank_reference="0305-0078")) == {}
    assert list(asked(context, replace(form, amount=Decimal(5), received_on=date(2026, 3, 1)))) == [SAME]


def test_a_cancelled_receipt_is_no_money(context: Context) -> None:
    customer, _instalments = owed(context)
    receipt = make_receipt(context, customer, 200, payer="金桥电子科技有限公司")
    cancel_receipt(context, record_id=receipt, version=version_of(context, receipt), reason="记错")
    assert asked(context, form_of(customer, 200)) == {}


def test_all_is_asked_at_once_and_one_answer_is_not_enough(context: Context) -> None:
    customer, (first, *_rest) = owed(context, signed_on=date(2026, 3, 6))
    make_receipt(context, customer, 1200, payer="金桥电子科技有限公司")
    form = form_of(customer, 1200, share(first, 300))
    assert set(asked(context, form)) == {EARLY, MORE, SAME}
    assert set(asked(context, replace(form, accepted=frozenset({SAME})))) == {EARLY, MORE, SAME}
    assert save_receipt(context, form=replace(form, accepted=frozenset(ReceiptQuestion)))


def test_one_receipt_pays_over_several_contracts_and_several_pay_one_instalment(context: Context) -> None:
    customer = make_customer(context)
    contracts = [make_contract(context, customer_id=customer, amount=Decimal(1000)) for _each in range(2)]
    for contract in contracts:
        set_instalments(context, contract, *THREE)
    one, other = (lines_of(context, contract)[0].id for contract in contracts)
    assert asked(context, form_of(customer, 400, share(one, 300), share(other, 100))) == {}
    assert asked(context, form_of(customer, 200, share(other, 200), bank_reference="0305-0079")) == {}
    assert [lines_of(context, contract)[0].open for contract in contracts] == [0, 0]
    assert check(context) == ()

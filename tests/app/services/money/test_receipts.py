"""Receipts: what came in, what it pays, and how that is taken back (invariant 1)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.context import Context
from app.errors import Conflict, Invalid, NotAllowed
from app.forms.money import ReceiptForm
from app.integrity import check
from app.services.money.receipts import allocate, cancel_receipt, save_receipt, undo_allocation
from models.enums import EventKind, ReceiptState, ReceivableState, Role
from models.money.receipt import Receipt
from models.money.receivable import Instalment
from models.projects.contract import Contract
from tests.app.services.requests.logs import entries
from tests.conftest import OpenDesk
from tests.factories import make_customer, stored, version_of
from tests.money_factories import lines_of, make_owed_contract, make_receipt, share


def owed(context: Context) -> tuple[int, list[int]]:
    """Return a customer and three instalments of it: 300 overdue, 600 due, 100 waiting."""
    contract = make_owed_contract(context)
    customer = stored(context, Contract, contract).customer_id or 0
    return customer, [line.id for line in lines_of(context, contract)]


def open_of(context: Context, *instalments: int) -> list[Decimal]:
    rows = [stored(context, Instalment, one) for one in instalments]
    return [row.amount - row.paid for row in rows]


def test_a_receipt_has_a_number_at_once_and_its_payer_is_the_customer(context: Context) -> None:
    customer = make_customer(context, name="华东化工有限公司")
    receipt = stored(context, Receipt, make_receipt(context, customer, "1200.50"))
    assert (receipt.number, receipt.payer, receipt.allocated) == ("HK-2026-0001", "华东化工有限公司", Decimal(0))


def test_it_pays_over_several_instalments_and_one_in_part(context: Context) -> None:
    customer, (first, second, third) = owed(context)
    receipt = make_receipt(context, customer, 500, share(first, 300), share(second, 150))
    assert open_of(context, first, second, third) == [0, 450, 100]
    assert stored(context, Receipt, receipt).allocated == Decimal(450)
    states = [stored(context, Instalment, one).state for one in (first, second)]
    assert states == [ReceivableState.PAID, ReceivableState.OPEN]
    assert check(context) == ()


def test_the_bank_day_of_the_last_money_settles_an_instalment(context: Context) -> None:
    customer, (first, *_rest) = owed(context)
    make_receipt(context, customer, 200, share(first, 200), received_on=date(2026, 3, 4))
    make_receipt(context, customer, 100, share(first, 100), received_on=date(2026, 2, 27))
    assert stored(context, Instalment, first).settled_on == date(2026, 3, 4)


def test_what_is_left_is_allocated_later(context: Context) -> None:
    customer, (first, second, _third) = owed(context)
    receipt = make_receipt(context, customer, 500, share(first, 100))
    version = version_of(context, receipt)
    allocate(context, record_id=receipt, version=version, shares=[share(first, 200), share(second, 200)])
    assert open_of(context, first, second) == [0, 400]
    found = stored(context, Receipt, receipt)
    assert (found.allocated, len(entries(context, receipt, EventKind.MONEY_RECEIVED))) == (Decimal(500), 3)


REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("customer_id", {"customer_id": None}),
    ("received_on", {"received_on": None}),
    ("received_on", {"received_on": date(2026, 3, 7)}),
    ("received_on", {"received_on": date(1, 1, 1)}),
    ("amount", {"amount": None}),
    ("amount", {"amount": Decimal(0)}),
    ("amount", {"amount": Decimal("-1")}),
    ("amount", {"amount": Decimal("NaN")}),
    ("amount", {"amount": Decimal("1e30")}),
    ("amount", {"amount": Decimal("0.001")}),
    ("payer", {"payer": "\x00"}),
    ("voucher_no", {"voucher_no": "9" * 61}),
]


@pytest.mark.parametrize(("field", "fields"), REFUSED)
def test_what_is_impossible_is_refused_at_its_field(context: Context, field: str, fields: dict[str, Any]) -> None:
    usual = {"customer_id": make_customer(context), "amount": Decimal(5), "received_on": date(2026, 3, 5)}
    with pytest.raises(Invalid) as refusal:
        save_receipt(context, form=ReceiptForm(**{**usual, **fields}))
    assert refusal.value.field == field


def test_money_pays_nothing_of_another_customer_nor_more_than_is_open(context: Context) -> None:
    customer, (first, *_rest) = owed(context)
    for payer, amount, part in ((make_customer(context), 300, 300), (customer, 400, 301), (customer, 200, 201)):
        with pytest.raises(Invalid) as refusal:
            make_receipt(context, payer, amount, share(first, part))
        assert refusal.value.field == "shares"
    assert open_of(context, first) == [300]


def test_of_two_desks_the_second_is_told(context: Context) -> None:
    customer, (first, *_rest) = owed(context)
    receipt = make_receipt(context, customer, 300)
    seen = version_of(context, receipt)
    allocate(context, record_id=receipt, version=seen, shares=[share(first, 100)])
    with pytest.raises(Conflict):
        allocate(context, record_id=receipt, version=seen, shares=[share(first, 100)])
    with pytest.raises(Conflict):
        undo_allocation(context, record_id=receipt, version=seen, instalment_id=first, reason="记错")
    assert open_of(context, first) == [200]


def test_whoever_has_the_instalment_open_sees_another_version(context: Context) -> None:
    customer, (first, *_rest) = owed(context)
    seen = version_of(context, first)
    make_receipt(context, customer, 300, share(first, 300))
    assert version_of(context, first) > seen


def test_an_allocation_is_undone_with_a_reason(context: Context) -> None:
    customer, (first, *_rest) = owed(context)
    receipt = make_receipt(context, customer, 300, share(first, 300))
    version = version_of(context, receipt)
    with pytest.raises(Invalid) as refusal:
        undo_allocation(context, record_id=receipt, version=version, instalment_id=first, reason=" ")
    assert refusal.value.field == "reason"
    undo_allocation(context, record_id=receipt, version=version, instalment_id=first, reason="付的是另一份合同")
    row = stored(context, Instalment, first)
    assert (row.paid, row.state, row.settled_on) == (Decimal(0), ReceivableState.OPEN, None)
    assert "付的是另一份合同" in entries(context, first, EventKind.ALLOCATION_UNDONE)[0].text
    assert check(context) == ()


def test_a_cancelled_receipt_keeps_its_number_and_pays_nothing(context: Context) -> None:
    customer, (first, second, _third) = owed(context)
    receipt = make_receipt(context, customer, 500, share(first, 300), share(second, 200))
    cancel_receipt(context, record_id=receipt, version=version_of(context, receipt), reason="支票退票")
    found = stored(context, Receipt, receipt)
    assert (found.number, found.state, found.allocated) == ("HK-2026-0001", ReceiptState.CANCELLED, Decimal(0))
    assert open_of(context, first, second) == [300, 600]
    with pytest.raises(Invalid):
        allocate(context, record_id=receipt, version=version_of(context, receipt), shares=[share(first, 1)])
    assert check(context) == ()


def test_taking_money_back_is_the_managers(open_desk: OpenDesk) -> None:
    customer, (first, *_rest) = owed(open_desk())
    desk = open_desk(Role.SECRETARY)
    receipt = make_receipt(desk, customer, 300, share(first, 300))
    version = version_of(desk, receipt)
    with pytest.raises(NotAllowed):
        undo_allocation(desk, record_id=receipt, version=version, instalment_id=first, reason="记错")
    with pytest.raises(NotAllowed):
        cancel_receipt(desk, record_id=receipt, version=version, reason="记错")

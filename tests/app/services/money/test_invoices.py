"""Invoices: recorded with what they cover, never twice, and made void with a reason."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.context import Context
from app.errors import Invalid, NotFound
from app.integrity import check
from app.queries.money.instalments import InstalmentLine
from app.queries.money.invoices import invoices_of, new_invoice
from app.services.money.invoices import void_invoice
from models.enums import EventKind, InvoiceType
from tests.app.services.requests.logs import entries
from tests.factories import make_customer
from tests.money_factories import lines_of, make_invoice, make_owed_contract, share
from tests.order_factories import make_order_in_force


def invoiced(context: Context, source: int) -> list[Decimal]:
    return [line.invoiced for line in lines_of(context, source)]


def first_of(context: Context, source: int) -> InstalmentLine:
    return lines_of(context, source)[0]


def test_it_covers_instalments_of_its_contract_and_is_logged_with_both(context: Context) -> None:
    contract = make_owed_contract(context)
    first, second, _third = lines_of(context, contract)
    make_invoice(context, contract, 500, share(first.id, 300), share(second.id, 200))
    assert invoiced(context, contract) == [300, 200, 0]
    assert [len(entries(context, one, EventKind.INVOICED)) for one in (contract, first.id, second.id)] == [1, 1, 1]
    assert check(context) == ()


def test_one_for_an_order_starts_with_the_type_agreed_on(context: Context) -> None:
    order = make_order_in_force(context, invoice_type=InvoiceType.ORDINARY)
    new = new_invoice(context, order)
    assert (new.form.invoice_type, len(new.instalments)) == (InvoiceType.ORDINARY, 1)
    make_invoice(context, order, 3320, share(first_of(context, order).id, 3320))
    assert new_invoice(context, order).instalments == ()


REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("number", {"number": "  "}),
    ("number", {"number": "9" * 41}),
    ("issued_on", {"issued_on": None}),
    ("issued_on", {"issued_on": date(2026, 3, 7)}),
    ("amount", {"amount": Decimal(0)}),
    ("amount", {"amount": Decimal(-5)}),
    ("note", {"note": "\x00"}),
]


@pytest.mark.parametrize(("field", "fields"), REFUSED)
def test_what_is_impossible_is_refused_at_its_field(context: Context, field: str, fields: dict[str, Any]) -> None:
    contract = make_owed_contract(context)
    amount = fields.pop("amount", Decimal(5)) if "amount" in fields else Decimal(5)
    with pytest.raises(Invalid) as refusal:
        make_invoice(context, contract, amount, **fields)
    assert refusal.value.field == field


@pytest.mark.parametrize("again", ["FP-118", "fp-118", "ＦＰ－118"])
def test_a_number_is_given_once_even_when_void(context: Context, again: str) -> None:
    contract = make_owed_contract(context)
    invoice = make_invoice(context, contract, 5, number="FP-118")
    void_invoice(context, invoice_id=invoice, reason="开票信息有误")
    with pytest.raises(Invalid) as refusal:
        make_invoice(context, contract, 5, number=again)
    assert refusal.value.field == "number"


@pytest.mark.parametrize(("whole", "part"), [(500, 301), (200, 201)])
def test_it_covers_no_more_than_is_open_nor_than_it_comes_to(context: Context, whole: int, part: int) -> None:
    contract = make_owed_contract(context)
    with pytest.raises(Invalid) as refusal:
        make_invoice(context, contract, whole, share(first_of(context, contract).id, part))
    assert refusal.value.field == "shares"


def test_it_covers_nothing_of_another_contract(context: Context) -> None:
    contract, other = make_owed_contract(context), make_owed_contract(context)
    with pytest.raises(Invalid):
        make_invoice(context, contract, 5, share(first_of(context, other).id, 5))


def test_nobody_gives_an_invoice_for_a_customer(context: Context) -> None:
    with pytest.raises(Invalid):
        make_invoice(context, make_customer(context), 5)


def test_a_void_one_stays_and_covers_nothing(context: Context) -> None:
    contract = make_owed_contract(context)
    first = first_of(context, contract)
    invoice = make_invoice(context, contract, 300, share(first.id, 300))
    with pytest.raises(Invalid) as refusal:
        void_invoice(context, invoice_id=invoice, reason=" ")
    assert refusal.value.field == "reason"
    void_invoice(context, invoice_id=invoice, reason="开票信息有误")
    assert invoiced(context, contract) == [0, 0, 0]
    with context.read() as session:
        assert [line.is_void for line in invoices_of(session, contract)] == [True]
    assert "开票信息有误" in entries(context, first.id, EventKind.INVOICE_VOIDED)[0].text


def test_what_is_void_or_gone_cannot_be_made_void(context: Context) -> None:
    invoice = make_invoice(context, make_owed_contract(context), 5)
    void_invoice(context, invoice_id=invoice, reason="作废")
    with pytest.raises(Invalid):
        void_invoice(context, invoice_id=invoice, reason="作废")
    with pytest.raises(NotFound):
        void_invoice(context, invoice_id=4711, reason="作废")

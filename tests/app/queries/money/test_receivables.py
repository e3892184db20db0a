"""The list of instalments: chips, sums, and who sees it; one in full."""

from datetime import date
from decimal import Decimal

import pytest

from app.context import Context
from app.errors import NotAllowed
from app.queries.everywhere import search_everywhere
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.money.contract_plan import contract_plan
from app.queries.money.receipts import RECEIPTS, new_receipt_form, payable_lines, proposed_shares, receipt_details
from app.queries.money.receivables import RECEIVABLES, instalment_details
from app.queries.projects.contracts import contract_details
from app.services.money.receipts import cancel_receipt
from models.enums import ReceivableState, RecordKind, Role
from models.projects.contract import Contract
from tests.conftest import OpenDesk
from tests.factories import make_customer, stored, version_of
from tests.money_factories import lines_of, make_invoice, make_owed_contract, make_receipt, share
from tests.order_factories import make_order


def owed(context: Context) -> tuple[int, int, list[int]]:
    """Return a contract, its customer, and its instalments: 300 overdue, 600 due on Tuesday, 100 waiting."""
    contract = make_owed_contract(context)
    customer = stored(context, Contract, contract).customer_id or 0
    return contract, customer, [line.id for line in lines_of(context, contract)]


def shown(context: Context, *views: str, text: str = "") -> list[str]:
    page = PageRequest(ListFilter(text, frozenset(views)), Sort("due_on", descending=False))
    return [row.number for row in RECEIVABLES.read(context, page).rows]


@pytest.mark.parametrize(
    ("view", "numbers"),
    [
        ("outstanding", ["YS-2026-0001", "YS-2026-0002", "YS-2026-0003"]),
        ("open", ["YS-2026-0001", "YS-2026-0002"]),
        ("overdue", ["YS-2026-0001"]),
        ("due_soon", ["YS-2026-0002"]),
        ("waiting", ["YS-2026-0003"]),
        ("paid", []),
        ("cancelled", []),
    ],
)
def test_chips(context: Context, view: str, numbers: list[str]) -> None:
    owed(context)
    make_order(context)  # what is not in force is owed by nobody
    assert shown(context, view) == numbers
    assert RECEIVABLES.count_views(context).get(view, 0) == (len(numbers) if view in RECEIVABLES.counted else 0)


def test_what_is_due_first_stands_first_and_what_waits_last(context: Context) -> None:
    owed(context)
    assert shown(context) == ["YS-2026-0001", "YS-2026-0002", "YS-2026-0003"]


def test_the_sums_are_those_of_the_filter(context: Context) -> None:
    _contract, customer, (first, *_rest) = owed(context)
    make_receipt(context, customer, 100, share(first, 100))
    everything = RECEIVABLES.sums(context, ListFilter())
    assert (everything.total, everything.paid, everything.unpaid) == (Decimal(1000), Decimal(100), Decimal(900))
    assert RECEIVABLES.sums(context, ListFilter(views=frozenset({"overdue"}))).unpaid == Decimal(200)
    assert RECEIVABLES.sums(context, ListFilter(views=frozenset({"paid"}))).total == Decimal(0)
    assert RECEIVABLES.sums(context, ListFilter("YS-2026-0002")).total == Decimal(600)


def test_a_row_says_what_is_open_and_late(context: Context) -> None:
    _contract, customer, (first, *_rest) = owed(context)
    make_receipt(context, customer, 100, share(first, 100))
    row = RECEIVABLES.read(context, PageRequest(ListFilter(), Sort("due_on", descending=False))).rows[0]
    assert (row.open, row.paid, row.overdue, row.state) == (Decimal(200), Decimal(100), True, ReceivableState.OPEN)
    assert row.source.startswith("HT-")


def test_the_detail_names_source_receipts_and_invoices(context: Context) -> None:
    contract, customer, (first, *_rest) = owed(context)
    make_receipt(context, customer, 100, share(first, 100))
    make_invoice(context, contract, 300, share(first, 200))
    details = instalment_details(context, first)
    assert (details.source_kind, details.source_id, details.open) == (RecordKind.CONTRACT, contract, Decimal(200))
    assert [(line.number, line.amount) for line in details.payments] == [("HK-2026-0001", Decimal(100))]
    assert [(line.amount, line.share) for line in details.invoices] == [(Decimal(300), Decimal(200))]
    assert details.invoiced == Decimal(200)


def test_a_contract_shows_instalments_and_invoices(context: Context) -> None:
    contract, _customer, (first, *_rest) = owed(context)
    make_invoice(context, contract, 300, share(first, 300))
    details = contract_details(context, contract)
    assert [line.amount for line in details.instalments] == [Decimal(300), Decimal(600), Decimal(100)]
    assert [line.amount for line in details.invoices] == [Decimal(300)]
    assert contract_plan(context, contract).total == Decimal(1000)


def test_a_receipt_in_full(context: Context) -> None:
    _contract, customer, (first, *_rest) = owed(context)
    receipt = make_receipt(context, customer, 250, share(first, 200))
    details = receipt_details(context, receipt)
    assert (details.left, [line.number for line in details.allocations]) == (Decimal(50), ["YS-2026-0001"])
    cancel_receipt(context, record_id=receipt, version=version_of(context, receipt), reason="退票")
    assert receipt_details(context, receipt).left == Decimal(0)


def test_the_list_of_receipts_tells_what_is_not_allocated(context: Context) -> None:
    _contract, customer, (first, *_rest) = owed(context)
    make_receipt(context, customer, 200, share(first, 200))
    make_receipt(context, customer, 50)
    page = PageRequest(ListFilter(views=frozenset({"unallocated"})), Sort("received_on"))
    assert [(row.number, row.left) for row in RECEIPTS.read(context, page).rows] == [("HK-2026-0002", Decimal(50))]


def test_a_new_receipt_is_offered_what_its_customer_owes(context: Context) -> None:
    _contract, customer, (first, second, _third) = owed(context)
    form = new_receipt_form(context, customer_id=customer)
    lines = payable_lines(context, customer)
    assert (form.received_on, [line.overdue for line in lines]) == (date(2026, 3, 6), [True, False, False])
    proposed = proposed_shares(Decimal(400), lines)
    assert [(one.instalment_id, one.amount) for one in proposed] == [(first, Decimal(300)), (second, Decimal(100))]
    assert proposed_shares(None, lines) == ()
    assert payable_lines(context, make_customer(context)) == ()


@pytest.mark.parametrize("role", [Role.WAREHOUSE, Role.VIEWER])
def test_who_may_not_see_money_sees_neither_lists_nor_records(open_desk: OpenDesk, role: Role) -> None:
    _contract, customer, (first, *_rest) = owed(open_desk())
    receipt = make_receipt(open_desk(), customer, 10)
    desk = open_desk(role)
    for read in (
        lambda: RECEIVABLES.read(desk, PageRequest(ListFilter(), Sort("number"))),
        lambda: RECEIVABLES.sums(desk, ListFilter()),
        lambda: instalment_details(desk, first),
        lambda: receipt_details(desk, receipt),
        lambda: payable_lines(desk, customer),
    ):
        with pytest.raises(NotAllowed):
            read()
    assert search_everywhere(desk, "YS-2026-0001") == search_everywhere(desk, "HK-2026-0001") == ()


@pytest.mark.parametrize("number", ["YS-2026-0001", "hk20260001"])
def test_they_are_found_by_number(context: Context, number: str) -> None:
    _contract, customer, _lines = owed(context)
    make_receipt(context, customer, 10)
    (group,) = search_everywhere(context, number)
    assert group.hits[0].number.replace("-", "").lower() == number.replace("-", "").lower()


def test_what_is_not_owed_yet_is_not_found(context: Context) -> None:
    customer = make_customer(context, name="待生效化工")
    make_order(context, customer_id=customer)
    kinds = {group.kind for group in search_everywhere(context, "待生效")}
    assert RecordKind.RECEIVABLE not in kinds

"""Whatever is received, allocated, undone and cancelled, in any order: the sums stay tied (invariant 1)."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from app.context import Context
from app.errors import AppError
from app.integrity import check
from app.queries.money.ties import untied_money
from app.services.money.receipts import allocate, cancel_receipt, undo_allocation
from models.money.receipt import Allocation, Receipt
from models.money.receivable import Instalment
from models.projects.contract import Contract
from tests.factories import stored, version_of
from tests.money_factories import lines_of, make_owed_contract, make_receipt, share

AMOUNT = st.integers(min_value=1, max_value=700)
STEP = st.tuples(
    st.sampled_from(("receive", "allocate", "undo", "cancel")), AMOUNT, st.integers(0, 2), st.integers(0, 9)
)


class Desk:
    """A customer with three instalments, and the receipts entered so far."""

    def __init__(self, context: Context) -> None:
        self.context = context
        contract = make_owed_contract(context)
        self.customer = stored(context, Contract, contract).customer_id or 0
        self.instalments = [line.id for line in lines_of(context, contract)]
        self.receipts: list[int] = []

    def take(self, step: str, amount: int, which: int, of: int) -> None:
        """Take a step; one that is refused changes nothing."""
        instalment = self.instalments[which]
        if step == "receive" or not self.receipts:
            self.receipts.append(make_receipt(self.context, self.customer, amount))
            return
        receipt = self.receipts[of % len(self.receipts)]
        known = {"record_id": receipt, "version": version_of(self.context, receipt)}
        if step == "allocate":
            allocate(self.context, **known, shares=[share(instalment, amount)])
        elif step == "undo":
            undo_allocation(self.context, **known, instalment_id=instalment, reason="记错")
        else:
            cancel_receipt(self.context, **known, reason="退票")


def sums(context: Context) -> Iterator[tuple[Decimal, Decimal]]:
    """Yield what each receipt and each instalment says, beside what its allocations come to."""
    with context.read() as session:
        parts = session.scalars(select(Allocation)).all()
        for receipt in session.scalars(select(Receipt)):
            assert receipt.allocated <= receipt.amount
            yield receipt.allocated, sum((one.amount for one in parts if one.receipt_id == receipt.id), Decimal(0))
        for row in session.scalars(select(Instalment)):
            assert row.paid <= row.amount
            yield row.paid, sum((one.amount for one in parts if one.instalment_id == row.id), Decimal(0))


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEP, min_size=4, max_size=10))
def test_the_sums_stay_tied(context: Context, steps: list[tuple[str, int, int, int]]) -> None:
    desk = Desk(context)
    for step in steps:
        try:
            desk.take(*step)
        except AppError:
            continue
    assert all(told == counted for told, counted in sums(context))
    with context.read() as session:
        assert list(untied_money(session)) == []


TAMPERED = [("receipt", "UPDATE receipt SET allocated = 1"), ("instalment", "UPDATE instalment SET paid = 5")]


@pytest.mark.parametrize(("code", "change"), TAMPERED)
def test_the_check_finds_sums_changed_behind_the_programs_back(context: Context, code: str, change: str) -> None:
    desk = Desk(context)
    make_receipt(context, desk.customer, 100, share(desk.instalments[0], 100))
    with context.write() as session:
        session.connection().execute(text(change))
    assert code in {finding.code for finding in check(context)}

"""The ledger: what is on hand is the sum of what was moved, never below nothing, whatever happens in which order."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.services.material.ledger import Origin, take_in, take_out
from models.enums import MoveKind
from models.material.ledger import StockMove
from models.material.part import Part
from tests.factories import FRIDAY
from tests.material_factories import make_part

D = Decimal
QUANTITIES = st.decimals(D("0.001"), D(50), places=3)
COSTS = st.decimals(D(0), D(9_999), places=2)


class Stock(RuleBasedStateMachine):
    """One part: receipts, issues, returns, counts, write-offs and loans in any order."""

    def __init__(self, session: Session, part_id: int) -> None:
        super().__init__()
        self.session, self.part = session, session.get_one(Part, part_id)
        self.on_hand, self.out, self.hours = D(0), D(0), 0
        self.savepoint = session.begin_nested()

    def teardown(self) -> None:
        self.savepoint.rollback()

    def origin(self) -> Origin:
        self.hours += 1
        return Origin(at=FRIDAY + timedelta(hours=self.hours), person="陈库", source_id=self.part.id)

    @rule(quantity=QUANTITIES, cost=COSTS)
    def receive(self, quantity: Decimal, cost: Decimal) -> None:
        worth = (quantity * cost).quantize(D("0.01"))
        take_in(self.session, self.part, quantity, self.origin(), kind=MoveKind.RECEIPT, value=worth)
        self.on_hand += quantity

    @rule(quantity=QUANTITIES, kind=st.sampled_from([MoveKind.ISSUE, MoveKind.COUNT, MoveKind.LOAN_OUT]))
    def issue(self, quantity: Decimal, kind: MoveKind) -> None:
        if quantity > self.on_hand:
            with pytest.raises(Invalid):
                take_out(self.session, self.part, quantity, self.origin(), kind=kind)
            return
        take_out(self.session, self.part, quantity, self.origin(), kind=kind)
        self.on_hand -= quantity
        self.out += quantity

    @precondition(lambda self: self.on_hand > 0)
    @rule()
    def issue_all(self) -> None:
        take_out(self.session, self.part, self.part.on_hand, self.origin(), kind=MoveKind.ISSUE)
        self.out, self.on_hand = self.out + self.on_hand, D(0)

    @precondition(lambda self: self.out > 0)
    @rule(kind=st.sampled_from([MoveKind.RETURN, MoveKind.LOAN_BACK, MoveKind.COUNT]))
    def take_back(self, kind: MoveKind) -> None:
        take_in(self.session, self.part, self.out, self.origin(), kind=kind)
        self.on_hand, self.out = self.on_hand + self.out, D(0)

    @invariant()
    def what_is_on_hand_is_the_sum_of_what_was_moved(self) -> None:
        self.session.flush()
        columns = [func.sum(column, type_=column.type) for column in (StockMove.quantity, StockMove.value)]
        quantity, value = self.session.execute(select(*columns).where(StockMove.part_id == self.part.id)).one()
        assert (quantity or 0, value or 0) == (self.part.on_hand, self.part.stock_value)
        assert self.part.on_hand == self.on_hand >= 0
        assert self.part.stock_value >= 0

    @invariant()
    def nothing_is_worth_nothing_and_lies_since_no_day(self) -> None:
        if self.part.on_hand == 0:
            assert self.part.stock_value == 0
        assert (self.part.idle_since is None) == (self.part.on_hand == 0)


def test_on_hand_is_the_sum_of_any_sequence_of_moves(context: Context) -> None:
    part_id = make_part(context)
    with context.write() as session:
        steps = settings(max_examples=25, stateful_step_count=12, deadline=None)
        run_state_machine_as_test(lambda: Stock(session, part_id), settings=steps)


@contextmanager
def writing(context: Context, part_id: int) -> Iterator[tuple[Session, Part]]:
    with context.write() as session:
        yield session, session.get_one(Part, part_id)


def origin(day: date | None = None, source_id: int | None = None) -> Origin:
    at = FRIDAY if day is None else FRIDAY - timedelta(days=(FRIDAY.date() - day).days)
    return Origin(at=at, person="陈库", source_id=source_id)


def test_c6_3_less_than_nothing_is_never_on_hand(context: Context) -> None:
    part_id = make_part(context)
    with writing(context, part_id) as (session, part):
        take_in(session, part, D(2), origin(), kind=MoveKind.RECEIPT, value=D(10))
        with pytest.raises(Invalid, match="2 套") as refusal:
            take_out(session, part, D("2.001"), origin(), kind=MoveKind.ISSUE)
    assert (refusal.value.field, refusal.value.clause) == ("lines", "C6.3")


def test_stock_lies_idle_since_it_was_used_last_or_came_first(context: Context) -> None:
    part_id = make_part(context)
    first, used, late = date(2026, 1, 5), date(2026, 2, 6), date(2026, 2, 1)
    with writing(context, part_id) as (session, part):
        take_in(session, part, D(5), origin(first), kind=MoveKind.RECEIPT)
        take_in(session, part, D(5), origin(date(2026, 1, 20)), kind=MoveKind.RECEIPT)
        assert part.idle_since == first
        take_out(session, part, D(1), origin(used, part_id), kind=MoveKind.ISSUE)
        take_out(session, part, D(1), origin(late, part_id), kind=MoveKind.ISSUE)  # entered later, used earlier
        take_in(session, part, D(1), origin(), kind=MoveKind.RETURN)
        assert part.idle_since == used


def test_what_comes_back_comes_at_the_value_it_left_with(context: Context) -> None:
    part_id = make_part(context)
    with writing(context, part_id) as (session, part):
        take_in(session, part, D(2), origin(), kind=MoveKind.RECEIPT, value=D(200))
        left = take_out(session, part, D(1), origin(), kind=MoveKind.ISSUE)
        take_in(session, part, D(1), origin(), kind=MoveKind.RECEIPT, value=D(300))
        take_in(session, part, D(1), origin(), kind=MoveKind.RETURN, value=-left.value)
        assert (part.on_hand, part.stock_value) == (3, D(500))

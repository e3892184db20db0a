"""What is left of batches: named ones first, else the oldest goes first."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.rules.material.batches import Batch, Lot, batches_left
from tests.factories import FRIDAY

D = Decimal
SOON, LATE = date(2026, 6, 30), date(2027, 6, 30)


def lot(batch: str, quantity: int, expires_on: date | None = None, day: int = 0) -> Lot:
    return Lot(batch, expires_on, FRIDAY + timedelta(days=day), D(quantity))


def left(batches: tuple[Batch, ...]) -> dict[str, Decimal]:
    return {one.batch: one.left for one in batches}


def test_the_oldest_goes_first() -> None:
    lots = [lot("A", 5, day=0), lot("B", 5, day=1)]
    assert left(batches_left(lots, {"": D(7)})) == {"B": D(3)}


def test_what_names_its_batch_is_taken_from_it() -> None:
    lots = [lot("A", 5), lot("B", 5, day=1)]
    assert left(batches_left(lots, {"B": D(2), "": D(1)})) == {"A": D(4), "B": D(3)}


def test_more_than_a_batch_had_is_taken_from_the_oldest() -> None:
    lots = [lot("A", 5), lot("B", 2, day=1)]
    assert left(batches_left(lots, {"B": D(4)})) == {"A": D(3)}


def test_what_expires_first_stands_in_front_and_lots_of_a_batch_are_one() -> None:
    lots = [lot("B", 1, LATE), lot("A", 2, SOON, day=1), lot("A", 3, SOON, day=2), lot("", 4, day=3)]
    found = batches_left(lots, {})
    assert [(one.batch, one.left) for one in found] == [("A", D(5)), ("B", D(1)), ("", D(4))]
    assert found[0].came_at == FRIDAY + timedelta(days=1)


LOTS = st.builds(lot, st.sampled_from("AB"), st.integers(1, 20), day=st.integers(0, 9))


@given(st.lists(LOTS, max_size=8), st.dictionaries(st.sampled_from(["", "A", "B"]), st.integers(0, 30).map(D)))
def test_what_is_left_is_what_came_less_what_went(lots: list[Lot], out: dict[str, Decimal]) -> None:
    came, went = sum((one.quantity for one in lots), D(0)), sum(out.values(), D(0))
    found = batches_left(sorted(lots, key=lambda one: one.came_at), out)
    assert sum((one.left for one in found), D(0)) == max(came - went, D(0))
    assert all(one.left > 0 and isinstance(one.came_at, datetime) for one in found)

"""How long a hold counts: 24 h by itself, longer as far as the manager has confirmed it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.promises.holds import Held, counted_end, counted_holds, needs_confirmation, overlap

START = datetime(2026, 3, 6, 6, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def held(length: int, confirmed: int | None = None) -> Held:
    return Held(START, START + length * HOUR, None if confirmed is None else START + confirmed * HOUR)


@pytest.mark.parametrize(
    ("hold", "counted", "waits"),
    [
        (held(3), 3, False),
        (held(24), 24, False),
        (held(25), 24, True),
        (held(25, confirmed=25), 25, False),
        (held(60, confirmed=48), 48, True),
        (held(20, confirmed=48), 20, False),
    ],
    ids=["short", "24 h", "longer", "confirmed", "made longer again", "made shorter again"],
)
def test_what_counts_of_a_hold(hold: Held, counted: int, waits: bool) -> None:
    assert counted_end(hold) == START + counted * HOUR
    assert needs_confirmation(hold) is waits


def test_holds_side_by_side_are_one_stretch() -> None:
    later = Held(START + 2 * HOUR, START + 5 * HOUR)
    assert counted_holds([later, held(2)]) == [(START, START + 5 * HOUR)]


@given(st.integers(1, 200), st.none() | st.integers(1, 200))
def test_a_hold_never_counts_longer_than_it_lasts(length: int, confirmed: int | None) -> None:
    hold = held(length, confirmed)
    assert START < counted_end(hold) <= hold.ends_at


def test_a_hold_overlaps_what_it_shares_a_moment_with() -> None:
    others = [(START, START + 2 * HOUR), (START + 4 * HOUR, START + 6 * HOUR)]
    assert overlap(START + 2 * HOUR, START + 4 * HOUR, others) is None
    assert overlap(START + HOUR, START + 5 * HOUR, others) == others[0]
    assert overlap(START + 5 * HOUR, START + 7 * HOUR, others) == others[1]

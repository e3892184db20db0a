"""What each need gets of goods that came in by a part (C6.2)."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.rules.material.allotting import Claim, allot

QUANTITIES = st.integers(1, 50).map(Decimal)
DAYS = st.one_of(st.none(), st.dates(date(2026, 3, 1), date(2026, 4, 30)))
CLAIMS = st.lists(st.tuples(QUANTITIES, DAYS, st.booleans()), max_size=6).map(
    lambda told: [Claim(place, *one) for place, one in enumerate(told, start=1)]
)


def test_who_needs_it_first_is_served_first() -> None:
    april = Claim(1, Decimal(4), date(2026, 4, 1))
    march = Claim(2, Decimal(3), date(2026, 3, 10))
    assert allot(Decimal(5), [april, march]) == {2: Decimal(3), 1: Decimal(2)}


def test_who_named_no_day_is_served_last_and_of_one_day_the_older_need_first() -> None:
    day = date(2026, 3, 10)
    claims = [Claim(1, Decimal(2)), Claim(3, Decimal(2), day), Claim(2, Decimal(2), day)]
    assert allot(Decimal(3), claims) == {2: Decimal(2), 3: Decimal(1), 1: Decimal(0)}


def test_what_is_no_longer_needed_gets_nothing() -> None:
    given_up = Claim(1, Decimal(2), date(2026, 3, 1), stands=False)
    assert allot(Decimal(2), [given_up, Claim(2, Decimal(2))]) == {1: Decimal(0), 2: Decimal(2)}


@given(CLAIMS, st.integers(0, 200).map(Decimal), st.integers(0, 50).map(Decimal))
def test_nobody_gets_more_than_claimed_and_nobody_less_when_more_comes(
    claims: list[Claim], received: Decimal, more: Decimal
) -> None:
    shares, later = allot(received, claims), allot(received + more, claims)
    assert sum(shares.values()) == min(received, sum(one.quantity for one in claims if one.stands))
    assert all(Decimal(0) <= shares[one.need_id] <= one.quantity for one in claims)
    assert all(shares[need_id] <= later[need_id] for need_id in shares)

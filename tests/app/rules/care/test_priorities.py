"""Who is visited in a round, how and when (C13)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.care.priorities import Horizon, Reason, Standing, mode_of, propose, reasons_of, spread
from app.rules.care.rounds import RoundDays, appearing_round, next_round, round_rules, rounds_of
from models.enums import VisitMode

START, END = date(2026, 6, 1), date(2026, 6, 10)
HORIZON = Horizon(START, END, date(2026, 12, 1), 60, 100)
DAYS = tuple(START + timedelta(days=ahead) for ahead in range(8))
WEIGHTS = round_rules().weights


@pytest.mark.parametrize(
    ("standing", "reasons"),
    [
        (Standing(1), ()),
        (Standing(1, open_complaints=1), (Reason.COMPLAINT,)),
        (Standing(1, satisfaction=Decimal(40)), (Reason.LOW_SCORE,)),
        (Standing(1, satisfaction=Decimal(60)), ()),
        (Standing(1, is_overdue=True, is_key=True), (Reason.DEBT, Reason.KEY_CUSTOMER)),
        (Standing(1, warranty_end=START), (Reason.WARRANTY_END,)),
        (Standing(1, warranty_end=START - timedelta(days=1)), ()),
        (Standing(1, warranty_end=date(2026, 12, 1)), (Reason.WARRANTY_END,)),
        (Standing(1, warranty_end=date(2026, 12, 2)), ()),
        (Standing(1, contact_due=END), (Reason.LONG_UNSEEN,)),
        (Standing(1, contact_due=END + timedelta(days=1)), ()),
    ],
)
def test_c13_why_a_customer_is_seen(standing: Standing, reasons: tuple[Reason, ...]) -> None:
    assert reasons_of(standing, HORIZON) == reasons


@pytest.mark.parametrize(
    ("km", "reasons", "mode"),
    [
        (Decimal("100.0"), (), VisitMode.ON_SITE),
        (Decimal("100.1"), (), VisitMode.PHONE),
        (None, (), VisitMode.ON_SITE),
        (Decimal(900), (Reason.DEBT,), VisitMode.ON_SITE),
        (Decimal(900), (Reason.COMPLAINT,), VisitMode.ON_SITE),
        (Decimal(900), (Reason.KEY_CUSTOMER,), VisitMode.PHONE),
    ],
)
def test_c13_money_and_complaints_are_talked_about_on_site(
    km: Decimal | None, reasons: tuple[Reason, ...], mode: VisitMode
) -> None:
    assert mode_of(Standing(1, km=km), reasons, HORIZON) is mode


@given(st.integers(1, 200), st.integers(1, 20))
def test_c13_visits_are_spread_evenly_and_in_order(count: int, number: int) -> None:
    days = [START + timedelta(days=ahead) for ahead in range(number)]
    found = spread(count, days)
    assert list(found) == sorted(found)
    loads = [found.count(day) for day in days]
    assert sum(loads) == count
    assert max(loads) - min(loads) <= 1


standings = st.lists(
    st.builds(
        Standing,
        customer_id=st.integers(1, 40),
        region=st.sampled_from(["浙江省宁波市", "江苏省南京市", ""]),
        is_key=st.booleans(),
        is_overdue=st.booleans(),
        open_complaints=st.integers(0, 2),
        contact_due=st.none() | st.dates(date(2025, 1, 1), date(2027, 1, 1)),
    ),
    unique_by=lambda one: one.customer_id,
    max_size=40,
)


@given(standings, st.integers(1, 40))
def test_c13_the_most_pressing_come_each_region_in_one_piece(known: list[Standing], most: int) -> None:
    found = propose(known, HORIZON, WEIGHTS, DAYS, most)
    assert len(found) == min(most, len(known))
    regions = [one.region for one in found]
    assert regions == [region for region in dict.fromkeys(regions) for one in regions if one == region]

    def rank(reasons: tuple[Reason, ...]) -> int:
        return sum(WEIGHTS[reason] for reason in reasons)

    listed = {one.customer_id for one in found}
    left = [rank(reasons_of(one, HORIZON)) for one in known if one.customer_id not in listed]
    assert not left or max(left) <= min(rank(one.reasons) for one in found)


def test_c13_1_the_rounds_of_a_year_and_when_they_appear() -> None:
    june, december = rounds_of(2026)
    assert june == RoundDays(START, END, date(2026, 5, 25))
    assert december == RoundDays(date(2026, 12, 1), date(2026, 12, 10), date(2026, 11, 25))
    assert appearing_round(date(2026, 4, 24), ()) is None
    assert appearing_round(date(2026, 4, 25), ()) == june
    assert appearing_round(date(2026, 4, 25), (START,)) is None
    assert next_round(END, ()) == june
    assert next_round(END, (START,)) == december
    assert next_round(END, (START, december.starts_on)).starts_on == date(2027, 6, 1)

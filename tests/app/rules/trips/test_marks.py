"""What of a claim is marked: tickets that do not match the trip, standards, numbers used twice (C7.4)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.trips.marks import ClaimFacts, CostFact, LegFact, Mark, in_question, marks, unexplained
from models.enums import ExpenseItem
from tests.factories import local_time

D = Decimal
TRIP = (date(2026, 3, 2), date(2026, 3, 4))


def leg(since: str, until: str, origin: str, destination: str, **fields: Any) -> LegFact:
    """Return a leg on days of March 2026, with a fare of 100."""
    moments = (local_time(f"2026-03-{since}"), local_time(f"2026-03-{until}"))
    return LegFact(*moments, origin, destination, **{"fare": D(100), **fields})


THERE = leg("02 08:00", "02 10:00", "杭州", "绍兴", ticket_no="E1", days=D(3), rate=D(100), standard=D(100))
BACK = leg("04 15:00", "04 17:00", "绍兴北站", "杭州东站", ticket_no="E2")
HOTEL = CostFact(ExpenseItem.HOTEL, D(500), date(2026, 3, 3), D(2), "F1", D(250))


def claim(*legs: LegFact, **fields: Any) -> ClaimFacts:
    """Return a claim from 2 to 4 March of somebody from Hangzhou who was sent to Shaoxing."""
    usual: dict[str, Any] = {
        "starts_on": TRIP[0], "ends_on": TRIP[1], "trip_starts": TRIP[0], "trip_ends": TRIP[1], "home": ("杭州",),
        "sites": ("绍兴", "柯桥"), "legs": legs or (THERE, BACK), "costs": (HOTEL,),
    }  # fmt: skip
    return ClaimFacts(**{**usual, **fields})


def told(facts: ClaimFacts) -> list[tuple[str, str, Decimal]]:
    """Return code, row and the sum in question of each mark."""
    return [(mark.code, mark.where, mark.amount) for mark in marks(facts)]


def test_c7_4_what_matches_the_trip_is_not_marked() -> None:
    assert told(claim()) == []


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (claim(THERE, replace(BACK, arrives_at=local_time("2026-03-05 01:00"))), ("outside_trip", "leg:2", D(100))),
        (claim(starts_on=date(2026, 3, 1)), ("beyond_trip", "", D(0))),
        (claim(costs=(replace(HOTEL, spent_on=date(2026, 3, 9)),)), ("outside_trip", "cost:1", D(500))),
        (claim(replace(THERE, destination="温州"), replace(BACK, origin="温州")), ("off_the_way", "leg:1", D(100))),
        (claim(THERE, replace(BACK, destination="苏州")), ("off_the_way", "leg:2", D(100))),
        (claim(THERE, replace(BACK, departs_at=local_time("2026-03-02 09:59"))), ("overlap", "leg:2", D(100))),
        (claim(THERE, replace(BACK, ticket_no="E1")), ("used_twice", "leg:2", D(100))),
        (claim(costs=(replace(HOTEL, invoice_no="E1"),)), ("used_twice", "cost:1", D(500))),
        (claim(elsewhere={"F1": "BX-2026-0007"}), ("used_elsewhere", "cost:1", D(500))),
        (claim(costs=(replace(HOTEL, amount=D("500.01")),)), ("over_standard", "cost:1", D("0.01"))),
        (claim(costs=(replace(HOTEL, standard=None),)), ("no_standard", "cost:1", D(500))),
        (claim(replace(THERE, rate=D(120)), BACK), ("over_allowance", "leg:1", D(60))),
        (claim(replace(THERE, standard=None), BACK), ("no_standard", "leg:1", D(300))),
        (claim(replace(THERE, days=D("3.5")), BACK), ("too_many_days", "", D(50))),
        (claim(other_claims=("BX-2026-0001",)), ("second_claim", "", D(1000))),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_c7_4_each_thing_that_does_not_match_is_marked_once(
    facts: ClaimFacts, expected: tuple[str, str, Decimal]
) -> None:
    assert told(facts) == [expected]


def test_c7_4_changing_trains_on_the_way_is_no_detour() -> None:
    first = replace(THERE, destination="萧山", arrives_at=local_time("2026-03-02 08:40"))
    second = leg("02 09:00", "02 10:00", "萧山站", "绍兴")
    assert told(claim(first, second, BACK)) == []
    stays = replace(second, departs_at=local_time("2026-03-03 20:00"), arrives_at=local_time("2026-03-03 21:00"))
    assert told(claim(first, stays, BACK)) == [("off_the_way", "leg:1", D(100))]


def test_c7_4_without_a_home_town_the_journey_begins_and_ends_where_it_will() -> None:
    assert told(claim(replace(THERE, origin="上海"), replace(BACK, destination="苏州"), home=())) == []


def test_c7_4_a_long_leg_overlaps_all_that_begin_before_its_end() -> None:
    long = replace(THERE, arrives_at=local_time("2026-03-04 16:00"))
    short = leg("02 09:00", "02 10:00", "绍兴", "柯桥")
    codes = [(mark.code, mark.where) for mark in marks(claim(long, short, BACK))]
    assert codes == [("overlap", "leg:2"), ("overlap", "leg:3")]


def test_c7_4_two_persons_have_twice_the_standard() -> None:
    both = claim(replace(THERE, days=D(6)), BACK, persons=2, costs=(replace(HOTEL, amount=D(1000)),))
    assert told(both) == []


def test_c7_4_a_mark_tells_its_row_and_its_reason() -> None:
    (mark,) = marks(claim(costs=(replace(HOTEL, amount=D(520)),)))
    assert mark.line == "费用 1：报销 ¥520.00，标准为 ¥500.00（2 × ¥250.00）。"


def test_c7_4_what_is_marked_is_explained_or_deducted_before_it_is_checked() -> None:
    facts = claim(THERE, replace(BACK, destination="苏州"), costs=(replace(HOTEL, amount=D(520)),))
    found = marks(facts)
    assert in_question(found, facts.total) == D(120)
    assert unexplained(found, "", D("119.99"), facts.total) == found
    assert unexplained(found, "", D(120), facts.total) == ()
    assert unexplained(found, "返程绕行取件，经理同意", D(0), facts.total) == ()
    assert unexplained((), "", D(0), facts.total) == ()


def test_c7_4_a_mark_without_a_sum_is_not_done_with_by_deducting_nothing() -> None:
    found = (Mark("beyond_trip", "", ""),)
    assert unexplained(found, " ", D(0), D(100)) == found


moments = st.integers(0, 20_000).map(lambda minutes: local_time("2026-02-25 00:00") + timedelta(minutes=minutes))
money = st.decimals(min_value=0, max_value=99_999, places=2)
days = st.decimals(min_value=0, max_value=30, places=1)
papers = st.sampled_from(["", "E1", "E2", "F1"])
origins, ends = st.sampled_from(["杭州", "绍兴", "温州"]), st.sampled_from(["杭州", "绍兴", "上海"])
legs = st.builds(LegFact, moments, moments, origins, ends, papers, money, days, money, st.none() | money)
costs = st.builds(
    CostFact, st.sampled_from(ExpenseItem), money, st.none() | st.dates(*TRIP), days, papers, st.none() | money
)


@given(st.lists(legs, max_size=5), st.lists(costs, max_size=5), st.integers(1, 3))
def test_c7_4_whatever_is_claimed_no_more_is_in_question_than_that(
    legs: list[LegFact], costs: list[CostFact], persons: int
) -> None:
    facts = claim(persons=persons, legs=tuple(legs), costs=tuple(costs))
    found = marks(facts)
    rows = {"", *(f"leg:{n}" for n in range(1, len(legs) + 1)), *(f"cost:{n}" for n in range(1, len(costs) + 1))}
    assert all(mark.where in rows and mark.amount >= 0 and mark.text for mark in found)
    assert in_question(found, facts.total) <= max(facts.total, D("0.01"))
    assert bool(in_question(found, facts.total)) is bool(found)
    assert marks(facts) == found

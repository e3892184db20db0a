"""What hazards tell people, and when they ask for a new look (C12.1, C12.2)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Invalid
from app.rules.promises.clocks import add_months
from app.rules.safety.hazards import (
    TOLD,
    HazardFact,
    check_persons,
    check_plan,
    check_reviewed,
    hazards_hash,
    is_outdated,
    oldest_good,
    review_due,
)
from models.enums import AccidentKind, CertificateKind, ProtectiveGear, RiskLevel, WorkType

TODAY = date(2026, 3, 6)
FACT = HazardFact(
    id=7,
    number="WY-2026-0001",
    title="调节池有限空间",
    place="调节池",
    activity="入池检修",
    work_type=WorkType.CONFINED_SPACE,
    accident=AccidentKind.POISONING,
    result="中毒",
    danger=Decimal(270),
    prevention="先通风、再检测、后作业",
    gear=(ProtectiveGear.HELMET, ProtectiveGear.GAS_DETECTOR),
    certificates=(CertificateKind.CONFINED_SPACE,),
    min_persons=2,
    emergency="立即撤离",
    reviewed_on=date(2026, 3, 2),
)
OTHERS: dict[str, Any] = {
    "id": 8, "title": "泵坑", "place": "泵坑", "activity": "换泵", "work_type": WorkType.HEIGHT,
    "accident": AccidentKind.FALL, "result": "坠落", "danger": Decimal(90), "prevention": "系安全带",
    "gear": (ProtectiveGear.HELMET,), "certificates": (), "min_persons": 3, "emergency": "送医",
}  # fmt: skip
facts = st.lists(
    st.builds(
        lambda number, text, danger: replace(FACT, id=number, title=text, danger=danger),
        st.integers(1, 1000), st.text(max_size=10), st.decimals(1, 10000, places=1),
    ),
    max_size=5, unique_by=lambda fact: fact.id,
)  # fmt: skip
days = st.dates(date(2000, 3, 1), date(2090, 1, 1))


def test_other_values_are_tried_for_everything_that_is_told() -> None:
    assert set(OTHERS) == set(TOLD)


@given(facts, st.randoms())
def test_c12_2_the_order_of_hazards_makes_no_difference(told: list[HazardFact], chance: Any) -> None:
    shuffled = list(told)
    chance.shuffle(shuffled)
    assert hazards_hash(shuffled) == hazards_hash(told)


@given(facts, days, st.text(max_size=20))
def test_c12_2_a_review_alone_does_not_void_signatures(told: list[HazardFact], day: date, reason: str) -> None:
    reviewed = [replace(fact, reviewed_on=day, review_reason=reason, number="WY-2027-0009") for fact in told]
    assert hazards_hash(reviewed) == hazards_hash(told)


@pytest.mark.parametrize("name", TOLD)
def test_c12_2_whatever_people_are_told_changes_the_hash(name: str) -> None:
    assert hazards_hash([replace(FACT, **{name: OTHERS[name]})]) != hazards_hash([FACT])


@given(facts)
def test_c12_2_one_hazard_more_changes_the_hash(told: list[HazardFact]) -> None:
    more = [*told, replace(FACT, id=2000)]
    assert hazards_hash(more) != hazards_hash(told)


def test_the_same_hazard_is_the_same_wherever_it_was_read() -> None:
    stored = replace(FACT, danger=Decimal("270.000"), gear=tuple(reversed(FACT.gear)))
    assert hazards_hash([stored]) == hazards_hash([FACT])


def test_a_hazard_knows_its_level() -> None:
    assert FACT.level is RiskLevel.MAJOR


@given(days)
def test_c12_2_the_oldest_good_look_is_the_first_that_is_not_outdated(today: date) -> None:
    first = oldest_good(today)
    assert not is_outdated(first, "", today)
    assert is_outdated(first - timedelta(days=1), "", today)


def test_c12_2_older_than_a_year_or_reopened_asks_for_a_new_look() -> None:
    assert review_due(date(2025, 3, 6)) == TODAY
    assert not is_outdated(date(2025, 3, 6), "", TODAY)
    assert is_outdated(date(2025, 3, 5), "", TODAY)
    assert is_outdated(TODAY, "SG-2026-0001", TODAY)
    assert add_months(date(2024, 2, 29), 12) == review_due(date(2024, 2, 29)) == date(2025, 2, 28)


@pytest.mark.parametrize("day", [None, date(2026, 3, 7), date(1999, 12, 31), date(2026, 3, 1)])
def test_a_look_was_not_in_the_future_nor_before_the_last_one(day: date | None) -> None:
    with pytest.raises(Invalid) as refused:
        check_reviewed(day, today=TODAY, since=date(2026, 3, 2))
    assert refused.value.field == "reviewed_on"


def test_a_look_of_today_is_good() -> None:
    assert check_reviewed(TODAY, today=TODAY, since=TODAY) == TODAY


@pytest.mark.parametrize(("prevention", "emergency", "field"), [("", "x", "prevention"), ("x", "", "emergency")])
def test_c12_1_a_serious_hazard_has_its_prevention_and_emergency_plan(
    prevention: str, emergency: str, field: str
) -> None:
    check_plan(Decimal("69.9"), "", "")
    with pytest.raises(Invalid) as refused:
        check_plan(Decimal(70), prevention, emergency)
    assert (refused.value.field, refused.value.clause) == (field, "C12.1")


@pytest.mark.parametrize("count", [0, 21, -1])
def test_one_to_twenty_go_together(count: int) -> None:
    assert (check_persons(1), check_persons(20)) == (1, 20)
    with pytest.raises(Invalid):
        check_persons(count)

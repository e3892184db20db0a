"""Rows of a profile agree with each other: contradictions and gaps are found and told in words (decision 7)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.i18n import using_language
from app.rules.promises.checking import ProblemKind, new_problems, problems
from app.rules.promises.conditions import Condition, Range, representative_facts
from app.rules.promises.fact_words import FACTS
from app.rules.promises.policies import (
    SHIPPED_PROFILES,
    AmbiguousPolicyError,
    PolicyRule,
    choose_among,
    in_force,
    load_profile,
)
from app.rules.promises.policy_forms import ended
from models.enums import CommitmentKind, DeadlineUnit

DAY = date(2026, 3, 6)
ARRIVAL, REPLY = CommitmentKind.ARRIVAL, CommitmentKind.REPLY
NEAR, FAR = Range(to=Decimal(100)), Range(over=Decimal(300))


def row(condition: Condition, kind: CommitmentKind = ARRIVAL, since: date = DAY) -> PolicyRule:
    return PolicyRule(kind, "X1", condition, "received", DeadlineUnit.HOURS, 4, effective_from=since)


@pytest.mark.parametrize("profile", SHIPPED_PROFILES)
@pytest.mark.parametrize("kind", CommitmentKind)
def test_every_shipped_profile_is_sound(profile: str, kind: CommitmentKind) -> None:
    assert problems(load_profile(profile), kind, DAY) == ()


def test_two_rows_that_fit_the_same_case_contradict_each_other() -> None:
    rows = [row({"class": "free"}), row({"urgent": True})]
    (found,) = problems(rows, ARRIVAL, DAY)
    assert found.problem is ProblemKind.CONTRADICTION
    with using_language("en"):
        (found,) = problems(rows, ARRIVAL, DAY)
        assert found.rows == ("Free", "urgent")
        assert "“Free, urgent”" in found.text()


def test_a_more_specific_row_decides_between_two() -> None:
    rows = [row({"class": "free"}), row({"urgent": True}), row({"class": "free", "urgent": True})]
    assert problems(rows, ARRIVAL, DAY) == ()


def test_c4_3_a_hole_between_two_distances_is_a_gap() -> None:
    rows = [row({"visit": True, "km": NEAR}), row({"visit": True, "km": FAR})]
    with using_language("en"):
        (found, *_more) = problems(rows, ARRIVAL, DAY)
        assert found.problem is ProblemKind.GAP
        assert found.facts == "visit needed, 300 km"


def test_a_general_row_fills_every_hole() -> None:
    rows = [row({"visit": True}), row({"visit": True, "km": NEAR}), row({"visit": True, "km": FAR})]
    assert problems(rows, ARRIVAL, DAY) == ()


def test_c4_3_an_answer_on_the_visit_may_begin_at_a_distance_but_not_end_there() -> None:
    kind = CommitmentKind.VISIT_ANSWER
    assert problems([row({"km": FAR}, kind)], kind, DAY) == ()
    assert problems([row({"km": NEAR}, kind)], kind, DAY)


def test_c4_1_a_reply_is_owed_in_every_case() -> None:
    rows = [row({"severity": "general"}, REPLY)]
    with using_language("en"):
        (found,) = problems(rows, REPLY, DAY)
        assert found.facts == "Major"
    assert problems([*rows, row({"severity": "major"}, REPLY)], REPLY, DAY) == ()


def test_an_unknown_distance_counts_as_none_so_no_far_row_can_clash_with_it() -> None:
    unknown = row({"km_known": False})
    assert problems([row({"km": FAR}), unknown, row({})], ARRIVAL, DAY) == ()
    with using_language("en"):
        (found,) = problems([row({"km": NEAR}), unknown, row({})], ARRIVAL, DAY)
        assert found.facts == "distance unknown"


def test_a_row_that_ended_speaks_no_more() -> None:
    rows = [row({"class": "free"}, since=date(2026, 1, 1)), row({"urgent": True})]
    assert problems([*rows, ended(rows[0], DAY)], ARRIVAL, DAY) == ()


def test_only_what_a_change_makes_worse_is_told_also_where_it_shows_later() -> None:
    rows = [row({"class": "free"}), row({"urgent": True})]
    later = row({"visit": True}, since=date(2026, 9, 1))
    assert not new_problems(rows, [*rows, replace(rows[0], amount=5)], ARRIVAL, DAY)
    assert new_problems([rows[0]], [rows[0], later], ARRIVAL, DAY)


CONDITIONS = st.fixed_dictionaries(
    {},
    optional={
        "class": st.sampled_from(["free", "paid", ("free", "paid")]),
        "urgent": st.booleans(),
        "km": st.sampled_from([NEAR, FAR, Range(Decimal(100), Decimal(300))]),
    },
)


def test_many_facts_are_no_reason_to_wait() -> None:
    asked: list[Condition] = [{fact.name: value} for fact in FACTS for value in fact.values]
    found = problems([row({}), *(row(one) for one in asked)], ARRIVAL, DAY)
    assert len(found) > len(asked)


@given(st.lists(CONDITIONS, min_size=1, max_size=5, unique_by=str))
def test_rows_without_a_contradiction_never_leave_a_choice_open(conditions: list[Condition]) -> None:
    rows = [row(condition) for condition in conditions]
    if any(found.problem is ProblemKind.CONTRADICTION for found in problems(rows, ARRIVAL, DAY)):
        return
    for facts in representative_facts(conditions):
        try:
            choose_among(in_force(rows, DAY), facts)
        except AmbiguousPolicyError as error:
            pytest.fail(str(error))

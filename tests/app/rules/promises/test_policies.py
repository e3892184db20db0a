"""Policy rows: which one counts, what is no row, and what is shipped."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from app.rules.promises.conditions import Range, representative_facts
from app.rules.promises.policies import (
    SHIPPED_PROFILES,
    AmbiguousPolicyError,
    CutOff,
    PolicyRule,
    choose_among,
    in_force,
    load_profile,
    parse_cut_offs,
    plain_cut_offs,
)
from models.enums import CommitmentKind, DeadlineUnit
from tests.app.rules.promises.test_clocks import TABLE, rule

REPLY = CommitmentKind.REPLY
TODAY = date(2026, 3, 6)


def hours(**condition: Any) -> PolicyRule:
    return rule(DeadlineUnit.HOURS, 9, condition=condition)


def test_the_most_specific_condition_wins() -> None:
    rows = [hours(), hours(severity="major"), hours(severity="major", urgent=True)]

    def chosen(**facts: str | bool) -> PolicyRule | None:
        return choose_among(rows, facts)

    assert chosen() == rows[0]
    assert chosen(severity="major") == rows[1]
    assert chosen(severity="major", urgent=True) == rows[2]
    assert chosen(severity="general", urgent=True) == rows[0]


def test_two_equally_specific_conditions_are_refused() -> None:
    with pytest.raises(AmbiguousPolicyError, match="'a'"):
        choose_among([hours(a="1"), hours(b="1")], {"a": "1", "b": "1"})


def test_nothing_is_owed_where_no_row_fits() -> None:
    assert choose_among([hours(severity="major")], {"severity": None}) is None
    assert choose_among([], {}) is None


def test_a_row_that_ended_leaves_the_decision_to_the_others() -> None:
    ended = rule(DeadlineUnit.ENDED, None, condition={"severity": "major"}, effective_from=TODAY)
    rows = [hours(), hours(severity="major"), ended]
    assert choose_among(in_force(rows, date(2026, 3, 5)), {"severity": "major"}) == rows[1]
    assert choose_among(in_force(rows, TODAY), {"severity": "major"}) == rows[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"grade": ("A", "B")}, {"grade": ("B", "A")}),
        ({"grade": ("A",)}, {"grade": "A"}),
        ({"km": Range(over=Decimal(100))}, {"km": Range(over=Decimal("100.0"))}),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
    ],
)
def test_versions_of_a_row_are_known_by_what_their_condition_means(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert hours(**one).key == hours(**other).key


def test_different_conditions_are_different_rows() -> None:
    conditions: list[dict[str, Any]] = [
        {}, {"a": 1}, {"a": True}, {"a": "1"}, {"b": 1}, {"a": (1, 2)},
        {"a": Range(over=Decimal(1))}, {"a": Range(to=Decimal(1))}, {"a": Range(Decimal(1), Decimal(2))},
    ]  # fmt: skip
    assert len({hours(**condition).key for condition in conditions}) == len(conditions)


@pytest.mark.parametrize(
    ("unit", "amount", "other"),
    [
        (DeadlineUnit.HOURS, 0, {}),
        (DeadlineUnit.HOURS, None, {}),
        (DeadlineUnit.AGREED, 3, {}),
        (DeadlineUnit.AGREED, None, {"target": 3}),
        (DeadlineUnit.HOURS, Decimal("NaN"), {}),
        (DeadlineUnit.HOURS, 4, {"target": 4}),
        (DeadlineUnit.HOURS, 4, {"cut_offs": TABLE}),
        (DeadlineUnit.WORKING_DAYS, Decimal("1.5"), {}),
        (DeadlineUnit.WORKING_HOURS, -1, {}),
        (DeadlineUnit.CUT_OFF, None, {}),
        (DeadlineUnit.CUT_OFF, None, {"cut_offs": TABLE[:2]}),
        (DeadlineUnit.CUT_OFF, None, {"cut_offs": (TABLE[1], TABLE[0], TABLE[2])}),
        (DeadlineUnit.CUT_OFF, None, {"cut_offs": (CutOff(None, -1, None),)}),
    ],
)
def test_what_no_clock_can_count_is_refused(unit: DeadlineUnit, amount: Any, other: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="T1"):
        rule(unit, amount, **other)


def test_a_cut_off_table_is_stored_as_it_is_read() -> None:
    assert parse_cut_offs(plain_cut_offs(TABLE)) == TABLE
    assert plain_cut_offs(TABLE)[1] == {"before": "17:00", "days": 1, "at": "12:00"}
    assert TABLE[0].before == time(12)


@pytest.mark.parametrize("name", ["nothing", "../policies/engineering", ""])
def test_only_shipped_profiles_are_read(name: str) -> None:
    with pytest.raises(LookupError):
        load_profile(name)


@pytest.mark.parametrize("profile", SHIPPED_PROFILES)
def test_no_shipped_rows_contradict_each_other(profile: str) -> None:
    rows = load_profile(profile)
    for kind in {row.kind for row in rows}:
        of_kind = [row for row in rows if row.kind is kind]
        for facts in representative_facts(row.condition for row in of_kind):
            choose_among(of_kind, facts)
    assert len({row.key for row in rows}) == len(rows)


@pytest.mark.parametrize("profile", SHIPPED_PROFILES[1:])
def test_other_profiles_speak_only_of_kinds_in_which_they_differ(profile: str) -> None:
    def said(name: str, kind: CommitmentKind) -> list[PolicyRule]:
        return [replace(row, clause="") for row in load_profile(name) if row.kind is kind]

    for kind in {row.kind for row in load_profile(profile)}:
        assert said(profile, kind) != said("engineering", kind)

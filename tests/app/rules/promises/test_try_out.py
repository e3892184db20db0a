"""Every worked case asked of the rules, and what a try-out refuses."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from app.errors import Invalid
from app.rules.promises.policies import SHIPPED_PROFILES
from app.rules.promises.shipped import shipped_book
from app.rules.promises.try_out import TryOut, try_out
from models.enums import CommitmentKind, ServiceClass
from tests.app.rules.promises.more_cases import EVERY
from tests.app.rules.promises.worked_cases import NOT_OWED, Worked, at, hold

BOOK = shipped_book(range(2023, 2028))
FREE = TryOut(at("10:00"), ServiceClass.FREE)
IDS = [f"{group}: {case.name}" for group, case in EVERY]


@pytest.mark.parametrize("case", [case for _group, case in EVERY], ids=IDS)
def test_worked_case(case: Worked) -> None:
    found = {promise.kind: promise for promise in try_out(BOOK, case.given)}
    if case.due == NOT_OWED:
        assert case.kind not in found
        return
    promise = found[case.kind]
    assert promise.due == case.due_at
    assert promise.clause == (case.clause or promise.clause)
    assert promise.target == (at(case.target) if case.target else promise.target)
    assert promise.act_by == (at(case.act_by) if case.act_by else promise.act_by)


def test_every_profile_has_cases_of_its_own() -> None:
    used = [case.given.profile or "engineering" for _group, case in EVERY]
    assert all(used.count(profile) >= 6 for profile in SHIPPED_PROFILES)
    assert sum(group not in ("domain", *SHIPPED_PROFILES, "province") for group, _case in EVERY) >= 30


def test_what_is_due_first_stands_first_and_what_is_to_be_agreed_last() -> None:
    given = replace(FREE, visit=True, finished=at("12:00"))
    promised = try_out(BOOK, given)
    assert [promise.kind for promise in promised] == [
        CommitmentKind.REPLY,
        CommitmentKind.FOLLOW_UP,
        CommitmentKind.ARRIVAL,
    ]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"km": Decimal(-1)}, "km"),
        ({"km": Decimal("NaN")}, "km"),
        ({"km": Decimal(20001)}, "km"),
        ({"profile": "nothing"}, "profile"),
        ({"profile": "graded", "level": 1}, "grade"),
        ({"level": 4}, "level"),
        ({"visit": True, "agreed": at("09:59")}, "agreed"),
        ({"agreed": at("12:00")}, "agreed"),
        ({"finished": at("09:00")}, "finished"),
        ({"goods_received": at("09:00")}, "goods_received"),
        ({"holds": (hold("12:00..11:00"),)}, "holds"),
        ({"holds": (hold("12:00..12:00"),)}, "holds"),
        ({"holds": (hold("12:00..14:00"), hold("13:00..15:00"))}, "holds"),
        ({"received": datetime.max.replace(tzinfo=FREE.received.tzinfo)}, "received"),
    ],
)
def test_what_contradicts_itself_is_refused_at_its_field(told: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        try_out(BOOK, replace(FREE, **told))
    assert refused.value.field == field


def test_a_level_without_a_grade_says_nothing_to_other_profiles() -> None:
    assert try_out(BOOK, replace(FREE, level=1)) == try_out(BOOK, FREE)

"""What the policies in force make of a case: which profile decides, a date set by hand, the verdict."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.rules.promises.deadlines import Case, PolicyBook, promise, verdict
from app.rules.promises.policies import BASE_PROFILE, PolicyRule
from models.enums import CommitmentKind, CommitmentState, DeadlineUnit
from tests.app.rules.promises.test_clocks import CALENDAR, rule
from tests.app.rules.promises.worked_cases import ZONE, at, hold

REPLY = CommitmentKind.REPLY
CASE = Case(at("10:00"))


def book(*, profile: str = BASE_PROFILE, **profiles: PolicyRule) -> PolicyBook:
    return PolicyBook({name: (one,) for name, one in profiles.items()}, CALENDAR, ZONE, profile)


def hours(amount: int) -> PolicyRule:
    return rule(DeadlineUnit.HOURS, amount)


def test_contract_beats_project_beats_department_beats_the_engineering_rules() -> None:
    own = book(profile="d", c=hours(1), p=hours(2), d=hours(3), engineering=hours(4))
    assert own.rule(REPLY, replace(CASE, profiles=("c", "p"))) == hours(1)
    assert own.rule(REPLY, replace(CASE, profiles=("p",))) == hours(2)
    assert own.rule(REPLY, CASE) == hours(3)
    assert replace(own, profile="says nothing").rule(REPLY, CASE) == hours(4)


def test_a_profile_that_begins_later_does_not_decide_yet() -> None:
    later = replace(hours(1), effective_from=at("2026-03-07 00:00").date())
    own = book(profile="d", d=later, engineering=hours(4))
    assert own.rule(REPLY, CASE) == hours(4)
    assert own.rule(REPLY, Case(at("2026-03-07 00:00"))) == later


def test_nothing_is_owed_where_no_row_fits_or_the_row_says_so() -> None:
    assert book().promise(REPLY, CASE) is None
    none = rule(DeadlineUnit.NONE, None)
    assert book(profile="d", d=none, engineering=hours(4)).promise(REPLY, CASE) is None
    unfit = replace(hours(1), condition={"severity": "major"})
    assert book(profile="d", d=unfit, engineering=hours(4)).promise(REPLY, CASE) is None


def test_a_date_set_by_hand_is_never_moved() -> None:
    case = replace(CASE, agreed=at("2026-03-09 20:00"), holds=(hold("11:00..2026-03-12T11:00"),))
    promised = promise(rule(DeadlineUnit.HOURS, 72, target=24), case, CALENDAR, ZONE)
    assert promised.agreed
    assert (promised.due, promised.target) == (at("2026-03-09 20:00"), None)
    assert promised.act_by == at("2026-03-09 17:30")


def test_a_date_still_to_be_agreed_has_nothing_to_act_by() -> None:
    promised = promise(rule(DeadlineUnit.AGREED, None), CASE, CALENDAR, ZONE)
    assert (promised.due, promised.target, promised.act_by, promised.agreed) == (None, None, None, False)


def test_met_up_to_the_very_due_time() -> None:
    due = at("13:00")
    assert verdict(due, None) is CommitmentState.OPEN
    assert verdict(due, due) is CommitmentState.MET
    assert verdict(due, due + timedelta(seconds=1)) is CommitmentState.MET_LATE
    assert verdict(None, due) is CommitmentState.MET


@pytest.mark.parametrize("anchored", ["2026-02-28 23:59", "2026-03-01 00:00"])
def test_the_version_in_force_at_the_anchor_counts(anchored: str) -> None:
    new = replace(hours(2), effective_from=at("2026-03-01 00:00").date(), policy_id=2)
    own = PolicyBook({BASE_PROFILE: (new, replace(hours(4), policy_id=1))}, CALENDAR, ZONE)
    chosen = own.rule(REPLY, Case(at(anchored)))
    assert chosen is not None
    assert chosen.policy_id == (2 if anchored >= "2026-03-01" else 1)

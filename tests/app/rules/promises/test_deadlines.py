"""Promises, their due times, and by when the desk has to act."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.promises import deadlines
from app.rules.promises.calendar import WorkingCalendar
from app.rules.promises.deadlines import PolicyRule
from app.rules.promises.published_calendar import published_days
from models.enums import CommitmentKind, CommitmentState, DeadlineUnit

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = WorkingCalendar(published_days(2025) | published_days(2026))
ENGINEERING = deadlines.load_profile("engineering")
REPLY = CommitmentKind.REPLY


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def rule(unit: DeadlineUnit, amount: int | Decimal, **other: Any) -> PolicyRule:
    values: dict[str, Any] = {"clause": "T1", "condition": {}, "anchor": "received"} | other
    return PolicyRule(kind=REPLY, unit=unit, amount=amount, **values)


def reply(severity: str, received: str, now: str | None = None) -> deadlines.Promise:
    chosen = deadlines.choose_policy(ENGINEERING, REPLY, {"severity": severity}, at(received).date())
    assert chosen is not None
    return deadlines.promise(chosen, at(received), CALENDAR, ZONE, None if now is None else at(now))


@pytest.mark.parametrize(
    ("severity", "received", "due", "act_by"),
    [
        ("general", "2026-03-06T09:00", "2026-03-06T13:00", "2026-03-06T13:00"),
        ("general", "2026-03-06T08:30", "2026-03-06T12:30", "2026-03-06T12:00"),
        ("general", "2026-03-06T13:30", "2026-03-06T17:30", "2026-03-06T17:30"),
        ("general", "2026-03-06T16:00", "2026-03-06T20:00", "2026-03-06T17:30"),
        ("general", "2025-12-31T22:00", "2026-01-01T02:00", "2025-12-31T17:30"),
        ("general", "2026-01-04T05:00", "2026-01-04T09:00", "2026-01-04T09:00"),
        ("major", "2026-01-03T09:00", "2026-01-04T09:00", "2026-01-04T09:00"),
        ("major", "2026-03-06T10:00", "2026-03-07T10:00", "2026-03-06T17:30"),
        ("major", "2028-02-28T10:00", "2028-02-29T10:00", "2028-02-29T10:00"),
        ("major", "2026-10-09T10:00", "2026-10-10T10:00", "2026-10-10T10:00"),
        ("major", "2026-10-05T10:00", "2026-10-06T10:00", "2026-09-30T17:30"),
    ],
)
def test_c4_1_first_reply(severity: str, received: str, due: str, act_by: str) -> None:
    promised = reply(severity, received)
    assert (promised.clause, promised.due, promised.act_by) == ("C4.1", at(due), at(act_by))


@pytest.mark.parametrize("case", [7, 8])
def test_c4_1_worked_cases_7_and_8_received_after_closing_act_now(case: int) -> None:
    promised = reply("general", "2026-03-06T20:00", now="2026-03-06T20:00")
    assert promised.due == at("2026-03-07T00:00"), case
    assert promised.act_by == at("2026-03-06T20:00"), case


def test_worked_case_5_due_on_a_sunday_act_by_friday() -> None:
    due = deadlines.due_time(rule(DeadlineUnit.HOURS, 48), at("2026-03-06T16:00"), CALENDAR, ZONE)
    assert due == at("2026-03-08T16:00")
    assert deadlines.act_by(due, CALENDAR, ZONE) == at("2026-03-06T17:30")


def test_act_by_is_never_after_the_due_time() -> None:
    due = at("2026-03-07T00:00")
    assert deadlines.act_by(due, CALENDAR, ZONE, at("2026-03-08T00:00")) == due


@pytest.mark.parametrize(("severity", "hours"), [("general", 4), ("major", 24)])
def test_c5_1_paid_service_is_answered_as_fast(severity: str, hours: int) -> None:
    facts = {"severity": severity, "class": "paid"}
    chosen = deadlines.choose_policy(ENGINEERING, REPLY, facts, date(2026, 3, 6))
    assert chosen is not None
    assert (chosen.clause, chosen.amount, chosen.unit) == ("C5.1", hours, DeadlineUnit.HOURS)


@pytest.mark.parametrize(
    ("unit", "amount", "anchor", "due"),
    [
        (DeadlineUnit.WORKING_DAYS, 3, "2026-09-30T10:00", "2026-10-10T17:30:00"),  # worked case 10
        (DeadlineUnit.CALENDAR_MONTHS, -1, "2026-03-31T00:00", "2026-02-28T23:59:59"),  # worked case 11
        (DeadlineUnit.CALENDAR_DAYS, 15, "2026-02-20T14:00", "2026-03-07T23:59:59"),  # worked case 12
        (DeadlineUnit.CALENDAR_MONTHS, -1, "2028-03-31T00:00", "2028-02-29T23:59:59"),
        (DeadlineUnit.CALENDAR_MONTHS, 12, "2028-02-29T00:00", "2029-02-28T23:59:59"),
        (DeadlineUnit.CALENDAR_MONTHS, 2, "2025-12-31T00:00", "2026-02-28T23:59:59"),
        (DeadlineUnit.CALENDAR_DAYS, 1, "2025-12-31T23:59", "2026-01-01T23:59:59"),
        (DeadlineUnit.WORKING_DAYS, -2, "2026-01-05T10:00", "2025-12-31T17:30:00"),
        (DeadlineUnit.WORKING_DAYS, 1, "2026-03-07T10:00", "2026-03-09T17:30:00"),
        (DeadlineUnit.WORKING_HOURS, 2, "2026-03-06T11:00", "2026-03-06T14:00:00"),
        (DeadlineUnit.WORKING_HOURS, Decimal("0.5"), "2026-03-06T17:30", "2026-03-09T09:00:00"),
        (DeadlineUnit.HOURS, Decimal("0.25"), "2025-12-31T23:50", "2026-01-01T00:05:00"),
    ],
)
def test_every_unit_has_its_clock(unit: DeadlineUnit, amount: int | Decimal, anchor: str, due: str) -> None:
    assert deadlines.due_time(rule(unit, amount), at(anchor), CALENDAR, ZONE) == at(due)


def test_the_anchor_is_read_on_the_local_clock() -> None:
    utc = at("2026-03-06T00:30").astimezone(ZoneInfo("UTC"))
    due = deadlines.due_time(rule(DeadlineUnit.CALENDAR_DAYS, 1), utc, CALENDAR, ZONE)
    assert due == at("2026-03-07T23:59:59")


def test_clock_hours_are_real_hours_when_summer_time_changes() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    anchor = datetime(2026, 3, 28, 20, tzinfo=berlin)
    due = deadlines.due_time(rule(DeadlineUnit.HOURS, 24), anchor, CALENDAR, berlin)
    assert due.timestamp() - anchor.timestamp() == 24 * 3600


def test_a_target_is_the_earlier_wish() -> None:
    promised = deadlines.promise(rule(DeadlineUnit.HOURS, 72, target=24), at("2026-03-06T20:00"), CALENDAR, ZONE)
    assert (promised.target, promised.due) == (at("2026-03-07T20:00"), at("2026-03-09T20:00"))


def test_the_most_specific_condition_wins() -> None:
    rows = [
        rule(DeadlineUnit.HOURS, 9, clause="any"),
        rule(DeadlineUnit.HOURS, 9, clause="major", condition={"severity": "major"}),
        rule(DeadlineUnit.HOURS, 9, clause="both", condition={"severity": "major", "urgent": True}),
    ]

    def clause(**facts: str | bool) -> str | None:
        chosen = deadlines.choose_policy(rows, REPLY, facts, date(2026, 1, 1))
        return chosen.clause if chosen else None

    assert clause() == "any"
    assert clause(severity="major") == "major"
    assert clause(severity="major", urgent=True) == "both"
    assert clause(severity="general", urgent=True) == "any"


def test_two_equally_specific_conditions_are_refused() -> None:
    rows = [rule(DeadlineUnit.HOURS, 1, condition={"a": "1"}), rule(DeadlineUnit.HOURS, 2, condition={"b": "1"})]
    with pytest.raises(deadlines.AmbiguousPolicyError, match="'a'"):
        deadlines.choose_policy(rows, REPLY, {"a": "1", "b": "1"}, date(2026, 1, 1))


def test_nothing_is_owed_where_no_row_fits() -> None:
    assert deadlines.choose_policy(ENGINEERING, REPLY, {"severity": None}, date(2026, 1, 1)) is None


def test_the_version_in_force_at_the_anchor_counts() -> None:
    old = rule(DeadlineUnit.HOURS, 4, effective_from=date(2026, 1, 1), policy_id=1)
    new = rule(DeadlineUnit.HOURS, 2, effective_from=date(2026, 3, 1), policy_id=2)

    def version(day: date) -> int | None:
        chosen = deadlines.choose_policy([new, old], REPLY, {}, day)
        return chosen.policy_id if chosen else None

    assert version(date(2025, 12, 31)) is None
    assert version(date(2026, 2, 28)) == 1
    assert version(date(2026, 3, 1)) == 2


@pytest.mark.parametrize(
    ("unit", "amount"),
    [
        (DeadlineUnit.HOURS, 0),
        (DeadlineUnit.HOURS, Decimal("NaN")),
        (DeadlineUnit.WORKING_DAYS, Decimal("1.5")),
        (DeadlineUnit.WORKING_HOURS, -1),
    ],
)
def test_amounts_no_clock_can_count_are_refused(unit: DeadlineUnit, amount: int | Decimal) -> None:
    with pytest.raises(ValueError, match="T1"):
        rule(unit, amount)


@pytest.mark.parametrize("unit", [DeadlineUnit.HOURS, DeadlineUnit.WORKING_DAYS, DeadlineUnit.CALENDAR_MONTHS])
def test_the_end_of_time_is_told_as_such(unit: DeadlineUnit) -> None:
    with pytest.raises(deadlines.DeadlineOutOfRangeError):
        deadlines.due_time(rule(unit, 999), at("9999-12-20T10:00"), CALENDAR, ZONE)


def test_met_up_to_the_very_due_time() -> None:
    due = at("2026-03-06T13:00")
    assert deadlines.verdict(due, None) is CommitmentState.OPEN
    assert deadlines.verdict(due, due) is CommitmentState.MET
    assert deadlines.verdict(due, due + timedelta(seconds=1)) is CommitmentState.MET_LATE


@pytest.mark.parametrize("name", ["nothing", "../policies/engineering", ""])
def test_only_shipped_profiles_are_read(name: str) -> None:
    with pytest.raises(LookupError):
        deadlines.load_profile(name)


@given(st.datetimes(datetime.fromisoformat("2025-02-01"), datetime.fromisoformat("2026-12-01")), st.integers(1, 100))
def test_act_by_is_open_and_not_after_due(anchor: datetime, hours: int) -> None:
    promised = deadlines.promise(rule(DeadlineUnit.HOURS, hours), anchor.replace(tzinfo=ZONE), CALENDAR, ZONE)
    assert promised.act_by <= promised.due
    assert CALENDAR.is_open(promised.act_by)

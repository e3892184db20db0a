"""The work list: what stands in which section, in which order, and that nothing owed is left out or told twice."""

from datetime import timedelta

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import NotAllowed
from app.queries.promises.agenda import (
    SECTION_LINES,
    Agenda,
    Section,
    agenda,
    due_soon,
    fell_due,
    overdue_count,
)
from app.services.requests.moving import cancel_request
from models.enums import BasicState, CommitmentKind, CommitmentState, RecordKind
from models.record import Record
from tests.app.queries.promises.owing import owe
from tests.app.queries.statements import count_statements
from tests.factories import (
    FRIDAY,
    local_time,
    make_customer,
    make_project,
    make_request,
    version_of,
)


def ids(found: Agenda, code: Section) -> list[int]:
    return [line.id for line in found.section(code).lines]


@pytest.mark.parametrize(
    ("due", "act_by", "section"),
    [
        ("2026-03-06 13:59:59", None, Section.OVERDUE),
        ("2026-03-06 14:00", None, Section.TODAY),  # at the very moment nothing is late yet
        ("2026-03-06 23:59:59", "2026-03-06 17:30", Section.TODAY),
        ("2026-03-08 16:00", "2026-03-06 17:30", Section.TODAY),  # nobody works on Sunday: today it has to be done
        ("2026-03-07 00:00", "2026-03-06 10:00", Section.TODAY),  # the moment to act is past: now
        ("2026-03-07 00:00", None, Section.NEXT_DAYS),
        ("2026-03-09 23:59:59", None, Section.NEXT_DAYS),
        (None, None, Section.UNDATED),
    ],
)
def test_a_promise_stands_where_it_has_to_be_acted_on(
    context: Context, due: str | None, act_by: str | None, section: Section
) -> None:
    promise = owe(context, due, act_by=act_by or due)
    found = agenda(context)
    assert {code: ids(found, code) for code in Section if ids(found, code)} == {section: [promise]}
    assert found.section(section).count == 1


def test_what_is_due_after_three_days_can_wait(context: Context) -> None:
    owe(context, "2026-03-10 00:00")
    assert not any(section.lines for section in agenda(context).sections)


@pytest.mark.parametrize("moved_to", ["2026-03-06 17:30", "2026-03-20 12:00", None])
def test_a_miss_stays_overdue_wherever_a_changed_fact_moved_it(context: Context, moved_to: str | None) -> None:
    promise = owe(context, moved_to, frozen="2026-03-05 12:00")
    found = agenda(context)
    (line,) = found.section(Section.OVERDUE).lines
    assert (line.id, line.due) == (promise, local_time("2026-03-05 12:00"))
    assert sum(section.count for section in found.sections) == 1


@pytest.mark.parametrize("kind", CommitmentKind)
def test_every_kind_of_promise_shows_up_with_its_record(context: Context, kind: CommitmentKind) -> None:
    customer = make_customer(context, name="滨江热电有限责任公司", short_name="滨江热电")
    project = make_project(context, customer_id=customer, name="补给水站", number="XM-77")
    owe(context, "2026-03-06 17:30", project, kind=kind, clause="C5.2")
    (line,) = agenda(context).section(Section.TODAY).lines
    assert (line.kind, line.clause, line.record_kind, line.record_id) == (kind, "C5.2", RecordKind.PROJECT, project)
    assert (line.number, line.title, line.customer) == ("XM-77", "补给水站", "滨江热电")


def test_the_owner_of_a_request_is_told(context: Context) -> None:
    request = make_request(context, owner_name="周敏", text="2# 泵机械密封泄漏")
    found = [line for section in agenda(context).sections for line in section.lines]
    assert {(line.record_id, line.person, line.title) for line in found} == {(request, "周敏", "2# 泵机械密封泄漏")}


def test_what_is_kept_waived_or_dropped_is_not_owed(context: Context) -> None:
    at = local_time("2026-03-06 10:00")
    for state in (CommitmentState.MET, CommitmentState.MET_LATE):
        owe(context, "2026-03-05 12:00", state=state, met_at=at)
    for state in (CommitmentState.WAIVED, CommitmentState.DROPPED):
        owe(context, "2026-03-05 12:00", state=state)
    assert not any(section.count for section in agenda(context).sections)


def test_a_cancelled_record_owes_nothing(context: Context) -> None:
    request = make_request(context)
    cancel_request(context, record_id=request, version=version_of(context, request), reason="重复")
    retired = make_customer(context)
    owe(context, "2026-03-05 12:00", retired)
    with context.write() as session:
        session.get_one(Record, retired).state = BasicState.RETIRED
    assert not any(section.count for section in agenda(context).sections)


def test_lines_stand_by_the_moment_to_act(context: Context) -> None:
    late = owe(context, "2026-03-06 12:00")
    kept_miss = owe(context, "2026-03-09 12:00", frozen="2026-03-05 18:00")
    later = owe(context, "2026-03-06 13:00", act_by="2026-03-05 17:30")
    assert ids(agenda(context), Section.OVERDUE) == [later, kept_miss, late]


@pytest.mark.parametrize(("code", "due"), [(Section.OVERDUE, "2026-03-05 12:00"), (Section.UNDATED, None)])
def test_a_long_section_is_cut_until_more_of_it_is_wanted(context: Context, code: Section, due: str | None) -> None:
    customer = make_customer(context)
    made = [owe(context, due, customer, slot=slot) for slot in range(SECTION_LINES + 7)]
    first = agenda(context).section(code)
    assert (first.count, len(first.lines)) == (len(made), SECTION_LINES)
    assert first.left_out == 7
    whole = agenda(context, lines={code: len(made)}).section(code)
    assert (whole.left_out, [line.id for line in whole.lines]) == (0, made)


def test_any_moment_can_be_asked_about(context: Context) -> None:
    promise = owe(context, "2026-03-06 17:30")
    assert ids(agenda(context, local_time("2026-03-06 17:31")), Section.OVERDUE) == [promise]
    assert ids(agenda(context, local_time("2026-03-05 09:00")), Section.NEXT_DAYS) == [promise]


def test_what_fell_due_meanwhile_is_told_from_facts_alone(context: Context) -> None:
    owe(context, "2026-03-01 12:00")  # known before
    fallen = owe(context, "2026-03-03 12:00")
    missed = owe(context, "2026-03-20 12:00", frozen="2026-03-04 12:00")
    owe(context, "2026-03-06 15:00")  # still ahead
    news = fell_due(context, local_time("2026-03-01 12:00"), FRIDAY)
    assert (news.count, [line.id for line in news.lines]) == (2, [fallen, missed])


def test_what_is_due_soon_is_told_half_an_hour_before(context: Context, clock: FixedClock) -> None:
    promise = owe(context, "2026-03-06 15:00")
    half_an_hour = timedelta(minutes=30)
    told = {}
    for minute in ("14:29", "14:30", "15:00", "15:01"):
        clock.moment = local_time(f"2026-03-06 {minute}")
        told[minute] = [line.id for line in due_soon(context, half_an_hour).lines]
    assert told == {"14:29": [], "14:30": [promise], "15:00": [promise], "15:01": []}


def test_the_list_is_read_in_few_statements_however_long(context: Context) -> None:
    customer = make_customer(context)
    for slot in range(60):
        owe(context, "2026-03-05 12:00", customer, slot=slot)
    with count_statements(context) as statements:
        agenda(context)
    assert len(statements) <= 12


def test_overdue_promises_are_counted(context: Context) -> None:
    owe(context, "2026-03-05 12:00")
    owe(context, "2026-03-06 17:30")
    assert overdue_count(context) == 1


def test_whoever_may_not_read_records_sees_no_list(context: Context) -> None:
    context.actor = type(context.actor)("x", "x", frozenset())
    for ask in (lambda: agenda(context), lambda: overdue_count(context), lambda: fell_due(context, FRIDAY, FRIDAY)):
        with pytest.raises(NotAllowed):
            ask()

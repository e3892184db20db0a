"""Inspection plans make their inspections; these are recorded, reported, and their faults taken up (N3, N4)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import Blocked, Conflict, Invalid, NotAllowed, Questioned
from app.forms.inspections import DayForm, FindingForm
from app.queries.care.inspection_plans import (
    inspection_plan_details,
    inspection_plan_form,
    new_inspection_plan_form,
)
from app.queries.care.inspections import conclusion_form, record_form
from app.queries.records.keeping import open_work
from app.rules.care.inspections import FEW_PEOPLE
from app.services.care.inspection_plans import (
    draft_due_inspections,
    end_inspection_plan,
    plan_next_inspection,
    save_inspection_plan,
)
from app.services.care.inspections import (
    cancel_inspection,
    move_inspection,
    send_inspectors,
    take_up_fault,
)
from app.services.drafting import DRAFTS
from app.services.keeping import retire
from app.services.papers import issue_paper
from models.care.inspection import Inspection
from models.enums import CommitmentKind, CommitmentState, EventKind, Finding, InspectionState, PlanState, Role
from models.projects.project import Project
from models.record import Record
from tests.app.services.refusing import refused_at
from tests.app.services.requests.logs import entries
from tests.conftest import OpenDesk
from tests.factories import (
    local_time,
    make_classed_request,
    make_dispatch,
    make_equipment,
    make_project,
    make_request,
    make_site,
    stored,
    version_of,
)
from tests.inspection_factories import (
    STARTS_ON,
    conclude,
    found,
    make_inspection,
    make_plan,
    make_recorded,
    record,
    seen,
)
from tests.order_factories import make_agreement, make_order


def states(context: Context, inspection: int) -> dict[CommitmentKind, CommitmentState]:
    return {line.kind: line.state for line in seen(context, inspection).commitments}


def days(context: Context, plan: int) -> list[date]:
    return [one.due_on for one in reversed(inspection_plan_details(context, plan).inspections)]


def change(context: Context, plan: int, **fields: Any) -> None:
    form = inspection_plan_form(context, plan)
    save_inspection_plan(context, form=replace(form, **fields), record_id=plan)


def issue_report(context: Context, inspection: int) -> str | None:
    return issue_paper(context, form_id="inspection_report", record_id=inspection).number


def test_n4_a_plan_makes_its_inspections_round_after_round(context: Context, clock: FixedClock) -> None:
    plan = make_plan(context)
    for turn, day in enumerate((date(2026, 3, 6), date(2026, 4, 6), date(2026, 5, 6)), start=1):
        draft_due_inspections(context)
        assert days(context, plan)[:turn] == [date(2026, 3 + place, 6) for place in range(turn)]
        inspection = inspection_plan_details(context, plan).inspections[-turn].id
        clock.moment = local_time(f"{day.isoformat()} 15:00")
        record(context, inspection)
        conclude(context, inspection)
        assert issue_report(context, inspection) == f"XB-2026-{turn:04}"
        assert set(states(context, inspection).values()) == {CommitmentState.MET}
        clock.moment += timedelta(days=2)
    done = [one for one in inspection_plan_details(context, plan).inspections if one.inspected_at]
    assert [one.state for one in done] == [InspectionState.REPORTED] * 3
    assert [one.number for one in reversed(done)] == ["XJ-2026-0001", "XJ-2026-0002", "XJ-2026-0003"]


def test_n4_drafting_makes_each_day_once_and_none_beyond_the_horizon(context: Context) -> None:
    plan = make_plan(context, starts_on=date(2026, 3, 1), cycle_months=1)
    [made] = draft_due_inspections(context)
    assert days(context, plan) == [date(2026, 4, 1)]
    assert entries(context, made, EventKind.INSPECTION_PLANNED)
    assert draft_due_inspections(context) == ()
    assert draft_due_inspections in [one.make for one in DRAFTS]  # every day, by itself


def test_n4_the_plan_can_make_the_next_one_by_hand(context: Context) -> None:
    plan = make_plan(context, starts_on=date(2026, 12, 31), cycle_months=2)
    make_inspection(context, plan)
    make_inspection(context, plan)
    assert days(context, plan) == [date(2026, 12, 31), date(2027, 2, 28)]


def test_a_plan_that_is_over_makes_no_further_one(context: Context) -> None:
    plan = make_plan(context, ends_on=date(2026, 3, 31))
    make_inspection(context, plan)
    with pytest.raises(Invalid):
        make_inspection(context, plan)


def test_n4_an_inspection_has_the_items_of_its_equipment_and_its_day(context: Context) -> None:
    inspection = make_inspection(context)
    details = seen(context, inspection)
    assert (details.number, details.due_on, details.state) == ("XJ-2026-0001", STARTS_ON, InspectionState.PLANNED)
    assert len(details.items) == 6
    assert {one.equipment for one in details.items} == {"2# 给水泵"}
    [promise] = details.commitments
    assert (promise.kind, promise.clause) == (CommitmentKind.INSPECTION, "N4")
    assert promise.due is not None
    assert promise.due.astimezone(context.clock.now().tzinfo).date() == STARTS_ON


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"title": " "}, "title"),
        ({"checklist": ""}, "checklist"),
        ({"cycle_months": None}, "cycle_months"),
        ({"cycle_months": 61}, "cycle_months"),
        ({"min_persons": 0}, "min_persons"),
        ({"starts_on": None}, "starts_on"),
        ({"ends_on": date(2026, 3, 5)}, "ends_on"),
        ({"responsible": ""}, "responsible"),
    ],
)
def test_what_a_plan_lacks_is_said_at_its_field(context: Context, fields: dict[str, Any], refused: str) -> None:
    assert refused_at(lambda: make_plan(context, **fields)) == refused


def test_n4_a_plan_rests_on_a_maintenance_agreement_of_its_customer(context: Context) -> None:
    order = make_agreement(context)
    customer = stored(context, Record, order).customer_id
    project = make_project(context, customer_id=customer)
    plan = make_plan(context, project_id=project, order_id=order)
    linked = inspection_plan_details(context, plan).order
    assert linked is not None
    assert linked.id == order
    assert refused_at(lambda: make_plan(context, order_id=order)) == "order_id"
    other = make_order(context, customer_id=customer)
    assert refused_at(lambda: make_plan(context, project_id=project, order_id=other)) == "order_id"


def test_equipment_of_another_project_is_refused(context: Context) -> None:
    other = make_equipment(context)
    assert refused_at(lambda: make_plan(context, equipment_ids=(other,))) == "equipment_ids"


def test_a_new_plan_of_a_project_proposes_all_its_equipment(context: Context) -> None:
    project = make_project(context)
    pieces = tuple(make_equipment(context, project_id=project, name=name) for name in ("1# 泵", "2# 泵"))
    form = new_inspection_plan_form(context, project_id=project)
    assert (form.project_id, form.equipment_ids, form.starts_on) == (project, pieces, STARTS_ON)


def test_n4_a_changed_plan_takes_its_inspections_ahead_with_it(context: Context) -> None:
    plan = make_plan(context, cycle_months=2)
    first, second = make_inspection(context, plan), make_inspection(context, plan)
    change(context, plan, checklist="tanks", cycle_months=3)
    assert len(seen(context, first).items) == 5
    assert stored(context, Record, second).state == InspectionState.CANCELLED
    assert states(context, second) == {CommitmentKind.INSPECTION: CommitmentState.DROPPED}


def test_the_start_of_a_plan_stands_once_something_is_on_record(context: Context) -> None:
    inspection = make_recorded(context)
    plan = stored(context, Inspection, inspection).plan_id
    assert refused_at(lambda: change(context, plan, starts_on=date(2026, 4, 1))) == "starts_on"


def test_n4_ending_a_plan_cancels_what_is_ahead_and_leaves_what_is_due(context: Context) -> None:
    plan = make_plan(context)
    today, ahead = make_inspection(context, plan), make_inspection(context, plan)
    end_inspection_plan(context, record_id=plan, version=version_of(context, plan), reason="协议终止")
    details = inspection_plan_details(context, plan)
    assert (details.state, details.ends_on, details.next_on) == (PlanState.ENDED, STARTS_ON, None)
    assert stored(context, Record, today).state == InspectionState.PLANNED
    assert stored(context, Record, ahead).state == InspectionState.CANCELLED
    assert draft_due_inspections(context) == ()
    with pytest.raises(Invalid):
        change(context, plan, title="换名")


def test_a_plan_ends_with_a_reason(context: Context) -> None:
    plan = make_plan(context)
    end = lambda: end_inspection_plan(context, record_id=plan, version=version_of(context, plan), reason=" ")  # noqa: E731
    assert refused_at(end) == "reason"


# on record --------------------------------------------------------------------------------------------------------


def test_n4_findings_go_on_record_and_start_the_clock_of_the_report(context: Context) -> None:
    inspection = make_inspection(context)
    record(context, inspection, findings=found(context, inspection, item_3="机封滴漏"))
    details = seen(context, inspection)
    assert (details.state, details.persons, details.met) == (InspectionState.RECORDED, 2, "王工")
    assert [one.finding for one in details.items][2] is Finding.FAULT
    assert states(context, inspection) == {
        CommitmentKind.INSPECTION: CommitmentState.MET,
        CommitmentKind.INSPECTION_REPORT: CommitmentState.OPEN,
    }
    report = next(line for line in details.commitments if line.kind is CommitmentKind.INSPECTION_REPORT)
    assert report.due is not None
    assert report.due.astimezone(context.clock.now().tzinfo).date() == date(2026, 3, 11)  # three working days


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"inspected_at": None}, "inspected_at"),
        ({"inspected_at": local_time("2026-03-07 09:00")}, "inspected_at"),
        ({"inspected_at": local_time("2026-03-05 16:00")}, "inspected_at"),
        ({"inspectors": ""}, "inspectors"),
        ({"persons": None}, "persons"),
        ({"findings": (FindingForm(position=1),)}, "findings"),
    ],
)
def test_n4_what_a_record_lacks_is_said_at_its_field(context: Context, fields: dict[str, Any], refused: str) -> None:
    inspection = make_inspection(context)
    assert refused_at(lambda: record(context, inspection, **fields)) == refused
    assert stored(context, Record, inspection).state == InspectionState.PLANNED


def test_n4_fewer_people_than_planned_is_questioned(context: Context) -> None:
    inspection = make_inspection(context)
    with pytest.raises(Questioned) as asked:
        record(context, inspection, persons=1)
    assert asked.value.asked.keys() == {FEW_PEOPLE}
    record(context, inspection, persons=1, accepted=frozenset({FEW_PEOPLE}))
    assert seen(context, inspection).persons == 1


def test_a_late_time_is_the_managers_to_correct(context: Context, clock: FixedClock, open_desk: OpenDesk) -> None:
    inspection = make_inspection(context)
    clock.moment += timedelta(days=1)
    record(context, inspection)
    assert states(context, inspection)[CommitmentKind.INSPECTION] is CommitmentState.MET_LATE
    earlier = local_time("2026-03-06 15:00")
    assert refused_at(lambda: record(context, inspection, inspected_at=earlier)) == "reason"
    with pytest.raises(NotAllowed):
        record(open_desk(Role.SECRETARY), inspection, inspected_at=earlier, reason="笔误")
    record(context, inspection, inspected_at=earlier, reason="笔误")
    assert seen(context, inspection).inspected_at == earlier


def test_a_record_is_corrected(context: Context) -> None:
    inspection = make_recorded(context)
    record(context, inspection, met="赵工", findings=found(context, inspection, item_1="振动偏大"))
    details = seen(context, inspection)
    assert (details.met, details.items[0].finding) == ("赵工", Finding.FAULT)
    assert entries(context, inspection, EventKind.EDITED)


def test_n4_the_day_is_moved_with_the_customers_word(context: Context) -> None:
    inspection = make_inspection(context)
    form = DayForm(day=date(2026, 3, 12), agreed_with="王工", reason="客户检修")
    move_inspection(context, record_id=inspection, version=version_of(context, inspection), form=form)
    details = seen(context, inspection)
    assert (details.planned_on, details.due_on) == (STARTS_ON, date(2026, 3, 12))
    [promise] = details.commitments
    assert promise.due is not None
    assert promise.due.astimezone(context.clock.now().tzinfo).date() == date(2026, 3, 12)
    [entry] = entries(context, inspection, EventKind.DATE_AGREED)
    assert entry.counterpart == "王工"
    assert STARTS_ON not in [seen(context, made).planned_on for made in draft_due_inspections(context)]


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"day": STARTS_ON}, "day"),
        ({"day": date(2026, 3, 1)}, "day"),
        ({"agreed_with": ""}, "agreed_with"),
        ({"reason": ""}, "reason"),
    ],
)
def test_a_day_is_not_moved_just_so(context: Context, fields: dict[str, Any], refused: str) -> None:
    inspection = make_inspection(context)
    usual: dict[str, Any] = {"day": date(2026, 3, 12), "agreed_with": "王工", "reason": "客户检修"}
    form = DayForm(**{**usual, **fields})
    version = version_of(context, inspection)
    assert refused_at(lambda: move_inspection(context, record_id=inspection, version=version, form=form)) == refused


def test_a_missed_day_is_the_managers_to_move(context: Context, clock: FixedClock, open_desk: OpenDesk) -> None:
    inspection = make_inspection(context)
    clock.moment += timedelta(days=1)
    form = DayForm(day=date(2026, 3, 12), agreed_with="王工", reason="客户检修")
    secretary = open_desk(Role.SECRETARY)
    with pytest.raises(NotAllowed):
        move_inspection(secretary, record_id=inspection, version=version_of(context, inspection), form=form)
    move_inspection(context, record_id=inspection, version=version_of(context, inspection), form=form)
    assert seen(context, inspection).due_on == date(2026, 3, 12)


def test_a_cancelled_inspection_is_not_made_again(context: Context) -> None:
    plan = make_plan(context)
    first = draft_due_inspections(context)[0]
    cancel_inspection(context, record_id=first, version=version_of(context, first), reason="客户停产")
    assert states(context, first) == {CommitmentKind.INSPECTION: CommitmentState.DROPPED}
    assert draft_due_inspections(context) == ()
    assert STARTS_ON in days(context, plan)


def test_cancelling_is_the_managers(context: Context, open_desk: OpenDesk) -> None:
    inspection = make_inspection(context)
    with pytest.raises(NotAllowed):
        cancel_inspection(
            open_desk(Role.SECRETARY), record_id=inspection, version=version_of(context, inspection), reason="x"
        )


# people, faults, report -------------------------------------------------------------------------------------------


def trip_of(context: Context, inspection: int, **fields: Any) -> int:
    found = stored(context, Inspection, inspection)
    site = make_site(context, customer_id=found.customer_id)
    request = make_classed_request(context, customer_id=found.customer_id, site_id=site)
    return make_dispatch(context, request_id=request, **fields)


def send(context: Context, inspection: int, dispatch: int, **fields: Any) -> None:
    version = version_of(context, inspection)
    send_inspectors(context, record_id=inspection, version=version, dispatch_id=dispatch, **fields)


def test_n4_people_are_sent_by_a_dispatch(context: Context) -> None:
    inspection = make_inspection(context)
    trip = trip_of(context, inspection)
    with pytest.raises(Questioned):
        send(context, inspection, trip)
    send(context, inspection, trip, accepted=frozenset({FEW_PEOPLE}))
    details = seen(context, inspection)
    assert details.dispatch is not None
    assert details.dispatch.id == trip
    assert entries(context, trip, EventKind.INSPECTION_PLANNED)
    form = record_form(context, inspection)
    assert (form.persons, bool(form.inspectors), form.inspected_at) == (1, True, context.clock.now())


def test_a_dispatch_to_another_customer_is_refused(context: Context) -> None:
    inspection, trip = make_inspection(context), make_dispatch(context)
    assert refused_at(lambda: send(context, inspection, trip)) == "dispatch_id"


def take_up(context: Context, inspection: int, position: int, request: int) -> None:
    version = version_of(context, inspection)
    take_up_fault(context, record_id=inspection, version=version, position=position, request_id=request)


def test_n4_a_fault_becomes_a_request_and_both_logs_tell_it(context: Context) -> None:
    inspection = make_recorded(context, item_3="机封滴漏")
    request = make_request(context, customer_id=stored(context, Inspection, inspection).customer_id)
    take_up(context, inspection, 3, request)
    line = seen(context, inspection).items[2]
    assert line.request is not None
    assert (line.request.id, line.is_open_fault) == (request, False)
    for record_id in (inspection, request):
        [entry] = entries(context, record_id, EventKind.FAULT_FOUND)
        assert "机封滴漏" in entry.text
    with pytest.raises(Invalid):
        take_up(context, inspection, 3, request)
    assert refused_at(lambda: record(context, inspection)) == "findings"  # it has become a request: it stays a fault


def test_what_is_in_order_becomes_no_request(context: Context) -> None:
    inspection = make_recorded(context)
    request = make_request(context, customer_id=stored(context, Inspection, inspection).customer_id)
    with pytest.raises(Invalid):
        take_up(context, inspection, 1, request)


def test_another_customers_request_is_refused(context: Context) -> None:
    inspection = make_recorded(context, item_1="异响")
    request = make_request(context)
    assert refused_at(lambda: take_up(context, inspection, 1, request)) == "request_id"


def test_n4_the_report_waits_for_the_record_and_its_conclusion(context: Context) -> None:
    inspection = make_inspection(context)
    assert refused_at(lambda: conclude(context, inspection)) is None
    assert issue_report(context, inspection) is None
    record(context, inspection)
    assert issue_report(context, inspection) is None
    assert stored(context, Record, inspection).state == InspectionState.RECORDED
    conclude(context, inspection)
    assert issue_report(context, inspection) == "XB-2026-0001"
    assert stored(context, Record, inspection).state == InspectionState.REPORTED
    assert states(context, inspection)[CommitmentKind.INSPECTION_REPORT] is CommitmentState.MET
    assert issue_report(context, inspection) == "XB-2026-0001"  # a reprint


def test_a_conclusion_is_proposed_from_what_was_found(context: Context) -> None:
    inspection = make_recorded(context, item_2="温度高")
    assert "1" in conclusion_form(context, inspection).conclusion
    conclude(context, inspection, conclusion="需更换轴承")
    assert conclusion_form(context, inspection).conclusion == "需更换轴承"


def test_open_plans_and_inspections_keep_what_they_need_in_use(context: Context) -> None:
    inspection = make_inspection(context)
    found = stored(context, Inspection, inspection)
    project = stored(context, Project, found.project_id or 0)
    piece = found.items[0].equipment_id or 0
    with context.read() as session:
        for record_id in (project.id, project.customer_id or 0, piece):
            kept = {one.id for one in open_work(session, session.get_one(Record, record_id))}
            assert {inspection, found.plan_id} & kept
    with pytest.raises(Blocked):
        retire(context, record_id=piece, version=version_of(context, piece), reason="报废")


def test_the_next_by_hand_needs_the_version_that_was_read(context: Context) -> None:
    plan = make_plan(context)
    version = version_of(context, plan)
    plan_next_inspection(context, record_id=plan, version=version)
    with pytest.raises(Conflict):
        plan_next_inspection(context, record_id=plan, version=version)

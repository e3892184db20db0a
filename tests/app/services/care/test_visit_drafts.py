"""Visits that are planned by themselves: milestones, major repairs, the rhythm of contacts (C13, N6)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.context import Context
from app.queries.projects.projects import project_form
from app.services.care.visit_drafts import draft_due_visits
from app.services.care.visits import cancel_visit
from app.services.projects.projects import save_project
from app.services.requests.moving import solve_request
from models.care.visit import Visit
from models.enums import Severity, VisitMode, VisitOccasion, VisitState
from models.projects.project import Project
from tests.factories import (
    local_time,
    make_customer,
    make_dispatch,
    make_project,
    make_request_in_hand,
    stored,
    version_of,
)
from tests.visit_factories import do_visit, make_visit

HANDED_OVER = date(2026, 3, 2)


def on(context: Context, day: str) -> None:
    context.clock.moment = local_time(f"{day} 09:00")  # type: ignore[attr-defined]


def made(context: Context) -> list[tuple[VisitOccasion, date | None, date]]:
    with context.read() as session:
        known = session.scalars(select(Visit).order_by(Visit.id)).all()
        return [(one.occasion, one.basis_on, one.planned_on) for one in known]


def only(context: Context) -> Visit:
    with context.read() as session:
        return session.scalars(select(Visit)).one()


def test_c13_a_month_after_handover_the_customer_is_visited(context: Context) -> None:
    make_project(context, handed_over_on=HANDED_OVER)
    assert len(draft_due_visits(context)) == 1
    visit = only(context)
    assert (visit.occasion, visit.basis_on, visit.mode) == (VisitOccasion.HANDOVER, HANDED_OVER, VisitMode.ON_SITE)
    assert visit.due_at == local_time("2026-04-02 23:59").replace(second=59)
    assert draft_due_visits(context) == ()


@pytest.mark.parametrize(("day", "count"), [("2026-05-30", 0), ("2026-06-01", 1), ("2026-06-30", 1), ("2026-07-02", 0)])
def test_c13_a_month_before_the_warranty_ends_the_customer_is_visited(context: Context, day: str, count: int) -> None:
    customer = make_customer(context)
    project = make_project(context, customer_id=customer)  # until 2026-07-31
    assert stored(context, Project, project).warranty_end_on == date(2026, 7, 31)
    on(context, day)
    draft_due_visits(context)
    assert [one for one in made(context) if one[0] is VisitOccasion.WARRANTY_END] == [
        (VisitOccasion.WARRANTY_END, date(2026, 7, 31), date(2026, 6, 30))
    ] * count


def test_c13_a_month_after_a_major_repair_on_site_the_customer_is_visited(context: Context) -> None:
    for severity in (Severity.MAJOR, Severity.GENERAL):
        request = make_request_in_hand(context, severity=severity)
        make_dispatch(context, request_id=request)
        solve_request(context, record_id=request, version=version_of(context, request), result="已修复")
    advised = make_request_in_hand(context, severity=Severity.MAJOR)  # nobody was sent
    solve_request(context, record_id=advised, version=version_of(context, advised), result="电话指导")
    assert draft_due_visits(context) == ()
    on(context, "2026-03-07")
    draft_due_visits(context)
    assert made(context) == [(VisitOccasion.MAJOR_REPAIR, date(2026, 3, 6), date(2026, 4, 3))]


@pytest.mark.parametrize(("is_key", "due"), [(True, "2026-09-06"), (False, "2027-03-06")])
def test_n6_the_rhythm_of_contacts(context: Context, is_key: bool, due: str) -> None:
    customer = make_customer(context, is_key=is_key)
    project = make_project(context, customer_id=customer, handed_over_on=date(2024, 1, 1))
    do_visit(context, make_visit(context, customer_id=customer, project_id=project, planned_on=date(2026, 3, 6)))
    day = date.fromisoformat(due)
    on(context, str(day - timedelta(days=31)))
    assert draft_due_visits(context) == ()
    on(context, str(day - timedelta(days=30)))
    [visit] = draft_due_visits(context)
    found = stored(context, Visit, visit)
    assert (found.occasion, found.mode, found.basis_on) == (VisitOccasion.CONTACT, VisitMode.PHONE, date(2026, 3, 6))
    assert found.due_at == local_time(f"{due} 23:59").replace(second=59)
    assert draft_due_visits(context) == ()


def test_n6_nobody_starts_with_a_miss(context: Context) -> None:
    make_project(context, handed_over_on=date(2023, 1, 1))
    draft_due_visits(context)
    visit = only(context)
    assert visit.occasion is VisitOccasion.CONTACT
    assert visit.due_at is not None
    assert context.clock.now() < visit.due_at
    on(context, "2026-03-07")
    assert draft_due_visits(context) == ()


def test_c13_what_was_cancelled_is_not_made_again_for_the_same_day(context: Context) -> None:
    project = make_project(context, handed_over_on=HANDED_OVER)
    [visit] = draft_due_visits(context)
    cancel_visit(context, record_id=visit, version=version_of(context, visit), reason="客户停产")
    assert draft_due_visits(context) == ()
    form = replace(project_form(context, project), handed_over_on=date(2026, 3, 3))
    save_project(context, record_id=project, form=form)
    assert len(draft_due_visits(context)) == 1


def test_c13_a_visit_within_the_month_before_counts(context: Context) -> None:
    customer = make_customer(context)
    project = make_project(context, customer_id=customer, handed_over_on=HANDED_OVER)
    do_visit(context, make_visit(context, customer_id=customer, project_id=project))
    assert draft_due_visits(context) == ()


def test_c13_a_planned_visit_follows_its_handover_a_paid_one_stays(context: Context) -> None:
    project = make_project(context, handed_over_on=HANDED_OVER)
    [visit] = draft_due_visits(context)
    form = replace(project_form(context, project), handed_over_on=date(2026, 3, 5))
    save_project(context, record_id=project, form=form)
    moved = stored(context, Visit, visit)
    assert (moved.basis_on, moved.due_at) == (date(2026, 3, 5), local_time("2026-04-05 23:59").replace(second=59))
    do_visit(context, visit)
    form = replace(project_form(context, project), handed_over_on=date(2026, 3, 4))
    save_project(context, record_id=project, form=form)
    paid = stored(context, Visit, visit)
    assert (paid.basis_on, paid.state) == (date(2026, 3, 5), VisitState.CLOSED)
    assert draft_due_visits(context) == ()


def test_c13_a_missed_visit_keeps_its_day(context: Context) -> None:
    project = make_project(context, handed_over_on=HANDED_OVER)
    [visit] = draft_due_visits(context)
    on(context, "2026-04-03")
    form = replace(project_form(context, project), handed_over_on=date(2026, 3, 5), reason="移交单日期更正")
    save_project(context, record_id=project, form=form)
    assert stored(context, Visit, visit).basis_on == HANDED_OVER

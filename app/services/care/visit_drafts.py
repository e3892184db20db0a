"""Visits that are planned by themselves, and that follow when what they hang on changes (C13, N6)."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.forms.visits import VisitForm
from app.i18n import _
from app.labels import label
from app.queries.care.due_visits import VisitDue, due_on, milestone_days, visits_due
from app.queries.promises.deadlines import read_deadlines
from app.queries.promises.visit_clocks import key_customers
from app.rules.permissions import Permission
from app.services.care.visits import new_visit, store_plan, write_plan
from app.services.past_days import today_of
from app.services.promises import keeping
from app.services.use_case import log, use_case
from models.care.visit import Visit
from models.enums import EventKind, VisitMode, VisitOccasion, VisitState
from models.projects.project import Project

MILESTONES = (VisitOccasion.HANDOVER, VisitOccasion.WARRANTY_END)


@use_case(Permission.EDIT_CARE)
def draft_due_visits(context: Context) -> tuple[int, ...]:
    """Plan the visits that fall due soon: milestones of projects, major repairs, the rhythm of contacts.

    Returns the ids of the new ones; one that is planned, or was cancelled for the same day, is not made again.
    """
    with context.read() as session:
        if not visits_due(session, context.clock.now()):
            return ()
    with context.write() as session:
        due = visits_due(session, session.info["now"])
        return tuple(_planned(session, one) for one in due)


def _planned(session: Session, one: VisitDue) -> int:
    visit = new_visit(session, one.occasion)
    visit.basis_id, visit.basis_on = one.basis_id, one.basis_on
    mode = VisitMode.PHONE if one.occasion is VisitOccasion.CONTACT else VisitMode.ON_SITE
    form = VisitForm(
        customer_id=one.customer_id,
        project_id=one.project_id,
        mode=mode,
        planned_on=_workday(session, one.due_on),
        focus=label(one.occasion),
    )
    write_plan(session, visit, form)
    store_plan(session, visit, is_new=True)
    keeping.settle(session, visit)
    return visit.id


def _workday(session: Session, due: date) -> date:
    """Return the last working day up to the due one, not before today."""
    calendar = read_deadlines(session).calendar
    day = due if calendar.is_working_day(due) else calendar.previous_working_day(due)
    return max(day, today_of(session))


def follow_project(session: Session, project: Project) -> None:
    """Let the planned milestone visits of a project follow its handover and the end of its warranty.

    One that was missed keeps its day, one that is paid stays as it is; so does one whose day is taken out.
    """
    days = milestone_days(project)
    asked = (Visit.basis_id == project.id, Visit.occasion.in_(MILESTONES), Visit.state == VisitState.PLANNED)
    for visit in session.scalars(select(Visit).where(*asked)).all():
        day, now = days[visit.occasion], session.info["now"]
        if day is None or day == visit.basis_on or (visit.due_at is not None and visit.due_at < now):
            continue
        book, is_key = read_deadlines(session), bool(key_customers(session, [visit]))
        visit.basis_on, visit.version = day, visit.version + 1
        due = due_on(book, visit.occasion, day, is_key=is_key, zone=book.zone)
        visit.planned_on = _workday(session, due)
        log(session, visit, EventKind.VISIT_MOVED, _("as {milestone} was changed").format(milestone=project.title))
        keeping.settle(session, visit)

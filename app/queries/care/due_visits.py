"""Which visits are to be planned by themselves: after handover and major repairs, before a warranty ends, and in the
rhythm of contacts (C13, N6).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from app.context import settings_of
from app.formatting import local
from app.queries.care.last_contacts import last_contacts
from app.queries.promises.deadlines import read_deadlines
from app.queries.promises.visit_clocks import end_of, visit_case
from app.rules.care.rounds import round_rules
from app.rules.promises.deadlines import Case, PolicyBook
from models.care.visit import Visit
from models.enums import (
    BasicState,
    CommitmentKind,
    DispatchState,
    RequestState,
    Severity,
    VisitOccasion,
    VisitState,
)
from models.parties.customer import Customer
from models.people.dispatch import Dispatch
from models.projects.project import Project
from models.record import Record
from models.requests.request import Request

MONTH = timedelta(days=31)  # a visit so long before one falls due counts for it


@dataclass(frozen=True, slots=True)
class VisitDue:
    """A visit that falls due: what asks for it, the day its clock counts from, the day it is due."""

    occasion: VisitOccasion
    customer_id: int
    project_id: int | None
    basis_id: int
    basis_on: date
    is_key: bool
    due_on: date = date.max


@dataclass(slots=True)
class _Known:
    """The visits there are: by what asked for them, the days on which projects were visited, who has one planned."""

    asked: dict[tuple[VisitOccasion, int], list[tuple[VisitState, date | None]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    visited: dict[int, list[date]] = field(default_factory=lambda: defaultdict(list))
    waiting: set[int] = field(default_factory=set)


def visits_due(session: Session, now: datetime) -> tuple[VisitDue, ...]:
    """Return the visits to be planned now: those that fall due within the days that are shipped as their lead.

    A milestone that has passed is not made up for: the rhythm of contacts goes on from there. A customer who was not
    spoken to for longer than the rhythm is due within the lead, so that nobody starts with a miss.
    """
    zone = ZoneInfo(settings_of(session).text("zone"))
    today = local(now, zone).date()
    until = today + timedelta(days=round_rules().visits_appear_days_ahead)
    book, known, keys = read_deadlines(session), _known(session, zone), _active_customers(session)
    dated = (_dated(book, one, zone) for one in (*_milestones(session, keys), *_repairs(session, keys, zone)))
    found = [one for one in dated if today <= one.due_on <= until and not _is_made(one, known)]
    planned = known.waiting | {one.customer_id for one in found}
    asked = (one for one in _contacts(session, keys, zone) if not _is_kept(one, known))
    contacts = (_brought_up(_dated(book, one, zone), today, until) for one in asked)
    found += [one for one in contacts if one.due_on <= until and one.customer_id not in planned]
    return tuple(sorted(found, key=lambda one: (one.due_on, one.basis_id)))


def due_on(book: PolicyBook, occasion: VisitOccasion, basis_on: date, *, is_key: bool, zone: tzinfo) -> date:
    """Return the day by which a visit is owed; ``date.max`` where no policy asks for it."""
    case = Case(end_of(basis_on, zone), visit_case(occasion, is_key=is_key))
    promised = book.promise(CommitmentKind.VISIT, case)
    return date.max if promised is None or promised.due is None else local(promised.due, zone).date()


def _dated(book: PolicyBook, one: VisitDue, zone: ZoneInfo) -> VisitDue:
    return replace(one, due_on=due_on(book, one.occasion, one.basis_on, is_key=one.is_key, zone=zone))


def _brought_up(one: VisitDue, today: date, until: date) -> VisitDue:
    """Return a contact that is long due as counted from so much later that it is due when the lead is over."""
    if one.due_on >= today:
        return one
    return replace(one, basis_on=one.basis_on + (until - one.due_on), due_on=until)


def _is_made(one: VisitDue, known: _Known) -> bool:
    """Tell whether a milestone has its visit: one cancelled for this very day is not made again, nor is one made where
    the project was visited within the month before.
    """
    made = known.asked[one.occasion, one.basis_id]
    if any(state is not VisitState.CANCELLED or on == one.basis_on for state, on in made):
        return True
    seen = known.visited[one.project_id or 0]
    return any(one.due_on - MONTH <= day for day in seen)


def _is_kept(one: VisitDue, known: _Known) -> bool:
    """Tell whether a customer has had, or been spared, the contact that counts from ``basis_on``."""
    return any(on is not None and on >= one.basis_on for _state, on in known.asked[one.occasion, one.basis_id])


def _known(session: Session, zone: ZoneInfo) -> _Known:
    columns = (Visit.occasion, Visit.basis_id, Visit.state, Visit.basis_on, Visit.visited_at, Visit.project_id)
    known = _Known()
    for occasion, basis_id, state, basis_on, visited_at, project_id, customer_id in session.execute(
        select(*columns, Visit.customer_id)
    ):
        if basis_id is not None:
            known.asked[occasion, basis_id].append((VisitState(state), basis_on))
        if visited_at is not None and project_id is not None:
            known.visited[project_id].append(local(visited_at, zone).date())
        if state == VisitState.PLANNED and customer_id is not None:
            known.waiting.add(customer_id)
    return known


def milestone_days(project: Project) -> Mapping[VisitOccasion, date | None]:
    """Return the days that the milestone visits of a project are counted from."""
    if project.handed_over_on is None:
        return {VisitOccasion.HANDOVER: None, VisitOccasion.WARRANTY_END: None}
    end = project.warranty_extended_to or project.warranty_end_on
    return {VisitOccasion.HANDOVER: project.handed_over_on, VisitOccasion.WARRANTY_END: end}


def _active_customers(session: Session) -> Mapping[int, bool]:
    """Return by customer in use whether it is a key customer."""
    wanted = select(Customer.id, Customer.is_key).where(Customer.state != BasicState.RETIRED)
    return dict(session.execute(wanted.order_by(Customer.id)).all())


def _milestones(session: Session, keys: Mapping[int, bool]) -> Iterator[VisitDue]:
    handed_over = select(Project).where(Project.handed_over_on.is_not(None)).order_by(Project.id)
    for project in session.scalars(handed_over):
        owner = project.customer_id
        for occasion, day in milestone_days(project).items():
            if day is not None and owner is not None and owner in keys:
                yield VisitDue(occasion, owner, project.id, project.id, day, keys[owner])


def _repairs(session: Session, keys: Mapping[int, bool], zone: ZoneInfo) -> Iterator[VisitDue]:
    """Yield the major repairs that people were sent for and that are solved."""
    sent = select(Dispatch.request_id).where(Dispatch.state != DispatchState.CANCELLED)
    wanted = select(Request.id, Request.customer_id, Request.project_id, Request.solved_at).where(
        Request.severity == Severity.MAJOR,
        Request.solved_at.is_not(None),
        Request.state.in_((RequestState.SOLVED, RequestState.CLOSED)),
        Request.id.in_(sent),
    )
    for request_id, owner, project_id, solved_at in session.execute(wanted.order_by(Request.id)):
        if owner is not None and owner in keys and solved_at is not None:
            day = local(solved_at, zone).date()
            yield VisitDue(VisitOccasion.MAJOR_REPAIR, owner, project_id, request_id, day, keys[owner])


def contact_days(session: Session, zone: ZoneInfo, customer_ids: Iterable[int] | None = None) -> Mapping[int, date]:
    """Return by customer with a project handed over the day that the rhythm counts from: of the last contact, of the
    last handover where nobody spoke to them since.
    """
    project = aliased(Project.__table__, name="handed_over")
    owner = aliased(Record.__table__, name="owner_of")
    handed = (
        select(owner.c.customer_id, func.max(project.c.handed_over_on))
        .select_from(project.join(owner, owner.c.id == project.c.id))
        .where(project.c.handed_over_on.is_not(None), owner.c.customer_id.is_not(None))
        .group_by(owner.c.customer_id)
    )
    wanted = None if customer_ids is None else tuple(customer_ids)
    if wanted is not None:
        handed = handed.where(owner.c.customer_id.in_(wanted))
    spoken = last_contacts(session, wanted)
    days = dict(session.execute(handed).all())
    return {key: max(day, local(spoken[key], zone).date()) if key in spoken else day for key, day in days.items()}


def _contacts(session: Session, keys: Mapping[int, bool], zone: ZoneInfo) -> Iterator[VisitDue]:
    for customer_id, day in sorted(contact_days(session, zone).items()):
        if customer_id in keys:
            yield VisitDue(VisitOccasion.CONTACT, customer_id, None, customer_id, day, keys[customer_id])

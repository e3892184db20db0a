"""Reading rounds of visits: one in full with its list, and the sheet on which the list is drawn up (C13)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.forms.visits import RoundForm, RoundLineForm
from app.queries.care.candidates import Candidate, candidates, proposals
from app.queries.care.visit_facts import round_gate_facts
from app.queries.records.closing_parts import closing_parts
from app.queries.records.lookup import existing
from app.queries.records.record_parts import CommitmentLine, EventLine, NextStep, PaperLine, ScanLine
from app.rules.care.rounds import RoundDays, next_round
from app.rules.permissions import Permission
from models.care.visit import Visit, VisitRound
from models.enums import RoundState, VisitMode, VisitState


@dataclass(frozen=True, slots=True)
class ListedVisit:
    """A visit on the list of a round."""

    id: int
    number: str
    customer: str
    mode: VisitMode
    planned_on: date
    visitor: str
    focus: str
    state: VisitState


@dataclass(frozen=True, slots=True)
class RoundDetails:
    """One round in full, with the visits on its list that were not taken off."""

    id: int
    number: str
    version: int
    title: str
    state: RoundState
    starts_on: date
    ends_on: date
    list_by: date
    principle: str
    planned_at: datetime | None
    closed_at: datetime | None
    closing: str
    visits: tuple[ListedVisit, ...]
    created_at: datetime
    created_by: str
    commitments: tuple[CommitmentLine, ...]
    steps: tuple[NextStep, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int

    @property
    def done(self) -> int:
        """How many of the visits are paid."""
        return sum(1 for one in self.visits if one.state in (VisitState.DONE, VisitState.CLOSED))


_READ = ("number", "state", "visits", "commitments", "steps", "papers", "scans", "events", "event_count")
_OWN = tuple(one.name for one in fields(RoundDetails) if one.name not in _READ)


def round_details(context: Context, record_id: int) -> RoundDetails:
    """Read one round with all that its detail pane shows; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, VisitRound, record_id)
        return RoundDetails(
            **{name: getattr(found, name) for name in _OWN},
            number=found.number or "",
            state=RoundState(found.state),
            visits=tuple(_listed(one) for one in visits_of(session, found.id)),
            **closing_parts(context, session, found, round_gate_facts(session, found)),
        )


def visits_of(session: Session, round_id: int) -> tuple[Visit, ...]:
    """Return the visits on the list of a round, without those cancelled, in the order of their days."""
    listed = select(Visit).where(Visit.round_id == round_id, Visit.state != VisitState.CANCELLED)
    return tuple(session.scalars(listed.order_by(Visit.planned_on, Visit.id)))


def _listed(one: Visit) -> ListedVisit:
    return ListedVisit(
        one.id, one.number or "", one.title, one.mode, one.planned_on, one.visitor, one.focus, VisitState(one.state)
    )


@dataclass(frozen=True, slots=True)
class PlannerSheet:
    """What the list of a round is drawn up on: the form, and by id every customer that may be on it."""

    form: RoundForm
    known: Mapping[int, Candidate]


def new_round_sheet(context: Context) -> PlannerSheet:
    """Return the sheet of the round that comes next, with the list that is proposed."""
    context.require(Permission.EDIT_CARE)
    with context.read() as session:
        live = select(VisitRound.starts_on).where(VisitRound.state != RoundState.CANCELLED)
        days = next_round(_today(context), set(session.scalars(live)))
        known = candidates(session, days, _today(context))
        form = RoundForm(starts_on=days.starts_on, ends_on=days.ends_on, list_by=days.list_by)
        return PlannerSheet(replace(form, lines=_proposed(session, known, days, frozenset())), known)


def round_sheet(context: Context, record_id: int) -> PlannerSheet:
    """Read a round into its sheet: the visits on its list, and below them who else could be visited, not ticked."""
    context.require(Permission.EDIT_CARE)
    with context.read() as session:
        found = existing(session, VisitRound, record_id)
        days = RoundDays(found.starts_on, found.ends_on, found.list_by)
        known = candidates(session, days, _today(context))
        listed = [one for one in visits_of(session, found.id) if one.state == VisitState.PLANNED]
        taken = frozenset(one.customer_id for one in listed if one.customer_id is not None)
        form = RoundForm(
            starts_on=days.starts_on,
            ends_on=days.ends_on,
            list_by=days.list_by,
            principle=found.principle,
            version=found.version,
        )
        more = _proposed(session, known, days, taken)
        others = (replace(line, listed=line.listed and not taken) for line in more)
        return PlannerSheet(replace(form, lines=(*map(_line, listed), *others)), known)


def _today(context: Context) -> date:
    return context.clock.now().astimezone(context.zone).date()


def _line(one: Visit) -> RoundLineForm:
    return RoundLineForm(
        visit_id=one.id,
        customer_id=one.customer_id,
        project_id=one.project_id,
        mode=one.mode,
        planned_on=one.planned_on,
        visitor=one.visitor,
        focus=one.focus,
    )


def _proposed(
    session: Session, known: Mapping[int, Candidate], days: RoundDays, taken: frozenset[int]
) -> tuple[RoundLineForm, ...]:
    """Return who is proposed and not ``taken``; without a reason a customer is not ticked."""
    rows = (row for row in proposals(session, known, days) if row.customer_id not in taken)
    return tuple(
        RoundLineForm(
            listed=bool(row.reasons),
            customer_id=row.customer_id,
            project_id=known[row.customer_id].project_id,
            mode=row.mode,
            planned_on=row.day,
            focus=known[row.customer_id].focus,
        )
        for row in rows
    )

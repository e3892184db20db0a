"""Reading accidents and near misses: the list, one in full, and the forms (C12.2)."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.context import Actor, Context
from app.forms.incidents import IncidentForm
from app.i18n import N_
from app.queries.lists.record_list import RecordList, overdue, record
from app.queries.records.closing_parts import closing_parts
from app.queries.records.linked import linked_records, named_ids, named_links
from app.queries.records.lookup import existing
from app.queries.records.record_parts import CommitmentLine, EventLine, NextStep, PaperLine, ScanLine
from app.queries.records.typed import typed_form
from app.queries.trade.order_parts import Linked
from app.rules.permissions import Permission
from app.rules.safety.briefing_gates import SafetyFacts
from models.enums import CommitmentKind, IncidentKind, IncidentState, Injury, RecordKind
from models.people.dispatch import Dispatch
from models.record import Record
from models.safety.incident import Incident

incident = Incident.__table__
_hazard = Record.__table__.alias("of_hazard")


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """A line of the list; ``hazard`` is "" where it was not on the list of hazards."""

    id: int
    number: str
    name: str
    incident_kind: IncidentKind
    injury: Injury
    state: IncidentState
    happened_at: datetime
    place: str
    persons: str
    hazard: str
    customer: str
    project: str
    due_at: datetime | None
    due_kind: CommitmentKind | None
    created_at: datetime


def _in(*states: IncidentState) -> Any:
    return record.c.state.in_([state.value for state in states])


INCIDENTS = RecordList(
    kind=RecordKind.INCIDENT,
    row=IncidentRow,
    own=incident,
    columns={"hazard": _hazard.c.title, "created_at": record.c.sort_at},
    joins=((_hazard, _hazard.c.id == incident.c.hazard_id),),
    orders={"happened_at": record.c.sort_at, "due_at": record.c.due_at},
    views={
        "to_report": _in(IncidentState.REGISTERED),
        "overdue": overdue,
        "to_close": _in(IncidentState.REPORTED),
        "closed": _in(IncidentState.CLOSED),
        "accidents": incident.c.incident_kind == IncidentKind.ACCIDENT,
        "unlisted": incident.c.hazard_id.is_(None),
    },
    uncounted=frozenset({"closed", "accidents"}),
)


@dataclass(frozen=True, slots=True)
class IncidentDetails:
    """One accident or near miss in full; without a ``hazard`` it was not on the list."""

    id: int
    number: str
    version: int
    title: str
    state: IncidentState
    incident_kind: IncidentKind
    happened_at: datetime
    place: str
    persons: str
    injury: Injury
    course: str
    damage: str
    first_aid: str
    cause: str
    measures: str
    responsible: str
    measures_until: date | None
    reported_to: str
    reported_at: datetime | None
    closed_at: datetime | None
    project_id: int | None
    site_id: int | None
    hazard_id: int | None
    hazard: Linked | None
    dispatch: Linked | None
    customer: Linked | None
    project: Linked | None
    site: Linked | None
    created_at: datetime
    created_by: str
    commitments: tuple[CommitmentLine, ...]
    steps: tuple[NextStep, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int


_AROUND = ("hazard", "dispatch", "customer", "project", "site")
_READ = ("number", "state", *_AROUND, "commitments", "steps", "papers", "scans", "events", "event_count")
_OWN = tuple(one.name for one in fields(IncidentDetails) if one.name not in _READ)


def incident_details(context: Context, record_id: int) -> IncidentDetails:
    """Read one incident with all that its detail pane shows; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        return _details(context, session, existing(session, Incident, record_id))


def _details(context: Context, session: Session, found: Incident) -> IncidentDetails:
    closing = closing_parts(context, session, found, SafetyFacts())
    closing["steps"] = _steps(found, closing["steps"], context.actor)
    return IncidentDetails(
        **{name: getattr(found, name) for name in _OWN},
        number=found.number or "",
        state=IncidentState(found.state),
        **named_links(found, _AROUND, linked_records(session, named_ids(found, _AROUND), context.actor)),
        **closing,
    )


def _steps(found: Incident, steps: tuple[NextStep, ...], actor: Actor) -> tuple[NextStep, ...]:
    """Return the arrows; where the hazard was not on the list, also putting it there."""
    if found.hazard_id is not None or (found.project_id is None and found.site_id is None):
        return steps
    listing = NextStep("list_hazard", N_("Put the hazard on the list"), "hazard", actor.may(Permission.EDIT_SAFETY), ())
    return (*steps, listing)


def incident_form(context: Context, record_id: int) -> IncidentForm:
    """Read an incident into the form that corrects it."""
    context.require(Permission.EDIT_SAFETY)
    with context.read() as session:
        return typed_form(existing(session, Incident, record_id), IncidentForm, reason="")


def new_incident_form(context: Context, *, dispatch_id: int | None = None) -> IncidentForm:
    """Return the form of an incident that happened now: on a dispatch where one is given, else nowhere yet."""
    context.require(Permission.EDIT_SAFETY)
    now = context.clock.now()
    if dispatch_id is None:
        return IncidentForm(happened_at=now)
    with context.read() as session:
        dispatch = existing(session, Dispatch, dispatch_id)
        return IncidentForm(
            happened_at=now, dispatch_id=dispatch.id, project_id=dispatch.project_id, site_id=dispatch.site_id
        )

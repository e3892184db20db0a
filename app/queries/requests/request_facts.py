"""The facts of a request that its rules ask for, read in the transaction that decides."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.context import settings_of
from app.formatting import local
from app.forms.projects import FreePartForm
from app.labels import label
from app.queries.material.open_shipments import open_shipments
from app.queries.material.open_slips import open_slips
from app.queries.trade.of_request import open_trade
from app.queries.trade.order_facts import agreement_at
from app.rules.classification import ClassFacts, propose_class
from app.rules.gates import RequestFacts
from app.rules.projects.free_parts import still_owed
from models.commitment import Commitment
from models.enums import ClassBasis, CommitmentKind, CommitmentState, DispatchState, EventKind, RequestKind
from models.people.dispatch import Dispatch
from models.projects.equipment import Equipment
from models.projects.project import Project
from models.record import Event
from models.requests.request import Request

ANALYSIS = (EventKind.FILE_CONSULTED, EventKind.CUSTOMER_CONTACTED)
FINISHED_DISPATCHES = (DispatchState.CANCELLED, DispatchState.CLOSED)


@dataclass(frozen=True, slots=True)
class LinkedDispatch:
    """A dispatch of a request."""

    id: int
    number: str | None
    title: str
    state: DispatchState
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A step of the analysis (C3.1) as it was first recorded: when, by whom."""

    kind: EventKind
    at: datetime
    person: str


def class_facts(session: Session, request: Request) -> ClassFacts:
    """Read what decides between free and paid (C3.2): warranty, exceptions of the contract, an agreement, misuse."""
    return project_class_facts(
        session,
        request.received_at,
        request.project_id,
        request.equipment_id,
        wants_parts=request.request_kind is RequestKind.SPARE_PARTS,
        misuse=request.misuse,
    )


def project_class_facts(
    session: Session,
    received_at: datetime,
    project_id: int | None,
    equipment_id: int | None,
    *,
    wants_parts: bool,
    misuse: bool,
) -> ClassFacts:
    """Read the class facts of something received at a moment; an equipment's own warranty goes first.

    A maintenance agreement is looked for only where nothing before it decides.
    """
    received = local(received_at, ZoneInfo(settings_of(session).text("zone"))).date()
    with_parts = [joinedload(Project.free_part_lines)] if wants_parts else []
    project = session.get(Project, project_id, options=with_parts) if project_id else None
    if project is None:
        return ClassFacts(received=received, has_project=False, misuse=misuse)
    equipment = session.get(Equipment, equipment_id) if equipment_id else None
    own_end = equipment.warranty_end_on if equipment else None
    facts = ClassFacts(
        received=received,
        has_project=True,
        warranty_end=own_end or project.warranty_end_on,
        exception_class=project.exception_class,
        exception_text=project.exception_text,
        free_parts=still_owed(free_part_forms(project), project.free_parts) if wants_parts else "",
        wants_parts=wants_parts,
        misuse=misuse,
    )
    if wants_parts or propose_class(facts).basis is not ClassBasis.OUT_OF_WARRANTY:
        return facts
    agreement = agreement_at(session, project.id, received_at, received)
    return replace(facts, agreement=agreement[0], agreement_end=agreement[1]) if agreement else facts


def free_part_forms(project: Project) -> tuple[FreePartForm, ...]:
    """Return the lines of free spare parts that a project's contract promises."""
    return tuple(FreePartForm(p.name, p.model, p.unit, p.agreed, p.used) for p in project.free_part_lines)


def dispatches_of(session: Session, request_id: int) -> tuple[LinkedDispatch, ...]:
    """Return the dispatches of a request in the order of their start."""
    rows = session.execute(
        select(Dispatch.id, Dispatch.number, Dispatch.title, Dispatch.state, Dispatch.starts_at)
        .where(Dispatch.request_id == request_id)
        .order_by(Dispatch.starts_at, Dispatch.id)
    )
    return tuple(LinkedDispatch(row[0], row[1], row[2], DispatchState(row[3]), row[4]) for row in rows)


def analysis_of(session: Session, request_id: int) -> tuple[StepTaken, ...]:
    """Return which of the two steps of C3.1 have been taken, each as it was first recorded."""
    of_it = select(Event).where(Event.record_id == request_id, Event.kind.in_(ANALYSIS))
    return steps_taken(session.scalars(of_it.order_by(Event.at.desc(), Event.id.desc())))


def steps_taken(log: Iterable[Event]) -> tuple[StepTaken, ...]:
    """Return which of the two steps of C3.1 stand in a log, read with its newest entry in front."""
    first = {entry.kind: StepTaken(entry.kind, entry.at, entry.person) for entry in log}
    return tuple(first[kind] for kind in ANALYSIS if kind in first)


def request_facts(
    session: Session,
    request: Request,
    dispatches: tuple[LinkedDispatch, ...] | None = None,
    taken: tuple[StepTaken, ...] | None = None,
    owed: tuple[CommitmentKind, ...] | None = None,
) -> RequestFacts:
    """Read what the gates of a request look at; ``dispatches``, the steps ``taken`` and the kinds of promise still
    ``owed`` where they have been read already.
    """
    done = {step.kind for step in (analysis_of(session, request.id) if taken is None else taken)}
    known = dispatches_of(session, request.id) if dispatches is None else dispatches
    promises = open_promises(session, request.id) if owed is None else owed
    return RequestFacts(
        file_consulted=EventKind.FILE_CONSULTED in done,
        customer_contacted=EventKind.CUSTOMER_CONTACTED in done,
        class_confirmed=request.confirmed_class is not None,
        has_result=bool(request.result),
        open_dispatches=tuple(d.number or d.title for d in known if d.state not in FINISHED_DISPATCHES),
        open_promises=tuple(dict.fromkeys(label(kind) for kind in promises)),
    )


def giving_up_facts(session: Session, request: Request) -> RequestFacts:
    """Read what the gates look at before a request is closed, cancelled or merged: also quotations and orders not over
    yet, slips by which goods are set aside, and shipments on their way.
    """
    facts = request_facts(session, request)
    return replace(
        facts,
        open_trade=open_trade(session, request.id),
        open_slips=open_slips(session, request.id),
        open_shipments=open_shipments(session, request.id),
    )


def open_promises(session: Session, request_id: int) -> tuple[CommitmentKind, ...]:
    """Return the kinds of promise that are still open, the earliest due first."""
    of_request = Commitment.record_id == request_id, Commitment.state == CommitmentState.OPEN
    return tuple(session.scalars(select(Commitment.kind).where(*of_request).order_by(Commitment.due_at, Commitment.id)))

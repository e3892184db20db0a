"""The facts of a request that its rules ask for, read in the transaction that decides."""

from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import local
from app.rules.classification import ClassFacts
from app.rules.gates import RequestFacts
from models.enums import DispatchState, EventKind, RequestKind
from models.people.dispatch import Dispatch
from models.projects.equipment import Equipment
from models.projects.project import Project
from models.record import Event
from models.requests.request import Request

FINISHED_DISPATCHES = (DispatchState.CANCELLED, DispatchState.CLOSED)


def class_facts(session: Session, request: Request) -> ClassFacts:
    """Read what decides between free and paid (C3.2): warranty, the contract's exceptions, misuse."""
    zone = ZoneInfo(settings_of(session).text("zone"))
    received = local(request.received_at, zone).date()
    project = session.get(Project, request.project_id) if request.project_id else None
    if project is None:
        return ClassFacts(received=received, has_project=False, misuse=request.misuse)
    equipment = session.get(Equipment, request.equipment_id) if request.equipment_id else None
    own_end = equipment.warranty_end_on if equipment else None
    return ClassFacts(
        received=received,
        has_project=True,
        warranty_end=own_end or project.warranty_end_on,
        exception_class=project.exception_class,
        exception_text=project.exception_text,
        free_parts=project.free_parts,
        wants_parts=request.request_kind is RequestKind.SPARE_PARTS,
        misuse=request.misuse,
    )


def request_facts(session: Session, request: Request) -> RequestFacts:
    """Read what the gates of a request look at."""
    steps = (EventKind.FILE_CONSULTED, EventKind.CUSTOMER_CONTACTED)
    done = set(session.scalars(select(Event.kind).where(Event.record_id == request.id, Event.kind.in_(steps)).distinct()))
    dispatches = select(Dispatch.number, Dispatch.title).where(
        Dispatch.request_id == request.id, Dispatch.state.not_in(FINISHED_DISPATCHES)
    )
    return RequestFacts(
        file_consulted=EventKind.FILE_CONSULTED in done,
        customer_contacted=EventKind.CUSTOMER_CONTACTED in done,
        class_confirmed=request.confirmed_class is not None,
        has_result=bool(request.result),
        open_dispatches=tuple(number or title for number, title in session.execute(dispatches)),
    )

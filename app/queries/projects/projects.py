"""Reading projects with their contracts and equipment; money is None for those who may not see it (decision 26)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, joinedload

from app.context import Context, settings_of
from app.formatting import local
from app.forms.projects import FreePartForm, ProjectForm
from app.i18n import N_
from app.queries.lists.record_list import RecordList, record
from app.queries.material.costs import IssuedPart, used_parts
from app.queries.material.swaps import OldPartLine, old_parts_due
from app.queries.parties import LinkLine, links_by_kind
from app.queries.projects.contracts import ContractLine, contract_facts, contract_lines
from app.queries.projects.handover_papers import CARD
from app.queries.records.keeping import OpenWork, facts_of, open_work
from app.queries.records.lookup import existing
from app.queries.records.record_parts import EventLine, NextStep, counted_events_of, next_steps
from app.queries.requests.request_facts import free_part_forms
from app.queries.trips.work_cost import cost_of, spent
from app.rules.permissions import Permission
from app.rules.projects.free_parts import left
from app.rules.projects.warranty import has_ended
from app.rules.trips.work_cost import WorkCost
from models.enums import BasicState, HandoverState, ProjectState, PunchState, RecordKind, ServiceClass, WarrantyStart
from models.paper import IssuedPaper
from models.parties.site import Site
from models.projects.equipment import Equipment
from models.projects.project import Project
from models.record import Record
from models.requests.request import Request

project = Project.__table__


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A line of the list; ``out_of_warranty`` is derived from today (decision 3)."""

    id: int
    number: str
    name: str
    customer: str
    manager_name: str
    handed_over_on: date | None
    warranty_end_on: date | None
    state: ProjectState
    out_of_warranty: bool


PROJECTS = RecordList(
    kind=RecordKind.PROJECT,
    row=ProjectRow,
    own=project,
    derived={"out_of_warranty": lambda found, looking: has_ended(found.warranty_end_on, looking.today)},
    orders={"handed_over_on": project.c.handed_over_on, "warranty_end_on": project.c.warranty_end_on},
    views={
        "executing": record.c.state == ProjectState.EXECUTING,
        "handed_over": record.c.state == ProjectState.HANDED_OVER,
        "closed": record.c.state == ProjectState.CLOSED,
        "in_warranty": lambda looking: project.c.warranty_end_on >= looking.today,
        "out_of_warranty": lambda looking: project.c.warranty_end_on < looking.today,
    },
)


@dataclass(frozen=True, slots=True)
class EquipmentLine:
    """A piece of equipment of the project."""

    id: int
    number: str
    name: str
    model: str
    serial_no: str
    maker: str
    quantity: int
    warranty_end_on: date | None
    is_retired: bool


@dataclass(frozen=True, slots=True)
class FreePartLine:
    """Free spare parts by contract: agreed in all, used so far, the rest is left."""

    name: str
    model: str
    unit: str
    agreed: Decimal
    used: Decimal
    left: Decimal


@dataclass(frozen=True, slots=True)
class ProjectDetails:
    """One project in full, for reading; ``warranty_end_on`` is the last day, extended or not. ``old_parts`` still have
    to come back (N2), ``hazards`` are the newest on its list (C12.1), ``used_parts`` were issued for it, ``work_cost``
    is what its free work cost us, None for those who may not see costs (C8.3). ``handovers`` is the one that was
    registered (C10.1), ``items`` are still left over (C10.3), ``warranty_card`` is the number of the card that was
    issued, "" before (N5).
    """

    id: int
    version: int
    number: str
    archive_code: str
    name: str
    state: ProjectState
    customer_id: int
    customer: str
    site: str
    address: str
    manager_name: str
    order_issued_on: date | None
    accepted_on: date | None
    handed_over_on: date | None
    warranty_start: WarrantyStart
    warranty_months: int
    warranty_end_on: date | None
    warranty_extended_to: date | None
    warranty_extension_reason: str
    out_of_warranty: bool
    exception_class: ServiceClass | None
    exception_text: str
    free_parts: str
    profile: str
    free_part_lines: tuple[FreePartLine, ...]
    contract_no: str
    contract_signed_on: date | None
    contract_amount: Decimal | None
    contract_total: Decimal | None
    contracts: tuple[ContractLine, ...]
    equipment: tuple[EquipmentLine, ...]
    requests: tuple[LinkLine, ...]
    hazards: tuple[LinkLine, ...]
    handovers: tuple[LinkLine, ...]
    items: tuple[LinkLine, ...]
    warranty_card: str
    old_parts: tuple[OldPartLine, ...]
    used_parts: tuple[IssuedPart, ...]
    work_cost: WorkCost | None
    steps: tuple[NextStep, ...]
    open_work: tuple[OpenWork, ...]
    events: tuple[EventLine, ...]
    event_count: int


_OWN = [
    "id",
    "version",
    "archive_code",
    "manager_name",
    "order_issued_on",
    "accepted_on",
    "handed_over_on",
    "warranty_start",
    "warranty_months",
    "warranty_end_on",
    "warranty_extended_to",
    "warranty_extension_reason",
    "exception_class",
    "exception_text",
    "free_parts",
    "profile",
]


def project_details(context: Context, record_id: int) -> ProjectDetails:
    """Read one project; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, Project, record_id, joinedload(Project.free_part_lines))
        today = local(context.clock.now(), ZoneInfo(settings_of(session).text("zone"))).date()
        events, event_count = counted_events_of(session, (found.id,))
        return ProjectDetails(
            **{name: getattr(found, name) for name in _OWN},
            **_place(context, session, found),
            **_contracts(context, session, found.id),
            **_steps(context, session, found),
            number=found.number or "",
            name=found.title,
            state=ProjectState(found.state),
            out_of_warranty=has_ended(found.warranty_end_on, today),
            free_part_lines=tuple(_free_part_line(form) for form in free_part_forms(found)),
            equipment=_equipment(session, found.id),
            **_linked(session, found.id),
            old_parts=old_parts_due(session, project_id=found.id),
            used_parts=used_parts(session, context.actor, project_id=found.id),
            events=events,
            event_count=event_count,
        )


def _linked(session: Session, project_id: int) -> dict[str, Any]:
    """Return the newest requests, the hazards on its list, its handover, and what is still left over."""
    of_project = Record.project_id == project_id
    found = links_by_kind(
        session,
        {
            RecordKind.REQUEST: of_project,
            RecordKind.HAZARD: and_(of_project, Record.state == BasicState.ACTIVE),
            RecordKind.HANDOVER: and_(of_project, Record.state != HandoverState.CANCELLED),
            RecordKind.PUNCH_ITEM: and_(of_project, Record.state == PunchState.OPEN),
        },
    )
    return {
        "requests": found[RecordKind.REQUEST],
        "hazards": found[RecordKind.HAZARD],
        "handovers": found[RecordKind.HANDOVER],
        "items": found[RecordKind.PUNCH_ITEM],
    }


def _place(context: Context, session: Session, found: Project) -> dict[str, Any]:
    """Return whose it is and where it stands; with it are read its warranty card, and what its free work cost us."""
    owner, place, site = Record.__table__.alias(), Record.__table__.alias(), Site.__table__
    cost = spent(Request.project_id == found.id)
    issued = select(func.max(IssuedPaper.number)).where(IssuedPaper.record_id == found.id, IssuedPaper.form == CARD)
    card = issued.scalar_subquery().label("card")
    around = (
        select(owner.c.title.label("customer"), place.c.title.label("site"), site.c.address, card, *cost)
        .select_from(owner)
        .outerjoin(place, place.c.id == found.site_id)
        .outerjoin(site, site.c.id == place.c.id)
        .where(owner.c.id == found.customer_id)
    )
    row = session.execute(around).one()
    return {
        "customer_id": found.customer_id,
        "customer": row.customer,
        "site": row.site or "",
        "address": row.address or "",
        "work_cost": cost_of(session, context.actor, row[4:]),
        "warranty_card": row.card or "",
    }


def _contracts(context: Context, session: Session, project_id: int) -> dict[str, Any]:
    """The main contract and its supplements; nothing for those who may see no contracts (C14)."""
    lines = contract_lines(context, session, project_id)
    return {**contract_facts(lines), "contracts": lines}


def _steps(context: Context, session: Session, found: Project) -> dict[str, Any]:
    work = open_work(session, found)
    steps = next_steps(RecordKind.PROJECT, found.state, facts_of(work), context.actor)
    if found.state == ProjectState.EXECUTING:
        may = context.actor.may(Permission.EDIT_PROJECTS)
        handover = NextStep("register_handover", N_("Register the handover notice"), "handover", may, ())
        steps = (handover, *steps)
    return {"steps": steps, "open_work": work}


def _free_part_line(form: FreePartForm) -> FreePartLine:
    return FreePartLine(form.name, form.model, form.unit, form.agreed or Decimal(0), form.used, left(form))


def _equipment(session: Session, project_id: int) -> tuple[EquipmentLine, ...]:
    rows = session.scalars(
        select(Equipment).where(Equipment.project_id == project_id).order_by(Equipment.sort_title, Equipment.id)
    )
    names = ["model", "serial_no", "maker", "quantity", "warranty_end_on"]
    return tuple(
        EquipmentLine(
            row.id,
            row.number or "",
            row.title,
            **{name: getattr(row, name) for name in names},
            is_retired=row.state == BasicState.RETIRED,
        )
        for row in rows
    )


def project_form(context: Context, record_id: int) -> ProjectForm:
    """Read a project into the form that edits it."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, Project, record_id)
        facts = contract_facts(contract_lines(context, session, found.id))
        del facts["contract_total"]
        elsewhere = {"name", "free_part_lines", "reason", *facts}
        own = {name: getattr(found, name) for name in ProjectForm.__slots__ if name not in elsewhere}
        return ProjectForm(name=found.title, free_part_lines=free_part_forms(found), **own, **facts)

"""Reading projects with their contract and equipment; money is None for those who may not see it (decision 26)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, literal, select
from sqlalchemy.orm import Session, aliased

from app.context import Context
from app.formatting import local
from app.forms import EquipmentForm, ProjectForm
from app.queries.lookup import existing
from app.queries.paging import ListFilter, Page, PageRequest, count_rows, matches, read_page
from app.queries.parties import LinkLine, links
from app.queries.record_parts import EventLine, events_of
from app.rules.permissions import Permission
from models.enums import ProjectState, RecordKind, ServiceClass, WarrantyStart
from models.parties.customer import Customer
from models.parties.site import Site
from models.projects.contract import Contract
from models.projects.equipment import Equipment
from models.projects.project import Project
from models.record import Record

record = Record.__table__
project = Project.__table__
owner = aliased(Customer.__table__, name="owner")
VIEWS = ("executing", "handed_over", "in_warranty", "out_of_warranty")


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


SORT_COLUMNS: dict[str, ColumnElement[Any]] = {
    "number": record.c.number,
    "name": record.c.sort_title,
    "customer": record.c.sort_customer,
    "created_at": record.c.sort_at,
    "handed_over_on": project.c.handed_over_on,
    "warranty_end_on": project.c.warranty_end_on,
}


def _rows() -> Select[Any]:
    own = ("manager_name", "handed_over_on", "warranty_end_on")
    return (
        select(
            record.c.id,
            record.c.number,
            record.c.title,
            owner.c.short_name,
            record.c.state,
            *(project.c[name] for name in own),
        )
        .select_from(record)
        .join(project, project.c.id == record.c.id)
        .outerjoin(owner, owner.c.id == record.c.customer_id)
    )


def _row(found: Any, today: date) -> ProjectRow:
    end = found.warranty_end_on
    return ProjectRow(
        id=found.id,
        number=found.number or "",
        name=found.title,
        customer=found.short_name or "",
        manager_name=found.manager_name,
        handed_over_on=found.handed_over_on,
        warranty_end_on=end,
        state=ProjectState(found.state),
        out_of_warranty=end is not None and end < today,
    )


def _conditions(session: Session, wanted: ListFilter, today: date) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [record.c.kind == literal(RecordKind.PROJECT, record.c.kind.type)]
    found = matches(session, wanted.text, RecordKind.PROJECT)
    if found is not None:
        conditions.append(found)
    views: dict[str, ColumnElement[bool]] = {
        "executing": record.c.state == ProjectState.EXECUTING,
        "handed_over": record.c.state == ProjectState.HANDED_OVER,
        "in_warranty": project.c.warranty_end_on >= today,
        "out_of_warranty": project.c.warranty_end_on < today,
    }
    return conditions + [views[view] for view in wanted.views]


def _today(context: Context) -> date:
    return local(context.clock.now(), context.zone).date()


def list_projects(context: Context, page: PageRequest) -> Page[ProjectRow]:
    """Read one page of the list; ``page.filter`` is a ListFilter."""
    context.require(Permission.VIEW_RECORDS)
    today = _today(context)
    with context.read() as session:
        statement = _rows().where(*_conditions(session, page.filter, today))
        return read_page(session, statement, page, SORT_COLUMNS, lambda found: _row(found, today))


def count_projects(context: Context, wanted: ListFilter) -> int:
    """Count what a filter shows."""
    context.require(Permission.VIEW_RECORDS)
    today = _today(context)
    with context.read() as session:
        joined = select(record.c.id).join(project, project.c.id == record.c.id)
        return count_rows(session, joined.where(*_conditions(session, wanted, today)))


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


@dataclass(frozen=True, slots=True)
class ProjectDetails:
    """One project in full, for reading."""

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
    out_of_warranty: bool
    exception_class: ServiceClass | None
    exception_text: str
    free_parts: str
    contract_no: str
    contract_signed_on: date | None
    contract_amount: Decimal | None
    equipment: tuple[EquipmentLine, ...]
    requests: tuple[LinkLine, ...]
    events: tuple[EventLine, ...]


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
    "exception_class",
    "exception_text",
    "free_parts",
]


def project_details(context: Context, record_id: int) -> ProjectDetails:
    """Read one project; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    today = _today(context)
    with context.read() as session:
        found = existing(session, Project, record_id)
        customer = session.get_one(Customer, found.customer_id)
        site = session.get(Site, found.site_id) if found.site_id else None
        return ProjectDetails(
            **{name: getattr(found, name) for name in _OWN},
            **_contract(context, session, found.id),
            number=found.number or "",
            name=found.title,
            state=ProjectState(found.state),
            customer_id=customer.id,
            customer=customer.title,
            site=site.title if site else "",
            address=site.address if site else "",
            out_of_warranty=found.warranty_end_on is not None and found.warranty_end_on < today,
            equipment=_equipment(session, found.id),
            requests=links(session, RecordKind.REQUEST, Record.project_id == found.id),
            events=events_of(session, (found.id,)),
        )


def _contract(context: Context, session: Session, project_id: int) -> dict[str, Any]:
    main = session.scalar(select(Contract).where(Contract.project_id == project_id, Contract.main_id.is_(None)))
    may_see = context.actor.may(Permission.VIEW_CONTRACTS)
    if main is None or not may_see:
        return {"contract_no": "", "contract_signed_on": None, "contract_amount": None}
    amount = main.amount if context.actor.may(Permission.VIEW_MONEY) else None
    return {"contract_no": main.number or "", "contract_signed_on": main.signed_on, "contract_amount": amount}


def _equipment(session: Session, project_id: int) -> tuple[EquipmentLine, ...]:
    rows = session.scalars(
        select(Equipment).where(Equipment.project_id == project_id).order_by(Equipment.sort_title, Equipment.id)
    )
    names = ["model", "serial_no", "maker", "quantity", "warranty_end_on"]
    return tuple(
        EquipmentLine(row.id, row.number or "", row.title, **{name: getattr(row, name) for name in names})
        for row in rows
    )


def project_form(context: Context, record_id: int) -> ProjectForm:
    """Read a project into the form that edits it."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, Project, record_id)
        contract = _contract(context, session, found.id)
        own = {name: getattr(found, name) for name in ProjectForm.__slots__ if name != "name" and name not in contract}
        return ProjectForm(name=found.title, **own, **contract)


def equipment_form(context: Context, record_id: int) -> EquipmentForm:
    """Read a piece of equipment into the form that edits it."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, Equipment, record_id)
        own = {name: getattr(found, name) for name in EquipmentForm.__slots__ if name != "name"}
        return EquipmentForm(name=found.title, **own)

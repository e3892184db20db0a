"""Reading customers with their contacts and sites."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select
from sqlalchemy.orm import Session, aliased

from app.context import Context
from app.forms import ContactForm, CustomerForm, SiteForm
from app.queries.lookup import existing
from app.queries.paging import ListFilter, Page, PageRequest, count_rows, matches, read_page
from app.queries.record_parts import EventLine, events_of
from app.rules.permissions import Permission
from models.enums import RecordKind, RequestState
from models.parties.customer import Contact, Customer
from models.parties.site import Site
from models.record import Record

record = Record.__table__
customer = Customer.__table__
site = Site.__table__
related = aliased(Record.__table__, name="related")


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A line of the list; the counts are of sites, projects and requests not finished."""

    id: int
    number: str
    name: str
    short_name: str
    is_key: bool
    sites: int
    projects: int
    open_requests: int


SORT_COLUMNS: dict[str, ColumnElement[Any]] = {
    "number": record.c.number,
    "name": record.c.sort_title,
    "created_at": record.c.sort_at,
}
FINISHED = (RequestState.SOLVED, RequestState.CLOSED, RequestState.CANCELLED, RequestState.MERGED)


def _count_of(kind: RecordKind, *conditions: ColumnElement[bool]) -> Any:
    of_kind = related.c.kind == literal(kind, related.c.kind.type)
    of_customer = related.c.customer_id == record.c.id
    counted = select(func.count()).select_from(related).where(of_customer, of_kind, *conditions)
    return counted.correlate(record).scalar_subquery()


def _rows() -> Select[Any]:
    return (
        select(
            record.c.id,
            record.c.number,
            record.c.title,
            customer.c.short_name,
            customer.c.is_key,
            _count_of(RecordKind.SITE).label("sites"),
            _count_of(RecordKind.PROJECT).label("projects"),
            _count_of(RecordKind.REQUEST, related.c.state.not_in(FINISHED)).label("open_requests"),
        )
        .select_from(record)
        .join(customer, customer.c.id == record.c.id)
    )


def _row(found: Any) -> CustomerRow:
    counts = {name: getattr(found, name) for name in ("sites", "projects", "open_requests")}
    return CustomerRow(found.id, found.number or "", found.title, found.short_name, found.is_key, **counts)


def _conditions(session: Session, wanted: ListFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [record.c.kind == literal(RecordKind.CUSTOMER, record.c.kind.type)]
    found = matches(session, wanted.text, RecordKind.CUSTOMER)
    if found is not None:
        conditions.append(found)
    if "key" in wanted.views:
        conditions.append(customer.c.is_key)
    return conditions


def list_customers(context: Context, page: PageRequest) -> Page[CustomerRow]:
    """Read one page of the list; ``page.filter`` is a ListFilter with the view "key" for key customers."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        return read_page(session, _rows().where(*_conditions(session, page.filter)), page, SORT_COLUMNS, _row)


def count_customers(context: Context, wanted: ListFilter) -> int:
    """Count what a filter shows."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        joined = select(record.c.id).join(customer, customer.c.id == record.c.id)
        return count_rows(session, joined.where(*_conditions(session, wanted)))


@dataclass(frozen=True, slots=True)
class SiteLine:
    """A site of the customer; ``km`` None is unknown and shown as missing."""

    id: int
    name: str
    address: str
    km: Decimal | None
    hazards: str


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A record that belongs to this one."""

    id: int
    kind: RecordKind
    number: str
    title: str
    state: str


@dataclass(frozen=True, slots=True)
class CustomerDetails:
    """One customer in full, for reading."""

    id: int
    number: str
    version: int
    name: str
    short_name: str
    is_key: bool
    tax_no: str
    contacts: tuple[ContactForm, ...]
    sites: tuple[SiteLine, ...]
    projects: tuple[LinkLine, ...]
    requests: tuple[LinkLine, ...]
    events: tuple[EventLine, ...]


LATEST_LINKS = 10


def customer_details(context: Context, record_id: int) -> CustomerDetails:
    """Read one customer; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, Customer, record_id)
        return CustomerDetails(
            id=found.id,
            number=found.number or "",
            version=found.version,
            name=found.title,
            short_name=found.short_name,
            is_key=found.is_key,
            tax_no=found.tax_no,
            contacts=contacts_of(session, found.id),
            sites=_sites(session, found.id),
            projects=links(session, RecordKind.PROJECT, Record.customer_id == found.id),
            requests=links(session, RecordKind.REQUEST, Record.customer_id == found.id),
            events=events_of(session, (found.id,)),
        )


def contacts_of(session: Session, customer_id: int) -> tuple[ContactForm, ...]:
    """Return the people one talks to at a customer's."""
    rows = session.scalars(select(Contact).where(Contact.customer_id == customer_id).order_by(Contact.id))
    return tuple(ContactForm(row.id, row.name, row.post, row.phone, row.mobile, row.email) for row in rows)


def contacts(context: Context, customer_id: int) -> tuple[ContactForm, ...]:
    """Read the people one talks to at a customer's, for a form that offers them."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        return contacts_of(session, customer_id)


def _sites(session: Session, customer_id: int) -> tuple[SiteLine, ...]:
    rows = session.scalars(select(Site).where(Site.customer_id == customer_id).order_by(Site.sort_title, Site.id))
    return tuple(SiteLine(row.id, row.title, row.address, row.km, row.hazards) for row in rows)


def links(session: Session, kind: RecordKind, condition: ColumnElement[bool]) -> tuple[LinkLine, ...]:
    """Return the newest records of a kind that fulfil a condition."""
    rows = session.execute(
        select(Record.id, Record.number, Record.title, Record.state)
        .where(Record.kind == kind, condition)
        .order_by(Record.sort_at.desc(), Record.id.desc())
        .limit(LATEST_LINKS)
    )
    return tuple(LinkLine(row[0], kind, row[1] or "", row[2], row[3]) for row in rows)


def customer_form(context: Context, record_id: int) -> CustomerForm:
    """Read a customer into the form that edits it."""
    details = customer_details(context, record_id)
    shared = {
        name: getattr(details, name) for name in ("name", "short_name", "is_key", "tax_no", "contacts", "version")
    }
    return CustomerForm(**shared)


def site_form(context: Context, record_id: int) -> SiteForm:
    """Read a site into the form that edits it."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, Site, record_id)
        own = {name: getattr(found, name) for name in SiteForm.__slots__ if name != "name"}
        return SiteForm(name=found.title, **own)

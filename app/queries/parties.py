"""Reading customers with their contacts and sites."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, literal, select, union_all
from sqlalchemy.orm import Session

from app.context import Actor, Context
from app.formatting import local
from app.forms.parties import ContactForm, CustomerForm, SiteForm
from app.queries.lists.record_list import RecordList, count_of, related
from app.queries.money.overdue import TODAY, OverdueBalance, overdue_balance, overdue_columns
from app.queries.money.promises import BrokenPromise, broken_promise_of
from app.queries.money.round_sums import on_round
from app.queries.records.keeping import Keeping, keeping_of
from app.queries.records.lookup import existing
from app.queries.records.record_parts import EventLine, events_of
from app.queries.requests.request_list import FINISHED_STATES
from app.rules.permissions import Permission
from models.enums import BasicState, CustomerNature, RecordKind, ServiceZone
from models.parties.customer import Contact, Customer
from models.parties.site import Site
from models.record import Record

customer = Customer.__table__


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
    state: BasicState


CUSTOMERS = RecordList(
    kind=RecordKind.CUSTOMER,
    row=CustomerRow,
    own=customer,
    columns={
        "sites": count_of(RecordKind.SITE, "customer_id", related.c.state != BasicState.RETIRED),
        "projects": count_of(RecordKind.PROJECT, "customer_id"),
        "open_requests": count_of(RecordKind.REQUEST, "customer_id", related.c.state.not_in(FINISHED_STATES)),
    },
    views={"key": customer.c.is_key},
    keeping=True,
)


@dataclass(frozen=True, slots=True)
class SiteLine:
    """A site of the customer; an empty ``address`` and ``km`` None are unknown and shown as missing."""

    id: int
    name: str
    place: str
    address: str
    zone: str
    service_zone: ServiceZone | None
    km: Decimal | None
    hazards: str
    state: BasicState


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
    """One customer in full, for reading; sites in use first. ``overdue`` is what should have been paid by now,
    ``broken`` the oldest promise of payment that was not kept, ``on_round`` that the daily round shows the customer to
    who may see money.
    """

    id: int
    number: str
    version: int
    name: str
    short_name: str
    is_key: bool
    nature: CustomerNature | None
    invoice_title: str
    tax_no: str
    invoice_address: str
    invoice_phone: str
    bank_name: str
    bank_account: str
    overdue: OverdueBalance
    broken: BrokenPromise | None
    on_round: bool
    keeping: Keeping
    contacts: tuple[ContactForm, ...]
    sites: tuple[SiteLine, ...]
    projects: tuple[LinkLine, ...]
    requests: tuple[LinkLine, ...]
    events: tuple[EventLine, ...]


LATEST_LINKS = 10
INVOICE_FIELDS = ("invoice_title", "tax_no", "invoice_address", "invoice_phone", "bank_name", "bank_account")
OWN_FIELDS = ("short_name", "is_key", "nature", *INVOICE_FIELDS)


def customer_details(context: Context, record_id: int) -> CustomerDetails:
    """Read one customer; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    today = local(context.clock.now(), context.zone).date()
    with context.read() as session:
        found = existing(session, Customer, record_id)
        overdue, is_on_round = _standing(session, found.id, today, context.actor)
        return CustomerDetails(
            **{name: getattr(found, name) for name in ("id", "version", *OWN_FIELDS)},
            number=found.number or "",
            name=found.title,
            overdue=overdue,
            broken=broken_promise_of(session, found.id, today, context.actor),
            on_round=is_on_round,
            keeping=keeping_of(session, found, context.actor),
            contacts=contacts_of(session, found.id),
            sites=_sites(session, found.id),
            projects=links(session, RecordKind.PROJECT, Record.customer_id == found.id),
            requests=links(session, RecordKind.REQUEST, Record.customer_id == found.id),
            events=events_of(session, (found.id,)),
        )


def _standing(session: Session, customer_id: int, today: date, actor: Actor) -> tuple[OverdueBalance, bool]:
    """Return what is overdue, and whether the round shows the customer, to who may see money: read at once."""
    columns = (*overdue_columns(literal(customer_id)), on_round(customer_id).label("on_round"))
    row = session.execute(select(*columns), {TODAY: today}).one()
    return overdue_balance(row, actor), actor.may(Permission.VIEW_MONEY) and bool(row.on_round)


def contacts_of(session: Session, party_id: int) -> tuple[ContactForm, ...]:
    """Return the people one talks to at a customer's or partner's."""
    rows = session.scalars(select(Contact).where(Contact.party_id == party_id).order_by(Contact.id))
    return tuple(ContactForm(row.id, row.name, row.post, row.phone, row.mobile, row.email) for row in rows)


def contacts(context: Context, customer_id: int) -> tuple[ContactForm, ...]:
    """Read the people one talks to at a customer's, for a form that offers them."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        return contacts_of(session, customer_id)


def _sites(session: Session, customer_id: int) -> tuple[SiteLine, ...]:
    in_order = (Site.state == BasicState.RETIRED.value, Site.sort_title, Site.id)
    rows = session.scalars(select(Site).where(Site.customer_id == customer_id).order_by(*in_order))
    return tuple(_site_line(row) for row in rows)


def _site_line(row: Site) -> SiteLine:
    place = " ".join(part for part in (row.province, row.city) if part)
    return SiteLine(
        row.id, row.title, place, row.address, row.zone, row.service_zone, row.km, row.hazards, BasicState(row.state)
    )


def links(session: Session, kind: RecordKind, condition: ColumnElement[bool]) -> tuple[LinkLine, ...]:
    """Return the newest records of a kind that fulfil a condition."""
    return links_by_kind(session, {kind: condition})[kind]


def links_by_kind(
    session: Session, wanted: Mapping[RecordKind, ColumnElement[bool]]
) -> Mapping[RecordKind, tuple[LinkLine, ...]]:
    """Return the newest records of several kinds that fulfil the condition of their kind, in one reading."""
    newest = (
        select(Record.id, Record.kind, Record.number, Record.title, Record.state, Record.sort_at)
        .where(Record.kind == kind, condition)
        .order_by(Record.sort_at.desc(), Record.id.desc())
        .limit(LATEST_LINKS)
        .subquery()
        for kind, condition in wanted.items()
    )
    rows = session.execute(union_all(*map(select, newest))).all()
    found: dict[RecordKind, list[LinkLine]] = {kind: [] for kind in wanted}
    for row in sorted(rows, key=lambda row: (row.sort_at, row.id), reverse=True):
        found[row.kind].append(LinkLine(row.id, row.kind, row.number or "", row.title, row.state))
    return {kind: tuple(lines) for kind, lines in found.items()}


def customer_form(context: Context, record_id: int) -> CustomerForm:
    """Read a customer into the form that edits it."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, Customer, record_id)
        own = {name: getattr(found, name) for name in ("version", *OWN_FIELDS)}
        return CustomerForm(name=found.title, contacts=contacts_of(session, found.id), **own)


def site_form(context: Context, record_id: int) -> SiteForm:
    """Read a site into the form that edits it."""
    return kept_site(context, record_id)[0]


def kept_site(context: Context, record_id: int) -> tuple[SiteForm, Keeping]:
    """Read a site into the form that edits it, and how it is kept."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, Site, record_id)
        own = {name: getattr(found, name) for name in SiteForm.__slots__ if name != "name"}
        return SiteForm(name=found.title, **own), keeping_of(session, found, context.actor)

"""Reading partners: the list, one partner in full, and the form that edits it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from app.context import Context
from app.forms.parties import ContactForm, PartnerForm
from app.queries.lists.record_list import RecordList, over
from app.queries.lists.table_list import Looking
from app.queries.material.supplier_claims import tasks_of_partner
from app.queries.parties import LinkLine, contacts_of
from app.queries.records.keeping import Keeping, keeping_of
from app.queries.records.lookup import existing
from app.queries.records.record_parts import EventLine, events_of
from app.rules.permissions import Permission
from models.enums import BasicState, PartnerRole, RecordKind
from models.parties.partner import Partner
from models.projects.equipment import Equipment
from models.record import Record

partner = Partner.__table__
equipment = Equipment.__table__
plant = aliased(Record.__table__, name="plant")
ROLES = tuple(role.value for role in PartnerRole)  # each is the code of its quick view too
OWN_FIELDS = ("short_name", "roles", "business", "address", "tax_no", "bank_name", "bank_account")


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A line of the list; ``equipment`` counts the kinds of equipment it made that stand at our customers'."""

    id: int
    number: str
    name: str
    short_name: str
    roles: frozenset[PartnerRole]
    business: str
    equipment: int
    state: BasicState


def _roles(found: Any, _looking: Looking) -> frozenset[PartnerRole]:
    return frozenset(role for role in PartnerRole if getattr(found, f"is_{role}"))


PARTNERS = RecordList(
    kind=RecordKind.PARTNER,
    row=PartnerRow,
    own=partner,
    columns={
        "equipment": over(func.count(), equipment.c.maker_id),
        **{f"is_{role}": partner.c[f"is_{role}"] for role in ROLES},
    },
    derived={"roles": _roles},
    views={role: partner.c[f"is_{role}"] for role in ROLES},
    keeping=True,
)


@dataclass(frozen=True, slots=True)
class MadeLine:
    """Equipment that the partner made; ``project`` is the order number of the project it belongs to."""

    id: int
    number: str
    name: str
    model: str
    quantity: int
    project: str


@dataclass(frozen=True, slots=True)
class PartnerDetails:
    """One partner in full, for reading; ``equipment_count`` also counts what is not listed. ``tasks`` are those that it
    was asked for and that are not closed yet (N7).
    """

    id: int
    number: str
    version: int
    name: str
    short_name: str
    roles: frozenset[PartnerRole]
    business: str
    address: str
    tax_no: str
    bank_name: str
    bank_account: str
    keeping: Keeping
    contacts: tuple[ContactForm, ...]
    equipment: tuple[MadeLine, ...]
    equipment_count: int
    tasks: tuple[LinkLine, ...]
    events: tuple[EventLine, ...]


LATEST_MADE = 20


def partner_details(context: Context, record_id: int) -> PartnerDetails:
    """Read one partner; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, Partner, record_id)
        made, count = _made_by(session, found.id)
        return PartnerDetails(
            **{name: getattr(found, name) for name in ("id", "version", *OWN_FIELDS)},
            number=found.number or "",
            name=found.title,
            keeping=keeping_of(session, found, context.actor),
            contacts=contacts_of(session, found.id),
            equipment=made,
            equipment_count=count,
            tasks=tasks_of_partner(session, found.id),
            events=events_of(session, (found.id,)),
        )


def _made_by(session: Session, partner_id: int) -> tuple[tuple[MadeLine, ...], int]:
    """Return the newest equipment of a maker, and how much there is in all."""
    rows = session.execute(
        select(Equipment.id, Equipment.number, Equipment.title, Equipment.model, Equipment.quantity)
        .add_columns(plant.c.number.label("project"), func.count().over().label("total"))
        .outerjoin(plant, plant.c.id == Equipment.project_id)
        .where(Equipment.maker_id == partner_id)
        .order_by(Equipment.id.desc())
        .limit(LATEST_MADE)
    ).all()
    lines = tuple(MadeLine(r.id, r.number or "", r.title, r.model, r.quantity, r.project or "") for r in rows)
    return lines, rows[0].total if rows else 0


def partner_form(context: Context, record_id: int) -> PartnerForm:
    """Read a partner into the form that edits it."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, Partner, record_id)
        own = {name: getattr(found, name) for name in ("version", *OWN_FIELDS)}
        return PartnerForm(name=found.title, contacts=contacts_of(session, found.id), **own)

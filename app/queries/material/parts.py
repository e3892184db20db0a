"""Reading parts; prices and costs are None for those who may not see them (C14)."""

from dataclasses import dataclass
from decimal import Decimal

from app.context import Context
from app.forms.material import PartForm
from app.queries.lists.record_list import RecordList
from app.queries.records.keeping import Keeping, keeping_of
from app.queries.records.lookup import existing
from app.queries.records.record_parts import EventLine, events_of
from app.rules.permissions import Permission
from models.enums import BasicState, PartClass, RecordKind
from models.material.part import Part

part = Part.__table__
OWN_FIELDS = ("spec", "brand", "unit", "part_class", "price", "cost", "tax_rate", "note")


@dataclass(frozen=True, slots=True)
class PartRow:
    """A line of the list; ``number`` is the part's code, ``price`` with tax."""

    id: int
    number: str
    name: str
    spec: str
    brand: str
    unit: str
    part_class: PartClass
    price: Decimal | None
    state: BasicState


PARTS = RecordList(
    kind=RecordKind.PART,
    row=PartRow,
    own=part,
    views={kind.value: part.c.part_class == kind for kind in PartClass},
    keeping=True,
    money=frozenset({"price"}),
)


@dataclass(frozen=True, slots=True)
class PartDetails:
    """One part in full; ``price`` with tax at ``tax_rate`` percent, ``cost`` without tax."""

    id: int
    number: str
    version: int
    name: str
    spec: str
    brand: str
    unit: str
    part_class: PartClass
    price: Decimal | None
    cost: Decimal | None
    tax_rate: Decimal
    note: str
    keeping: Keeping
    events: tuple[EventLine, ...]


def part_details(context: Context, record_id: int) -> PartDetails:
    """Read one part; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, Part, record_id)
        own = {name: getattr(found, name) for name in ("id", "version", *OWN_FIELDS)}
        if not context.actor.may(Permission.VIEW_MONEY):
            own["price"] = None
        if not context.actor.may(Permission.VIEW_MARGINS):
            own["cost"] = None
        return PartDetails(
            **own,
            number=found.number or "",
            name=found.title,
            keeping=keeping_of(session, found, context.actor),
            events=events_of(session, (found.id,)),
        )


def part_form(context: Context, record_id: int) -> PartForm:
    """Read a part into the form that edits it; for those who may edit it, since it names its prices."""
    context.require(Permission.EDIT_PARTS)
    with context.read() as session:
        found = existing(session, Part, record_id)
        own = {name: getattr(found, name) for name in ("version", *OWN_FIELDS)}
        return PartForm(number=found.number or "", name=found.title, **own)

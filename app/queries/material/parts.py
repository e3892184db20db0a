"""Reading parts; prices, costs and what stock is worth are None for those who may not see them (C14)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select, type_coerce
from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.forms.material.parts import PartForm
from app.queries.lists.paging import ListFilter
from app.queries.lists.record_list import RecordList
from app.queries.lists.table_list import Looking
from app.queries.material.moves import MoveRow, batches_of, latest_moves
from app.queries.material.substitutes import SubstituteLine, substitutes_of
from app.queries.records.keeping import Keeping, keeping_of
from app.queries.records.lookup import existing
from app.queries.records.record_parts import EventLine, events_of
from app.rules.material.batches import Batch
from app.rules.material.valuation import ZERO, Stock
from app.rules.permissions import Permission
from app.rules.promises.clocks import add_months
from app.settings import whole_number
from models.enums import BasicState, PartClass, PartFamily, RecordKind
from models.material.part import Part

part = Part.__table__
OWN_FIELDS = (
    "spec", "brand", "unit", "part_class", "price", "cost", "tax_rate", "note", "family", "attributes", "bin",
    "minimum", "shelf_life_months",
)  # fmt: skip
USUAL_SLOW_MONTHS, MOST_SLOW_MONTHS = 12, 600


@dataclass(frozen=True, slots=True)
class PartRow:
    """A line of the list; ``number`` is the part's code, ``price`` with tax, ``average`` and ``value`` without.

    ``free`` is what is on hand and not reserved; ``idle_since`` the day since when it has lain without being used.
    """

    id: int
    number: str
    name: str
    spec: str
    brand: str
    unit: str
    part_class: PartClass
    family: PartFamily
    bin: str
    on_hand: Decimal
    reserved: Decimal
    free: Decimal
    on_order: Decimal
    minimum: Decimal | None
    idle_since: date | None
    average: Decimal | None
    value: Decimal | None
    price: Decimal | None
    state: BasicState


def slow_since(looking: Looking) -> date:
    """Return the day: what was not used since is slow-moving."""
    return add_months(looking.today, -slow_months(looking.session))


def slow_months(session: Session) -> int:
    """Return after how many months without use stock counts as slow-moving, at least one."""
    months = whole_number(settings_of(session).text("slow_months"), USUAL_SLOW_MONTHS)
    return min(max(months, 1), MOST_SLOW_MONTHS)


def _slow(looking: Looking) -> ColumnElement[bool]:
    return and_(part.c.on_hand > 0, part.c.idle_since <= slow_since(looking))


class _Parts(RecordList[PartRow]):
    """Parts, and what their stock is worth."""

    def worth(self, context: Context, wanted: ListFilter) -> Decimal:
        """Return what the stock of the parts that a filter shows is worth, without tax."""
        context.require(Permission.VIEW_MARGINS)
        with context.read() as session:
            looking = Looking(context.actor, context.clock.now(), session)
            total = func.sum(part.c.stock_value, type_=part.c.stock_value.type)
            found = select(total).select_from(self._tables).where(*self._conditions(wanted, looking))
            return session.scalar(found) or ZERO


PARTS = _Parts(
    kind=RecordKind.PART,
    row=PartRow,
    own=part,
    columns={"free": type_coerce(part.c.on_hand - part.c.reserved, part.c.on_hand.type), "value": part.c.stock_value},
    derived={"average": lambda found, _looking: Stock(found.on_hand, found.value).average},
    orders={
        "on_hand": part.c.on_hand,
        "idle_since": part.c.idle_since,
        "value": part.c.stock_value,
    },
    views={
        **{kind.value: part.c.part_class == kind for kind in PartClass},
        "below_minimum": part.c.on_hand - part.c.reserved < part.c.minimum,
        "slow": _slow,
        "out": part.c.on_hand == 0,
    },
    keeping=True,
    money=frozenset({"price"}),
    margins=frozenset({"average", "value"}),
)


@dataclass(frozen=True, slots=True)
class PartDetails:
    """One part in full; ``price`` with tax at ``tax_rate`` percent, ``cost`` (typed), ``average`` and ``stock_value``
    without tax.

    ``moves`` are the latest entries of its ledger, ``move_count`` how many there are in all; ``batches`` what is left
    of those that have a number or an expiry day. ``slow_moving`` tells that nobody used it for long.
    """

    id: int
    number: str
    version: int
    name: str
    spec: str
    brand: str
    unit: str
    part_class: PartClass
    family: PartFamily
    attributes: Mapping[str, str]
    bin: str
    minimum: Decimal | None
    shelf_life_months: int | None
    price: Decimal | None
    cost: Decimal | None
    tax_rate: Decimal
    note: str
    on_hand: Decimal
    reserved: Decimal
    on_order: Decimal
    free: Decimal
    average: Decimal | None
    stock_value: Decimal | None
    idle_since: date | None
    slow_moving: bool
    moves: tuple[MoveRow, ...]
    move_count: int
    batches: tuple[Batch, ...]
    substitutes: tuple[SubstituteLine, ...]
    keeping: Keeping
    events: tuple[EventLine, ...]


_STOCK = ("on_hand", "reserved", "on_order", "free", "stock_value", "idle_since")


def part_details(context: Context, record_id: int) -> PartDetails:
    """Read one part; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, Part, record_id)
        looking = Looking(context.actor, context.clock.now(), session)
        moves, move_count = latest_moves(session, found.id, context.actor)
        return PartDetails(
            **_shown(found, looking),
            number=found.number or "",
            name=found.title,
            slow_moving=found.idle_since is not None and found.idle_since <= slow_since(looking),
            moves=moves,
            move_count=move_count,
            batches=batches_of(session, found.id),
            substitutes=substitutes_of(session, found.id),
            keeping=keeping_of(session, found, context.actor),
            events=events_of(session, (found.id,)),
        )


def _shown(found: Part, looking: Looking) -> dict[str, Any]:
    """Return what the part itself knows, without prices and costs that are not for whoever looks."""
    own = {name: getattr(found, name) for name in ("id", "version", *OWN_FIELDS, *_STOCK)}
    own["average"] = Stock(found.on_hand, found.stock_value).average
    if not looking.actor.may(Permission.VIEW_MONEY):
        own["price"] = None
    if not looking.actor.may(Permission.VIEW_MARGINS):
        own |= dict.fromkeys(("cost", "average", "stock_value"))
    return own


def part_form(context: Context, record_id: int) -> PartForm:
    """Read a part into the form that edits it; for those who may edit it, since it names its prices."""
    context.require(Permission.EDIT_PARTS)
    with context.read() as session:
        found = existing(session, Part, record_id)
        own = {name: getattr(found, name) for name in ("version", *OWN_FIELDS)}
        return PartForm(number=found.number or "", name=found.title, **own)

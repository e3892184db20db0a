"""Reading rate cards; for those who may see prices (C14)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from app.context import Context
from app.forms.trade import RateCardForm, RateLineForm
from app.queries.lists.record_list import RecordList, over
from app.queries.lists.table_list import Looking
from app.queries.records.keeping import Keeping, keeping_of
from app.queries.records.lookup import existing
from app.queries.records.record_parts import EventLine, PaperLine, events_of, papers_of_record
from app.rules.permissions import Permission
from models.enums import BasicState, LineKind, RecordKind
from models.trade.rate_card import RateCard, RateCardLine

card = RateCard.__table__
line = RateCardLine.__table__
LINE_FIELDS = ("kind", "name", "unit", "price", "cost", "tax_rate", "note")


@dataclass(frozen=True, slots=True)
class RateCardRow:
    """A line of the list; ``rates`` counts its lines."""

    id: int
    number: str
    name: str
    valid_from: date
    valid_to: date | None
    rates: int
    state: BasicState


def _valid(looking: Looking) -> ColumnElement[bool]:
    return _valid_on(looking.today)


def _valid_on(day: date) -> ColumnElement[bool]:
    return and_(card.c.valid_from <= day, or_(card.c.valid_to.is_(None), card.c.valid_to >= day))


RATE_CARDS = RecordList(
    kind=RecordKind.RATE_CARD,
    row=RateCardRow,
    own=card,
    columns={"rates": over(func.count(), line.c.rate_card_id)},
    orders={"valid_from": card.c.valid_from},
    views={"valid": _valid},
    keeping=True,
    permission=Permission.VIEW_MONEY,
)


@dataclass(frozen=True, slots=True)
class RateLine:
    """One rate in yuan for one unit: ``price`` with tax, ``cost`` without, None where unknown or not to be seen."""

    kind: LineKind
    name: str
    unit: str
    price: Decimal
    cost: Decimal | None
    tax_rate: Decimal
    note: str


@dataclass(frozen=True, slots=True)
class RateCardDetails:
    """One rate card in full; ``is_current`` tells that quotations of today take their rates from it."""

    id: int
    number: str
    version: int
    title: str
    valid_from: date
    valid_to: date | None
    note: str
    is_current: bool
    lines: tuple[RateLine, ...]
    keeping: Keeping
    papers: tuple[PaperLine, ...]
    events: tuple[EventLine, ...]


def rate_card_details(context: Context, record_id: int) -> RateCardDetails:
    """Read one rate card; NotFound when there is none."""
    context.require(Permission.VIEW_MONEY)
    with context.read() as session:
        found = existing(session, RateCard, record_id)
        today = Looking(context.actor, context.clock.now(), session).today
        current = card_on(session, today)
        names = ("id", "version", "title", "valid_from", "valid_to", "note")
        return RateCardDetails(
            **{name: getattr(found, name) for name in names},
            number=found.number or "",
            is_current=current is not None and current.id == found.id,
            lines=rate_lines(found, with_costs=context.actor.may(Permission.VIEW_MARGINS)),
            keeping=keeping_of(session, found, context.actor),
            papers=papers_of_record(session, (found.id,)),
            events=events_of(session, (found.id,)),
        )


def rate_lines(found: RateCard, *, with_costs: bool) -> tuple[RateLine, ...]:
    """Return the rates of a card in their order."""
    lines = []
    for row in found.lines:
        values = {name: getattr(row, name) for name in LINE_FIELDS}
        lines.append(RateLine(**{**values, "cost": row.cost if with_costs else None}))
    return tuple(lines)


def rate_card_form(context: Context, record_id: int) -> RateCardForm:
    """Read a rate card into the form that edits it."""
    context.require(Permission.EDIT_RATE_CARD)
    with context.read() as session:
        found = existing(session, RateCard, record_id)
        names = ("title", "valid_from", "valid_to", "note", "version")
        lines = tuple(RateLineForm(**{name: getattr(row, name) for name in LINE_FIELDS}) for row in found.lines)
        return RateCardForm(**{name: getattr(found, name) for name in names}, lines=lines)


def card_on(session: Session, day: date) -> RateCard | None:
    """Return the rate card that counts on a day: of those in use and valid then the one that became valid last."""
    return session.scalar(_cards_on(day).limit(1))


def _cards_on(day: date) -> Select[RateCard]:
    in_use = select(RateCard).where(RateCard.state == BasicState.ACTIVE, _valid_on(day))
    return in_use.order_by(RateCard.valid_from.desc(), RateCard.id.desc())

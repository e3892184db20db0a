"""Where a price can be taken from: parts, the rate card of the day, what this customer was quoted before (C5.2)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.context import Context
from app.forms.trade import PricedLineForm
from app.queries.lists.paging import matches
from app.queries.trade.rate_cards import card_on
from app.queries.trade.tax_rates import rates_in_use
from app.rules.inputs import comparison_key
from app.rules.permissions import Permission
from models.enums import BasicState, LineKind, QuotationState, RecordKind
from models.material.part import Part
from models.trade.priced import PricedLine
from models.trade.quotation import Quotation
from models.trade.rate_card import RateCardLine

MOST_OF_EACH = 8
NOT_OFFERED = (QuotationState.DRAFT, QuotationState.CANCELLED)


class PriceSource(StrEnum):
    """Where a price comes from."""

    PART = "part"
    RATE_CARD = "rate_card"
    QUOTATION = "quotation"


@dataclass(frozen=True, slots=True)
class PriceChoice:
    """A price that can be taken over: the ``line`` it makes (without quantity), its source, the number of the part, the
    rate card or the quotation, and from which day the price is (None for a part's present one).
    """

    source: PriceSource
    number: str
    day: date | None
    line: PricedLineForm


def price_choices(context: Context, *, text: str, customer_id: int | None, day: date) -> tuple[PriceChoice, ...]:
    """Return what can be taken over for ``text``, parts first, the newest quotation first; for those who see prices.

    Costs come along only for those who may see margins.
    """
    context.require(Permission.VIEW_MONEY)
    with_costs = context.actor.may(Permission.VIEW_MARGINS)
    with context.read() as session:
        usual = next(iter(rates_in_use(session)), Decimal(0))
        found = [
            *_parts(session, text, usual),
            *_rates(session, text, day),
            *(_quoted(session, text, customer_id) if customer_id else ()),
        ]
    return tuple(choice if with_costs else _without_cost(choice) for choice in found)


def _parts(session: Session, text: str, usual_rate: Decimal) -> Iterator[PriceChoice]:
    statement: Select[Part] = select(Part).where(Part.state == BasicState.ACTIVE)
    found = matches(session, text, RecordKind.PART)
    if found is not None:
        statement = statement.where(found)
    for part in session.scalars(statement.order_by(Part.number, Part.id).limit(MOST_OF_EACH)):
        line = PricedLineForm(
            kind=LineKind.MATERIAL,
            part_id=part.id,
            name=part.title,
            spec=part.spec,
            brand=part.brand,
            unit=part.unit,
            unit_cost=part.cost,
            unit_price=part.price,
            tax_rate=part.tax_rate or usual_rate,
        )
        yield PriceChoice(PriceSource.PART, part.number or "", None, line)


def _rates(session: Session, text: str, day: date) -> Iterator[PriceChoice]:
    card = card_on(session, day)
    if card is None:
        return
    named = [line for line in card.lines if _names(line.name, text)]
    for line in named[:MOST_OF_EACH]:
        yield PriceChoice(PriceSource.RATE_CARD, card.number or "", card.valid_from, _rate_line(line))


def _rate_line(line: RateCardLine) -> PricedLineForm:
    return PricedLineForm(
        kind=line.kind,
        name=line.name,
        unit=line.unit,
        unit_cost=line.cost,
        unit_price=line.price,
        tax_rate=line.tax_rate,
        remark=line.note,
    )


def _quoted(session: Session, text: str, customer_id: int) -> Iterator[PriceChoice]:
    """The newest price of each thing that this customer was quoted."""
    offered = (
        select(PricedLine, Quotation.number, Quotation.quoted_on)
        .join(Quotation, Quotation.id == PricedLine.record_id)
        .where(Quotation.customer_id == customer_id, Quotation.state.not_in(NOT_OFFERED))
        .order_by(Quotation.quoted_on.desc(), Quotation.id.desc(), PricedLine.position)
    )
    seen: set[str] = set()
    for line, number, quoted_on in session.execute(offered):
        key = comparison_key(f"{line.name} {line.spec}")
        if key in seen or not _names(key, text):
            continue
        seen.add(key)
        yield PriceChoice(PriceSource.QUOTATION, number or "", quoted_on, _quoted_line(line))
        if len(seen) == MOST_OF_EACH:
            return


def _quoted_line(line: PricedLine) -> PricedLineForm:
    names = ("kind", "part_id", "name", "spec", "brand", "unit", "unit_cost", "unit_price", "tax_rate", "remark")
    return PricedLineForm(**{name: getattr(line, name) for name in names})


def _names(name: str, text: str) -> bool:
    key = comparison_key(name)
    return all(word in key for word in comparison_key(text).split())


def _without_cost(choice: PriceChoice) -> PriceChoice:
    return replace(choice, line=replace(choice.line, unit_cost=None))

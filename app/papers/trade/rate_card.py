"""The rate card (服务收费标准, rate_card): what labour, trips and the like cost a customer, as it is printed and shown.

It has no gate. Costs are not on it.
"""

from sqlalchemy.orm import Session

from app.formatting import date_text, money
from app.i18n import _
from app.labels import label
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.sources import TITLE_LIMIT
from app.queries.trade.rate_cards import RateLine, rate_lines
from app.rules.trade.tax_rates import rate_text
from models.enums import BasicState, LineKind
from models.record import Record
from models.trade.rate_card import RateCard

ISSUED_FROM = frozenset({BasicState.ACTIVE})


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the rates by kind; runs inside ``using_language`` of the paper's language."""
    card = session.get_one(RateCard, record.id)
    values: dict[str, FieldValue] = {
        "name": card.title,
        "valid": _valid(card),
        "note": card.note,
    }
    order = list(LineKind)
    lines = sorted(rate_lines(card, with_costs=False), key=lambda line: order.index(line.kind))
    rows = tuple(_row(position, line) for position, line in enumerate(lines, start=1))
    return Filled(_("Rate card: {title}").format(title=card.title)[:TITLE_LIMIT], values, {"rates": rows})


def _valid(card: RateCard) -> str:
    if card.valid_to is None:
        return _("from {first} until further notice").format(first=date_text(card.valid_from))
    return _("{first} to {last}").format(first=date_text(card.valid_from), last=date_text(card.valid_to))


def _row(position: int, line: RateLine) -> dict[str, str]:
    return {
        "seq": str(position),
        "kind": label(line.kind),
        "name": line.name,
        "unit": line.unit,
        "price": money(line.price),
        "tax_rate": rate_text(line.tax_rate),
        "note": line.note,
    }

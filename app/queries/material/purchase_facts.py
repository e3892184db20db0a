"""What the gates of a purchase order look at, and what an approval of it freezes (C6.1, C6.2)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.formatting import quantity
from app.queries.approvals.known import granted_approval
from app.rules.approvals.content import content_hash
from app.rules.material.gates import PurchaseFacts
from app.rules.material.valuation import ZERO
from app.rules.trade.pricing import to_fen
from models.material.part import Part
from models.material.purchase import Purchase, PurchaseLine

Parts = Mapping[int, Part]
Wanted = Callable[[PurchaseLine, Part], bool]


def parts_of(session: Session, purchase: Purchase) -> Parts:
    """Return the parts of a purchase's lines by id, in one reading."""
    wanted = select(Part).where(Part.id.in_([line.part_id for line in purchase.lines]))
    return {part.id: part for part in session.scalars(wanted)}


def purchase_facts(session: Session, purchase: Purchase, parts: Parts | None = None) -> PurchaseFacts:
    """Read what the gates of a purchase look at; ``parts`` are those of its lines, where they have been read already.

    More free in stock than the minimum asks for a reason why it is bought all the same (C6.1).
    """
    known = parts_of(session, purchase) if parts is None else parts
    return PurchaseFacts(
        line_count=len(purchase.lines),
        unanswered=_names(purchase, known, lambda line, _part: line.answer is None),
        unreasoned=_names(purchase, known, _is_unreasoned),
        undated=_names(purchase, known, lambda line, _part: line.needed_on is None),
        own_reasoned=not purchase.own_purchase or bool(purchase.own_reason.strip()),
        own_approved=not purchase.own_purchase or own_granted(session, purchase),
        received=_names(purchase, known, lambda line, _part: line.received > 0),
    )


def _names(purchase: Purchase, parts: Parts, wanted: Wanted) -> tuple[str, ...]:
    return tuple(parts[line.part_id].title for line in purchase.lines if wanted(line, parts[line.part_id]))


def _is_unreasoned(line: PurchaseLine, part: Part) -> bool:
    return line.answer is not None and part.free > (part.minimum or ZERO) and not line.answer_reason.strip()


def own_granted(session: Session, purchase: Purchase) -> bool:
    """Tell whether a purchase of our own, as it stands, was granted (C6.2)."""
    approval = granted_approval(session, purchase.id)
    return approval is not None and approval.content_hash == purchase_hash(purchase)


def purchase_hash(purchase: Purchase) -> str:
    """Return the hash of what a purchase of our own rests on: what is bought, for how much, and why by ourselves."""
    lines = [[line.part_id, f"{line.quantity:.3f}", _cost_of(line), line.requirement] for line in purchase.lines]
    return content_hash({"purchase": purchase.id, "reason": purchase.own_reason, "lines": lines})


def _cost_of(line: PurchaseLine) -> str | None:
    return None if line.estimate is None else f"{line.estimate:.2f}"


@dataclass(frozen=True, slots=True)
class BoughtItem:
    """One thing that is bought: name and model, how much in which unit, and what it is expected to cost without tax,
    None while nobody knows.
    """

    name: str
    quantity: str
    cost: Decimal | None


def bought_items(session: Session, purchase: Purchase) -> tuple[BoughtItem, ...]:
    """Return what a purchase buys, as whoever decides about it reads it."""
    parts = parts_of(session, purchase)
    return tuple(_item(line, parts[line.part_id]) for line in purchase.lines)


def _item(line: PurchaseLine, part: Part) -> BoughtItem:
    name = " ".join(said for said in (part.title, part.spec, line.requirement) if said)
    cost = to_fen(line.estimate * line.quantity) if line.estimate is not None else None
    return BoughtItem(name, f"{quantity(line.quantity)} {part.unit}".strip(), cost)


def estimated_total(purchase: Purchase) -> Decimal | None:
    """Return what a purchase is expected to cost without tax; None as long as nothing of it is known."""
    known = [to_fen(line.estimate * line.quantity) for line in purchase.lines if line.estimate is not None]
    return sum(known, ZERO) if known else None

"""What customers refuse to pay over quality: those instalments, and no others, are not dunned meanwhile (C10.4)."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from app.queries.money.open_sums import OPEN_AMOUNT
from app.rules.money.dispute_rules import OURS
from models.enums import DisputeState
from models.money.dispute import Dispute, DisputeClaim
from models.money.receivable import Instalment

_instalment = Instalment.__table__


def pauses() -> ColumnElement[bool]:
    """Return the condition on Dispute that dunning waits for it: not verified yet, or found to be our fault and not
    resolved.
    """
    found_ours = and_(Dispute.state == DisputeState.VERIFIED, Dispute.verdict.in_(OURS))
    return or_(Dispute.state == DisputeState.REGISTERED, found_ours)


def held_back() -> Select[Any]:
    """Select ``instalment_id`` and ``amount``, what of it is held back in disputes that pause its dunning: never more
    than is open of it now, whatever was claimed.
    """
    claimed: Any = func.sum(DisputeClaim.amount, type_=DisputeClaim.amount.type)
    least = case((claimed < OPEN_AMOUNT, claimed), else_=OPEN_AMOUNT)
    return (
        select(DisputeClaim.instalment_id, type_coerce(least, DisputeClaim.amount.type).label("amount"))
        .join(Dispute, Dispute.id == DisputeClaim.dispute_id)
        .join(_instalment, _instalment.c.id == DisputeClaim.instalment_id)
        .where(pauses(), _instalment.c.amount > _instalment.c.paid + _instalment.c.deducted)
        .group_by(DisputeClaim.instalment_id, _instalment.c.amount, _instalment.c.paid, _instalment.c.deducted)
    )


def disputed_sums(session: Session, instalment_ids: Iterable[int]) -> dict[int, Decimal]:
    """Return by instalment what of it is held back (``held_back``); others are left out."""
    claims = held_back().where(DisputeClaim.instalment_id.in_(tuple(instalment_ids)))
    return {row.instalment_id: row.amount for row in session.execute(claims)}

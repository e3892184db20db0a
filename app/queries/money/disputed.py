"""What customers refuse to pay over quality: those instalments, and no others, are not dunned meanwhile (C10.4)."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from models.enums import DisputeState, DisputeVerdict
from models.money.dispute import Dispute, DisputeClaim

OUR_FAULT = (DisputeVerdict.OURS, DisputeVerdict.PARTLY)


def pauses() -> ColumnElement[bool]:
    """Return the condition on Dispute that dunning waits for it: not verified yet, or found to be our fault and not
    resolved.
    """
    found_ours = and_(Dispute.state == DisputeState.VERIFIED, Dispute.verdict.in_(OUR_FAULT))
    return or_(Dispute.state == DisputeState.REGISTERED, found_ours)


def disputed_sums(session: Session, instalment_ids: Iterable[int]) -> dict[int, Decimal]:
    """Return by instalment what of it is held back in disputes that pause its dunning; others are left out."""
    total: Any = func.sum(DisputeClaim.amount, type_=DisputeClaim.amount.type)
    claims = (
        select(DisputeClaim.instalment_id, total)
        .join(Dispute, Dispute.id == DisputeClaim.dispute_id)
        .where(DisputeClaim.instalment_id.in_(tuple(instalment_ids)), pauses())
        .group_by(DisputeClaim.instalment_id)
    )
    return {row[0]: row[1] for row in session.execute(claims)}

"""Which instalments stronger measures were proposed or approved for (C10.5)."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.enums import MeasuresState
from models.money.dispute import Measures, MeasuresClaim

APPROVED = (MeasuresState.APPROVED, MeasuresState.CARRIED_OUT)


def submissions(session: Session, instalment_ids: Iterable[int]) -> dict[int, datetime]:
    """Return by instalment when a proposal that names it was first submitted to the leader; others are left out."""
    first = (
        select(MeasuresClaim.instalment_id, func.min(Measures.submitted_at))
        .join(Measures, Measures.id == MeasuresClaim.measures_id)
        .where(MeasuresClaim.instalment_id.in_(tuple(instalment_ids)), Measures.submitted_at.is_not(None))
        .group_by(MeasuresClaim.instalment_id)
    )
    return {row[0]: row[1] for row in session.execute(first) if row[1] is not None}


def approved_for(session: Session, instalment_ids: Iterable[int]) -> dict[int, int]:
    """Return by instalment the id of the newest approved proposal that names it; others are left out."""
    newest = (
        select(MeasuresClaim.instalment_id, func.max(Measures.id))
        .join(Measures, Measures.id == MeasuresClaim.measures_id)
        .where(MeasuresClaim.instalment_id.in_(tuple(instalment_ids)), Measures.state.in_(APPROVED))
        .group_by(MeasuresClaim.instalment_id)
    )
    return {row[0]: row[1] for row in session.execute(newest)}

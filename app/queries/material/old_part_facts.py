"""What the gates of an old part look at (N2)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.rules.material.gates import ReturnFacts
from models.material.ledger import StockMove
from models.material.swap import OldPart


def old_part_facts(session: Session, part: OldPart) -> ReturnFacts:
    """Read whether an old part was taken into stock."""
    moved = select(StockMove.id).where(StockMove.source_id == part.id).limit(1)
    return ReturnFacts(in_stock=session.scalar(moved) is not None)

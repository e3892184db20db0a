"""The known substitutes of a part (C6.1)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.enums import BasicState
from models.material.part import Part, PartSubstitute


@dataclass(frozen=True, slots=True)
class SubstituteLine:
    """A part that may take another's place: why, who accepted it when, and how much of it is free in stock."""

    id: int
    part_id: int
    number: str
    name: str
    spec: str
    unit: str
    free: Decimal
    reason: str
    accepted_at: datetime
    accepted_by: str
    is_retired: bool


def substitutes_of(session: Session, part_id: int) -> tuple[SubstituteLine, ...]:
    """Return what may take the place of a part, in the order in which it was accepted."""
    rows = session.execute(
        select(PartSubstitute, Part)
        .join(Part, Part.id == PartSubstitute.substitute_id)
        .where(PartSubstitute.part_id == part_id)
        .order_by(PartSubstitute.accepted_at, PartSubstitute.id)
    )
    return tuple(_line(accepted, part) for accepted, part in rows)


def _line(accepted: PartSubstitute, part: Part) -> SubstituteLine:
    return SubstituteLine(
        id=accepted.id,
        part_id=part.id,
        number=part.number or "",
        name=part.title,
        spec=part.spec,
        unit=part.unit,
        free=part.free,
        reason=accepted.reason,
        accepted_at=accepted.accepted_at,
        accepted_by=accepted.accepted_by,
        is_retired=part.state == BasicState.RETIRED,
    )

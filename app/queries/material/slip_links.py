"""The issue slips of a request, an order or a dispatch, as links."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.queries.material.open_slips import of_record
from app.queries.parties import LinkLine
from models.enums import RecordKind
from models.material.slip import Slip


def slips_of(session: Session, record_id: int) -> tuple[LinkLine, ...]:
    """Return the slips of a record in the order in which they were made."""
    rows = session.execute(
        select(Slip.id, Slip.number, Slip.title, Slip.state).where(of_record(record_id)).order_by(Slip.id)
    )
    return tuple(LinkLine(row[0], RecordKind.SLIP, row[1] or "", row[2], row[3]) for row in rows)

"""Whether a paper came out since some moment: what was printed before said something else."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.enums import EventKind
from models.record import Event

PRINTED = (EventKind.PAPER_ISSUED, EventKind.PAPER_REPRINTED)


def is_issued_since(session: Session, record_id: int, form: str, since: datetime | None) -> bool:
    """Tell whether the paper ``form`` of a record was printed or saved as PDF at ``since`` or later."""
    entries = Event.record_id == record_id, Event.kind.in_(PRINTED), Event.at >= since
    return any(data.get("form") == form for data in session.scalars(select(Event.data).where(*entries)))

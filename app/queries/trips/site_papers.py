"""The list of what customers sign: service receipts (N1)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_

from app.queries.lists.record_list import RecordList, overdue, record
from models.enums import CommitmentKind, Rating, RecordKind, SignOffState
from models.trips.service_receipt import ServiceReceipt

_own = ServiceReceipt.__table__
_holding: ColumnElement[bool] = and_(
    record.c.state != SignOffState.CANCELLED.value, _own.c.cash_taken > _own.c.cash_handed_in
)


@dataclass(frozen=True, slots=True)
class SitePaperRow:
    """A line of the list; ``name`` is what the trip was for."""

    id: int
    number: str
    name: str
    customer: str
    project: str
    site: str
    state: SignOffState
    created_at: datetime
    due_at: datetime | None
    due_kind: CommitmentKind | None


SITE_PAPERS = RecordList(
    kind=RecordKind.SERVICE_RECEIPT,
    row=SitePaperRow,
    own=_own,
    columns={"created_at": record.c.sort_at},
    orders={"due_at": record.c.due_at},
    views={
        "open": or_(record.c.state == SignOffState.DRAFT.value, _holding),
        "cash": _holding,
        "dissatisfied": _own.c.rating == Rating.DISSATISFIED.value,
        "overdue": overdue,
    },
    uncounted=frozenset({"dissatisfied"}),
)

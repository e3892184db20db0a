"""The list of what customers sign and answer: service receipts and surveys (N1, N3)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select

from app.queries.lists.kinds_list import KindsList
from app.queries.lists.record_list import of_kind, overdue, record
from models.enums import CommitmentKind, Rating, RecordKind, SignOffState, SurveyState
from models.trips.service_receipt import ServiceReceipt

KINDS = (RecordKind.SERVICE_RECEIPT, RecordKind.SURVEY)
_own = ServiceReceipt.__table__
_with_cash = select(_own.c.id).where(_own.c.cash_taken > _own.c.cash_handed_in)
_holding: ColumnElement[bool] = and_(
    of_kind(record, RecordKind.SERVICE_RECEIPT), record.c.state != SignOffState.CANCELLED.value,
    record.c.id.in_(_with_cash),
)  # fmt: skip
_awaited: ColumnElement[bool] = record.c.state.in_((SignOffState.DRAFT.value, SurveyState.SENT.value))
_dissatisfied = select(_own.c.id).where(_own.c.rating == Rating.DISSATISFIED)


@dataclass(frozen=True, slots=True)
class SitePaperRow:
    """A line of the list; ``name`` is what the trip was for, ``state`` a code of the kind's own vocabulary."""

    id: int
    number: str
    kind: RecordKind
    name: str
    customer: str
    project: str
    site: str
    state: str
    created_at: datetime
    due_at: datetime | None
    due_kind: CommitmentKind | None


SITE_PAPERS = KindsList(
    kind=RecordKind.SERVICE_RECEIPT,
    others=KINDS[1:],
    row=SitePaperRow,
    columns={"created_at": record.c.sort_at},
    orders={"due_at": record.c.due_at},
    views={
        **{kind.value: of_kind(record, kind) for kind in KINDS},
        "open": or_(_awaited, _holding),
        "cash": _holding,
        "dissatisfied": record.c.id.in_(_dissatisfied),
        "overdue": overdue,
    },
    uncounted=frozenset({"dissatisfied"}),
)

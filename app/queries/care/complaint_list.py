"""The list of complaints and of the quality feedback that departments are asked for (N6)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, func, select

from app.queries.lists.kinds_list import KindsList
from app.queries.lists.record_list import of_kind, overdue, record
from models.care.complaint import Complaint, Feedback
from models.enums import (
    CommitmentKind,
    ComplaintCategory,
    ComplaintSeverity,
    ComplaintState,
    Fault,
    FeedbackState,
    RecordKind,
)

KINDS = (RecordKind.COMPLAINT, RecordKind.FEEDBACK)
OVER = tuple(state.value for state in (ComplaintState.CLOSED, FeedbackState.CANCELLED))  # closed is one code of both
_complaint, _feedback = Complaint.__table__, Feedback.__table__


@dataclass(frozen=True, slots=True)
class CareRow:
    """A line of the list; ``state`` is a code of the kind's own vocabulary. Category, severity and fault are those of
    complaints; a draft of feedback has no number.
    """

    id: int
    number: str
    kind: RecordKind
    name: str
    customer: str
    project: str
    category: ComplaintCategory | None
    severity: ComplaintSeverity | None
    fault: Fault | None
    department: str
    state: str
    created_at: datetime
    due_at: datetime | None
    due_kind: CommitmentKind | None


def _of(table: FromClause, name: str) -> ColumnElement[Any]:
    return select(table.c[name]).where(table.c.id == record.c.id).correlate(record).scalar_subquery()


def _among(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return record.c.id.in_(select(_complaint.c.id).where(condition))


_is_over = record.c.state.in_(OVER)
COMPLAINTS = KindsList(
    kind=RecordKind.COMPLAINT,
    others=KINDS[1:],
    row=CareRow,
    columns={
        "created_at": record.c.sort_at,
        "department": func.coalesce(_of(_complaint, "department"), _of(_feedback, "department")),
        **{name: _of(_complaint, name) for name in ("category", "severity", "fault")},
    },
    orders={"due_at": record.c.due_at},
    views={
        **{kind.value: of_kind(record, kind) for kind in KINDS},
        "open": ~_is_over,
        "overdue": overdue,
        "to_judge": of_kind(record, RecordKind.COMPLAINT) & (record.c.state == ComplaintState.VERIFIED.value),
        "ours": _among(_complaint.c.fault == Fault.OURS),
        "over": _is_over,
    },
    uncounted=frozenset({"over"}),
)

"""The list of what takes more than a letter: disputes over quality, and stronger measures (C10.4, C10.5)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, func, select

from app.queries.lists.kinds_list import KindsList
from app.queries.lists.record_list import of_kind, over, overdue, record
from app.queries.money.disputed import pauses
from app.rules.permissions import Permission
from models.enums import CommitmentKind, DisputeState, MeasuresState, RecordKind
from models.money.dispute import Dispute, DisputeClaim, Measures, MeasuresClaim
from models.types import Money

KINDS = (RecordKind.DISPUTE, RecordKind.MEASURES)
OVER = tuple(
    state.value
    for state in (
        DisputeState.RESOLVED, DisputeState.CANCELLED, MeasuresState.CARRIED_OUT, MeasuresState.CANCELLED,
    )
)  # fmt: skip
_dispute, _measures = Dispute.__table__, Measures.__table__
_held, _claimed = DisputeClaim.__table__, MeasuresClaim.__table__


@dataclass(frozen=True, slots=True)
class HardCaseRow:
    """A line of the list; ``state`` is a code of the kind's own vocabulary, ``amount`` what a dispute holds back or a
    proposal claims, in yuan.
    """

    id: int
    number: str
    kind: RecordKind
    name: str
    customer: str
    project: str
    amount: Decimal | None
    responsible: str
    state: str
    created_at: datetime
    due_at: datetime | None
    due_kind: CommitmentKind | None


def _amount() -> ColumnElement[Any]:
    held: Any = over(func.sum(_held.c.amount, type_=Money()), _held.c.dispute_id)
    claimed: Any = over(func.sum(_claimed.c.outstanding, type_=Money()), _claimed.c.measures_id)
    return func.coalesce(held, claimed, type_=Money())


def _responsible() -> ColumnElement[Any]:
    of_dispute = select(_dispute.c.responsible).where(_dispute.c.id == record.c.id).correlate(record)
    of_measures = select(_measures.c.responsible).where(_measures.c.id == record.c.id).correlate(record)
    return func.coalesce(of_dispute.scalar_subquery(), of_measures.scalar_subquery())


_is_over = record.c.state.in_(OVER)
HARD_CASES = KindsList(
    kind=RecordKind.DISPUTE,
    others=KINDS[1:],
    row=HardCaseRow,
    columns={"created_at": record.c.sort_at, "amount": _amount(), "responsible": _responsible()},
    orders={"due_at": record.c.due_at},
    views={
        **{kind.value: of_kind(record, kind) for kind in KINDS},
        "open": ~_is_over,
        "pausing": record.c.id.in_(select(Dispute.id).where(pauses())),
        "overdue": overdue,
        "over": _is_over,
    },
    uncounted=frozenset({"over"}),
    permission=Permission.VIEW_MONEY,
)

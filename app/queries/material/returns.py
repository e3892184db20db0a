"""The list of what has to come back, or to be given back: old parts, stand-in machines, customers' goods, and what
manufacturers are asked to do (N2, N4, N7).
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement

from app.queries.lists.kinds_list import KindsList
from app.queries.lists.record_list import of_kind, overdue, record
from models.enums import ClaimState, CommitmentKind, GoodsState, LoanState, OldPartState, RecordKind

KINDS = (RecordKind.OLD_PART, RecordKind.LOAN, RecordKind.CUSTOMER_GOODS, RecordKind.SUPPLIER_CLAIM)
OVER = tuple(
    state.value
    for state in (
        OldPartState.STORED, OldPartState.SETTLED, LoanState.BACK, LoanState.SETTLED, GoodsState.SIGNED,
        GoodsState.CANCELLED, ClaimState.CLOSED, ClaimState.CANCELLED,
    )
)  # fmt: skip
# "Back" is the end of a loan, and one of the states of a customer's goods on their way to the customer.
_is_over: ColumnElement[bool] = record.c.state.in_(OVER) & ~(
    of_kind(record, RecordKind.CUSTOMER_GOODS) & (record.c.state == GoodsState.BACK.value)
)


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A line of the list; ``name`` is what it is, ``state`` a code of the kind's own vocabulary."""

    id: int
    number: str
    kind: RecordKind
    name: str
    customer: str
    project: str
    state: str
    created_at: datetime
    due_at: datetime | None
    due_kind: CommitmentKind | None


RETURNS = KindsList(
    kind=RecordKind.OLD_PART,
    others=KINDS[1:],
    row=ReturnRow,
    columns={"created_at": record.c.sort_at},
    orders={"due_at": record.c.due_at},
    views={
        **{kind.value: of_kind(record, kind) for kind in KINDS},
        "open": ~_is_over,
        "overdue": overdue,
        "over": _is_over,
    },
    uncounted=frozenset({"over"}),
)

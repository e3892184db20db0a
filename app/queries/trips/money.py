"""The money of a trip as other records ask for it: advances, claims, what is unsettled; and the list of them (C7.4).

No sums here but in the list: they are for those who may see money.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from app.queries.lists.kinds_list import KindsList
from app.queries.lists.record_list import of_kind, overdue, record
from app.rules.permissions import Permission
from models.enums import AdvanceState, BasicState, CommitmentKind, ExpenseState, RecordKind
from models.record import Record
from models.trips.advance import Advance
from models.trips.allowance import Allowance
from models.trips.expense import Expense
from models.types import Money

UNSETTLED = (AdvanceState.ASKED, AdvanceState.PAID)
KINDS = (RecordKind.ADVANCE, RecordKind.EXPENSE, RecordKind.ALLOWANCE)
OVER = tuple(
    state.value
    for state in (
        AdvanceState.SETTLED, AdvanceState.CANCELLED, ExpenseState.CANCELLED, BasicState.RETIRED,
    )
)  # fmt: skip

_advance, _expense, _allowance = Advance.__table__, Expense.__table__, Allowance.__table__
_staff = Record.__table__.alias("payee")


@dataclass(frozen=True, slots=True)
class AdvanceLine:
    """An advance of a dispatch, without its sum; ``is_settled`` tells that nothing is to be done about it."""

    id: int
    number: str
    staff_id: int
    person: str
    state: AdvanceState
    paid_on: date | None
    is_settled: bool


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """An expense claim of a dispatch, without its sums; ``is_paid`` tells that it is done with."""

    id: int
    number: str
    staff_id: int
    person: str
    state: ExpenseState
    entered_at: datetime
    is_paid: bool


def advances_of(session: Session, dispatch_id: int) -> tuple[AdvanceLine, ...]:
    """Return the advances of a dispatch in the order of their numbers, without those that were cancelled."""
    wanted = (
        select(Advance, _staff.c.title)
        .join(_staff, _staff.c.id == Advance.staff_id)
        .where(Advance.dispatch_id == dispatch_id, Advance.state != AdvanceState.CANCELLED)
    )
    return tuple(_advance_line(one, person) for one, person in session.execute(wanted.order_by(Advance.id)))


def _advance_line(one: Advance, person: str) -> AdvanceLine:
    settled = one.state == AdvanceState.SETTLED
    return AdvanceLine(
        one.id, one.number or "", one.staff_id, person, AdvanceState(one.state), one.paid_on, settled
    )  # fmt: skip


def claims_of(session: Session, dispatch_id: int) -> tuple[ClaimLine, ...]:
    """Return the expense claims of a dispatch in the order of their numbers, without those that were cancelled."""
    columns = (record.c.id, record.c.number, _expense.c.staff_id, _staff.c.title, record.c.state, record.c.created_at)
    wanted = (
        select(*columns)
        .select_from(record)
        .join(_expense, _expense.c.id == record.c.id)
        .join(_staff, _staff.c.id == _expense.c.staff_id)
        .where(_expense.c.dispatch_id == dispatch_id, record.c.state != ExpenseState.CANCELLED)
    )
    return tuple(
        ClaimLine(row[0], row[1] or "", row[2], row[3], ExpenseState(row[4]), row[5], row[4] == ExpenseState.PAID)
        for row in session.execute(wanted.order_by(record.c.id))
    )


def unsettled_of(session: Session, staff_id: int, *, before: int | None = None) -> tuple[str, ...]:
    """Return the numbers of a person's advances that are not settled, of those ``before`` one; oldest first."""
    theirs = select(Advance.number).where(Advance.staff_id == staff_id, Advance.state.in_(UNSETTLED))
    if before is not None:
        theirs = theirs.where(Advance.id < before)
    return tuple(number or "" for number in session.scalars(theirs.order_by(Advance.id)))


# the list --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TripMoneyRow:
    """A line of the list; ``state`` is a code of the kind's own vocabulary, sums are yuan: ``amount`` what was advanced
    or claimed, ``open_sum`` what is still to be settled or paid out.
    """

    id: int
    number: str
    kind: RecordKind
    name: str
    person: str
    customer: str
    project: str
    amount: Decimal | None
    open_sum: Decimal | None
    state: str
    created_at: datetime
    due_at: datetime | None
    due_kind: CommitmentKind | None


def _of_both(
    of_advance: ColumnElement[Any], of_expense: ColumnElement[Any], kind: TypeEngine[Any]
) -> ColumnElement[Any]:
    """Return a column that advances and claims have, each in its own table; ``kind`` is what it holds."""
    one = select(of_advance).where(_advance.c.id == record.c.id).correlate(record).scalar_subquery()
    other = select(of_expense).where(_expense.c.id == record.c.id).correlate(record).scalar_subquery()
    return func.coalesce(one, other, type_=kind)


def _person() -> ColumnElement[Any]:
    payee = _of_both(_advance.c.staff_id, _expense.c.staff_id, _advance.c.staff_id.type)
    return select(_staff.c.title).where(_staff.c.id == payee).correlate(record).scalar_subquery()


_due = _expense.c.total - _expense.c.deducted - _expense.c.set_off - _expense.c.paid
_is_over = record.c.state.in_(OVER) | (
    of_kind(record, RecordKind.EXPENSE) & (record.c.state == ExpenseState.PAID.value)
)

TRIP_MONEY = KindsList(
    kind=RecordKind.ADVANCE,
    others=KINDS[1:],
    row=TripMoneyRow,
    columns={
        "created_at": record.c.sort_at,
        "person": _person(),
        "amount": _of_both(_advance.c.amount, _expense.c.total, Money()),
        "open_sum": _of_both(_advance.c.amount - _advance.c.set_off - _advance.c.refunded, _due, Money()),
    },
    orders={"due_at": record.c.due_at},
    views={
        **{kind.value: of_kind(record, kind) for kind in KINDS},
        "open": ~_is_over,
        "overdue": overdue,
        "over": _is_over,
    },
    uncounted=frozenset({"over"}),
    permission=Permission.VIEW_MONEY,
)

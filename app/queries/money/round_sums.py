"""What the daily round sums up by customer, as tables that the list of customers is joined with (C10).

Each statement that joins them is run with the parameter TODAY.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, FromClause, and_, bindparam, exists, func, literal, or_, select
from sqlalchemy.orm import Session

from app.queries.money.disputed import held_back
from app.queries.money.open_sums import OPEN_AMOUNT
from app.queries.money.overdue import TODAY
from app.queries.money.payable import WAITING_FOR_MONEY
from models.enums import InstalmentKind, ReceiptState, ReceivableState, RecordKind
from models.money.contact import PaymentPromise
from models.money.receipt import Receipt
from models.money.receivable import Instalment
from models.projects.project import Project
from models.record import Record

today = bindparam(TODAY, type_=Date())
owed, source = Record.__table__.alias("owed"), Record.__table__.alias("owed_by")
instalment = Instalment.__table__
_project, _promise = Project.__table__, PaymentPromise.__table__
_receipt, _booked = Receipt.__table__, Record.__table__.alias("booked")

LATE: FromClause = (
    owed.join(instalment, instalment.c.id == owed.c.id)
    .join(source, source.c.id == instalment.c.source_id)
    .outerjoin(_project, _project.c.id == source.c.project_id)
)


def chased() -> ColumnElement[bool]:
    """Return the condition on LATE that an instalment is late and may be asked for (``app.rules.money.chasing``)."""
    of_order = and_(source.c.kind == RecordKind.ORDER, instalment.c.instalment_kind != InstalmentKind.ADVANCE)
    return and_(
        owed.c.kind == RecordKind.RECEIVABLE,
        owed.c.state == ReceivableState.OPEN.value,
        instalment.c.due_on < today,
        or_(of_order, and_(source.c.kind != RecordKind.ORDER, _project.c.handed_over_on <= today)),
    )


def waits_for_money() -> ColumnElement[bool]:
    """Return the condition that the record ``owed`` is an instalment which is owed and not paid."""
    states = [state.value for state in WAITING_FOR_MONEY]
    return and_(owed.c.kind == RecordKind.RECEIVABLE, owed.c.state.in_(states), owed.c.number.is_not(None))


def _sum(column: ColumnElement[Any]) -> Any:
    return func.sum(column, type_=column.type)


def _overdue() -> FromClause:
    columns = (owed.c.customer_id, _sum(OPEN_AMOUNT).label("amount"), func.min(instalment.c.due_on).label("since"))
    return select(*columns).select_from(LATE).where(chased()).group_by(owed.c.customer_id).subquery("overdue")


def _disputed() -> FromClause:
    """Disputes are few: they lead to their instalments."""
    held = held_back().subquery("held_back")
    named = LATE.join(held, held.c.instalment_id == instalment.c.id)
    sums = select(owed.c.customer_id, _sum(held.c.amount).label("amount")).select_from(named)
    return sums.where(chased()).group_by(owed.c.customer_id).subquery("disputed")


def _credit() -> FromClause:
    left: Any = _receipt.c.amount - _receipt.c.allocated
    booked = (_booked.c.kind == RecordKind.RECEIPT, _booked.c.state == ReceiptState.BOOKED.value)
    total = func.sum(left, type_=_receipt.c.amount.type).label("amount")
    sums = select(_booked.c.customer_id, total).select_from(_booked.join(_receipt, _receipt.c.id == _booked.c.id))
    unmatched = _receipt.c.allocated < _receipt.c.amount
    return sums.where(*booked, unmatched).group_by(_booked.c.customer_id).subquery("credit")


def _broken() -> FromClause:
    """Promises whose day is over while their money is not there, on what is still owed."""
    days = select(owed.c.customer_id, func.min(_promise.c.promised_on).label("since"))
    live = (~_promise.c.is_void, _promise.c.kept_on.is_(None), _promise.c.promised_on < today)
    of_owed = days.select_from(_promise.join(owed, owed.c.id == _promise.c.instalment_id))
    return of_owed.where(*live, waits_for_money()).group_by(owed.c.customer_id).subquery("broken")


OVERDUE, DISPUTED, CREDIT, BROKEN = _overdue(), _disputed(), _credit(), _broken()


def _owes(customer: ColumnElement[int]) -> ColumnElement[bool]:
    return exists(select(owed.c.id).where(owed.c.customer_id == customer, waits_for_money()))


OWES = _owes(Record.__table__.c.id)
ON_ROUND = or_(
    OVERDUE.c.customer_id.is_not(None),
    BROKEN.c.customer_id.is_not(None),
    and_(CREDIT.c.customer_id.is_not(None), OWES),
)


def on_round(customer_id: int) -> ColumnElement[bool]:
    """Return the condition that the round shows a customer; it is asked with the parameter TODAY."""
    tables = (OVERDUE, BROKEN, CREDIT)
    named = (exists(select(table.c.customer_id).where(table.c.customer_id == customer_id)) for table in tables)
    overdue, broken, credit = named
    return or_(overdue, broken, and_(credit, _owes(literal(customer_id))))


def is_on_round(session: Session, customer_id: int, on: date) -> bool:
    """Return whether the round shows a customer on a day."""
    return bool(session.scalar(select(on_round(customer_id)), {TODAY: on}))

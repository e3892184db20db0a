"""What a customer owes and should have paid by now: flagged on every new request (C9.2, C10)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, bindparam, func, literal, select
from sqlalchemy.orm import Session

from app.context import Actor
from app.queries.money.open_sums import OPEN_AMOUNT
from app.rules.permissions import Permission
from app.rules.trade.pricing import ZERO
from models.enums import InstalmentKind, ReceivableState, RecordKind
from models.money.receivable import Instalment
from models.record import Record

TODAY = "today"  # the parameter of a statement with ``overdue_columns``
_instalment, _owed, _source = (
    Instalment.__table__,
    Record.__table__.alias("owed"),
    Record.__table__.alias("owed_by"),
)


@dataclass(frozen=True, slots=True)
class OverdueBalance:
    """What is overdue, over how many instalments, since which day; ``amount`` None for those who may not see money."""

    amount: Decimal | None = ZERO
    count: int = 0
    oldest_due_on: date | None = None

    def __bool__(self) -> bool:
        """True when anything is overdue."""
        return self.count > 0


def overdue_of(session: Session, customer_id: int, today: date, actor: Actor | None = None) -> OverdueBalance:
    """Return what a customer should have paid before ``today``; without its sum for an ``actor`` who may not see it.

    The advance of an order is no balance: until it is in nothing was served for it (C9.1).
    """
    columns = overdue_columns(literal(customer_id))
    return overdue_balance(session.execute(select(*columns), {TODAY: today}).one(), actor)


def overdue_columns(customer: ColumnElement[Any]) -> tuple[ColumnElement[Any], ...]:
    """Return the columns that ``overdue_balance`` reads, for the customer that a statement names; it is run with the
    parameter TODAY.
    """
    left = func.sum(OPEN_AMOUNT, type_=OPEN_AMOUNT.type)
    figures = {"overdue_sum": left, "overdue_count": func.count(), "overdue_since": func.min(_instalment.c.due_on)}
    return tuple(_figure(figure, customer).label(name) for name, figure in figures.items())


def _figure(figure: ColumnElement[Any], customer: ColumnElement[Any]) -> Any:
    advance = and_(_instalment.c.instalment_kind == InstalmentKind.ADVANCE, _source.c.kind == RecordKind.ORDER)
    return (
        select(figure)
        .select_from(_owed.join(_instalment, _instalment.c.id == _owed.c.id))
        .join(_source, _source.c.id == _instalment.c.source_id)
        .where(
            _owed.c.customer_id == customer,
            _owed.c.kind == RecordKind.RECEIVABLE,
            _owed.c.state == ReceivableState.OPEN.value,
            _instalment.c.due_on < bindparam(TODAY, type_=Date()),
            ~advance,
        )
        .correlate_except(_owed, _instalment, _source)
        .scalar_subquery()
    )


def overdue_balance(row: Any, actor: Actor | None) -> OverdueBalance:
    """Return what a row with ``overdue_columns`` says, as far as ``actor`` may see it."""
    may_see = actor is None or actor.may(Permission.VIEW_MONEY)
    return OverdueBalance((row.overdue_sum or ZERO) if may_see else None, row.overdue_count, row.overdue_since)

"""The daily round of collection: one line per customer whose money has to be seen to (C10)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, and_, case, cast, extract, func, literal_column, select

from app.context import Context
from app.queries.lists.paging import ListFilter, Page, PageRequest
from app.queries.lists.record_list import RecordList, record
from app.queries.lists.table_list import Looking
from app.queries.money.overdue import TODAY
from app.queries.money.round_ground import Standing, standings
from app.queries.money.round_sums import BROKEN, CREDIT, DISPUTED, ON_ROUND, OVERDUE, OWES
from app.rules.money.chasing import overdue_days
from app.rules.money.round_steps import LETTER_DUE, TO_DO, RoundStep
from app.rules.permissions import Permission
from app.rules.trade.pricing import ZERO
from models.enums import RecordKind
from models.parties.customer import Customer

_customer = Customer.__table__
_overdue = func.coalesce(OVERDUE.c.amount, literal_column("0"), type_=OVERDUE.c.amount.type)
_disputed = func.coalesce(DISPUTED.c.amount, literal_column("0"), type_=OVERDUE.c.amount.type)
_oldest: ColumnElement[int] = literal_column("0") - cast(
    extract("epoch", OVERDUE.c.since), BigInteger
)  # grows with the days late
_left = case((OWES, CREDIT.c.amount), else_=literal_column("0"))
_credit = func.coalesce(_left, literal_column("0"), type_=OVERDUE.c.amount.type)
BY_STEP: Mapping[str, frozenset[RoundStep]] = {  # quick views that follow from the next step
    "to_do": TO_DO,
    "letter_due": LETTER_DUE,
}


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A customer on the round; sums in yuan.

    ``overdue`` is what is late and may be asked for, ``disputed`` what of it pauses (C10.4), ``credit`` what came in
    and pays nothing yet beside open instalments.
    """

    id: int
    number: str
    name: str
    short_name: str
    overdue: Decimal
    oldest_due_on: date | None
    oldest_days: int
    disputed: Decimal
    credit: Decimal
    standing: Standing = field(default_factory=Standing)


@dataclass(frozen=True, slots=True)
class RoundSums:
    """What the customers shown come to, in yuan."""

    customers: int
    overdue: Decimal
    disputed: Decimal
    credit: Decimal


@dataclass(frozen=True, kw_only=True)
class _Round(RecordList[RoundRow]):
    """Customers with overdue money that may be asked for, a broken promise, or money that pays nothing yet."""

    def read(self, context: Context, page: PageRequest) -> Page[RoundRow]:
        """Read one page; how the customers on it stand is read for all of them together."""
        found = super().read(context, page)
        with context.read() as session:
            paid_ahead = {row.id: row.credit for row in found.rows}
            told = standings(session, paid_ahead, context.clock.now())
        return replace(found, rows=tuple(replace(row, standing=told[row.id]) for row in found.rows))

    def count_views(self, context: Context) -> dict[str, int]:
        """Count what each quick view shows; those that follow from the next step in one reading."""
        counts = super().count_views(context)
        with context.read() as session:
            steps = self._steps(Looking(context.actor, context.clock.now(), session))
        by_step = {code: sum(step in wanted for step in steps.values()) for code, wanted in BY_STEP.items()}
        return {**counts, **by_step}

    def sums(self, context: Context, wanted: ListFilter) -> RoundSums:
        """Return what the customers that a filter shows come to."""
        context.require(self.permission)
        with context.read() as session:
            looking = Looking(context.actor, context.clock.now(), session)
            figures = [func.count(), *(func.sum(one, type_=one.type) for one in (_overdue, _disputed, _credit))]
            conditions = self._conditions(wanted, looking)
            summed = select(*figures).select_from(self._tables).where(*conditions)
            count, *amounts = session.execute(summed, self._known(looking)).one()
        return RoundSums(count, *(amount or ZERO for amount in amounts))

    def _steps(self, looking: Looking) -> dict[int, RoundStep]:
        """Return the next step of every customer on the round."""
        listed = select(record.c.id, _credit).select_from(self._tables).where(self._all_counted())
        paid_ahead = {row[0]: row[1] for row in looking.session.execute(listed, self._known(looking))}
        told = standings(looking.session, paid_ahead, looking.now)
        return {customer_id: standing.step for customer_id, standing in told.items()}

    def _view(self, code: str, looking: Looking) -> ColumnElement[bool]:
        if code not in BY_STEP:
            return super()._view(code, looking)
        steps = self._steps(looking)
        return record.c.id.in_([one for one, step in steps.items() if step in BY_STEP[code]])

    def _known(self, looking: Looking) -> Mapping[str, Any]:
        return {TODAY: looking.today}

    def _conditions(
        self, wanted: ListFilter, looking: Looking, order: ColumnElement[Any] | None = None
    ) -> list[ColumnElement[bool]]:
        return [*super()._conditions(wanted, looking, order), ON_ROUND]

    def _all_counted(self) -> ColumnElement[bool]:
        return and_(super()._all_counted(), ON_ROUND)


ROUND = _Round(
    kind=RecordKind.CUSTOMER,
    row=RoundRow,
    own=_customer,
    columns={
        "overdue": _overdue,
        "oldest_due_on": OVERDUE.c.since,
        "disputed": _disputed,
        "credit": _credit,
    },
    derived={
        "oldest_days": lambda found, looking: overdue_days(found.oldest_due_on, looking.today),
        "standing": lambda _found, _looking: Standing(),
    },
    joins=tuple((table, table.c.customer_id == record.c.id) for table in (OVERDUE, DISPUTED, CREDIT, BROKEN)),
    orders={"overdue": _overdue, "oldest": _oldest, "disputed": _disputed, "credit": _credit},
    views={
        **dict.fromkeys(BY_STEP, ON_ROUND),
        "broken": BROKEN.c.customer_id.is_not(None),
        "unmatched": _credit > literal_column("0"),
        "disputed": DISPUTED.c.customer_id.is_not(None),
    },
    uncounted=frozenset(BY_STEP),
    permission=Permission.VIEW_MONEY,
)

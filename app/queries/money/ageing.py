"""Receivables by age, as of any day: made from what was received and deducted up to it (C10.6)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.queries.money.open_sums import OPEN_AMOUNT, deducted_by, paid_by
from app.rules.money.ageing import OVERDUE, AgeBand, due_since
from app.rules.money.chasing import overdue_days
from app.rules.trade.pricing import ZERO
from models.enums import InstalmentKind, ReceivableState, RecordKind
from models.money.receivable import Instalment
from models.record import Record

_one = Instalment.__table__
_owed = aliased(Record.__table__, name="owed")


@dataclass(slots=True)
class AgeingSums:
    """What is open by age, in yuan; ``retention`` is what of it is retention money, ``oldest`` the most days late."""

    bands: dict[AgeBand, Decimal] = field(default_factory=lambda: dict.fromkeys(AgeBand, ZERO))
    retention: Decimal = ZERO
    oldest: int = 0

    @property
    def total(self) -> Decimal:
        """All that is open."""
        return sum(self.bands.values(), ZERO)

    @property
    def overdue(self) -> Decimal:
        """What is late, whatever its age."""
        return self.of(OVERDUE)

    def of(self, bands: Iterable[AgeBand]) -> Decimal:
        """Return what these bands hold together."""
        return sum((self.bands[band] for band in bands), ZERO)

    def add(self, band: AgeBand, amount: Decimal, *, days: int, is_retention: bool) -> None:
        """Count one instalment in."""
        self.bands[band] += amount
        self.oldest = max(self.oldest, days)
        if is_retention:
            self.retention += amount


@dataclass(frozen=True, slots=True)
class AgeingLine:
    """One contract or order of a customer with something open; ``project`` is its project's name."""

    customer_id: int
    customer: str
    source_id: int
    source_kind: RecordKind
    source: str
    project: str
    owner: str
    sums: AgeingSums


@dataclass(frozen=True, slots=True)
class Ageing:
    """All that is open on a day, the largest sums first."""

    on: date
    lines: tuple[AgeingLine, ...]

    @property
    def total(self) -> AgeingSums:
        """The columns' totals."""
        return added(line.sums for line in self.lines)

    def by_customer(self) -> tuple["CustomerAge", ...]:
        """Return each customer with its contracts and orders, the largest sum first."""
        grouped: dict[int, list[AgeingLine]] = defaultdict(list)
        for line in self.lines:
            grouped[line.customer_id].append(line)
        ages = [
            CustomerAge(customer_id, lines[0].customer, tuple(lines), added(line.sums for line in lines))
            for customer_id, lines in grouped.items()
        ]
        return tuple(sorted(ages, key=lambda one: (-one.sums.total, one.customer_id)))


@dataclass(frozen=True, slots=True)
class CustomerAge:
    """What a customer owes by age, and on which contracts and orders, the largest sums first."""

    customer_id: int
    customer: str
    lines: tuple[AgeingLine, ...]
    sums: AgeingSums


def added(parts: Iterable[AgeingSums]) -> AgeingSums:
    """Return the columns of several sums added up."""
    total = AgeingSums()
    for part in parts:
        for band, amount in part.bands.items():
            total.bands[band] += amount
        total.retention += part.retention
        total.oldest = max(total.oldest, part.oldest)
    return total


def ageing(session: Session, on: date, *, customer_id: int | None = None) -> Ageing:
    """Read what is open on a day, of one customer or of all, by contract and order; added up in the database.

    Sums of money: show them only to who may see money.
    """
    sums: dict[int, AgeingSums] = defaultdict(AgeingSums)
    named: dict[int, Any] = {}
    for row in session.execute(_named(_added_up(on, customer_id))):
        days = overdue_days(row.oldest, on)
        sums[row.source_id].add(AgeBand(row.band), row.open, days=days, is_retention=row.is_retention)
        named.setdefault(row.source_id, row)
    lines = (_line(named[source_id], of_it) for source_id, of_it in sums.items())
    return Ageing(on, tuple(sorted(lines, key=lambda line: (-line.sums.total, line.source_id))))


def _line(row: Any, sums: AgeingSums) -> AgeingLine:
    return AgeingLine(
        customer_id=row.customer_id,
        customer=row.customer,
        source_id=row.source_id,
        source_kind=row.source_kind,
        source=row.source or "",
        project=row.project or "",
        owner=row.owner,
        sums=sums,
    )


def _band(on: date) -> ColumnElement[str]:
    """Return the column of an instalment's band on a day."""
    due_on = _one.c.due_on
    reaches = [(due_on >= since, band.value) for band, since in due_since(on)]
    return case((due_on.is_(None), AgeBand.NO_DATE.value), *reaches, else_=AgeBand.OLDER.value).label("band")


def _added_up(on: date, customer_id: int | None) -> Subquery:
    """Return what was open on a day by source, band, and whether it is retention.

    What was settled later was open then: it is dated by the receipt or deduction that completed it.
    """
    left = _one.c.amount - func.coalesce(paid_by(on), ZERO) - func.coalesce(deducted_by(on), ZERO)
    is_retention = (_one.c.instalment_kind == InstalmentKind.RETENTION).label("is_retention")
    whose = (_one.c.source_id, _owed.c.customer_id)
    found = (
        select(
            *whose,
            _band(on),
            is_retention,
            func.sum(left, type_=_one.c.amount.type).label("open"),
            func.min(_one.c.due_on).label("oldest"),
            func.max(_one.c.owner_name).label("owner"),
        )
        .join(_owed, _owed.c.id == _one.c.id)
        .where(_owed.c.number.is_not(None), _owed.c.state != ReceivableState.CANCELLED.value)
        .where(or_(_one.c.settled_on.is_(None), _one.c.settled_on > on))
        .group_by(*whose, "band", "is_retention")
    )
    return (found if customer_id is None else found.where(_owed.c.customer_id == customer_id)).subquery()


def _named(sums: Subquery) -> Select[Any]:
    """Select the sums with what they are of."""
    source, customer, project = (aliased(Record.__table__, name=name) for name in ("source", "customer", "project"))
    return (
        select(
            sums,
            source.c.kind.label("source_kind"),
            source.c.number.label("source"),
            customer.c.title.label("customer"),
            project.c.title.label("project"),
        )
        .join(source, source.c.id == sums.c.source_id)
        .join(customer, customer.c.id == sums.c.customer_id)
        .outerjoin(project, project.c.id == source.c.project_id)
        .order_by(sums.c.source_id)
    )


def open_by_age(session: Session, today: date) -> dict[AgeBand, Decimal]:
    """Return what is open now by age: a picture needs no lines.

    Sums of money: show them only to who may see money.
    """
    still_open = _owed.c.state.in_((ReceivableState.OPEN.value, ReceivableState.PLANNED.value))
    summed = (
        select(_band(today), func.sum(OPEN_AMOUNT, type_=_one.c.amount.type))
        .join(_owed, _owed.c.id == _one.c.id)
        .where(_owed.c.number.is_not(None), still_open)
        .group_by("band")
    )
    return {**dict.fromkeys(AgeBand, ZERO), **{AgeBand(row[0]): row[1] for row in session.execute(summed)}}

"""Tail amounts that are open on a day, by age from the due date or handover, with their causes (C10.6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.context import settings_of
from app.formatting import local
from app.queries.money.open_sums import deducted_by, paid_by
from app.queries.money.tail_causes import TailKey, causes_of
from app.rules.money.amounts import open_of
from app.rules.money.tails import CALLED_OUT, TAILS, TailAge, tail_age, tail_limit, tail_since
from app.rules.trade.pricing import ZERO
from models.commitment import Commitment
from models.enums import CommitmentKind, InstalmentKind, ReceivableState, RecordKind
from models.money.receivable import Instalment
from models.projects.project import Project
from models.record import Record

_one, _project, _promise = Instalment.__table__, Project.__table__, Commitment.__table__


@dataclass(frozen=True, slots=True)
class Tail:
    """A tail of a contract with something open, in yuan; ``number`` and ``id`` are those of the instalment.

    ``since`` is the day from which its age counts, ``limit`` the last day of its six months, None without a day.
    ``days`` is its age, ``cause`` why it is still open as the records tell, a sentence a line, "" where none does.
    """

    id: int
    number: str
    customer_id: int
    customer: str
    source_id: int
    source: str
    project: str
    owner: str
    kind: InstalmentKind
    open: Decimal
    since: date | None
    limit: date | None
    days: int
    age: TailAge
    cause: str

    @property
    def is_called_out(self) -> bool:
        """True for one older than six months, or about to be."""
        return self.age in CALLED_OUT


def open_tails(session: Session, on: date) -> tuple[Tail, ...]:
    """Return the tails open at the end of a day, the oldest first, those without a day last.

    Sums of money: show them only to who may see money.
    """
    zone = ZoneInfo(settings_of(session).text("zone"))
    found = [row for row in session.execute(_tails(on)) if _open(row) > 0]
    keys = [TailKey(row.id, row.customer_id, row.source_id, row.due_on, row.condition) for row in found]
    causes = causes_of(session, keys, on, zone)
    tails = [_tail(row, causes, on, zone) for row in found]
    return tuple(sorted(tails, key=lambda tail: (tail.since is None, tail.since or on, tail.id)))


def _open(row: Any) -> Decimal:
    return open_of(row.amount, row.paid or ZERO, row.deducted or ZERO)


def _tails(on: date) -> Select[Any]:
    owed, source, customer, project = (
        aliased(Record.__table__, name=name) for name in ("owed", "source", "customer", "project_record")
    )
    due_at = (
        select(func.max(_promise.c.due_at, type_=_promise.c.due_at.type))
        .where(_promise.c.record_id == _one.c.id, _promise.c.kind == CommitmentKind.TAIL_AGE)
        .correlate(_one)
        .scalar_subquery()
    )
    columns = (
        _one.c.id, owed.c.number, owed.c.customer_id, customer.c.title.label("customer"), _one.c.source_id,
        source.c.number.label("source"), project.c.title.label("project"), _one.c.owner_name, _one.c.instalment_kind,
        _one.c.amount, _one.c.due_on, _one.c.condition, _project.c.handed_over_on, due_at.label("due_at"),
        paid_by(on).label("paid"), deducted_by(on).label("deducted"),
    )  # fmt: skip
    still_open = or_(_one.c.settled_on.is_(None), _one.c.settled_on > on)
    return (
        select(*columns)
        .select_from(_one)
        .join(owed, owed.c.id == _one.c.id)
        .join(source, source.c.id == _one.c.source_id)
        .join(customer, customer.c.id == owed.c.customer_id)
        .outerjoin(project, project.c.id == owed.c.project_id)
        .outerjoin(_project, _project.c.id == owed.c.project_id)
        .where(_one.c.instalment_kind.in_(TAILS), source.c.kind == RecordKind.CONTRACT, still_open)
        .where(owed.c.number.is_not(None), owed.c.state != ReceivableState.CANCELLED.value)
    )


def _tail(row: Any, causes: Mapping[int, str], on: date, zone: ZoneInfo) -> Tail:
    since = tail_since(row.due_on, row.handed_over_on)
    limit = _limit(since, row.due_at, zone)
    return Tail(
        id=row.id,
        number=row.number,
        customer_id=row.customer_id,
        customer=row.customer,
        source_id=row.source_id,
        source=row.source or "",
        project=row.project or "",
        owner=row.owner_name,
        kind=row.instalment_kind,
        open=_open(row),
        since=since,
        limit=limit,
        days=max((on - since).days, 0) if since is not None else 0,
        age=tail_age(since, limit, on),
        cause=causes.get(row.id, ""),
    )


def _limit(since: date | None, due_at: datetime | None, zone: ZoneInfo) -> date | None:
    """Return when the clock of the tail ends, which the department's own deadlines may set, else after six months."""
    if since is None:
        return None
    return local(due_at, zone).date() if due_at is not None else tail_limit(since)

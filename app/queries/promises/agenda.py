"""The work list: what is owed now, read from the one table of promises, whatever their kind and whoever owes them.

Each section is one or two stretches of an index and is read from a place on, never at an offset (decision 14). Nothing
here knows a kind of promise; a record's owner is read where its kind has one. What is owed on records that somebody may
not see (``app.rules.visible``) is neither shown to them nor counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    and_,
    bindparam,
    func,
    literal,
    null,
    or_,
    select,
)
from sqlalchemy.orm import Session

from app.context import Context, actor_of, settings_of
from app.formatting import local
from app.queries.material.arrived import ArrivedLine, arrived_for
from app.queries.promises.waiting import WaitingLine, waiting_for
from app.rules.permissions import Permission
from app.rules.visible import hidden_kinds
from models.commitment import Commitment
from models.enums import BasicState, CommitmentKind, CommitmentState, DispatchState, RecordKind, RequestState
from models.parties.customer import Customer
from models.record import Record
from models.requests.request import Request

SECTION_LINES = 50  # of each section at first; four of them make the 200 lines of a work list
NEXT_DAYS = 3
LONGEST_NEWS = 50  # lines told of what fell due meanwhile or falls due soon

# A record in one of these states owes nothing: not yet, or not any more.
SILENT = frozenset[str](
    {DispatchState.DRAFT, DispatchState.CANCELLED, RequestState.CANCELLED, RequestState.MERGED, BasicState.RETIRED}
)


class Section(StrEnum):
    """The parts of the work list, in their order; the value is what JSON says."""

    OVERDUE = "overdue"
    TODAY = "today"
    NEXT_DAYS = "next_days"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class DueLine:
    """One promise that is owed.

    ``due`` is the time that counts for the verdict, None while a date is to be agreed; ``act_by`` the last business
    moment before it. ``customer`` and ``project`` are short names, ``person`` whoever owns the record, all "" where
    there is none. ``provisional`` tells that nobody has confirmed the class it rests on. ``sorted_at`` is what its
    section is sorted by.
    """

    id: int
    kind: CommitmentKind
    slot: int
    clause: str
    record_kind: RecordKind
    record_id: int
    number: str | None
    title: str
    customer: str
    project: str
    person: str
    due: datetime | None
    act_by: datetime | None
    target: datetime | None
    provisional: bool
    sorted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SectionLines:
    """A section: how many promises it has in all, and the first of them by the moment to act."""

    code: Section
    count: int
    lines: tuple[DueLine, ...]

    @property
    def left_out(self) -> int:
        """How many promises follow the lines."""
        return max(self.count - len(self.lines), 0)


@dataclass(frozen=True, slots=True)
class Agenda:
    """The work list as it stands at ``now``: its sections in order, what waits for this person's word, and the material
    that came in and waits to be issued.
    """

    now: datetime
    sections: tuple[SectionLines, ...]
    waiting: tuple[WaitingLine, ...]
    arrived: tuple[ArrivedLine, ...]

    def section(self, code: Section) -> SectionLines:
        """Return one section."""
        return next(section for section in self.sections if section.code is code)


@dataclass(frozen=True, slots=True)
class News:
    """Promises that fell due, or fall due: how many, and the first of them."""

    count: int = 0
    lines: tuple[DueLine, ...] = ()


@dataclass(frozen=True, eq=False)
class _Stretch:
    """A part of a section that one index serves: its condition, and the moment it is sorted by (None: the id alone).

    Conditions are made once, with places for moments, because making a statement costs more than running it.
    """

    condition: ColumnElement[bool]
    moment: ColumnElement[Any] | None = None


Moments = Mapping[str, datetime]
Kinds = frozenset[RecordKind]


_c = Commitment.__table__.c
_record, _request = Record.__table__, Request.__table__
_owner, _plant = Record.__table__.alias("owner"), Record.__table__.alias("plant")
_customer = Customer.__table__
_judged = func.coalesce(_c.frozen_due_at, _c.due_at, type_=_c.due_at.type)
_COLUMNS = (  # in the order of the fields of ``DueLine``
    _c.id, _c.kind, _c.slot, _c.clause, _record.c.kind.label("record_kind"), _c.record_id, _record.c.number,
    _record.c.title,
    func.coalesce(func.nullif(_customer.c.short_name, ""), _owner.c.title, "").label("customer"),
    func.coalesce(_plant.c.title, "").label("project"),
    func.coalesce(_request.c.owner_name, "").label("person"),
    _judged.label("due"), _c.act_by_at, _c.target_at, _c.provisional,
)  # fmt: skip
_TABLES = (
    Commitment.__table__.join(_record, _record.c.id == _c.record_id)
    .outerjoin(_request, _request.c.id == _record.c.id)
    .outerjoin(_owner, _owner.c.id == _record.c.customer_id)
    .outerjoin(_customer, _customer.c.id == _record.c.customer_id)
    .outerjoin(_plant, _plant.c.id == _record.c.project_id)
)


def _at(name: str) -> BindParameter[Any]:
    return bindparam(name, type_=_c.due_at.type)


# What was missed before a fact moved it stays overdue (invariant 7). Acting is due no later than the promise itself, so
# that the first condition of what has passed lets the index end the reading.
_NOT_MISSED = or_(_judged.is_(None), _judged >= _at("now"))
_PASSED = _Stretch(and_(_c.act_by_at < _at("now"), _c.due_at < _at("now"), _judged < _at("now")), _c.act_by_at)
_MOVED = _Stretch(
    and_(_c.frozen_due_at < _at("now"), or_(_c.due_at.is_(None), _c.due_at >= _at("now"))), _c.frozen_due_at
)
_STRETCHES: Mapping[Section, tuple[_Stretch, ...]] = {
    Section.OVERDUE: (_PASSED, _MOVED),
    Section.TODAY: (_Stretch(and_(_c.act_by_at < _at("tonight"), _NOT_MISSED), _c.act_by_at),),
    Section.NEXT_DAYS: (
        _Stretch(and_(_c.act_by_at >= _at("tonight"), _c.act_by_at < _at("horizon"), _NOT_MISSED), _c.act_by_at),
    ),
    Section.UNDATED: (_Stretch(and_(_c.act_by_at.is_(None), _NOT_MISSED)),),
}
_FELL_DUE = (
    _Stretch(and_(_c.due_at > _at("since"), _c.due_at <= _at("now"), _c.frozen_due_at.is_(None)), _c.due_at),
    _Stretch(and_(_c.frozen_due_at > _at("since"), _c.frozen_due_at <= _at("now")), _c.frozen_due_at),
)
_SOON = (
    _Stretch(and_(_c.act_by_at <= _at("until"), _c.due_at >= _at("now"), _c.frozen_due_at.is_(None)), _c.act_by_at),
)


def agenda(context: Context, now: datetime | None = None, lines: Mapping[Section, int] | None = None) -> Agenda:
    """Read the work list as it stands at ``now`` (by default the present); ``lines`` says how many are wanted of a
    section where that is not ``SECTION_LINES``.
    """
    context.require(Permission.VIEW_RECORDS)
    moment = now or context.clock.now()
    with context.read() as session:
        zone = ZoneInfo(settings_of(session).text("zone"))
        sections = sections_at(session, moment, zone, lines or {})
        waiting, arrived = waiting_for(session, context.actor), arrived_for(session, context.actor)
        return Agenda(moment, sections, waiting, arrived)


def sections_at(
    session: Session, now: datetime, zone: ZoneInfo, lines: Mapping[Section, int]
) -> tuple[SectionLines, ...]:
    """Read the sections as they stand at ``now``, in order, with so many lines of each."""
    at = _days(now, zone)
    return tuple(_section(session, code, at, lines.get(code, SECTION_LINES)) for code in Section)


def overdue_count(context: Context) -> int:
    """Count the promises that are overdue now."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        return _count(session, _STRETCHES[Section.OVERDUE], {"now": context.clock.now()})


def fell_due(context: Context, since: datetime, until: datetime) -> News:
    """Read what fell due after ``since`` and up to ``until`` and is still owed.

    Nothing but facts is asked, so that whoever comes back after days off misses none, whether the program ran or not.
    """
    return _news(context, _FELL_DUE, {"since": since, "now": until})


def due_soon(context: Context, within: timedelta, now: datetime | None = None) -> News:
    """Read what is not overdue and has to be acted on within a length of time, or already."""
    moment = now or context.clock.now()
    return _news(context, _SOON, {"now": moment, "until": moment + within})


def _news(context: Context, stretches: Sequence[_Stretch], at: Moments) -> News:
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        lines = _lines(session, stretches, at, LONGEST_NEWS)
        return News(len(lines) if len(lines) < LONGEST_NEWS else _count(session, stretches, at), lines)


def _days(now: datetime, zone: ZoneInfo) -> Moments:
    """Return the moments that part the sections: now, the end of the local day, the end of the days to come."""
    today = local(now, zone).date()
    ends = (datetime.combine(today + timedelta(days=ahead), time.min, zone) for ahead in (1, 1 + NEXT_DAYS))
    return dict(zip(("now", "tonight", "horizon"), (now, *ends), strict=True))


def _section(session: Session, code: Section, at: Moments, limit: int) -> SectionLines:
    stretches = _STRETCHES[code]
    lines = _lines(session, stretches, at, limit)
    count = len(lines) if len(lines) < limit else _count(session, stretches, at)
    return SectionLines(code, count, lines)


def _lines(session: Session, stretches: Sequence[_Stretch], at: Moments, limit: int) -> tuple[DueLine, ...]:
    """Return the first lines of all stretches together, in order."""
    values = {**at, "limit": limit}
    hidden = _hidden(session)
    statements = (_lines_statement(stretch, hidden) for stretch in stretches)
    connection = session.connection()  # a session's own way through the mappers takes longer than these statements
    found = [DueLine(*row) for statement in statements for row in connection.execute(statement, values)]
    if len(stretches) > 1:
        found.sort(key=lambda line: (line.sorted_at, line.id))
    return tuple(found[:limit])


def _count(session: Session, stretches: Sequence[_Stretch], at: Moments) -> int:
    connection, hidden = session.connection(), _hidden(session)
    return sum(connection.scalar(_count_statement(stretch, hidden), dict(at)) or 0 for stretch in stretches)


def _hidden(session: Session) -> Kinds:
    return hidden_kinds(actor_of(session).may)


def _owed(*columns: ColumnElement[Any], tables: FromClause, hidden: Kinds) -> Select[Any]:
    """Return the statement of what open promises of records that owe, and may be seen, have in these columns."""
    is_open = _c.state == literal(CommitmentState.OPEN, _c.state.type)
    owes = _record.c.state.not_in([literal(state) for state in sorted(SILENT)])
    owed = select(*columns).select_from(tables).where(is_open, owes)
    kinds = [literal(kind, _record.c.kind.type) for kind in sorted(hidden)]
    return owed.where(_record.c.kind.not_in(kinds)) if kinds else owed


@cache
def _lines_statement(stretch: _Stretch, hidden: Kinds) -> Select[Any]:
    """Return the statement of a stretch's lines."""
    moment = stretch.moment
    sorted_at = (null() if moment is None else moment).label("sorted_at")
    statement = _owed(*_COLUMNS, sorted_at, tables=_TABLES, hidden=hidden).where(stretch.condition)
    statement = statement.limit(bindparam("limit", type_=Integer()))
    return statement.order_by(_c.id) if moment is None else statement.order_by(moment, _c.id)


@cache
def _count_statement(stretch: _Stretch, hidden: Kinds) -> Select[Any]:
    tables = Commitment.__table__.join(_record, _record.c.id == _c.record_id)
    counted = _owed(func.count(), tables=tables, hidden=hidden)
    return counted.where(stretch.condition)

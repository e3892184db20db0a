"""Reading long lists page by page (decision 14): a page starts behind a cursor, never at an offset.

The order is always (sort key, id), empty keys last. Because one index can serve ``key > x`` and another ``key IS
NULL`` but none serves both in one condition, a page is read from up to two segments, the rows with a key and the rows
without.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from operator import ge, gt, le, lt
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, func, literal, select, tuple_
from sqlalchemy.orm import Session

from app.engines.search import search_index
from models.enums import RecordKind
from models.record import Record

RowT = TypeVar("RowT")
PAGE_ROWS = 100
FEW_HITS = 2_000


@dataclass(frozen=True, slots=True)
class ListFilter:
    """What a list shows: words in any order, quick views by code (each list names its own), a span of local days."""

    text: str = ""
    views: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Sort:
    """By which column key of a list, and whether descending."""

    key: str
    descending: bool = True


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a sorted list: the sort value and id of a row; ``value`` None stands among the empty keys at the
    end.
    """

    value: Any
    id: int


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page: ``filter`` is the list's own frozen filter, ``cursor`` None starts at the end of the list that
    ``backwards`` names (first page, or last page for Ctrl+End). ``inclusive`` starts at the cursor's row itself.
    """

    filter: Any
    sort: Sort
    cursor: Cursor | None = None
    backwards: bool = False
    inclusive: bool = False
    limit: int = PAGE_ROWS


@dataclass(frozen=True, slots=True)
class Page(Generic[RowT]):
    """Rows in list order; ``before`` and ``after`` lead to the neighbouring pages and are None at the ends."""

    rows: tuple[RowT, ...]
    before: Cursor | None
    after: Cursor | None


def read_page(
    session: Session,
    statement: Select[Any],
    request: PageRequest,
    columns: Mapping[str, ColumnElement[Any]],
    make: Callable[[Any], RowT],
    *,
    id_column: ColumnElement[int] | None = None,
    known: Mapping[str, Any] | None = None,
) -> Page[RowT]:
    """Run ``statement`` for one page; ``columns`` maps sort keys to columns, ``make`` turns a result row into a list
    row. ``known`` are the parameters that the statement asks for.
    """
    sort_column = columns[request.sort.key]
    identity = Record.__table__.c.id if id_column is None else id_column
    statement = statement.add_columns(sort_column.label("sort_value"), identity.label("sort_id"))
    found: list[Any] = []
    for condition, order in _segments(request, sort_column, identity):
        wanted = request.limit + 1 - len(found)
        if wanted > 0:
            found += session.execute(statement.where(condition).order_by(*order).limit(wanted), known or {}).all()
    more = len(found) > request.limit
    found = found[: request.limit]
    if request.backwards:
        found.reverse()
    return _page(request, found, more, make)


def _page(request: PageRequest, found: list[Any], more: bool, make: Callable[[Any], RowT]) -> Page[RowT]:
    if not found:
        return Page((), None, None)
    first, last = Cursor(found[0].sort_value, found[0].sort_id), Cursor(found[-1].sort_value, found[-1].sort_id)
    behind = request.cursor is not None
    before = first if (more if request.backwards else behind) else None
    after = last if (behind if request.backwards else more) else None
    return Page(tuple(make(row) for row in found), before, after)


Segment = tuple[ColumnElement[bool], Any]


def _segments(request: PageRequest, column: ColumnElement[Any], identity: ColumnElement[int]) -> list[Segment]:
    upwards = request.sort.descending == request.backwards
    filled_order = (column.asc(), identity.asc()) if upwards else (column.desc(), identity.desc())
    empty_order = (filled_order[1],)
    filled, empty = column.is_not(None), column.is_(None)
    cursor = request.cursor
    without_key: list[Segment] = [(empty, empty_order)] if getattr(column, "nullable", True) else []
    if cursor is None:
        segments = [(filled, filled_order), *without_key]
        return segments[::-1] if request.backwards else segments
    if cursor.value is None:
        here: Segment = (and_(empty, _beyond(identity, cursor.id, upwards, request.inclusive)), empty_order)
        return [here, (filled, filled_order)] if request.backwards else [here]
    place = tuple_(column, identity), tuple_(literal(cursor.value, column.type), literal(cursor.id))
    here = (_beyond(place[0], place[1], upwards, request.inclusive), filled_order)
    return [here] if request.backwards else [here, *without_key]


def _beyond(left: Any, right: Any, upwards: bool, inclusive: bool) -> ColumnElement[bool]:
    compare = (ge if inclusive else gt) if upwards else (le if inclusive else lt)
    condition: ColumnElement[bool] = compare(left, right)
    return condition


@dataclass(frozen=True, slots=True)
class Hits:
    """Records found by words: the condition that names them, and whether they are so few that a list should read just
    these and sort them, instead of walking along its order until a page is full.
    """

    condition: ColumnElement[bool]
    few: bool


def matches(session: Session, words: str, kind: RecordKind) -> ColumnElement[bool] | None:
    """Return the condition "this record is found by ``words``", None for an empty search."""
    hits = find_hits(session, words, kind)
    return hits.condition if hits else None


def find_hits(session: Session, words: str, *kinds: RecordKind) -> Hits | None:
    """Return which records of these ``kinds`` are found by ``words``, None for an empty search.

    The index is asked once for all hits (some 30 ns each); asking it row by row would cost 0.1 ms a row.
    """
    index = search_index(session)
    query = index.any_of([index.query(words, kind.value) for kind in kinds])
    if query is None:
        return None
    hits = index.count(session, query, most=FEW_HITS + 1)
    return Hits(index.found(Record.__table__.c.id, query), hits <= FEW_HITS)


def count_rows(session: Session, statement: Select[Any], known: Mapping[str, Any] | None = None) -> int:
    """Count what a list's statement finds; ``known`` are the parameters that it asks for."""
    return session.scalar(select(func.count()).select_from(statement.order_by(None).subquery()), known or {}) or 0


def within(
    moment: ColumnElement[Any], since: date | None, until: date | None, zone: ZoneInfo
) -> list[ColumnElement[bool]]:
    """Return the conditions that ``moment`` lies within local days, both included."""
    conditions: list[ColumnElement[bool]] = []
    start, end = _start_of(since, 0, zone), _start_of(until, 1, zone)
    if start is not None:
        conditions.append(moment >= literal(start, moment.type))
    if end is not None:
        conditions.append(moment < literal(end, moment.type))
    return conditions


def _start_of(day: date | None, later: int, zone: ZoneInfo) -> datetime | None:
    """Return the first moment of a local day; None, which limits nothing, where the calendar ends."""
    try:
        return None if day is None else datetime.combine(day + timedelta(days=later), time.min, zone).astimezone(UTC)
    except OverflowError:
        return None

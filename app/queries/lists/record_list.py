"""A list of records described as data: what is shown, in which orders, through which quick views.

Reading a page, counting what a filter shows and counting quick views are the same for every list and stand here once.
The list of requests, which is long, says for each filter which index to take (``app.queries.requests.request_list``).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, FromClause, func, literal, select
from sqlalchemy.orm import Session

from app.context import Context
from app.formatting import local
from app.queries.lists.paging import ListFilter, Page, PageRequest, count_rows, matches, read_page, within
from app.rules.permissions import Permission
from models.enums import BasicState, RecordKind
from models.record import Record

RowT = TypeVar("RowT")
Views = Mapping[str, ColumnElement[bool]]
OUT_OF_USE = "retired"  # the quick view of records that are out of use
record = Record.__table__


def no_views(_today: date) -> Views:
    """Return the quick views of a list that has none."""
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordList(Generic[RowT]):
    """A list of the records of one kind.

    ``columns`` are read from ``tables``, which is ``record`` joined with what belongs to it; ``make`` turns a result
    row into a list row, given the department's present day, on which quick views (``views``, by code) may depend too.
    ``orders`` maps sort keys to columns; the days of a filter are those of the record's own main time. Reading asks
    for ``permission``. Records of a ``keeping`` list can be put out of use: these are shown by the view OUT_OF_USE and
    by no other.
    """

    kind: RecordKind
    columns: tuple[ColumnElement[Any], ...]
    tables: FromClause
    make: Callable[[Any, date], RowT]
    orders: Mapping[str, ColumnElement[Any]]
    views: Callable[[date], Views] = no_views
    permission: Permission = Permission.VIEW_RECORDS
    keeping: bool = False

    def read(self, context: Context, page: PageRequest) -> Page[RowT]:
        """Read one page; ``page.filter`` is a ListFilter. KeyError for a quick view that the list does not have."""
        today = self._today(context)
        with context.read() as session:
            statement = select(*self.columns).select_from(self.tables)
            statement = statement.where(*self._conditions(context, session, page.filter, today))
            return read_page(session, statement, page, self.orders, lambda found: self.make(found, today))

    def count(self, context: Context, wanted: ListFilter) -> int:
        """Count what a filter shows."""
        today = self._today(context)
        with context.read() as session:
            conditions = self._conditions(context, session, wanted, today)
            return count_rows(session, select(record.c.id).select_from(self.tables).where(*conditions))

    def count_views(self, context: Context, codes: Iterable[str]) -> dict[str, int]:
        """Count what each of these quick views shows, in one reading."""
        today = self._today(context)
        counts = [func.count().filter(*self._viewed(frozenset({code}), today)).label(code) for code in codes]
        counted = select(*counts).select_from(self.tables).where(self._of_kind())
        with context.read() as session:
            return {code: int(count) for code, count in session.execute(counted).one()._mapping.items()}  # noqa: SLF001 (SQLAlchemy's public name)

    def _today(self, context: Context) -> date:
        context.require(self.permission)
        return local(context.clock.now(), context.zone).date()

    def _of_kind(self) -> ColumnElement[bool]:
        condition: ColumnElement[bool] = record.c.kind == literal(self.kind, record.c.kind.type)
        return condition

    def _viewed(self, codes: Iterable[str], today: date) -> list[ColumnElement[bool]]:
        """Return the conditions of quick views; KeyError for a view that the list does not have."""
        views, wanted = self.views(today), tuple(codes)
        if not self.keeping:
            return [views[code] for code in wanted]
        retired = record.c.state == BasicState.RETIRED.value
        own = [views[code] for code in wanted if code != OUT_OF_USE]
        return [*own, retired if OUT_OF_USE in wanted else ~retired]

    def _conditions(
        self, context: Context, session: Session, wanted: ListFilter, today: date
    ) -> list[ColumnElement[bool]]:
        found = matches(session, wanted.text, self.kind)
        conditions = [self._of_kind(), *([] if found is None else [found]), *self._viewed(wanted.views, today)]
        if wanted.since or wanted.until:
            conditions += within(record.c.sort_at, wanted.since, wanted.until, context.zone)
        return conditions


def count_of(kind: RecordKind, column: str, *conditions: ColumnElement[bool]) -> Any:
    """Return a column that counts the records of ``kind`` whose ``column`` names the listed record; ``conditions`` are
    on ``related``.
    """
    of_kind = related.c.kind == literal(kind, related.c.kind.type)
    counted = select(func.count()).select_from(related).where(related.c[column] == record.c.id, of_kind, *conditions)
    return counted.correlate(record).scalar_subquery()


related = Record.__table__.alias("related")

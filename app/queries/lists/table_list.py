"""A list described as data: which rows it shows, in which orders, through which quick views.

Reading a page, counting what a filter shows and counting quick views are the same for every list and stand here once.
Lists of records add what all records have in common (``app.queries.lists.record_list``).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from functools import cached_property
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, FromClause, func, or_, select, true
from sqlalchemy.orm import Session

from app.context import Actor, Context, settings_of
from app.formatting import local
from app.queries.lists.paging import ListFilter, Page, PageRequest, count_rows, read_page, within
from app.queries.lists.row_fields import field_readers
from app.rules.permissions import Permission

RowT = TypeVar("RowT")


@dataclass(frozen=True, slots=True)
class Looking:
    """Who looks at a list, and when: some quick views and figures depend on it."""

    actor: Actor
    now: datetime
    session: Session

    @property
    def zone(self) -> ZoneInfo:
        """The department's time zone, which is read where somebody asks for it."""
        return ZoneInfo(settings_of(self.session).text("zone"))

    @property
    def today(self) -> date:
        """The department's present day."""
        return local(self.now, self.zone).date()


View = ColumnElement[bool] | Callable[[Looking], ColumnElement[bool]]
Derive = Callable[[Any, Looking], Any]


@dataclass(frozen=True, kw_only=True)
class TableList(Generic[RowT]):
    """A list whose rows are those of the table ``own``, which has an ``id``.

    ``row`` is the frozen dataclass of a list row. Each of its fields is read from the column that ``columns`` names for
    it, else from the column of its own name; where the database knows nothing, a text is "". ``derived`` are fields
    made in Python from the row found (``columns`` may name more for them) and from who looks when. ``joins`` are
    further tables, each with the condition that leads to at most one row of them.

    ``orders`` maps sort keys to columns, ``views`` codes of quick views to conditions; ``uncounted`` views are those
    whose number nobody wants. ``words`` are the columns a person's words are looked for in, ``moment`` is what the days
    of a filter are about. Reading asks for ``permission``; fields with ``money`` in them are None for those who may not
    see it, fields with ``margins`` for those who may not see these. By what is hidden from somebody, a field or a quick
    view that ``hinting`` names with what it asks for, they can neither sort nor filter: the order would tell it.
    """

    row: type[RowT]
    own: FromClause
    columns: Mapping[str, ColumnElement[Any]] = field(default_factory=dict)
    derived: Mapping[str, Derive] = field(default_factory=dict)
    joins: tuple[tuple[FromClause, ColumnElement[bool]], ...] = ()
    orders: Mapping[str, ColumnElement[Any]] = field(default_factory=dict)
    views: Mapping[str, View] = field(default_factory=dict)
    uncounted: frozenset[str] = frozenset()
    words: tuple[ColumnElement[str], ...] = ()
    moment: ColumnElement[Any] | None = None
    permission: Permission = Permission.VIEW_RECORDS
    money: frozenset[str] = frozenset()
    margins: frozenset[str] = frozenset()
    hinting: Mapping[str, Permission] = field(default_factory=dict)

    def read(self, context: Context, page: PageRequest) -> Page[RowT]:
        """Read one page; ``page.filter`` is a ListFilter. KeyError for an order or a quick view that the list lacks,
        NotAllowed for one that would tell what is hidden.
        """
        context.require(self.permission)
        self._require_shown(context, page.sort.key)
        self._require_views(context, page.filter)
        order = self.sort_columns[page.sort.key]
        columns = [column.label(name) for name, column in self._columns.items()]
        with context.read() as session:
            looking = Looking(context.actor, context.clock.now(), session)
            conditions = self._conditions(page.filter, looking, order)
            statement = select(*columns).select_from(self._tables).where(*conditions)
            make: Callable[[Any], RowT] = lambda found: self._made(found, looking)  # noqa: E731
            identity, known = self._identity(order), self._known(looking)
            return read_page(session, statement, page, self.sort_columns, make, id_column=identity, known=known)

    def count(self, context: Context, wanted: ListFilter) -> int:
        """Count what a filter shows; NotAllowed for a quick view that would tell what is hidden."""
        context.require(self.permission)
        self._require_views(context, wanted)
        with context.read() as session:
            looking = Looking(context.actor, context.clock.now(), session)
            conditions = self._conditions(wanted, looking)
            found = select(self._identity()).select_from(self._counted_tables).where(*conditions)
            return count_rows(session, found, self._known(looking))

    def count_views(self, context: Context) -> dict[str, int]:
        """Count what each of the quick views worth counting shows, in one reading; none that tells what is hidden."""
        context.require(self.permission)
        codes = [code for code in self.counted if context.actor.may(self.hinting.get(code, self.permission))]
        if not codes:
            return {}
        with context.read() as session:
            looking = Looking(context.actor, context.clock.now(), session)
            counts = [func.count().filter(*self._viewed({code}, looking)).label(code) for code in codes]
            counted = select(*counts).select_from(self._counted_tables).where(self._all_counted())
            return dict(zip(codes, session.execute(counted, self._known(looking)).one(), strict=True))

    def _require_shown(self, context: Context, name: str) -> None:
        if name in self.money:
            context.require(Permission.VIEW_MONEY)
        if name in self.margins:
            context.require(Permission.VIEW_MARGINS)

    def _require_views(self, context: Context, wanted: ListFilter) -> None:
        for code in wanted.views & self.hinting.keys():
            context.require(self.hinting[code])

    @property
    def counted(self) -> tuple[str, ...]:
        """The codes of the quick views whose number is worth knowing."""
        return tuple(code for code in self.views if code not in self.uncounted)

    @property
    def sort_columns(self) -> Mapping[str, ColumnElement[Any]]:
        """All columns that the list can be sorted by, by sort key."""
        return self.orders

    # what lists of records know better ---------------------------------------------------------------------------

    def _column(self, name: str) -> ColumnElement[Any]:
        """Return the column of a field; KeyError for a name that is none."""
        return self.columns[name] if name in self.columns else self.own.c[name]

    @property
    def _tables(self) -> FromClause:
        return self._joined(self.own)

    @property
    def _counted_tables(self) -> FromClause:
        """The tables that conditions are about."""
        return self._tables

    def _identity(self, _order: ColumnElement[Any] | None = None) -> ColumnElement[int]:
        """Return the column of a row's id that one index holds together with the order."""
        return self.own.c.id

    def _conditions(
        self, wanted: ListFilter, looking: Looking, _order: ColumnElement[Any] | None = None
    ) -> list[ColumnElement[bool]]:
        """Return what a filter asks for; some lists look something up for it, or ask for an order another way."""
        return [*self._found(wanted.text), *self._viewed(wanted.views, looking), *self._span(wanted, looking)]

    def _viewed(self, codes: Iterable[str], looking: Looking) -> list[ColumnElement[bool]]:
        """Return the conditions of quick views; KeyError for a view that the list does not have."""
        return [self._view(code, looking) for code in codes]

    def _all_counted(self) -> ColumnElement[bool]:
        """Return the condition of the rows among which views are counted."""
        return true()

    def _known(self, looking: Looking) -> Mapping[str, Any]:
        """Return the parameters that the list's columns and joins ask for by name."""
        return {}

    # shared ------------------------------------------------------------------------------------------------------

    def _joined(self, tables: FromClause) -> FromClause:
        for table, condition in self.joins:
            tables = tables.outerjoin(table, condition)
        return tables

    def _view(self, code: str, looking: Looking) -> ColumnElement[bool]:
        view = self.views[code]
        return view if isinstance(view, ColumnElement) else view(looking)

    def _found(self, text: str) -> list[ColumnElement[bool]]:
        """Return that each word of a text stands in one of ``words``."""
        return [or_(*(column.icontains(word, autoescape=True) for column in self.words)) for word in text.split()]

    def _span(self, wanted: ListFilter, looking: Looking) -> list[ColumnElement[bool]]:
        if self.moment is None or not (wanted.since or wanted.until):
            return []
        return within(self.moment, wanted.since, wanted.until, looking.zone)

    @cached_property
    def _columns(self) -> dict[str, ColumnElement[Any]]:
        """The columns read, by name: the fields first, then what only derived fields need."""
        names = [one.name for one in fields(self.row) if one.name not in self.derived]  # type: ignore[arg-type]
        return {name: self._column(name) for name in dict.fromkeys([*names, *self.columns])}

    @cached_property
    def _readers(self) -> tuple[tuple[str, int, Callable[[Any], Any]], ...]:
        readers = field_readers(self.row)
        return tuple((name, at, readers[name]) for at, name in enumerate(self._columns) if name in readers)

    def _made(self, found: Any, looking: Looking) -> RowT:
        values = {name: read(found[at]) for name, at, read in self._readers}
        values.update({name: derive(found, looking) for name, derive in self.derived.items()})
        if self.money and not looking.actor.may(Permission.VIEW_MONEY):
            values.update(dict.fromkeys(self.money))
        if self.margins and not looking.actor.may(Permission.VIEW_MARGINS):
            values.update(dict.fromkeys(self.margins))
        return self.row(**values)

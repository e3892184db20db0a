"""A list of the records of one kind, described as data on top of ``app.queries.lists.table_list``.

What all records have in common is known here: number, title, customer, project, site; sorting by these; finding by
words; putting master data out of use; and which index to walk along in a list that is long.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, FromClause, func, literal, select
from sqlalchemy.orm import aliased

from app.queries.lists.paging import ListFilter, find_hits
from app.queries.lists.table_list import Looking, TableList
from models.enums import BasicState, RecordKind
from models.parties.customer import Customer
from models.record import Record

RowT = TypeVar("RowT")
OUT_OF_USE = "retired"  # the quick view of records that are out of use
record = Record.__table__
related = aliased(record, name="related")
owner = aliased(Customer.__table__, name="owner")
plant = aliased(record, name="plant")
place = aliased(record, name="place")

# What a row may tell of the records around it, by the name of its field: the column, its table, what leads there.
AROUND: Mapping[str, tuple[ColumnElement[Any], FromClause, ColumnElement[bool]]] = {
    "customer": (owner.c.short_name, owner, owner.c.id == record.c.customer_id),
    "project": (plant.c.title, plant, plant.c.id == record.c.project_id),
    "site": (place.c.title, place, place.c.id == record.c.site_id),
}
ORDERS: Mapping[str, ColumnElement[Any]] = {
    "number": record.c.number,
    "name": record.c.sort_title,
    "customer": record.c.sort_customer,
    "project": record.c.sort_project,
    "created_at": record.c.sort_at,
}


@dataclass(frozen=True, kw_only=True)
class RecordList(TableList[RowT]):
    """A list of the records of a ``kind``; ``own`` is the table that they share their id with.

    Fields of a row are, besides what ``columns`` and ``own`` have, ``name`` (the title), ``customer``, ``project`` and
    ``site``, whatever the list sorts by, and the columns of ``record``. Each list can be sorted by ORDERS. Words find
    by the search index; the days of a filter are those of the record's main time. Records of a ``keeping`` list can be
    put out of use: these are shown by the view OUT_OF_USE and by no other.

    For lists that grow long: ``few`` are views that show few of many, so that it is better to ask for their records
    and sort these than to walk along the list's order. Where all views can be told from ``record`` itself,
    ``counts_by_record`` spares the other tables; ``counted_among`` holds for all rows that a counted view shows.
    """

    kind: RecordKind
    moment: ColumnElement[Any] | None = record.c.sort_at
    keeping: bool = False
    few: frozenset[str] = frozenset()
    counts_by_record: bool = False
    counted_among: ColumnElement[bool] | None = None

    @property
    def counted(self) -> tuple[str, ...]:
        return (*super().counted, OUT_OF_USE) if self.keeping else super().counted

    @property
    def sort_columns(self) -> Mapping[str, ColumnElement[Any]]:
        return {**ORDERS, **self.orders}

    def _column(self, name: str) -> ColumnElement[Any]:
        if name in self.columns:
            return self.columns[name]
        if name in AROUND:
            return AROUND[name][0]
        if name in self.own.c and name != "id":
            return self.own.c[name]
        return record.c.title if name == "name" else record.c[name]

    @property
    def _tables(self) -> FromClause:
        return self._joined(self._with_around(record.join(self.own, self.own.c.id == record.c.id)))

    def _with_around(self, tables: FromClause) -> FromClause:
        """Join the records around the listed one that its rows tell of."""
        for name, (_column, table, condition) in AROUND.items():
            if name in self._columns and name not in self.columns:
                tables = tables.outerjoin(table, condition)
        return tables

    @property
    def _counted_tables(self) -> FromClause:
        return record if self.counts_by_record else self._tables

    def _identity(self, order: ColumnElement[Any] | None = None) -> ColumnElement[int]:
        return self.own.c.id if _is_of(order, self.own) else record.c.id

    def _conditions(
        self, wanted: ListFilter, looking: Looking, order: ColumnElement[Any] | None = None
    ) -> list[ColumnElement[bool]]:
        """Return what a filter asks for, so that the database finds the best index.

        Conditions that name a few records by their ids make it read just these and sort them. Without one it walks
        along the list's order, and the other conditions are checked on the way. The kind is named only where it leads
        to the index to walk along: few ids are of the kind already, and a column of ``own`` has an index of its own.
        """
        few = [self._among(self._view(code, looking)) for code in wanted.views & self.few]
        other = [*self._viewed(wanted.views - self.few, looking), *self._span(wanted, looking)]
        hits = find_hits(looking.session, wanted.text, self.kind)
        if hits is not None:
            (few if hits.few else other).append(hits.condition)
        walks_by_kind = not few and not _is_of(order, self.own)
        return [*([self._of_kind()] if walks_by_kind else []), *few, *other]

    def _viewed(self, codes: Iterable[str], looking: Looking) -> list[ColumnElement[bool]]:
        if not self.keeping:
            return super()._viewed(codes, looking)
        wanted = set(codes)
        retired: ColumnElement[bool] = record.c.state == BasicState.RETIRED.value
        return [*super()._viewed(wanted - {OUT_OF_USE}, looking), retired if OUT_OF_USE in wanted else ~retired]

    def _all_counted(self) -> ColumnElement[bool]:
        return self._of_kind() if self.counted_among is None else self.counted_among

    def _of_kind(self) -> ColumnElement[bool]:
        return of_kind(record, self.kind)

    def _among(self, condition: ColumnElement[bool]) -> ColumnElement[bool]:
        """Return that a record is among those few that fulfil a condition, asked for by themselves."""
        found = select(record.c.id).select_from(self._counted_tables).where(self._of_kind(), condition)
        return record.c.id.in_(found.correlate(None))


def of_kind(table: FromClause, kind: RecordKind) -> ColumnElement[bool]:
    """Return the condition that the rows of ``table``, which is ``record`` by some name, are of a kind."""
    condition: ColumnElement[bool] = table.c.kind == literal(kind, table.c.kind.type)
    return condition


def overdue(looking: Looking) -> ColumnElement[bool]:
    """Return the condition that the earliest open promise of the listed record should have been kept by now."""
    late: ColumnElement[bool] = record.c.due_at < literal(looking.now, record.c.due_at.type)
    return late


def over(figure: ColumnElement[Any], column: ColumnElement[Any], *conditions: ColumnElement[bool]) -> Any:
    """Return a column: a figure over those rows whose ``column`` names the listed record."""
    return select(figure).where(column == record.c.id, *conditions).correlate(record).scalar_subquery()


def count_of(kind: RecordKind, column: str, *conditions: ColumnElement[bool]) -> Any:
    """Return a column that counts the records of ``kind`` whose ``column`` names the listed record; ``conditions`` are
    on ``related``.
    """
    return over(func.count(), related.c[column], of_kind(related, kind), *conditions)


def _is_of(column: ColumnElement[Any] | None, table: FromClause) -> bool:
    return getattr(column, "table", None) is table

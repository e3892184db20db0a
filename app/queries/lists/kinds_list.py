"""A list of the records of several kinds, by what all records have in common."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause

from app.queries.lists.paging import ListFilter, find_hits
from app.queries.lists.record_list import RecordList, record
from app.queries.lists.table_list import Looking, RowT
from models.enums import RecordKind


@dataclass(frozen=True, kw_only=True)
class KindsList(RecordList[RowT]):
    """A list of the records of ``kind`` and of the ``others``; its rows tell what stands in ``record`` and around it.

    ``own`` is the table of records itself. There are few records of these kinds among all: they are asked for by kind,
    then sorted.
    """

    own: FromClause = record
    others: tuple[RecordKind, ...]

    @property
    def kinds(self) -> tuple[RecordKind, ...]:
        """All kinds of record in it."""
        return (self.kind, *self.others)

    @property
    def _tables(self) -> FromClause:
        return self._joined(self._with_around(record))

    def _identity(self, _order: ColumnElement[int] | None = None) -> ColumnElement[int]:
        return record.c.id

    def _conditions(
        self, wanted: ListFilter, looking: Looking, _order: ColumnElement[int] | None = None
    ) -> list[ColumnElement[bool]]:
        hits = find_hits(looking.session, wanted.text, *self.kinds)
        return [
            self._of_kind(),
            *([hits.condition] if hits is not None else []),
            *self._viewed(wanted.views, looking),
            *self._span(wanted, looking),
        ]

    def _of_kind(self) -> ColumnElement[bool]:
        return record.c.kind.in_(self.kinds)

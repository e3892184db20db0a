"""Several sorts of rows read in one statement, each as a row of its own: a join of them all would multiply them."""

from collections import defaultdict, namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, literal, select, union_all
from sqlalchemy.orm import Session

Columns = tuple[ColumnElement[Any], ...]
Joining = Callable[[FromClause, ColumnElement[bool], ColumnElement[int]], FromClause]
Row = Mapping[str, Any]  # by the name of a group its columns by their names


@dataclass(frozen=True)
class Piece:
    """One sort of rows: ``ids`` finds them, with parameters; ``columns`` are read of each, in groups by name.

    ``joined`` adds its tables to others, given the condition that a row is of this sort and the column of its id.
    """

    name: str
    ids: Select[int]
    columns: Mapping[str, Columns]
    joined: Joining


class Reading:
    """Reads its pieces together. The statement is made once: so large a one is dear to make."""

    def __init__(self, *pieces: Piece) -> None:
        self._pieces = pieces
        self._groups = {name: columns for piece in pieces for name, columns in piece.columns.items()}
        self._makers = {
            name: namedtuple(name, [column.name for column in columns]) for name, columns in self._groups.items()
        }

    def read(self, session: Session, **values: Any) -> Mapping[str, Sequence[Row]]:
        """Return the rows of each piece by its name; ``values`` are the parameters that its ids are found by."""
        rows: dict[str, list[Row]] = defaultdict(list)
        for found in session.execute(self._statement, values):
            rows[self._pieces[found[0]].name].append(self._apart(found))
        return rows

    @cached_property
    def _statement(self) -> Select[Any]:
        numbered = enumerate(piece.ids.subquery() for piece in self._pieces)
        arms = [select(literal(place).label("sort"), ids.c[0].label("row_id")) for place, ids in numbered]
        which = union_all(*arms).subquery("which")
        tables: FromClause = which
        for place, piece in enumerate(self._pieces):
            tables = piece.joined(tables, which.c.sort == place, which.c.row_id)
        named = [column.label(f"{name}_{column.name}") for name, own in self._groups.items() for column in own]
        return select(which.c.sort, *named).select_from(tables)

    def _apart(self, found: Sequence[Any]) -> Row:
        start, apart = 1, {}
        for name, columns in self._groups.items():
            apart[name] = self._makers[name](*found[start : start + len(columns)])
            start += len(columns)
        return apart

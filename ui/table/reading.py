"""A list as it is shown, and reading its rows beside the window, also those that are not in it: for the clipboard, a
file, or paper.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, Protocol

from app.errors import Invalid
from app.exports.shown import ShownList
from app.queries.lists.paging import Page, PageRequest
from app.queries.lists.selection import Selection, read_selected
from ui.runtime.jobs import Progress
from ui.table.column import Column, RowT

Refusal = Callable[[str, str], str]  # from how many rows there are, and how many are taken at once, to words


@dataclass(frozen=True, slots=True)
class RowSource(Generic[RowT]):
    """Which rows are meant, and the list's own query of them; ``count`` where they can be counted."""

    selection: Selection
    fetch: Callable[[PageRequest], Page[RowT]]
    count: Callable[[Any], int] | None

    def read(self, progress: Progress, most: int, refusal: Refusal) -> Iterator[tuple[RowT, ...]]:
        """Yield the rows in the order of the list, telling how far it is; runs in a thread.

        Raises Invalid with the words of ``refusal`` for more than ``most``, before anything is read where they can be
        counted.
        """
        selection = self.selection
        matching = self.count(selection.filter) if selection.all_matching and self.count else None
        size = selection.size(matching)
        _check(size or 0, most, refusal)
        progress(0, size or 0)
        read = 0
        for rows in read_selected(self.fetch, selection):
            read += len(rows)
            _check(read, most, refusal)
            yield rows
            progress(read, max(size or 0, read) if size else 0)


def _check(rows: int, most: int, refusal: Refusal) -> None:
    if rows > most:
        raise Invalid(refusal(f"{rows:,}", f"{most:,}"))


@dataclass(frozen=True, slots=True)
class ListView(Generic[RowT]):
    """What a list shows, and how its rows are read."""

    shown: ShownList
    columns: tuple[Column[RowT], ...]
    rows: RowSource[RowT]

    def texts(self, progress: Progress, most: int, refusal: Refusal) -> Iterator[tuple[tuple[str, ...], ...]]:
        """Yield the cells of the rows, some rows at a time, in the language in force; see ``RowSource.read``."""
        for rows in self.rows.read(progress, most, refusal):
            yield tuple(tuple(column.value(row) for column in self.columns) for row in rows)


class Outlets(Protocol):
    """Where a list can go."""

    def export(self, view: ListView[Any]) -> None:
        """Write it into a workbook."""

    def print(self, view: ListView[Any]) -> None:
        """Show it as it would be printed."""

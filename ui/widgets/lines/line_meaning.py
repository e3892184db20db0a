"""What the lines of a table mean: the questions that a table of lines answers for its kind of line."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar

from app.i18n import _
from ui.widgets.lines.line import Line
from ui.widgets.lines.table_foot import Total

LineT = TypeVar("LineT")


class LineMeaning(Generic[LineT]):
    """A table answers ``line_of``, ``values_of``, ``line_words`` and ``line_problem``, the rest where it needs to."""

    @abstractmethod
    def line_of(self, known: int | None, values: Mapping[str, Any]) -> LineT:
        """Return the line with these values by column."""

    @abstractmethod
    def values_of(self, line: LineT) -> Mapping[str, Any]:
        """Return what stands in the cells of a line, by column; what is left out is empty."""

    def known_of(self, line: LineT) -> int | None:
        """Return what a line's record is known by, None for a new one."""
        return None

    @abstractmethod
    def line_problem(self, line: LineT, place: int) -> str:
        """Return what is wrong with the line at ``place`` (from 1) beyond its cells, "" when nothing is."""

    def wrong_column(self, line: LineT) -> str:
        """Return the column that ``line_problem`` is about; "": no single one."""
        return ""

    def cell_problem(self, place: int, problem: str) -> str:
        """Return what is wrong with a cell, with the line it is in."""
        return _("Line {place}: {problem}").format(place=place, problem=problem)

    @abstractmethod
    def line_words(self, line: LineT) -> str:
        """Return a line as one reads it."""

    def computed(self, line: LineT) -> Mapping[str, str]:
        """Return what follows from a line, by computed column."""
        return {}

    def totals(self, lines: Sequence[LineT]) -> Sequence[Total]:
        """Return what stands below the table."""
        return ()

    def cell_changed(self, line: Line, column: str) -> None:
        """Fill in or offer what follows when another value stands in a cell; also called for a line just made, with the
        first column. ``line.field(column)`` is a cell.
        """

    def cross_words(self, line: Line, place: int) -> str:
        """Return what the cross of the line at ``place`` (from 1) does."""
        name = line.field(line.columns[0]).shown()
        return _("Take away {name}").format(name=name or "…")

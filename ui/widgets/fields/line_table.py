"""A field of a form made of lines: a cell per column, a cross that takes a line away, a button that adds one."""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.i18n import _
from ui.theme.icons import icon
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.moment_edit import MomentEdit
from ui.widgets.fields.number_edit import NumberEdit

LineT = TypeVar("LineT")
Cell = LineEdit | NumberEdit | MomentEdit | Combo
ID = "id"  # key of a kept line for what it is known by


@dataclass(frozen=True, slots=True)
class LineColumn:
    """A column: ``title`` (msgid), share of the width, and what makes a cell of a given object name."""

    title: str
    share: int
    make: Callable[[str, QWidget], Cell]


@dataclass(frozen=True, slots=True)
class _Line:
    """The cells of one line; ``known`` is what its record is known by, None for one that was added here."""

    known: int | None
    cells: dict[str, Cell]
    cross: QToolButton
    note: QLabel | None

    @property
    def first(self) -> Cell:
        """The cell in which a line begins."""
        return next(iter(self.cells.values()))

    def is_empty(self) -> bool:
        """True for an added line in which nothing is typed."""
        return self.known is None and not any(cell.shown() for cell in self.cells.values())

    def wrong_cell(self) -> Cell | None:
        """Return the cell that is wrong, None when none is; the one that is being typed into is not judged yet."""
        return next((cell for cell in self.cells.values() if not cell.hasFocus() and cell.problem()), None)

    def has_keyboard(self) -> bool:
        """True while a person is in the line; it is not judged before it is finished."""
        return any(cell.hasFocus() for cell in self.cells.values())


class LineTable(QWidget, Generic[LineT]):
    """Subclasses say what a line is. Tab walks along the cells to the button that adds a line; lines left empty do not
    count.

    The cell at line 0 of the column "name" is ``<name>.name.0``, the cross ``<name>.remove.0``, the button
    ``<name>.add``.
    """

    value_changed = Signal(object)  # tuple of lines

    def __init__(
        self,
        name: str,
        columns: Mapping[str, LineColumn],
        add_text: str,
        *,
        note_title: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """``add_text`` is translated; ``note_title`` (translated) heads a column of words that follow from a line."""
        super().__init__(parent)
        self.setObjectName(name)
        self._columns = columns
        self._has_note = bool(note_title)
        self._lines: list[_Line] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(6)
        self._add_headings(note_title)
        self.add_button = QPushButton(add_text, self)
        self.add_button.setObjectName(f"{name}.add")
        self.add_button.setProperty("kind", "link")
        self.add_button.setIcon(icon("new", "accent"))
        self.add_button.setAutoDefault(True)  # so that Enter presses it and not the button of the form
        self.add_button.clicked.connect(self.add_line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self._grid)
        layout.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._append(None, {})

    # what a table says of its lines ------------------------------------------------------------------------------

    @abstractmethod
    def line_of(self, known: int | None, values: Mapping[str, Any]) -> LineT:
        """Return the line with these values by column."""

    @abstractmethod
    def values_of(self, line: LineT) -> Mapping[str, Any]:
        """Return what stands in the cells of a line, by column."""

    def known_of(self, line: LineT) -> int | None:
        """Return what a line's record is known by, None for a new one."""
        return None

    @abstractmethod
    def line_problem(self, line: LineT, place: int) -> str:
        """Return what is wrong with the line at ``place`` (from 1) beyond its cells, "" when nothing is."""

    def cell_problem(self, place: int, problem: str) -> str:
        """Return what is wrong with a cell, with the line it is in."""
        return _("Line {place}: {problem}").format(place=place, problem=problem)

    @abstractmethod
    def line_words(self, line: LineT) -> str:
        """Return a line as one reads it."""

    def line_note(self, line: LineT) -> str:
        """Return what follows from a line."""
        return ""

    # the field ---------------------------------------------------------------------------------------------------

    def value(self) -> tuple[LineT, ...]:
        """Return the lines entered, without those left empty."""
        return tuple(self._line_of(line) for line in self._lines if not line.is_empty())

    def set_value(self, lines: Sequence[LineT]) -> None:
        """Show these lines; without any, an empty one."""
        self._clear()
        for line in lines:
            self._append(self.known_of(line), self.values_of(line))
        if not lines:
            self._append(None, {})
        self._tell()

    def problem(self) -> str:
        """Return what is wrong with what is typed, "" when nothing is."""
        judged = [line for line in self._lines if not line.is_empty()]
        for place, line in enumerate(judged, start=1):
            wrong = line.wrong_cell()
            if wrong is not None:
                return self.cell_problem(place, wrong.problem())
            missing = "" if line.has_keyboard() else self.line_problem(self._line_of(line), place)
            if missing:
                return missing
        return ""

    def kept(self) -> list[dict[str, Any]]:
        """Return every line as it is typed."""
        return [{ID: line.known} | {column: cell.kept() for column, cell in line.cells.items()} for line in self._lines]

    def restore(self, kept: Any) -> None:
        """Put kept lines back; what does not fit is left out."""
        lines = [line for line in kept if isinstance(line, dict)] if isinstance(kept, list) else []
        if not lines:
            return
        self._clear()
        for line in lines:
            known = line.get(ID)
            added = self._append(known if isinstance(known, int) else None, {})
            for column, cell in added.cells.items():
                cell.restore(line.get(column))
        self._tell()

    def shown(self) -> str:
        """Return the lines as one reads them."""
        return _("; ").join(self.line_words(line) for line in self.value())

    # asked by others ---------------------------------------------------------------------------------------------

    def cell(self, place: int, column: str) -> Cell:
        """Return a cell; ``place`` counts the lines from 0. IndexError or KeyError when there is none."""
        return self._lines[place].cells[column]

    def cross(self, place: int) -> QToolButton:
        """Return the button that takes a line away; IndexError when there is none."""
        return self._lines[place].cross

    def add_line(self) -> None:
        """Add an empty line and put the keyboard into it."""
        if not self._lines or not self._lines[-1].is_empty():
            self._append(None, {})
        self._lines[-1].first.setFocus()

    def remove_line(self, place: int) -> None:
        """Take a line away; the keyboard goes to the line that follows, else to the last."""
        rest = self.kept()
        del rest[place]
        if rest:
            self.restore(rest)
        else:
            self.set_value(())
        self._lines[min(place, len(self._lines) - 1)].first.setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Pass the keyboard on to what is wrong, else to the first line."""
        super().focusInEvent(event)
        wrong = (self._wrong_cell(line) for line in self._lines if not line.is_empty())
        next((cell for cell in wrong if cell is not None), self._lines[0].first).setFocus()

    # lines -------------------------------------------------------------------------------------------------------

    def _add_headings(self, note_title: str) -> None:
        titles = [(_(column.title), column.share) for column in self._columns.values()]
        for place, (title, share) in enumerate([*titles, (note_title, 2)] if note_title else titles):
            heading = QLabel(title, self)
            heading.setProperty("role", "small")
            self._grid.addWidget(heading, 0, place)
            self._grid.setColumnStretch(place, share)

    def _line_of(self, line: _Line) -> LineT:
        return self.line_of(line.known, {column: cell.value() for column, cell in line.cells.items()})

    def _wrong_cell(self, line: _Line) -> Cell | None:
        """Return where the keyboard goes in a line that is wrong: the wrong cell, else the first."""
        return line.wrong_cell() or (line.first if self.line_problem(self._line_of(line), 1) else None)

    def _clear(self) -> None:
        for line in self._lines:
            for widget in (*line.cells.values(), line.cross, line.note):
                if widget is not None:
                    widget.hide()
                    widget.setObjectName("")  # the name is free for the line that comes in its place
                    widget.deleteLater()
        self._lines.clear()

    def _append(self, known: int | None, values: Mapping[str, Any]) -> _Line:
        place = len(self._lines)
        cells = {column: self._cell(place, column, values.get(column)) for column in self._columns}
        line = _Line(known, cells, self._cross(place), QLabel(self) if self._has_note else None)
        self._lines.append(line)
        widgets: list[QWidget] = [*cells.values(), *([line.note] if line.note else []), line.cross]
        for at, widget in enumerate(widgets):
            self._grid.addWidget(widget, place + 1, at)
            widget.show()  # now, not with the next event: the keyboard is to go into it
        for one in self._lines:
            self._describe(one)
        self._order_tabs()
        return line

    def _cell(self, place: int, column: str, value: Any) -> Cell:
        cell = self._columns[column].make(f"{self.objectName()}.{column}.{place}", self)
        cell.setAccessibleName(f"{_(self._columns[column].title)} {place + 1}")
        if value is not None:
            cell.set_value(value)
        cell.value_changed.connect(lambda _value: self._tell())
        if not isinstance(cell, Combo):
            cell.setCursorPosition(0)
            cell.editingFinished.connect(self._tell)  # now the line is judged
        return cell

    def _cross(self, place: int) -> QToolButton:
        cross = QToolButton(self)
        cross.setObjectName(f"{self.objectName()}.remove.{place}")
        cross.setIcon(icon("close"))
        cross.setIconSize(QSize(14, 14))
        cross.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = cross.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        cross.setSizePolicy(policy)
        cross.clicked.connect(lambda: self.remove_line(place))
        return cross

    def _describe(self, line: _Line) -> None:
        """Name the cross and tell what follows from the line; the only line has no cross while it is empty."""
        line.cross.setVisible(len(self._lines) > 1 or not line.is_empty())
        line.cross.setAccessibleName(_("Take away {name}").format(name=line.first.shown() or "…"))
        line.cross.setToolTip(line.cross.accessibleName())
        if line.note is not None:
            line.note.setText("" if line.is_empty() else self.line_note(self._line_of(line)))

    def _tell(self) -> None:
        for line in self._lines:
            self._describe(line)
        self.value_changed.emit(self.value())

    def _order_tabs(self) -> None:
        """Let Tab walk along the lines to the button, from whatever stands before the table: cells that are added later
        come last in the whole form otherwise.
        """
        stops: list[QWidget] = [stop for line in self._lines for stop in (*line.cells.values(), line.cross)]
        before = self.add_button.previousInFocusChain()
        while before in stops or (before and before.focusPolicy() == Qt.FocusPolicy.NoFocus):
            before = before.previousInFocusChain() if before else None
        if before is not None and before is not self.add_button:  # else the table stands alone
            stops.insert(0, before)
        for one, following in pairwise([*stops, self.add_button]):
            QWidget.setTabOrder(one, following)

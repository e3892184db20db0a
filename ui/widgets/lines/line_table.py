"""A field of a form made of lines: a cell per column, a cross that takes a line away, a button that adds one."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.i18n import _
from ui.widgets.forms.tab_order import order_before
from ui.widgets.lines.column import LineColumn
from ui.widgets.lines.line import Line
from ui.widgets.lines.table_foot import REMOVE_KEYS, TableFoot, Total

LineT = TypeVar("LineT")
_STAYS = (Qt.FocusReason.PopupFocusReason,)  # losing the keyboard so, one has not left a cell
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LineTable(QWidget, Generic[LineT]):
    """A table one types into, a field of a form (``FieldWidget``) whose value is a tuple of lines.

    Columns are made by ``text_column``, ``number_column``, ``quantity_column``, ``money_column``, ``percent_column``,
    ``choice_column``, ``record_column``, ``date_column``, ``moment_column`` and ``computed_column`` (``column.py``). A
    subclass says what a line is: ``line_of`` and ``values_of`` between a line and its values by column, ``line_words``,
    ``line_problem`` with ``wrong_column``, and where it needs to ``known_of``, ``computed``, ``totals``,
    ``cell_changed`` and ``cross_words``.

    Enter goes to the next cell, in the last one to a new line, and from an empty last line out of the table. Tab walks
    along cells and crosses to the button that adds a line; in the last cell of a line just typed it goes to a new one.
    Ctrl+Shift+Delete takes the line away, Ctrl+Shift+Up and Down move it (``movable``). No key acts while an input
    method composes. Lines left empty do not count.

    A wrong cell is framed and says why as tooltip and to screen readers; ``problem`` says it with the line. The cell at
    line 0 of the column "name" is ``<name>.name.0``, the cross ``<name>.remove.0``, the button ``<name>.add``, a total
    ``<name>.total.<key>``.
    """

    value_changed = Signal(object)  # tuple of lines

    def __init__(
        self,
        name: str,
        columns: Mapping[str, LineColumn],
        add_text: str,
        *,
        movable: bool = False,
        none_text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """``add_text`` is translated, "" where lines are given and nobody adds one. With ``none_text`` (translated:
        what it means that there is no line) the table begins without a line.
        """
        super().__init__(parent)
        self.setObjectName(name)
        self._columns = columns
        self._is_given = not add_text
        self._least = 0 if none_text else 1
        self._headings: list[QLabel] = []
        self._lines: list[Line] = []
        self._filling = 0
        self._none = QLabel(none_text, self)
        self._none.setProperty("role", "dim")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._foot = TableFoot(name, add_text, self, movable=movable)
        self.add_button = self._foot.add_button
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0 if self._least else 5, 0, 0)  # words stand level with the label of the field
        layout.setSpacing(6)
        layout.addWidget(self._none)
        layout.addLayout(self._grid)
        layout.addWidget(self._foot)
        self._stretch_columns()
        self._foot.add_wanted.connect(self.add_line)
        self._foot.remove_wanted.connect(self._on_remove_key)
        self._foot.move_wanted.connect(self._on_move_wanted)
        with self._filled():
            self._make_lines(self._least)

    # what a table says of its lines ------------------------------------------------------------------------------

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

    # the field ---------------------------------------------------------------------------------------------------

    def value(self) -> tuple[LineT, ...]:
        """Return the lines entered, without those left empty."""
        return tuple(self._line_of(line) for line in self._entered())

    def set_value(self, lines: Sequence[LineT]) -> None:
        """Show these lines."""
        with self._filled():
            self._make_lines(max(self._least, len(lines)))
            for spare in self._lines[len(lines) :]:
                spare.clear()
            for made, line in zip(self._lines, lines, strict=False):
                made.fill(self.known_of(line), self.values_of(line))

    def problem(self) -> str:
        """Return what is wrong with what is typed, "" when nothing is."""
        for place, line in enumerate(self._entered(), start=1):
            wrong = line.wrong_column()
            if wrong is not None:
                return self.cell_problem(place, line.cell_problem(wrong))
            missing = "" if line.has_keyboard() else self.line_problem(self._line_of(line), place)
            if missing:
                return missing
        return ""

    def kept(self) -> list[dict[str, Any]]:
        """Return the lines as they are typed, without empty ones at the end: those are nothing to keep."""
        kept = [line.kept() for line in self._lines]
        while len(kept) > self._least and self._lines[len(kept) - 1].is_empty():
            kept.pop()
        return kept

    def restore(self, kept: Any) -> None:
        """Put kept lines back; what does not fit is left out."""
        lines = [line for line in kept if isinstance(line, dict)] if isinstance(kept, list) else []
        if not lines and (self._least or kept != []):
            return
        with self._filled():
            self._make_lines(len(lines))
            for made, line in zip(self._lines, lines, strict=True):
                made.restore(line)

    def shown(self) -> str:
        """Return the lines as one reads them."""
        return _("; ").join(self.line_words(line) for line in self.value())

    # asked by others ---------------------------------------------------------------------------------------------

    def cell(self, place: int, column: str) -> QWidget:
        """Return a cell; ``place`` counts the lines from 0. IndexError or KeyError when there is none."""
        return self._lines[place].widget(column)

    def cross(self, place: int) -> QToolButton:
        """Return the button that takes a line away; IndexError when there is none."""
        return self._lines[place].cross

    @property
    def is_done(self) -> bool:
        """True while the keyboard is in an empty last line: Enter leaves the table then."""
        place = self._place_in_hand()
        return place == len(self._lines) - 1 and self._lines[place].is_empty()

    def add_line(self) -> None:
        """Add an empty line, unless the last one is, and put the keyboard into it; nothing where lines are given."""
        if self._is_given:
            return
        if not self._lines or not self._lines[-1].is_empty():
            with self._filled():
                self._make_lines(len(self._lines) + 1)
        self._lines[-1].first.setFocus()

    def remove_line(self, place: int) -> None:
        """Take a line away; the keyboard goes to the line that follows, else to the last."""
        with self._filled():
            for line, following in pairwise(self._lines[place:]):
                line.restore(following.kept())
            self._lines[-1].clear()
            self._make_lines(max(self._least, len(self._lines) - 1))
        at = min(place, len(self._lines) - 1)
        (self._lines[at].first if self._lines else self.add_button).setFocus()

    def move_line(self, place: int, step: int) -> None:
        """Exchange a line with the one ``step`` further (1 or -1), if there is one; the keyboard goes with it."""
        if not 0 <= place + step < len(self._lines):
            return
        line, other = self._lines[place], self._lines[place + step]
        column = line.column_in_hand()
        moved, passed = line.kept(), other.kept()
        with self._filled():
            line.restore(passed)
            other.restore(moved)
        (other.widget(column) if column else other.first).setFocus()

    def make_again(self) -> None:
        """Make every line anew, for columns that offer something else now; what is typed stays where it fits."""
        kept = self.kept()
        with self._filled():
            self._make_lines(0)
            self._make_lines(self._least)
            self.restore(kept)

    # the keyboard ------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Being put into a form has changed what Tab walks along."""
        super().showEvent(event)
        self._order_tabs()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Pass the keyboard on to what is wrong, else to the first line."""
        super().focusInEvent(event)
        wrong = (self._wrong_cell(line) for line in self._entered())
        first = self._lines[0].first if self._lines else self.add_button
        next((cell for cell in wrong if cell is not None), first).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter goes on; what a cell or an input method makes of it does not come here."""
        if event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and self._go_on():
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forwards: bool) -> bool:  # noqa: N802 - Qt's name
        """Tab goes from the last cell of a line just typed to a new one."""
        line = self._lines[-1] if self._lines and not self._is_given else None
        column = line.column_in_hand() if line else None
        if forwards and line and column and line.is_typed and not line.is_empty() and line.after(column) is None:
            self.add_line()
            return True
        return super().focusNextPrevChild(forwards)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """A cell is judged when one has left it."""
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in _STAYS:
            self._tell()
        return super().eventFilter(watched, event)

    def _go_on(self) -> bool:
        """Go to the next cell or line; False outside of the cells and where the table ends."""
        place = self._place_in_hand()
        column = self._lines[place].column_in_hand() if place is not None else None
        if place is None or column is None or self.is_done:
            return False
        following = self._lines[place].after(column)
        if following is not None:
            following.setFocus(Qt.FocusReason.TabFocusReason)
        elif place + 1 < len(self._lines):
            self._lines[place + 1].first.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.add_line()
        return not self._is_given or following is not None or place + 1 < len(self._lines)

    def _place_in_hand(self) -> int | None:
        return next((place for place, line in enumerate(self._lines) if line.has_keyboard()), None)

    def _on_remove_key(self) -> None:
        place = self._place_in_hand()
        if place is not None and not self._is_given:
            self.remove_line(place)

    def _on_move_wanted(self, step: int) -> None:
        place = self._place_in_hand()
        if place is not None:
            self.move_line(place, step)

    # lines -------------------------------------------------------------------------------------------------------

    def _stretch_columns(self) -> None:
        for at, column in enumerate(self._columns.values()):
            self._grid.setColumnStretch(at, column.share)
            if self._least or self._is_given:
                heading = QLabel(_(column.title), self)
                heading.setProperty("role", "small")
                self._headings.append(heading)
                side = Qt.AlignmentFlag.AlignRight if column.is_figure else Qt.AlignmentFlag.AlignLeft
                self._grid.addWidget(heading, 0, at, side)

    def _line_of(self, line: Line) -> LineT:
        return self.line_of(line.known, line.values())

    def _entered(self) -> list[Line]:
        return [line for line in self._lines if not line.is_empty()]

    def _wrong_cell(self, line: Line) -> QWidget | None:
        """Return where the keyboard goes in a line that is wrong, None in one that is not."""
        wrong = line.wrong_column()
        if wrong is None and self.line_problem(self._line_of(line), 1):
            wrong = self.wrong_column(self._line_of(line)) or line.columns[0]
        return None if wrong is None else line.widget(wrong)

    def _make_lines(self, count: int) -> None:
        """Bring the table to so many lines; what stands in those that stay is not touched."""
        if count == len(self._lines):
            return
        while len(self._lines) > count:
            self._lines.pop().drop()
        while len(self._lines) < count:
            self._append()
        self._order_tabs()

    def _append(self) -> None:
        place = len(self._lines)
        line = Line(self.objectName(), place, self._columns, self)
        self._lines.append(line)
        for at, widget in enumerate(line.widgets):
            self._grid.addWidget(widget, place + 1, at)
            widget.show()  # now, not with the next event: the keyboard is to go into it
        if self._is_given:
            line.cross.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)  # hidden, it takes no room
        for column in line.columns:
            line.widget(column).installEventFilter(self)
            line.field(column).value_changed.connect(partial(self._on_cell_changed, line, column))
        line.cross.clicked.connect(lambda: self.remove_line(place))
        self.cell_changed(line, line.columns[0])

    def _on_cell_changed(self, line: Line, column: str, _value: object) -> None:
        line.is_typed = line.is_typed or not self._filling
        self.cell_changed(line, column)
        self._tell(line)

    @contextmanager
    def _filled(self) -> Iterator[None]:
        """Tell once what came of several changes that no person made."""
        self._filling += 1
        try:
            yield
        finally:
            self._filling -= 1
        self._tell()

    def _tell(self, changed: Line | None = None) -> None:
        """Show and tell what is entered now; ``changed``: in the one line that is another."""
        if self._filling:
            return
        for place, line in enumerate(self._lines, start=1):
            if changed is None or line is changed:
                self._describe(line, place)
        value = self.value()
        self._none.setVisible(not self._lines)
        for heading in self._headings:
            heading.setVisible(bool(self._lines))
        self._foot.show_totals(self.totals(value))
        self.value_changed.emit(value)

    def _describe(self, line: Line, place: int) -> None:
        """Show what follows from a line and what is wrong in it; the only line has no cross while it is empty."""
        is_empty = line.is_empty()
        line.cross.setVisible(not self._is_given and (len(self._lines) > self._least or not is_empty))
        line.cross.setAccessibleName(self.cross_words(line, place))
        line.cross.setToolTip(f"{line.cross.accessibleName()} ({REMOVE_KEYS})")
        line.show_computed({} if is_empty else self.computed(self._line_of(line)))
        line.mark({} if is_empty else self._problems_of(line, place))

    def _problems_of(self, line: Line, place: int) -> Mapping[str, str]:
        """Return what is wrong with the cells of a line, by column."""
        problems = {column: line.cell_problem(column) for column in line.columns}
        if not any(problems.values()) and not line.has_keyboard():
            value = self._line_of(line)
            problems[self.wrong_column(value)] = self.line_problem(value, place)
        return problems

    def _order_tabs(self) -> None:
        stops = [widget for line in self._lines for widget in line.widgets if not isinstance(widget, QLabel)]
        order_before(self.add_button, stops)

"""A field of a form made of lines: a cell per column, a cross that takes a line away, a button that adds one."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from typing import Any, Generic

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from app.i18n import _
from ui.widgets.lines.column import LineColumn
from ui.widgets.lines.line import Line
from ui.widgets.lines.line_grid import LineGrid
from ui.widgets.lines.line_meaning import LineMeaning, LineT
from ui.widgets.lines.table_foot import REMOVE_KEYS, TableFoot

_STAYS = (Qt.FocusReason.PopupFocusReason,)  # losing the keyboard so, one has not left a cell
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LineTable(QWidget, LineMeaning[LineT], Generic[LineT]):
    """A table one types into, a field of a form (``FieldWidget``) whose value is a tuple of lines.

    **Making one.** Give it its columns by their keys, in order (``column.py``: ``text_column``, ``number_column``,
    ``quantity_column``, ``money_column``, ``percent_column``, ``choice_column``, ``record_column``, ``date_column``,
    ``moment_column``, ``computed_column`` for words nobody types; another cell is ``LineColumn`` with what makes it)
    and say in a subclass what a line is (``LineMeaning``):

    - always ``line_of`` and ``values_of`` (between a line and its values by column), ``line_words``, ``line_problem``;
    - ``known_of`` where a line has a record, ``wrong_column`` to put the keyboard where it is wrong;
    - ``computed`` and ``totals`` for what follows from a line and from all of them;
    - ``cell_changed`` to fill one cell from another; ``cross_words`` where the first cell is not the line's name.

    Lines are added with the button ``add_text`` and taken away with their crosses. Without ``add_text`` the lines are
    given (``ShareTable``): they have neither. With ``none_text`` there may be no line at all.

    **Using one.** ``value``, ``set_value`` and ``value_changed`` as for every field. What follows from the lines is
    shown with each change; ``tell_again`` does so where something outside of the table has changed that they depend
    on, ``make_again`` makes the cells anew for columns that offer something else. ``entered`` are the lines on the
    screen, ``line_value`` what each means; ``cell``, ``cross`` and ``add_button`` are the widgets.

    **Keys.** Enter goes to the next cell, in the last one to a new line, and from an empty last line out of the table.
    Tab walks along cells and crosses to the button that adds a line; in the last cell of a line just typed it goes to a
    new one. Ctrl+Shift+Delete takes the line away, Ctrl+Shift+Up and Down move it (``movable``). No key acts while an
    input method composes. Lines left empty do not count.

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
        self._is_given = not add_text
        self._least = 0 if none_text else 1
        self._filling = 0
        self._none = QLabel(none_text, self)
        self._none.setProperty("role", "dim")
        self._foot = TableFoot(name, add_text, self, movable=movable)
        self.add_button = self._foot.add_button
        self._grid = LineGrid(
            self,
            columns,
            self.add_button,
            self._on_line_made,
            with_headings=bool(self._least) or self._is_given,
            with_crosses=not self._is_given,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0 if self._least else 5, 0, 0)  # words stand level with the label of the field
        layout.setSpacing(6)
        layout.addWidget(self._none)
        layout.addLayout(self._grid.layout)
        layout.addWidget(self._foot)
        self._foot.add_wanted.connect(self.add_line)
        self._foot.remove_wanted.connect(self._on_remove_key)
        self._foot.move_wanted.connect(self._on_move_wanted)
        with self._filled():
            self._grid.make(self._least)

    # the field ---------------------------------------------------------------------------------------------------

    def value(self) -> tuple[LineT, ...]:
        """Return the lines entered, without those left empty."""
        return tuple(self.line_value(line) for line in self.entered())

    def set_value(self, lines: Sequence[LineT]) -> None:
        """Show these lines."""
        with self._filled():
            self._grid.make(max(self._least, len(lines)))
            for spare in self._grid.lines[len(lines) :]:
                spare.clear()
            for made, line in zip(self._grid.lines, lines, strict=False):
                made.fill(self.known_of(line), self.values_of(line))

    def problem(self) -> str:
        """Return what is wrong with what is typed, "" when nothing is."""
        for place, line in enumerate(self.entered(), start=1):
            wrong = line.wrong_column()
            if wrong is not None:
                return self.cell_problem(place, line.cell_problem(wrong))
            missing = "" if line.has_keyboard() else self.line_problem(self.line_value(line), place)
            if missing:
                return missing
        return ""

    def kept(self) -> list[dict[str, Any]]:
        """Return the lines as they are typed, without empty ones at the end: those are nothing to keep."""
        kept = [line.kept() for line in self._grid.lines]
        while len(kept) > self._least and self._grid.lines[len(kept) - 1].is_empty():
            kept.pop()
        return kept

    def restore(self, kept: Any) -> None:
        """Put kept lines back; what does not fit is left out."""
        lines = [line for line in kept if isinstance(line, dict)] if isinstance(kept, list) else []
        if not lines and (self._least or kept != []):
            return
        with self._filled():
            self._grid.make(len(lines))
            for made, line in zip(self._grid.lines, lines, strict=True):
                made.restore(line)

    def shown(self) -> str:
        """Return the lines as one reads them."""
        return _("; ").join(self.line_words(line) for line in self.value())

    # asked by others ---------------------------------------------------------------------------------------------

    def entered(self) -> list[Line]:
        """Return the lines on the screen that are not left empty, in the order of ``value``."""
        return [line for line in self._grid.lines if not line.is_empty()]

    def line_value(self, line: Line) -> LineT:
        """Return what a line on the screen means."""
        return self.line_of(line.known, line.values())

    def tell_again(self) -> None:
        """Show and tell anew what follows from the lines: something outside of the table has changed."""
        self._tell()

    def cell(self, place: int, column: str) -> QWidget:
        """Return a cell; ``place`` counts the lines from 0. IndexError or KeyError when there is none."""
        return self._grid.lines[place].widget(column)

    def cross(self, place: int) -> QToolButton:
        """Return the button that takes a line away; IndexError when there is none."""
        return self._grid.lines[place].cross

    @property
    def is_done(self) -> bool:
        """True while the keyboard is in an empty last line: Enter leaves the table then."""
        return self._grid.is_done()

    def add_line(self) -> None:
        """Add an empty line, unless the last one is, and put the keyboard into it; nothing where lines are given."""
        if self._is_given:
            return
        if not self._grid.lines or not self._grid.lines[-1].is_empty():
            with self._filled():
                self._grid.make(len(self._grid.lines) + 1)
        self._grid.lines[-1].first.setFocus()

    def remove_line(self, place: int) -> None:
        """Take a line away; the keyboard goes to the line that follows, else to the last."""
        with self._filled():
            for line, following in pairwise(self._grid.lines[place:]):
                line.restore(following.kept())
            self._grid.lines[-1].clear()
            self._grid.make(max(self._least, len(self._grid.lines) - 1))
        at = min(place, len(self._grid.lines) - 1)
        (self._grid.lines[at].first if self._grid.lines else self.add_button).setFocus()

    def move_line(self, place: int, step: int) -> None:
        """Exchange a line with the one ``step`` further (1 or -1), if there is one; the keyboard goes with it."""
        if not 0 <= place + step < len(self._grid.lines):
            return
        line, other = self._grid.lines[place], self._grid.lines[place + step]
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
            self._grid.make(0)
            self._grid.make(self._least)
            self.restore(kept)

    # the keyboard ------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Being put into a form has changed what Tab walks along."""
        super().showEvent(event)
        self._grid.order_tabs()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Pass the keyboard on to what is wrong, else to the first line."""
        super().focusInEvent(event)
        wrong = (self._wrong_cell(line) for line in self.entered())
        first = self._grid.lines[0].first if self._grid.lines else self.add_button
        next((cell for cell in wrong if cell is not None), first).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter goes on; what a cell or an input method makes of it does not come here."""
        if event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and self._go_on():
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forwards: bool) -> bool:  # noqa: N802 - Qt's name
        """Tab goes from the last cell of a line just typed to a new one."""
        if forwards and not self._is_given and self._grid.ends_typed_line():
            self.add_line()
            return True
        return super().focusNextPrevChild(forwards)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """A cell is judged when one has left it."""
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in _STAYS:
            self._tell()
        return super().eventFilter(watched, event)

    def _go_on(self) -> bool:
        """Go to the next cell or line, at the end to a new one; False outside of the cells and where lines are given
        and end.
        """
        went = self._grid.go_on()
        if went is False and not self._is_given:
            self.add_line()
            return True
        return bool(went)

    def _on_remove_key(self) -> None:
        place = self._grid.place_in_hand()
        if place is not None and not self._is_given:
            self.remove_line(place)

    def _on_move_wanted(self, step: int) -> None:
        place = self._grid.place_in_hand()
        if place is not None:
            self.move_line(place, step)

    # lines -------------------------------------------------------------------------------------------------------

    def _wrong_cell(self, line: Line) -> QWidget | None:
        """Return where the keyboard goes in a line that is wrong, None in one that is not."""
        wrong = line.wrong_column()
        if wrong is None and self.line_problem(self.line_value(line), 1):
            wrong = self.wrong_column(self.line_value(line)) or line.columns[0]
        return None if wrong is None else line.widget(wrong)

    def _on_line_made(self, line: Line, place: int) -> None:
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
        for place, line in enumerate(self._grid.lines, start=1):
            if changed is None or line is changed:
                self._describe(line, place)
        value = self.value()
        self._none.setVisible(not self._grid.lines)
        self._grid.show_headings()
        self._foot.show_totals(self.totals(value))
        self.value_changed.emit(value)

    def _describe(self, line: Line, place: int) -> None:
        """Show what follows from a line and what is wrong in it; the only line has no cross while it is empty."""
        is_empty = line.is_empty()
        line.cross.setVisible(not self._is_given and (len(self._grid.lines) > self._least or not is_empty))
        line.cross.setAccessibleName(self.cross_words(line, place))
        line.cross.setToolTip(f"{line.cross.accessibleName()} ({REMOVE_KEYS})")
        line.show_computed({} if is_empty else self.computed(self.line_value(line)))
        line.mark({} if is_empty else self._problems_of(line, place))

    def _problems_of(self, line: Line, place: int) -> Mapping[str, str]:
        """Return what is wrong with the cells of a line, by column."""
        problems = {column: line.cell_problem(column) for column in line.columns}
        if not any(problems.values()) and not line.has_keyboard():
            value = self.line_value(line)
            problems[self.wrong_column(value)] = self.line_problem(value, place)
        return problems

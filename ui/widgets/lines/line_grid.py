"""The lines of a table on the screen: headings above them, a row of cells each, added and dropped at the end."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from app.i18n import _
from ui.widgets.forms.tab_order import order_before
from ui.widgets.lines.column import LineColumn
from ui.widgets.lines.line import Line


class LineGrid:
    """Makes and drops lines. What stands in those that stay is not touched; what they mean their table knows."""

    def __init__(
        self,
        table: QWidget,
        columns: Mapping[str, LineColumn],
        after: QWidget,
        made: Callable[[Line, int], None],
        *,
        with_headings: bool,
        with_crosses: bool,
    ) -> None:
        """``after`` is what Tab reaches behind the last cell. ``made`` is told each new line and its place (from 0).
        Without crosses, hidden ones take no room.
        """
        self.lines: list[Line] = []
        self.layout = QGridLayout()
        self.layout.setHorizontalSpacing(10)
        self.layout.setVerticalSpacing(6)
        self._table = table
        self._columns = columns
        self._after = after
        self._made = made
        self._with_crosses = with_crosses
        self._headings: list[QLabel] = []
        for at, column in enumerate(columns.values()):
            self.layout.setColumnStretch(at, column.share)
            if with_headings:
                self._add_heading(at, column)

    def _add_heading(self, at: int, column: LineColumn) -> None:
        heading = QLabel(_(column.title), self._table)
        heading.setProperty("role", "small")
        self._headings.append(heading)
        side = Qt.AlignmentFlag.AlignRight if column.is_figure else Qt.AlignmentFlag.AlignLeft
        self.layout.addWidget(heading, 0, at, side)

    def make(self, count: int) -> None:
        """Bring the table to so many lines."""
        if count == len(self.lines):
            return
        while len(self.lines) > count:
            self.lines.pop().drop()
        while len(self.lines) < count:
            self._append()
        self.order_tabs()

    def _append(self) -> None:
        place = len(self.lines)
        line = Line(self._table.objectName(), place, self._columns, self._table)
        self.lines.append(line)
        for at, widget in enumerate(line.widgets):
            self.layout.addWidget(widget, place + 1, at)
            widget.show()  # now, not with the next event: the keyboard is to go into it
        if not self._with_crosses:
            line.cross.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._made(line, place)

    def show_headings(self) -> None:
        """Let headings stand only where there are lines."""
        for heading in self._headings:
            heading.setVisible(bool(self.lines))

    def order_tabs(self) -> None:
        """Let Tab walk along the cells, line by line."""
        stops = [widget for line in self.lines for widget in line.widgets if not isinstance(widget, QLabel)]
        order_before(self._after, stops)

    # the keyboard ------------------------------------------------------------------------------------------------

    def place_in_hand(self) -> int | None:
        """Return the place of the line in which the keyboard is, None outside of the cells."""
        return next((place for place, line in enumerate(self.lines) if line.has_keyboard()), None)

    def is_done(self) -> bool:
        """True while the keyboard is in an empty last line."""
        place = self.place_in_hand()
        return place == len(self.lines) - 1 and self.lines[place].is_empty()

    def ends_typed_line(self) -> bool:
        """True while the keyboard is in the last cell of the last line and that line was just typed."""
        line = self.lines[-1] if self.lines else None
        column = line.column_in_hand() if line else None
        return bool(line and column and line.is_typed and not line.is_empty() and line.after(column) is None)

    def go_on(self) -> bool | None:
        """Go to the next cell, at the end of a line to the next one. False where the lines end, None outside of them
        and in an empty last line.
        """
        place = self.place_in_hand()
        column = self.lines[place].column_in_hand() if place is not None else None
        if place is None or column is None or self.is_done():
            return None
        following = self.lines[place].after(column)
        if following is None and place + 1 < len(self.lines):
            following = self.lines[place + 1].first
        if following is not None:
            following.setFocus(Qt.FocusReason.TabFocusReason)
        return following is not None

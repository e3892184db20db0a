"""The second step: which sheet, in which row the headings stand, and what each column means."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.i18n import _
from app.imports.cells import is_empty, shown
from app.imports.error_cells import column_letters
from app.imports.reading import Book
from app.imports.rows import Source
from app.queries.imports.preview import SheetChoice
from ui.theme.sizes import scaled
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.number_edit import NumberEdit

EXAMPLE = 2  # the column of the examples
EXAMPLES = 2  # cells below a heading that are shown beside it
LONGEST_EXAMPLE = 40


class ColumnsStep(QWidget):
    """A line for each column that holds anything, with a choice of what it means."""

    choice_wanted = Signal(object)  # SheetChoice: another sheet or row of headings

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._source: Source | None = None
        self._combos: dict[int, Combo] = {}
        self._filling = False
        self.sheet = Combo(f"{name}.field.sheet", (), parent=self)
        self.sheet.setAccessibleName(_("Worksheet"))
        self.head = NumberEdit(f"{name}.field.head", least=1, most=100_000, parent=self)
        self.head.setAccessibleName(_("Row of the headings"))
        self.head.setMaximumWidth(scaled(90))
        self._grid_holder = QScrollArea(self)
        self._grid_holder.setWidgetResizable(True)
        self._grid_holder.setFrameShape(QFrame.Shape.NoFrame)
        self._grid_holder.setProperty("frame", "none")
        self._grid_holder.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()
        self.sheet.value_changed.connect(lambda _code: self._ask(other_sheet=True))
        self.head.editingFinished.connect(lambda: self._ask(other_sheet=False))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        for text, field in ((_("&Worksheet"), self.sheet), (_("&Headings in row"), self.head)):
            label = QLabel(text, self)
            label.setBuddy(field)
            top.addWidget(label)
            top.addWidget(field)
            top.addSpacing(12)
        top.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self._grid_holder, 1)

    # what is shown -----------------------------------------------------------------------------------------------

    def show_source(self, book: Book, source: Source) -> None:
        """Show how the program understands a sheet."""
        self._filling = True
        self._source = source
        if [self.sheet.itemText(place) for place in range(self.sheet.count())] != [one.name for one in book.sheets]:
            self.sheet.clear()
            for sheet in book.sheets:
                self.sheet.addItem(sheet.name, sheet.name)
        self.sheet.set_value(source.sheet.name)
        self.head.set_value(source.head.first + 1)
        self._fill(source)
        self._filling = False

    def _fill(self, source: Source) -> None:
        holder = QWidget()
        holder.setProperty("ground", "none")
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        for place, text in enumerate((_("Column"), _("Heading"), _("For example"), _("Means"))):
            label = QLabel(text, holder)
            label.setProperty("role", "heading")
            grid.addWidget(label, 0, place)
        self._combos = {}
        for line, column in enumerate(_used_columns(source), start=1):
            self._add_line(grid, holder, line, column, source)
        grid.setColumnStretch(EXAMPLE, 1)
        grid.setRowStretch(len(self._combos) + 1, 1)
        self._grid_holder.setWidget(holder)

    def _add_line(self, grid: QGridLayout, holder: QWidget, line: int, column: int, source: Source) -> None:
        heading = source.head.heading(column)
        texts = (column_letters(column), heading or "—", _examples(source, column))
        for place, text in enumerate(texts):
            label = QLabel(text, holder)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("role", "dim" if place != 1 else "")
            label.setWordWrap(place == EXAMPLE)
            grid.addWidget(label, line, place)
        choices = [(one.name, one.text()) for one in source.kind.fields]
        combo = Combo(f"{self._name}.column.{column_letters(column)}", choices, _("— not imported —"), holder)
        combo.setAccessibleName(_("What column {column} means").format(column=heading or column_letters(column)))
        combo.setMinimumWidth(scaled(220))
        combo.setMaxVisibleItems(20)
        meant = next((name for name, at in source.columns.items() if at == column), None)
        combo.set_value(meant)
        combo.value_changed.connect(lambda code, column=column: self._on_chosen(column, code))
        self._combos[column] = combo
        grid.addWidget(combo, line, 3)

    # what is chosen ----------------------------------------------------------------------------------------------

    def columns(self) -> dict[str, int]:
        """Return which column holds what."""
        return {combo.code(): column for column, combo in self._combos.items() if combo.code()}

    def choice(self) -> SheetChoice:
        """Return sheet, row of headings and columns as they are chosen."""
        head = self._source.head.first if self._source is not None else None
        return SheetChoice(sheet=self.sheet.value(), head=head, columns=self.columns())

    def combo(self, column: int) -> Combo:
        """Return the choice of a column (from 0)."""
        return self._combos[column]

    def _on_chosen(self, column: int, code: str | None) -> None:
        """Each meaning is given once: whoever had it before has none."""
        if self._filling or code is None:
            return
        for other, combo in self._combos.items():
            if other != column and combo.value() == code:
                combo.set_value(None)

    def _ask(self, *, other_sheet: bool) -> None:
        if self._filling or self._source is None:
            return
        row = self.head.value()
        if not other_sheet and (row is None or int(row) == self._source.head.first + 1):
            return
        head = None if other_sheet or row is None else min(int(row), len(self._source.sheet.rows)) - 1
        self.choice_wanted.emit(SheetChoice(sheet=self.sheet.value(), head=head))


def _used_columns(source: Source) -> Sequence[int]:
    below = source.sheet.rows[source.head.last + 1 :][:200]
    width = len(source.sheet.rows[0]) if source.sheet.rows else 0
    return [
        column
        for column in range(width)
        if source.head.heading(column) or any(not is_empty(row[column]) for row in below)
    ]


def _examples(source: Source, column: int) -> str:
    below = source.sheet.rows[source.head.last + 1 :][:200]
    said = [shown(row[column]) for row in below if not is_empty(row[column])]
    text = _("; ").join(list(dict.fromkeys(said))[:EXAMPLES])
    return text if len(text) <= LONGEST_EXAMPLE else text[: LONGEST_EXAMPLE - 1] + "…"

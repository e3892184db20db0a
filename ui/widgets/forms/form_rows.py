"""The fields of a form under each other: label, field, and below it what is wrong with it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.i18n import _
from ui.widgets.fields.field import FieldWidget
from ui.widgets.fields.invalid import show_invalid
from ui.widgets.forms.field_label import FieldLabel

_NEEDED = " *"
_LABELS = (0, 2)  # the columns in which labels stand
_MNEMONIC = re.compile(r"\s?\(&\w\)|&")


@dataclass(eq=False, slots=True)
class FormRow:
    """One field with its label and message; ``refused`` is what a service said about it. A wide one shows no label."""

    name: str
    title: str
    label: QLabel
    widget: QWidget
    field: FieldWidget
    message: QLabel
    required: bool
    check: Callable[[], str] | None
    is_wide: bool = False
    touched: bool = False
    refused: str = ""

    def is_missing(self) -> bool:
        """True while a required field is empty."""
        value = self.field.value()
        return self.required and (value is None or (isinstance(value, str) and not value.strip()))

    def problem(self) -> str:
        """Return what is wrong with what is entered, "" when nothing is."""
        return self.refused or self.field.problem() or (self.check() if self.check else "")

    def show_state(self) -> None:
        """Show what is wrong or missing, once a person has been here."""
        problem = self.problem() or (_("Needed") if self.is_missing() else "")
        shown = problem if self.touched else ""
        self.message.setText(shown)
        self.message.setVisible(bool(shown) and not self.widget.isHidden())
        show_invalid(self.widget, invalid=bool(shown))


def _label_width(grid: QGridLayout, column: int) -> int:
    labels = (grid.itemAtPosition(line, column) for line in range(grid.rowCount()))
    widgets = (item.widget() for item in labels if item is not None)
    shown = (one for one in widgets if isinstance(one, FieldLabel) and not one.isHidden())
    return max((label.sizeHint().width() for label in shown), default=0)


class FormRows(QWidget):
    """The body of a form."""

    row_changed = Signal(object)  # FormRow: something else is entered

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """``name`` is ``<tab>.<page>``."""
        super().__init__(parent)
        self._name = name
        self._half_open = False
        self.rows: dict[str, FormRow] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.addLayout(self._grid)
        layout.addStretch(1)
        self.setProperty("ground", "none")

    def height_for(self, width: int) -> int:
        """Return the height that all rows need in ``width``."""
        needed = self.heightForWidth(width)
        return needed if needed > 0 else self.sizeHint().height()

    def align_with(self, grid: QGridLayout) -> None:
        """Let the labels of a field that has labels of its own, two in a line as here, be as wide as those here."""
        for column in _LABELS:
            width = max(_label_width(one, column) for one in (self._grid, grid))
            self._grid.setColumnMinimumWidth(column, width)
            grid.setColumnMinimumWidth(column, width)

    def add_section(self, title: str) -> None:
        """Begin a group of fields with a heading."""
        self._half_open = False
        heading = QLabel(title, self)
        heading.setProperty("role", "heading")
        line = self._grid.rowCount()
        self._grid.setRowMinimumHeight(line, 30)
        self._grid.addWidget(heading, line, 0, 1, 4, Qt.AlignmentFlag.AlignBottom)

    def add_note(self, part: str, text: str, *, below_field: bool = False) -> QLabel:
        """Add a line of dim words, named ``<name>.<part>``; ``below_field`` it begins where the fields do."""
        self._half_open = False
        note = QLabel(text, self)
        note.setObjectName(f"{self._name}.{part}")
        note.setProperty("role", "dim")
        note.setWordWrap(True)
        column = 1 if below_field else 0
        self._grid.addWidget(note, self._grid.rowCount(), column, 1, 4 - column)
        return note

    def add_row(
        self,
        field: str,
        label: str,
        widget: QWidget,
        *,
        required: bool,
        check: Callable[[], str] | None,
        hint: str,
        half: bool,
        wide: bool,
    ) -> None:
        """Add a field, see ``FormDialog.add_row``."""
        title = _MNEMONIC.sub("", label)
        caption = FieldLabel(_captioned(label, required=required), self)
        caption.setBuddy(widget)
        caption.setProperty("role", "caption")
        widget.setAccessibleName(title)
        widget.setToolTip(hint)
        message = QLabel(self)
        message.setObjectName(f"{self._name}.problem.{field}")
        message.setProperty("role", "error")
        message.setTextFormat(Qt.TextFormat.PlainText)
        message.setWordWrap(True)
        message.hide()
        row = FormRow(field, title, caption, widget, cast("FieldWidget", widget), message, required, check, wide)
        self.rows[field] = row
        if wide:
            self._place_wide(row)
        else:
            self._place(row, half=half)
        row.field.value_changed.connect(lambda _value: self.row_changed.emit(row))

    def show_row(self, field: str, *, shown: bool) -> None:
        """Show a field or leave it out; what is entered in it stays, what a service said about it goes."""
        row = self.rows[field]
        row.refused = row.refused if shown else ""  # nobody could mend what is not seen
        row.label.setVisible(shown and not row.is_wide)
        row.widget.setVisible(shown)
        row.message.setVisible(shown and bool(row.message.text()))

    def require(self, field: str, *, required: bool) -> None:
        """Let a field be needed from now on, or no longer."""
        row = self.rows[field]
        if row.required != required:
            row.required = required
            row.label.setText(_captioned(row.label.text().removesuffix(_NEEDED), required=required))

    def row_of(self, widget: QWidget | None) -> FormRow | None:
        """Return the row that a widget is in, None outside of all."""
        rows = self.rows.values()
        return next((row for row in rows if widget and (row.widget is widget or row.widget.isAncestorOf(widget))), None)

    def kept(self) -> dict[str, Any]:
        """Return what is typed everywhere, by field; JSON can hold it."""
        return {name: row.field.kept() for name, row in self.rows.items()}

    def _place_wide(self, row: FormRow) -> None:
        """Put a field across the whole form; its name is told by what stands above it."""
        self._half_open = False
        line = self._grid.rowCount()
        row.label.hide()
        self._grid.addWidget(row.widget, line, 0, 1, 4)
        self._grid.addWidget(row.message, line + 1, 0, 1, 4)

    def _place(self, row: FormRow, *, half: bool) -> None:
        second = half and self._half_open
        line = self._grid.rowCount() - 2 if second else self._grid.rowCount()
        column = 2 if second else 0
        span = 1 if half else 3
        self._half_open = half and not second
        self._grid.addWidget(row.label, line, column, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(row.widget, line, column + 1, 1, span)
        self._grid.addWidget(row.message, line + 1, column + 1, 1, span)
        row.label.setContentsMargins(12 if second else 0, 6, 0, 0)


def _captioned(label: str, *, required: bool) -> str:
    return f"{label}{_NEEDED}" if required else label

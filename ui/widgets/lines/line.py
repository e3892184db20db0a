"""One line of a table: its cells, the words that follow from them, and the cross that takes it away."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, cast

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QToolButton, QWidget

from ui.theme.icons import icon
from ui.widgets.fields.field import FieldWidget
from ui.widgets.fields.invalid import show_invalid
from ui.widgets.lines.column import LineColumn

ID = "id"  # key of a kept line for what its record is known by


class CellField(FieldWidget, Protocol):
    """What makes a field a cell."""

    def set_value(self, value: Any) -> None:
        """Show a value."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """A widget and the field that it is; ``blank`` is what it keeps while nothing is entered."""

    widget: QWidget
    field: CellField
    blank: Any

    def is_entered(self) -> bool:
        """True while something stands here other than in a new line."""
        return bool(self.field.shown()) and self.field.kept() != self.blank


class Line:
    """The widgets of one line; ``known`` is what its record is known by, None for one that was added here."""

    def __init__(self, name: str, place: int, columns: Mapping[str, LineColumn], table: QWidget) -> None:
        """``name`` is the table's: the cell in the column "price" is called ``<name>.price.<place>``."""
        self.known: int | None = None
        self.is_typed = False  # since it was filled
        self.widgets: list[QWidget] = []  # as they stand in the table, the cross last
        self._cells: dict[str, _Cell] = {}
        self._computed: dict[str, QLabel] = {}
        self._spoken: dict[str, str] = {}
        for key, column in columns.items():
            self._spoken[key] = column.spoken_name(place)
            self._add(key, f"{name}.{key}.{place}", column, table)
        self.cross = cross_button(f"{name}.remove.{place}", table)
        self.widgets.append(self.cross)

    def _add(self, key: str, name: str, column: LineColumn, table: QWidget) -> None:
        if column.make is None:
            widget: QWidget = _computed_label(name, column, table)
            self._computed[key] = cast("QLabel", widget)
        else:
            widget = column.make(name, table)
            field = cast("CellField", widget)
            self._cells[key] = _Cell(widget, field, field.kept())
        widget.setAccessibleName(self._spoken[key])
        self.widgets.append(widget)

    # what is entered ---------------------------------------------------------------------------------------------

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns in which one types."""
        return tuple(self._cells)

    def widget(self, column: str) -> QWidget:
        """Return a cell; KeyError when there is none."""
        return self._cells[column].widget if column in self._cells else self._computed[column]

    def field(self, column: str) -> CellField:
        """Return a cell as the field that it is; KeyError when there is none."""
        return self._cells[column].field

    def values(self) -> dict[str, Any]:
        """Return what is entered, by column."""
        return {column: cell.field.value() for column, cell in self._cells.items()}

    def fill(self, known: int | None, values: Mapping[str, Any]) -> None:
        """Show these values; a column that is not named, or None, is empty."""
        self.clear()
        self.known = known
        for column, cell in self._cells.items():
            if values.get(column) is not None:
                cell.field.set_value(values[column])
            _show_begin(cell.widget)

    def clear(self) -> None:
        """Empty every cell."""
        self.known, self.is_typed = None, False
        for cell in self._cells.values():
            cell.field.restore(cell.blank)

    def kept(self) -> dict[str, Any]:
        """Return every cell as it is typed."""
        return {ID: self.known} | {column: cell.field.kept() for column, cell in self._cells.items()}

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Put kept cells back; what does not fit is left out."""
        self.clear()
        known = kept.get(ID)
        self.known = known if isinstance(known, int) else None
        for column, cell in self._cells.items():
            cell.field.restore(kept.get(column))
            _show_begin(cell.widget)

    def is_empty(self) -> bool:
        """True for an added line in which nothing is typed; what a choice begins with is not typed."""
        return self.known is None and not any(cell.is_entered() for cell in self._cells.values())

    # the keyboard ------------------------------------------------------------------------------------------------

    @property
    def first(self) -> QWidget:
        """The cell in which a line begins."""
        return next(iter(self._cells.values())).widget

    def has_keyboard(self) -> bool:
        """True while a person is in a cell; the line is not judged before it is finished."""
        return self.column_in_hand() is not None

    def column_in_hand(self) -> str | None:
        """Return the column of the cell that has the keyboard."""
        return next((column for column, cell in self._cells.items() if holds_keyboard(cell.widget)), None)

    def after(self, column: str) -> QWidget | None:
        """Return the cell that follows in the line, None after the last."""
        columns = list(self._cells)
        following = (self._cells[key].widget for key in columns[columns.index(column) + 1 :])
        return next((cell for cell in following if not cell.isHidden() and cell.isEnabled()), None)

    # what is wrong -----------------------------------------------------------------------------------------------

    def wrong_column(self) -> str | None:
        """Return the first column that is wrong by itself; the cell that is being typed into is not judged yet."""
        return next((column for column in self._cells if self.cell_problem(column)), None)

    def cell_problem(self, column: str) -> str:
        """Return what is wrong with a cell, "" while a person is in it."""
        cell = self._cells[column]
        return "" if holds_keyboard(cell.widget) else cell.field.problem()

    def mark(self, problems: Mapping[str, str]) -> None:
        """Show at each cell what is wrong with it, else the whole of what stands in it."""
        for column, cell in self._cells.items():
            problem = problems.get(column, "")
            show_invalid(cell.widget, invalid=bool(problem))
            cell.widget.setAccessibleDescription(problem)
            cell.widget.setToolTip(problem or cell.field.shown())

    def show_computed(self, words: Mapping[str, str]) -> None:
        """Show what follows from the line."""
        for column, label in self._computed.items():
            label.setText(words.get(column, ""))
            label.setAccessibleName(f"{self._spoken[column]} {label.text()}".strip())

    def drop(self) -> None:
        """Take the widgets off the screen; their names are free for a line that comes in its place."""
        for widget in self.widgets:
            widget.hide()
            widget.setObjectName("")
            widget.deleteLater()


def cross_button(name: str, parent: QWidget) -> QToolButton:
    """Return the button that takes a line away; while it is hidden its room stays."""
    cross = QToolButton(parent)
    cross.setObjectName(name)
    cross.setIcon(icon("close"))
    cross.setIconSize(QSize(14, 14))
    cross.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    policy = cross.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    cross.setSizePolicy(policy)
    return cross


def holds_keyboard(widget: QWidget) -> bool:
    """Tell whether the keyboard is in a widget or in something inside it."""
    focus = QApplication.focusWidget()
    return focus is not None and (focus is widget or widget.isAncestorOf(focus))


def _show_begin(cell: QWidget) -> None:
    """Let a long text in a narrow cell be seen from its beginning."""
    if isinstance(cell, QLineEdit):
        cell.setCursorPosition(0)


def _computed_label(name: str, column: LineColumn, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if column.is_figure:
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return label

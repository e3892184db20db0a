"""The technical attributes of a part as a field of its form: what is asked for changes with the family."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.errors import Invalid
from app.i18n import _
from app.rules.material.attribute import LONGEST, checked
from app.rules.material.attributes import SPECS, AttributeKind, AttributeSpec, attribute_words
from models.enums import PartFamily
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.field import NOTHING
from ui.widgets.fields.invalid import show_invalid
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.forms.field_label import FieldLabel

_COLUMNS = 2
Cell = LineEdit | Combo


class AttributeFields(QWidget):
    """A field whose value are the attributes of the family shown, by code, as typed. What is typed for another family
    is kept, and there again when one comes back to it.
    """

    value_changed = Signal(object)  # Mapping[str, str]

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.family = PartFamily.OTHER
        self._pages: dict[PartFamily, _Page] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    # the field ---------------------------------------------------------------------------------------------------

    def value(self) -> dict[str, str]:
        """Return what is typed for the family shown."""
        page = self._pages.get(self.family)
        return {} if page is None else page.values()

    def set_value(self, values: Mapping[str, str]) -> None:
        """Show these attributes of the family shown."""
        page = self._pages.get(self.family)
        if page is not None:
            page.fill(values)

    def problem(self) -> str:
        """Return what is wrong with the first attribute that is wrong, "" when nothing is."""
        page = self._pages.get(self.family)
        return "" if page is None else next(filter(None, (cell.problem() for cell in page.cells.values())), "")

    def kept(self) -> dict[str, dict[str, str]]:
        """Return what is typed, for every family that was looked at."""
        return {family.value: page.values() for family, page in self._pages.items()}

    def restore(self, kept: Any) -> None:
        """Put kept attributes back; families and attributes that do not exist are left out."""
        if not isinstance(kept, dict):
            return
        known = {family.value: family for family in PartFamily}
        for name, values in kept.items():
            if name in known and isinstance(values, dict):
                self._page(known[name]).fill({code: text for code, text in values.items() if isinstance(text, str)})

    def shown(self) -> str:
        """Return the attributes as one reads them."""
        values = {} if self.problem() else self.value()
        words = attribute_words(self.family, {code: text for code, text in values.items() if text})
        return _("; ").join(f"{title} {text}" for title, text in words)

    # asked by the form -------------------------------------------------------------------------------------------

    def show_family(self, family: PartFamily) -> None:
        """Ask for the attributes of a family."""
        self.family = family
        page = self._page(family)
        for one in self._pages.values():
            one.setVisible(one is page)
        self.value_changed.emit(self.value())

    @property
    def grid(self) -> QGridLayout:
        """Labels and cells of the family shown."""
        return self._pages[self.family].grid

    def cell(self, code: str) -> Cell:
        """Return the cell of an attribute of the family shown; KeyError when it has none of this code."""
        return self._pages[self.family].cells[code]

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Pass the keyboard on to what is wrong, else to the first attribute."""
        super().focusInEvent(event)
        cells = list(self._pages[self.family].cells.values()) if self.family in self._pages else []
        wrong = (cell for cell in cells if cell.problem())
        first = next(wrong, cells[0] if cells else None)
        if first is not None:
            first.setFocus()

    def _page(self, family: PartFamily) -> "_Page":
        page = self._pages.get(family)
        if page is None:
            page = self._pages[family] = _Page(f"{self.objectName()}.{family.value}", SPECS[family], self)
            page.setVisible(family is self.family)
            page.changed.connect(lambda: self.value_changed.emit(self.value()))
            self._layout.addWidget(page)
        return page


class _Page(QWidget):
    """The attributes of one family, two in a line."""

    changed = Signal()

    def __init__(self, name: str, specs: tuple[AttributeSpec, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.cells: dict[str, Cell] = {}
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(12)
        self.grid.setVerticalSpacing(6)
        for column in range(_COLUMNS):
            self.grid.setColumnStretch(2 * column + 1, 1)
        for place, spec in enumerate(specs):
            self._add(place, spec, f"{name}.{spec.code}")

    def _add(self, place: int, spec: AttributeSpec, name: str) -> None:
        title = f"{_(spec.title)} ({spec.unit})" if spec.unit else _(spec.title)
        cell = self.cells[spec.code] = _cell(name, spec)
        cell.setAccessibleName(title)
        cell.value_changed.connect(partial(self._on_changed, cell))
        label = FieldLabel(title, self)
        label.setProperty("role", "caption")
        label.setBuddy(cell)
        line, column = divmod(place, _COLUMNS)
        label.setContentsMargins(12 if column else 0, 6, 0, 0)  # as the labels of the form
        self.grid.addWidget(label, line, 2 * column, Qt.AlignmentFlag.AlignTop)
        self.grid.addWidget(cell, line, 2 * column + 1)

    def _on_changed(self, cell: Cell, _value: object) -> None:
        show_invalid(cell, invalid=bool(cell.problem()))
        self.changed.emit()

    def values(self) -> dict[str, str]:
        """Return what is typed, by code."""
        return {code: cell.value() or "" for code, cell in self.cells.items()}

    def fill(self, values: Mapping[str, str]) -> None:
        """Show these values; a choice that is no longer offered is left out."""
        for code, cell in self.cells.items():
            cell.restore(values.get(code) or ("" if isinstance(cell, LineEdit) else None))


def _cell(name: str, spec: AttributeSpec) -> Cell:
    if spec.kind is AttributeKind.CHOICE:
        return Combo(name, [(code, _(words)) for code, words in spec.choices.items()], NOTHING)
    return LineEdit(name, LONGEST, partial(_problem, spec))


def _problem(spec: AttributeSpec, typed: str) -> str:
    try:
        checked(spec, typed)
    except Invalid as refusal:
        return refusal.message
    return ""

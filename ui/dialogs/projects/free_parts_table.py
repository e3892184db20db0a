"""The free spare parts of a contract, as lines of a form."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.formatting import quantity
from app.forms import FreePartForm
from app.i18n import N_, _
from app.rules.projects.free_parts import MOST_PARTS, left, line_problem, line_text
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.line_table import LineColumn, LineTable
from ui.widgets.fields.quantity_edit import QuantityEdit


def _text(longest: int, name: str, parent: QWidget) -> LineEdit:
    return LineEdit(name, longest, parent=parent)


def _number(name: str, parent: QWidget) -> QuantityEdit:
    return QuantityEdit(name, most=MOST_PARTS, parent=parent)


COLUMNS = {  # field of FreePartForm → how it is typed
    "name": LineColumn(N_("Part"), 5, partial(_text, 200)),
    "model": LineColumn(N_("Model"), 4, partial(_text, 200)),
    "unit": LineColumn(N_("Unit"), 2, partial(_text, 20)),
    "agreed": LineColumn(N_("By contract"), 2, _number),
    "used": LineColumn(N_("Used"), 2, _number),
}


class FreePartsTable(LineTable[FreePartForm]):
    """A line per part: how many are agreed, how many are used; what is left stands behind."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, COLUMNS, _("Add a &part"), note_title=_("Left"), parent=parent)

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> FreePartForm:
        return FreePartForm(**{**values, "used": values["used"] or FreePartForm().used})

    def values_of(self, line: FreePartForm) -> Mapping[str, Any]:
        return {column: getattr(line, column) for column in COLUMNS}

    def line_problem(self, line: FreePartForm, place: int) -> str:
        return line_problem(line, place)

    def line_words(self, line: FreePartForm) -> str:
        return line_text(line)

    def line_note(self, line: FreePartForm) -> str:
        return "" if line.agreed is None else quantity(left(line))

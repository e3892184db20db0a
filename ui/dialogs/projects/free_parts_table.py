"""The free spare parts of a contract, as lines of a form."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from PySide6.QtWidgets import QWidget

from app.formatting import quantity
from app.forms.projects import FreePartForm
from app.i18n import N_, _
from app.rules.projects.free_parts import MOST_PARTS, left, line_problem, line_text
from ui.widgets.lines.column import computed_column, quantity_column, text_column
from ui.widgets.lines.line_table import LineTable

COLUMNS = {  # field of FreePartForm → how it is typed
    "name": text_column(N_("Part"), 5),
    "model": text_column(N_("Model"), 4),
    "unit": text_column(N_("Unit"), 2, longest=20),
    "agreed": quantity_column(N_("By contract"), 2, most=MOST_PARTS),
    "used": quantity_column(N_("Used"), 2, most=MOST_PARTS),
    "left": computed_column(N_("Left"), 2),
}


class FreePartsTable(LineTable[FreePartForm]):
    """A line per part: how many are agreed, how many are used; what is left stands behind."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, COLUMNS, _("Add a &part"), parent=parent)

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> FreePartForm:
        return FreePartForm(**{**values, "used": values["used"] or FreePartForm().used})

    def values_of(self, line: FreePartForm) -> Mapping[str, Any]:
        return asdict(line)

    def line_problem(self, line: FreePartForm, place: int) -> str:
        return line_problem(line, place)

    def line_words(self, line: FreePartForm) -> str:
        return line_text(line)

    def computed(self, line: FreePartForm) -> Mapping[str, str]:
        return {} if line.agreed is None else {"left": quantity(left(line))}

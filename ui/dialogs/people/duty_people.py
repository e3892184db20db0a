"""Who is on duty in one shift, as lines of a form."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.people import DutyTurnForm
from app.i18n import N_, _
from models.enums import DutyShift
from ui.widgets.fields.checks import LONGEST_PHONE, phone_problem
from ui.widgets.lines.column import text_column
from ui.widgets.lines.line_table import LineTable

COLUMNS = {  # field of DutyTurnForm → how it is typed
    "name": text_column(N_("Name"), 3, longest=60),
    "phone": text_column(N_("Phone"), 4, longest=LONGEST_PHONE, check=phone_problem),
    "note": text_column(N_("Note"), 3),
}


class DutyPeople(LineTable[DutyTurnForm]):
    """A line per person of the shift; one of our staff keeps being known as such until the name is changed."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        self._shift = (date.min, DutyShift.DAY)
        self._names: dict[int, str] = {}
        super().__init__(name, COLUMNS, _("&Add somebody by name"), parent=parent)

    def show_shift(self, day: date, shift: DutyShift, turns: tuple[DutyTurnForm, ...]) -> None:
        """Show another shift."""
        self._shift = (day, shift)
        self._names.update({turn.staff_id: turn.name for turn in turns if turn.staff_id is not None})
        self.set_value(turns)

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> DutyTurnForm:
        is_staff = known is not None and self._names.get(known) == values["name"]
        return DutyTurnForm(*self._shift, known if is_staff else None, **values)

    def values_of(self, line: DutyTurnForm) -> Mapping[str, Any]:
        return {column: getattr(line, column) for column in COLUMNS}

    def known_of(self, line: DutyTurnForm) -> int | None:
        return line.staff_id

    def line_problem(self, line: DutyTurnForm, place: int) -> str:
        return "" if line.name and line.phone else self.cell_problem(place, _("name and phone are needed"))

    def wrong_column(self, line: DutyTurnForm) -> str:
        return "phone" if line.name else "name"

    def line_words(self, line: DutyTurnForm) -> str:
        return f"{line.name} {line.phone}".strip()

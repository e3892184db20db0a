"""What is left undone on site, as lines: what, who sees to it, by when (C7.4)."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.dispatch_steps import OpenItemForm
from app.i18n import N_, _
from ui.runtime.desk import Desk
from ui.widgets.lines.column import date_column, text_column
from ui.widgets.lines.line import Line
from ui.widgets.lines.line_table import LineTable

LONGEST_TEXT = 4000
LONGEST_NAME = 60


class OpenItemLines(LineTable[OpenItemForm]):
    """A line per thing left undone; ``lead`` is offered as the one who sees to it. No line: all is done."""

    def __init__(self, name: str, desk: Desk, lead: str, parent: QWidget | None = None) -> None:
        self._lead = lead
        columns = {
            "text": text_column(N_("What is left undone"), 20, longest=LONGEST_TEXT, hint=N_("What is left undone")),
            "responsible": text_column(N_("Who sees to it"), 8, longest=LONGEST_NAME, hint=N_("Who sees to it")),
            "due_on": date_column(N_("By when"), 9, desk.today),
        }
        super().__init__(
            name, columns, _("&Something is left undone"), none_text=_("Everything is done."), parent=parent
        )

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> OpenItemForm:
        return OpenItemForm(**values)

    def values_of(self, line: OpenItemForm) -> Mapping[str, Any]:
        return {"text": line.text, "responsible": line.responsible, "due_on": line.due_on}

    def line_problem(self, line: OpenItemForm, place: int) -> str:
        if not line.text:
            return _("Write down what is left undone.")
        if not line.responsible:
            return _("Enter who sees to it.")
        return "" if line.due_on is not None else _("Enter by when it is to be done.")

    def wrong_column(self, line: OpenItemForm) -> str:
        return "text" if not line.text else "responsible" if not line.responsible else "due_on"

    def line_words(self, line: OpenItemForm) -> str:
        return line.text

    def cell_changed(self, line: Line, column: str) -> None:
        """Offer whoever leads, once it is said what is left."""
        who = line.field("responsible")
        if column == "text" and line.field("text").value() and not who.value():
            who.set_value(self._lead)

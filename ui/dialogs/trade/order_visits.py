"""The visits that a maintenance agreement promises, as lines of a form."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from app.formatting import date_text
from app.forms.trade import VisitForm
from app.i18n import N_, _
from app.rules.trade.orders import visit_problem
from ui.widgets.fields.date_edit import Today
from ui.widgets.lines.column import date_column, text_column
from ui.widgets.lines.line_table import LineTable

Period = Callable[[], tuple[date | None, date | None]]


class VisitTable(LineTable[VisitForm]):
    """A line per visit: its day within the agreement, and what it is for."""

    def __init__(self, name: str, today: Today, period: Period, parent: QWidget | None = None) -> None:
        """``period`` tells first and last day of the agreement."""
        self._period = period
        columns = {"planned_on": date_column(N_("Day"), 3, today), "note": text_column(N_("What for"), 8)}
        super().__init__(name, columns, _("Add a &visit"), parent=parent)

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> VisitForm:
        return VisitForm(visit_no=known or 0, **values)

    def values_of(self, line: VisitForm) -> Mapping[str, Any]:
        return {"planned_on": line.planned_on, "note": line.note}

    def known_of(self, line: VisitForm) -> int | None:
        return line.visit_no or None

    def line_problem(self, line: VisitForm, place: int) -> str:
        problem = visit_problem(line, *self._period())
        return self.cell_problem(place, problem) if problem else ""

    def wrong_column(self, line: VisitForm) -> str:
        return "planned_on"

    def line_words(self, line: VisitForm) -> str:
        return " ".join(part for part in (date_text(line.planned_on), line.note) if part)

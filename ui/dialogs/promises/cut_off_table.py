"""A cut-off table (C5.2) as lines of a form: received before when, how many working days later, by what time."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from PySide6.QtWidgets import QWidget

from app.errors import Invalid
from app.forms.promises import CutOffForm
from app.i18n import N_, _
from app.rules.promises.policies import CutOff
from app.rules.promises.policy_forms import MOST_DAYS, checked_cut_offs
from app.rules.promises.policy_words import cut_off_words
from ui.widgets.fields.dates import parse_time
from ui.widgets.lines.column import choice_column, number_column, text_column
from ui.widgets.lines.line_table import LineTable

LONGEST_TIME = 8
WORKING_DAY, FREE_DAY = "working_day", "free_day"


def _time_problem(text: str) -> str:
    return "" if _time(text) else _("Not a time. Type 14:05.")


def _time(text: str) -> time | None:
    try:
        return parse_time(text) if text else None
    except ValueError:
        return None


def _text(moment: time | None) -> str:
    return f"{moment:%H:%M}" if moment else ""


def _days() -> tuple[tuple[str, str], ...]:
    return (WORKING_DAY, _("Working day")), (FREE_DAY, _("Day off"))


COLUMNS = {  # field of CutOffForm → how it is typed
    "day": choice_column(N_("Received on"), 3, _days),
    "before": text_column(
        N_("Received before"), 3, longest=LONGEST_TIME, check=_time_problem, hint=N_("rest of the day")
    ),
    "days": number_column(N_("Working days later"), 3, most=MOST_DAYS, hint=N_("0: same day")),
    "at": text_column(N_("Due at"), 3, longest=LONGEST_TIME, check=_time_problem, hint=N_("close of business")),
}


class CutOffTable(LineTable[CutOffForm]):
    """A line per time of day, the last one without a time for the rest of it; last of all one for days off."""

    def __init__(self, name: str, close: time, parent: QWidget | None = None) -> None:
        """``close`` is when business closes."""
        self._close = close
        super().__init__(name, COLUMNS, _("Add a time of &day"), parent=parent)

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> CutOffForm:
        days = values["days"]
        is_free = values["day"] == FREE_DAY
        return CutOffForm(_time(values["before"]), None if days is None else int(days), _time(values["at"]), is_free)

    def values_of(self, line: CutOffForm) -> Mapping[str, Any]:
        day = FREE_DAY if line.free_day else WORKING_DAY
        return {"day": day, "before": _text(line.before), "days": line.days, "at": _text(line.at)}

    def line_problem(self, line: CutOffForm, place: int) -> str:
        """Each line alone; what the lines make together is told by ``table_problem``."""
        return "" if line.days is not None else self.cell_problem(place, _("How many working days later?"))

    def wrong_column(self, line: CutOffForm) -> str:
        return "days"

    def line_words(self, line: CutOffForm) -> str:
        return cut_off_words((CutOff(line.before, line.days or 0, line.at, line.free_day),), self._close)

    def table_problem(self) -> str:
        """Return what is wrong with the lines together, "" when nothing is."""
        try:
            checked_cut_offs(self.value(), self._close)
        except Invalid as refusal:
            return refusal.message
        return ""

"""A cut-off table (C5.2) as lines of a form: received before when, how many working days later, by what time."""

from collections.abc import Mapping
from datetime import time
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.errors import Invalid
from app.forms import CutOffForm
from app.i18n import N_, _
from app.rules.promises.policies import CutOff
from app.rules.promises.policy_forms import MOST_DAYS, checked_cut_offs
from app.rules.promises.policy_words import cut_off_words
from ui.widgets.fields.dates import parse_time
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.line_table import LineColumn, LineTable
from ui.widgets.fields.number_edit import NumberEdit

LONGEST_TIME = 8


def _clock(hint: str, name: str, parent: QWidget) -> LineEdit:
    edit = LineEdit(name, LONGEST_TIME, _time_problem, parent)
    edit.setPlaceholderText(_(hint))
    return edit


def _days(name: str, parent: QWidget) -> NumberEdit:
    edit = NumberEdit(name, most=MOST_DAYS, parent=parent)
    edit.setPlaceholderText(_("0: same day"))
    return edit


def _time_problem(text: str) -> str:
    return "" if _time(text) else _("Not a time. Type 14:05.")


def _time(text: str) -> time | None:
    try:
        return parse_time(text) if text else None
    except ValueError:
        return None


def _text(moment: time | None) -> str:
    return f"{moment:%H:%M}" if moment else ""


COLUMNS = {  # field of CutOffForm → how it is typed
    "before": LineColumn(N_("Received before"), 3, partial(_clock, N_("rest of the day"))),
    "days": LineColumn(N_("Working days later"), 3, _days),
    "at": LineColumn(N_("Due at"), 3, partial(_clock, N_("close of business"))),
}


class CutOffTable(LineTable[CutOffForm]):
    """A line per time of day, the last one without a time for the rest of it."""

    def __init__(self, name: str, close: time, parent: QWidget | None = None) -> None:
        """``close`` is when business closes."""
        self._close = close
        super().__init__(name, COLUMNS, _("Add a time of &day"), parent=parent)

    def line_of(self, known: int | None, values: Mapping[str, Any]) -> CutOffForm:
        days = values["days"]
        return CutOffForm(_time(values["before"]), None if days is None else int(days), _time(values["at"]))

    def values_of(self, line: CutOffForm) -> Mapping[str, Any]:
        return {"before": _text(line.before), "days": line.days, "at": _text(line.at)}

    def line_problem(self, line: CutOffForm, place: int) -> str:
        """Each line alone; what the lines make together is told by ``table_problem``."""
        return "" if line.days is not None else self.cell_problem(place, _("How many working days later?"))

    def line_words(self, line: CutOffForm) -> str:
        return cut_off_words((CutOff(line.before, line.days or 0, line.at),), self._close)

    def table_problem(self) -> str:
        """Return what is wrong with the lines together, "" when nothing is."""
        try:
            checked_cut_offs(self.value(), self._close)
        except Invalid as refusal:
            return refusal.message
        return ""

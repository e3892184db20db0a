"""Drawing up the list of a round of visits (C13)."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.errors import Invalid
from app.forms.visits import RoundForm
from app.i18n import _
from app.queries.care.rounds import PlannerSheet, new_round_sheet, round_sheet
from app.rules.care.rounds import RoundDays, check_round
from app.services.care.rounds import REASON_LIMIT, TEXT_LIMIT, save_round
from ui.dialogs.care.round_lines import RoundLines
from ui.dialogs.forms.saving import OnSaved, open_edited, open_new
from ui.runtime.desk import Desk
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "visits.round"
DAYS = ("starts_on", "ends_on", "list_by")


class RoundDialog(FormDialog):
    """The days of a round, its principle, and the customers that are visited, by region."""

    def __init__(self, desk: Desk, sheet: PlannerSheet, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Save"), parent)
        own = f"{NAME}.field"
        self.days = {name: DateEdit(f"{own}.{name}", desk.today) for name in DAYS}
        self.principle = TextArea(f"{own}.principle", TEXT_LIMIT, 2)
        self.lines = RoundLines(f"{own}.lines", desk, sheet, self)
        self.reason = TextArea(f"{own}.reason", REASON_LIMIT, 2, self)
        self.add_row("starts_on", _("&First day"), self.days["starts_on"], required=True, half=True)
        last = partial(self._days_problem, "ends_on")
        self.add_row("ends_on", _("Last da&y"), self.days["ends_on"], required=True, half=True, check=last)
        by = partial(self._days_problem, "list_by")
        self.add_row("list_by", _("List issued &by"), self.days["list_by"], required=True, half=True, check=by)
        self.add_row("principle", _("&Principle"), self.principle)
        self.add_row("lines", _("List of the round"), self.lines, required=True, wide=True, check=self._lines_problem)
        self._fill(sheet.form)
        self.resize(1280, 720)

    def _fill(self, form: RoundForm) -> None:
        self._version = form.version
        for name, day in self.days.items():
            day.set_value(getattr(form, name))
        self.principle.set_value(form.principle)
        self.lines.set_value(form.lines)
        if self._version:
            self.add_row("reason", _("Reason for the chan&ge"), self.reason)
        else:
            self.reason.hide()

    def form(self) -> RoundForm:
        """Return what is entered."""
        days: dict[str, Any] = {name: day.value() for name, day in self.days.items()}
        return RoundForm(
            principle=self.principle.value(),
            lines=tuple(self.lines.value()),
            reason=self.reason.value(),
            version=self._version,
            **days,
        )

    def _days_problem(self, name: str) -> str:
        days = [day.value() for day in self.days.values()]
        if any(day is None for day in days):
            return ""
        try:
            check_round(RoundDays(*(day for day in days if day is not None)), ())
        except Invalid as error:
            return error.message if error.field == name else ""
        return ""

    def _lines_problem(self) -> str:
        """What is wrong with the list as a whole; what is wrong with a line it says itself."""
        listed = [line for line in self.lines.value() if line.listed]
        if not listed:
            return _("Put at least one visit on the list.")
        if len({line.customer_id for line in listed}) < len(listed):
            return _("A customer is on the list twice.")
        first, last = self.days["starts_on"].value(), self.days["ends_on"].value()
        days = [line.planned_on for line in listed if line.planned_on is not None]
        if first is not None and last is not None and any(not first <= day <= last for day in days):
            return _("A visit of the round is planned within its days.")
        return ""


def ask_new_round(desk: Desk, parent: QWidget, _about: Mapping[str, Any], on_saved: OnSaved) -> None:
    """Open the form of the round that comes next, with its proposed list; ``on_saved`` is given its id."""
    make = lambda sheet: RoundDialog(desk, sheet, _("New round of visits"), parent)  # noqa: E731
    open_new(desk, parent, partial(new_round_sheet, desk.context), make, save_round, on_saved)


def read_round(desk: Desk, record_id: int) -> PlannerSheet:
    """Read a round into its sheet; on the read lane."""
    return round_sheet(desk.context, record_id)


def ask_round(desk: Desk, parent: QWidget, record_id: int, sheet: PlannerSheet, on_saved: OnSaved) -> RoundDialog:
    """Open the form of a round as it was read (``read_round``)."""
    make = lambda again: RoundDialog(desk, again, _("List of the round"), parent)  # noqa: E731
    return open_edited(desk, record_id, sheet, partial(read_round, desk, record_id), make, save_round, on_saved)

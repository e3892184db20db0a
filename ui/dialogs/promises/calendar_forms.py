"""The forms of the working calendar: one day, and the business hours with our province; their effect beside them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.errors import Invalid
from app.forms.promises import CalendarDayForm
from app.i18n import _
from app.queries.promises.preview import preview_calendar
from app.queries.promises.working_calendar import CalendarYear
from app.rules.promises.calendar import parse_hours
from app.rules.promises.calendar_changes import with_day, with_hours
from app.services.promises.working_calendar import (
    LONGEST_PROVINCE,
    LONGEST_SOURCE,
    checked_day,
    save_day,
    save_workplace,
)
from app.services.setup import checked_hours
from ui.dialogs.forms.saving import open_form
from ui.dialogs.promises.previewed_form import PreviewedForm
from ui.runtime.desk import Desk
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.pages.page_pills import SegmentedChoice

DAY_NAME, HOURS_NAME = "rules.day", "rules.hours"
FREE, WORKED = "free", "worked"


class CalendarDayDialog(PreviewedForm):
    """A day that differs from Monday to Friday."""

    def __init__(self, desk: Desk, form: CalendarDayForm, parent: QWidget | None = None) -> None:
        title = _("Change the day") if form.day else _("Add a day")
        super().__init__(desk, DAY_NAME, title, _("&Save"), parent)
        self.day = DateEdit(f"{DAY_NAME}.field.day", desk.today)
        choices = [(FREE, _("Free day")), (WORKED, _("Working day (make-up)"))]
        self.working = SegmentedChoice(f"{DAY_NAME}.field.working", choices)
        self.source = LineEdit(f"{DAY_NAME}.field.source", LONGEST_SOURCE)
        self.source.setPlaceholderText(_("e.g. company notice 2026-3"))
        self.add_row("day", _("&Day"), self.day, required=True)
        self.add_row("working", _("It &is a"), self.working, required=True, check=self._problem)
        self.add_row("source", _("&Who says so"), self.source, required=True)
        self.day.set_value(form.day)
        self.day.setEnabled(form.day is None)
        self.working.set_value(WORKED if form.working else FREE)
        self.source.set_value(form.source)
        self.add_preview()
        self.resize(1000, 420)

    def form(self) -> CalendarDayForm:
        """Return what is entered."""
        return CalendarDayForm(self.day.value(), self.working.value() == WORKED, self.source.value())

    def _problem(self) -> str:
        """Say what the service will refuse; an empty day is missing, not wrong."""
        try:
            checked_day(self.form())
        except Invalid as refusal:
            return refusal.message if self.day.value() is not None else ""
        return ""

    def show_effect(self) -> None:
        self.check_again()
        form = self.form()
        if form.day is None or self._problem():
            self.preview.say(_("Enter the day to see what it changes."))
        else:
            planned = partial(with_day, day=form.day, working=form.working)
            self.preview.ask(partial(preview_calendar, self._desk.context, planned))


def ask_day(desk: Desk, parent: QWidget, form: CalendarDayForm, on_saved: Callable[[], object]) -> CalendarDayDialog:
    """Open the form of a day; ``on_saved`` is called once it is in the calendar."""
    dialog = CalendarDayDialog(desk, form, parent)
    save = partial(save_day, desk.context)
    return open_form(desk, dialog, lambda: partial(save, form=dialog.form()), lambda _none: on_saved())


class WorkplaceDialog(PreviewedForm):
    """When the office is open, and where it is."""

    def __init__(self, desk: Desk, known: CalendarYear, parent: QWidget | None = None) -> None:
        super().__init__(desk, HOURS_NAME, _("Business hours and province"), _("&Save"), parent)
        self.business_hours = LineEdit(f"{HOURS_NAME}.field.business_hours", 200, _hours_problem)
        self.home_province = LineEdit(f"{HOURS_NAME}.field.home_province", LONGEST_PROVINCE)
        self.home_province.setPlaceholderText(_("empty: not asked for"))
        spans = _("One span before and one after the break, e.g. 08:30-12:00, 13:00-17:30")
        near = _("N2 counts sites in our province by another deadline than those outside it")
        self.add_row("business_hours", _("&Business hours"), self.business_hours, required=True, hint=spans)
        self.add_row("home_province", _("Our &province"), self.home_province, hint=near)
        self.business_hours.set_value(known.business_hours)
        self.home_province.set_value(known.home_province)
        self.add_preview()
        self.resize(1000, 380)

    def answer(self) -> "partial[None]":
        """Return what saves the values entered."""
        return partial(
            save_workplace,
            self._desk.context,
            business_hours=self.business_hours.value(),
            home_province=self.home_province.value(),
        )

    def show_effect(self) -> None:
        hours = self.business_hours.value()
        if not hours or self.business_hours.problem():
            self.preview.say(_("Enter the hours to see what they change."))
        else:
            planned = partial(with_hours, spans=parse_hours(checked_hours(hours)))
            self.preview.ask(partial(preview_calendar, self._desk.context, planned))


def _hours_problem(text: str) -> str:
    try:
        checked_hours(text)
    except Invalid as refusal:
        return refusal.message
    return ""


def ask_workplace(desk: Desk, parent: QWidget, known: CalendarYear, on_saved: Callable[[], object]) -> WorkplaceDialog:
    """Open the form of the business hours; ``on_saved`` is called once they are kept."""
    dialog = WorkplaceDialog(desk, known, parent)
    return open_form(desk, dialog, dialog.answer, lambda _none: on_saved())

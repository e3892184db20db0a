"""The working calendar: the days of a year that differ from Monday to Friday, and the business hours."""

from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.formatting import date_text, weekday_text
from app.forms.promises import CalendarDayForm
from app.i18n import N_, _
from app.queries.lists.paging import Page, PageRequest, Sort
from app.queries.promises.working_calendar import CalendarYear, DayLine, calendar_year
from app.services.promises.working_calendar import YEARS, remove_day, take_over_year
from ui.dialogs.forms.list_window import opened_window
from ui.dialogs.promises.calendar_forms import ask_day, ask_workplace
from ui.dialogs.promises.rules_window import RulesWindow
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.table.column import Column
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.fields.combo import Combo
from ui.widgets.message_bar import MessageBar

NAME = "rules.calendar"
BY_DAY = Sort("day", descending=False)


def _kind(line: DayLine) -> str:
    return _("working day (make-up)") if line.working else _("free day")


def _source(line: DayLine) -> str:
    if line.source:
        return line.source
    told = _("public holiday by law, {year} not published yet") if line.provisional else _("published for {year}")
    return told.format(year=line.day.year)


COLUMNS: tuple[Column[DayLine], ...] = (
    Column(key="day", title=N_("Day"), value=lambda line: date_text(line.day), width=110),
    Column(key="weekday", title=N_("Weekday"), value=lambda line: weekday_text(line.day), width=100, dim=True),
    Column(
        key="kind",
        title=N_("What it is"),
        value=_kind,
        badge=lambda line: Badge(_kind(line), Tone.SOON if line.working else Tone.KEPT),
        width=190,
    ),
    Column(key="source", title=N_("Who says so"), value=_source, stretch=True),
)


class CalendarDialog(RulesWindow[DayLine]):
    """Every change shows what it does to the open requests before it is saved, and is worked out for all of them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, NAME, _("Working calendar"), COLUMNS, parent)
        self.found: CalendarYear | None = None
        today = desk.today().year
        offered = [str(year) for year in range(max(today - 3, YEARS.start), min(today + 3, YEARS.stop))]
        self.year = Combo(f"{NAME}.year", [(year, year) for year in offered], parent=self)
        self.year.set_value(str(today))
        self.provisional = MessageBar(f"{NAME}.provisional", self)
        self.hours = QLabel(self)
        self.hours.setObjectName(f"{NAME}.hours")
        self.hours.setProperty("role", "dim")
        self._make_buttons()
        below = (self.new_button, self.edit_button, self.remove_button)
        self.lay_out(below, QSize(860, 680), head=self._head(), above=(self.provisional,))
        self.grey_out((*below, self.take_button, self.hours_button))

    def reload(self) -> None:
        """Read the year again."""
        self.model.show_list(int(self.year.code()), BY_DAY)

    # set-up ------------------------------------------------------------------------------------------------------

    def _make_buttons(self) -> None:
        self.new_button = self.make_button("new", _("&Add a day …"), "new")
        self.edit_button = self.make_button("edit", _("&Change …"), "edit")
        self.remove_button = self.make_button("remove", _("&Remove"), "delete")
        self.take_button = self.make_button("take_over", _("&Take over the published year"), "import")
        self.hours_button = self.make_button("hours", _("Business &hours …"), "clock")
        self.year.value_changed.connect(lambda _code: self.reload())
        self.new_button.clicked.connect(lambda: self._ask(CalendarDayForm()))
        self.edit_button.clicked.connect(self.open_current)
        self.remove_button.clicked.connect(self._on_remove)
        self.take_button.clicked.connect(self._on_take_over)
        self.hours_button.clicked.connect(self._on_hours)

    def _head(self) -> QHBoxLayout:
        caption = QLabel(_("&Year"), self)
        caption.setBuddy(self.year)
        self.year.setAccessibleName(_("Year"))
        head = QHBoxLayout()
        for widget in (caption, self.year, self.take_button):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.hours)
        head.addWidget(self.hours_button)
        return head

    # days --------------------------------------------------------------------------------------------------------

    def fetch(self, request: PageRequest) -> Page[DayLine]:
        self.found = calendar_year(self._desk.context, request.filter)
        return Page(self.found.days, None, None)

    def empty_words(self) -> str:
        return _("No day of this year differs from Monday to Friday yet.")

    def show_state(self) -> None:
        """Tell whether the year is provisional and when the office is open."""
        if self.found is None:
            return
        if self.found.provisional:
            told = _("{year} is provisional: no make-up working days are known yet. Take it over once it is published.")
            self.provisional.show_message(told.format(year=self.found.year), Tone.SOON)
        else:
            self.provisional.hide()
        self.hours.setText(_("Open {hours}").format(hours=self.found.business_hours))
        for button in (self.edit_button, self.remove_button) if self.may_edit else ():
            button.setEnabled(self.current() is not None)

    # changing ----------------------------------------------------------------------------------------------------

    def _ask(self, form: CalendarDayForm) -> None:
        ask_day(self._desk, self, form, self.settle)

    def open_current(self) -> None:
        """Change the day that is chosen."""
        line = self.current()
        if self.may_edit and line is not None:
            self._ask(CalendarDayForm(line.day, line.working, line.source))

    def _on_remove(self) -> None:
        line = self.current()
        if line is not None:
            self._desk.save(self, partial(remove_day, self._desk.context, day=line.day), self.settle)

    def _on_hours(self) -> None:
        if self.found is not None:
            ask_workplace(self._desk, self, self.found, self.settle)

    def _on_take_over(self) -> None:
        year = int(self.year.code())
        self._desk.jobs.run_write(
            lambda _progress: take_over_year(self._desk.context, year=year),
            self._on_taken_over,
            lambda error: report_error(self, error),
            _("Taking over the published year"),
        )

    def _on_taken_over(self, changed: int) -> None:
        if changed:
            self.settle()
        else:
            self.message.show_message(_("The calendar is as published; nothing was changed."), Tone.KEPT)


def open_calendar(desk: Desk, parent: QWidget) -> CalendarDialog:
    """Open the window of the working calendar."""
    return opened_window(CalendarDialog(desk, parent))

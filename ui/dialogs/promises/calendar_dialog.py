"""The working calendar: the days of a year that differ from Monday to Friday, and the business hours."""

from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.formatting import date_text, weekday_text
from app.forms import CalendarDayForm
from app.i18n import N_, _, ngettext
from app.queries.lists.paging import Page, PageRequest, Sort
from app.queries.promises.working_calendar import CalendarYear, DayLine, calendar_year
from app.services.promises.working_calendar import YEARS, remove_day, take_over_year
from ui.dialogs.promises.calendar_forms import ask_day, ask_workplace
from ui.dialogs.promises.list_window import grey_out, window_button
from ui.dialogs.promises.settling import settle_again
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.table.column import Column
from ui.table.loader import RowLoader
from ui.table.row_model import RowTableModel, Want
from ui.table.table_view import TableView
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.theme.sizes import scaled
from ui.widgets.fields.combo import Combo
from ui.widgets.forms.form import MARGIN
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


class CalendarDialog(QDialog):
    """Every change shows what it does to the open requests before it is saved, and is worked out for all of them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.found: CalendarYear | None = None
        self.setObjectName(NAME)
        self.setWindowTitle(_("Working calendar"))
        today = desk.today().year
        offered = [str(year) for year in range(max(today - 3, YEARS.start), min(today + 3, YEARS.stop))]
        self.year = Combo(f"{NAME}.year", [(year, year) for year in offered], parent=self)
        self.year.set_value(str(today))
        self.provisional = MessageBar(f"{NAME}.provisional", self)
        self.message = MessageBar(f"{NAME}.message", self)
        self.hours = QLabel(self)
        self.model: RowTableModel[DayLine] = RowTableModel(COLUMNS, self)
        self.loader = RowLoader(NAME, self.model, self._fetch, desk.jobs)
        self.table: TableView[DayLine] = TableView(NAME, self.model, self)
        self._make_buttons()
        self._lay_out()
        self._connect()
        changing = (self.new_button, self.edit_button, self.remove_button, self.take_button, self.hours_button)
        self.may_edit = grey_out(desk, changing)
        room = self.screen().availableSize() - MARGIN
        self.resize(min(scaled(860), room.width()), min(scaled(680), room.height()))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        if self.found is None:
            self.reload()
            self.table.setFocus()

    def reload(self) -> None:
        """Read the year again."""
        self.model.show_list(int(self.year.code()), BY_DAY)

    # set-up ------------------------------------------------------------------------------------------------------

    def _make_buttons(self) -> None:
        self.new_button = window_button(f"{NAME}.action.new", _("&Add a day …"), "new", self)
        self.edit_button = window_button(f"{NAME}.action.edit", _("&Change …"), "edit", self)
        self.remove_button = window_button(f"{NAME}.action.remove", _("&Remove"), "delete", self)
        self.take_button = window_button(f"{NAME}.action.take_over", _("&Take over the published year"), "import", self)
        self.hours_button = window_button(f"{NAME}.action.hours", _("Business &hours …"), "clock", self)
        self.close_button = window_button(f"{NAME}.action.close", _("C&lose"), "", self)

    def _lay_out(self) -> None:
        caption = QLabel(_("&Year"), self)
        caption.setBuddy(self.year)
        self.year.setAccessibleName(_("Year"))
        self.hours.setObjectName(f"{NAME}.hours")
        self.hours.setProperty("role", "dim")
        head, foot = QHBoxLayout(), QHBoxLayout()
        for widget in (caption, self.year, self.take_button):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.hours)
        head.addWidget(self.hours_button)
        for button in (self.new_button, self.edit_button, self.remove_button):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.provisional)
        layout.addWidget(self.message)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.year.value_changed.connect(lambda _code: self.reload())
        self.new_button.clicked.connect(lambda: self._ask(CalendarDayForm()))
        self.edit_button.clicked.connect(self._on_edit)
        self.remove_button.clicked.connect(self._on_remove)
        self.take_button.clicked.connect(self._on_take_over)
        self.hours_button.clicked.connect(self._on_hours)
        self.close_button.clicked.connect(self.accept)
        self.table.open_requested.connect(lambda _id: self._on_edit())
        self.table.current_changed.connect(lambda _id: self._show_state())
        self.table.retry_requested.connect(self.loader.retry)
        self.loader.loading_failed.connect(self.table.overlay.show_error)
        self.model.rows_taken.connect(self._on_rows_taken)

    # days --------------------------------------------------------------------------------------------------------

    def _fetch(self, request: PageRequest) -> Page[DayLine]:
        self.found = calendar_year(self._desk.context, request.filter)
        return Page(self.found.days, None, None)

    def _on_rows_taken(self, _want: Want) -> None:
        if self.model.rowCount():
            self.table.overlay.clear()
        else:
            self.table.overlay.show_empty(_("No day of this year differs from Monday to Friday yet."))
        if self.table.current_id is None:
            self.table.select_first()
        self._show_state()

    def _show_state(self) -> None:
        if self.found is None:
            return
        if self.found.provisional:
            told = _("{year} is provisional: no make-up working days are known yet. Take it over once it is published.")
            self.provisional.show_message(told.format(year=self.found.year), Tone.SOON)
        else:
            self.provisional.hide()
        self.hours.setText(_("Open {hours}").format(hours=self.found.business_hours))
        for button in (self.edit_button, self.remove_button) if self.may_edit else ():
            button.setEnabled(self._line() is not None)

    def _line(self) -> DayLine | None:
        position = self.model.position_of(self.table.current_id or 0)
        return None if position is None else self.model.row_at(position)

    # changing ----------------------------------------------------------------------------------------------------

    def _ask(self, form: CalendarDayForm) -> None:
        ask_day(self._desk, self, form, self._on_saved)

    def _on_edit(self) -> None:
        line = self._line()
        if self.may_edit and line is not None:
            self._ask(CalendarDayForm(line.day, line.working, line.source))

    def _on_remove(self) -> None:
        line = self._line()
        if line is not None:
            self._desk.save(self, partial(remove_day, self._desk.context, day=line.day), self._on_saved)

    def _on_hours(self) -> None:
        if self.found is not None:
            ask_workplace(self._desk, self, self.found, self._on_saved)

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
            self._on_saved()
        else:
            self.message.show_message(_("The calendar is as published; nothing was changed."), Tone.KEPT)

    def _on_saved(self) -> None:
        self.reload()
        self.message.show_message(_("Saved. The open requests are brought in line …"), Tone.ACCENT)
        settle_again(self._desk, self, self._on_settled)

    def _on_settled(self, changed: int) -> None:
        told = ngettext("Saved. {count} deadline changed.", "Saved. {count} deadlines changed.", changed)
        self.message.show_message(told.format(count=changed), Tone.KEPT)


def open_calendar(desk: Desk, parent: QWidget) -> CalendarDialog:
    """Open the window of the working calendar."""
    dialog = CalendarDialog(desk, parent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog

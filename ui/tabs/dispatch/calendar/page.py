"""The page of the calendar: who is where in a month, and absences entered from it."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.changes import Change
from app.errors import AppError
from app.forms.people import DepartmentForm
from app.i18n import N_, _, ngettext
from app.queries.people.calendar import Entry, EntryKind, PeopleCalendar, people_calendar
from app.queries.people.staff import departments
from app.queries.records.activity import DEPARTMENT, DUTY
from app.rules.permissions import Permission
from app.rules.spans import Span, month_of
from models.enums import RecordKind
from ui.dialogs.people.absence_dialog import ask_absence, ask_new_absence
from ui.dialogs.people.duty_dialog import open_duty
from ui.dialogs.requests.register_dialog import OVERTIME, ask_register
from ui.runtime.desk import Desk
from ui.table.page_actions import PageActions
from ui.table.page_spec import PageAction, new_action
from ui.tabs.dispatch.calendar.bars import legend
from ui.tabs.dispatch.calendar.grid import CalendarGrid
from ui.theme.palette import Tone
from ui.widgets.detail.state_badge import StateBadge
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.month_edit import MonthEdit
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.forms.tab_order import order_as_read
from ui.widgets.message_bar import MessageBar
from ui.widgets.pages.page_head import PageHead

NAME = "dispatch.calendar"
NEW_ABSENCE = new_action(N_("New absence"))
ROSTER = PageAction("duty", N_("Duty roster"), "calendar")
HOURS = PageAction("overtime", N_("Overtime sheet…"), "print")
KINDS = frozenset({RecordKind.STAFF.value, RecordKind.DISPATCH.value, DEPARTMENT, DUTY})


@dataclass(frozen=True, slots=True)
class _Answer:
    """One reading: the month, and the departments that can be chosen."""

    month: PeopleCalendar
    departments: tuple[DepartmentForm, ...]


class CalendarPage(QWidget):
    """Reads on the read lane when shown, after every change that it shows, and for another month or department."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(NAME)
        self.desk = desk
        self._is_stale = True
        self._departments: tuple[DepartmentForm, ...] = ()
        may_edit = desk.context.actor.may(Permission.EDIT_STAFF)
        self.may_edit = may_edit
        actions = ((NEW_ABSENCE,) if may_edit else ()) + (ROSTER, HOURS)
        self._actions = PageActions(NAME, actions, self, self._on_action)
        self.month = MonthEdit(f"{NAME}.month", desk.today, self)
        self.today = _button(self, "today", _("Today"))
        self.department = Combo(f"{NAME}.department", (), _("All departments"), self)
        self.department.setAccessibleName(_("Department"))
        self.department.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToContents)  # its names are read later
        self.note = QLabel(self)
        self.note.setObjectName(f"{NAME}.note")
        self.note.setProperty("role", "dim")
        self.message = MessageBar(f"{NAME}.message", self)
        self.grid = CalendarGrid(f"{NAME}.grid", desk, self)
        self._head = PageHead(self)
        self._bar = QWidget(self)
        self._lay_out()
        self._connect()

    # asked by others ---------------------------------------------------------------------------------------------

    def set_pills(self, pills: QWidget) -> None:
        """Put the row of pages of the tab at the left of the header."""
        self._head.add_left(pills)

    def areas(self) -> tuple[QWidget, ...]:
        """Return where F6 takes the keyboard, as it is read."""
        return self._bar, self.grid, self._head

    @property
    def span(self) -> Span:
        """The month that is wanted."""
        return self.month.value()

    @Slot()
    def refresh(self) -> None:
        """Read the month again, now or when the page is next looked at."""
        if not self.isVisible():
            self._is_stale = True
            return
        self._is_stale = False
        context, first, code = self.desk.context, self.span[0], self.department.value()
        department_id = int(code) if code else None
        self.desk.jobs.run_read(
            NAME,
            lambda _progress: _Answer(people_calendar(context, first, department_id), departments(context)),
            self._on_read,
            self._on_failed,
        )

    def show_day(self, day: date) -> None:
        """Show the month of a day, and look at the day."""
        self.month.set_value(month_of(day))
        self.grid.go_to_day(day)

    # set-up ------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        for button in self._actions.buttons.values():
            self._head.add_right(button)
        flow = FlowLayout(self._bar, spacing=8)
        for part in (self.month, self.today, self.department, self.note, *self._legend()):
            flow.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 8)
        column.setSpacing(8)
        for part in (self._head, self.message, self._bar):
            column.addWidget(part)
        column.addWidget(self.grid, 1)

    def _legend(self) -> tuple[QWidget, ...]:
        """What the colours mean, kept together."""
        box = QWidget(self._bar)
        row = QHBoxLayout(box)
        row.setContentsMargins(12, 0, 0, 0)
        row.setSpacing(6)
        for badge in legend():
            row.addWidget(StateBadge(badge, box), 0, Qt.AlignmentFlag.AlignVCenter)
        return (box,)

    def _connect(self) -> None:
        self.month.value_changed.connect(lambda _span: self.refresh())
        self.today.clicked.connect(lambda: self.show_day(self.desk.today()))
        self.department.value_changed.connect(lambda _code: self.refresh())
        self.grid.month_stepped.connect(self.month.step)
        self.grid.entry_opened.connect(self._on_entry_opened)
        self.grid.empty_opened.connect(self._on_empty_opened)
        self.message.action_requested.connect(self.refresh)
        self.desk.changes.changed.connect(self._on_changed)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        order_as_read(self._head, self._bar, self.grid)
        if self._is_stale:
            self.refresh()

    def focusInEvent(self, _event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Hand the keyboard on to the days."""
        self.grid.setFocus()

    # reactions ---------------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if change.kind in KINDS:
            self.refresh()

    def _on_read(self, answer: _Answer) -> None:
        if self.message.text:
            self.message.hide()
        self._offer(answer.departments)
        self.grid.show_month(answer.month)
        count = len(answer.month.people)
        self.note.setText(ngettext("{count} person", "{count} people", count).format(count=count))

    def _on_failed(self, error: AppError) -> None:
        self.message.show_message(error.message, Tone.OVERDUE, _("Try again"))

    def _offer(self, found: tuple[DepartmentForm, ...]) -> None:
        """Offer the departments there are now; the one chosen stays."""
        if found == self._departments:
            return
        self._departments, chosen = found, self.department.value()
        self.department.blockSignals(True)
        while self.department.count() > 1:
            self.department.removeItem(1)
        for one in found:
            self.department.addItem(one.name, str(one.department_id))
        self.department.restore(chosen)
        self.department.blockSignals(False)

    def _on_action(self, code: str) -> None:
        if code == ROSTER.code:
            open_duty(self.desk, self)
        elif code == HOURS.code:
            ask_register(self.desk, self, OVERTIME)
        else:
            self.new_absence()

    def new_absence(self) -> None:
        """Open the form of an absence of the person and day looked at."""
        ask_new_absence(self.desk, self, self._on_absence_saved, self.grid.person_id, self.grid.day)

    @Slot(object)
    def _on_entry_opened(self, entry: Entry) -> None:
        if entry.kind is EntryKind.DISPATCH and entry.id is not None:
            self.desk.show_requested.emit(RecordKind.DISPATCH.value, entry.id)
        elif entry.kind is EntryKind.ABSENCE and entry.id is not None and self.may_edit:
            ask_absence(self.desk, self, entry.id, self._on_absence_saved)
        elif entry.kind is EntryKind.DUTY:
            open_duty(self.desk, self)

    @Slot()
    def _on_empty_opened(self) -> None:
        if self.may_edit:
            self.new_absence()

    def _on_absence_saved(self, _answer: object) -> None:
        self.refresh()


def _button(parent: QWidget, part: str, text: str) -> QPushButton:
    button = QPushButton(text, parent)
    button.setObjectName(f"{NAME}.{part}")
    button.setAccessibleName(text)
    return button

"""The page Today: the work list at the left, what waits for one's word and the pictures at the right."""

from dataclasses import dataclass
from datetime import date, tzinfo
from functools import partial

from PySide6.QtCore import QDate, QLocale, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.changes import Change
from app.context import Context
from app.errors import AppError
from app.formatting import short_date_time
from app.i18n import N_, _, current_language, ngettext, pgettext
from app.queries.people.duty import on_duty
from app.queries.promises.agenda import SECTION_LINES, Agenda, Section, agenda
from app.queries.promises.agenda_words import line_title
from app.queries.promises.figures import Figures, figures
from app.rules.permissions import Permission
from app.services.reports import open_report
from models.enums import RecordKind
from ui.dialogs.printing.printing import ask_print
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.runtime.reminders import Meanwhile
from ui.table.filter_bar import FilterState
from ui.table.page_actions import PageActions
from ui.table.page_spec import PageAction
from ui.tabs.today.card_list import CardList
from ui.tabs.today.card_rows import CardRow
from ui.tabs.today.card_words import (
    MORE,
    agenda_rows,
    arrived_key,
    arrived_rows,
    due_key,
    waiting_key,
    waiting_rows,
)
from ui.tabs.today.pictures import NAME, AgePicture, ClassPicture, KeptPicture
from ui.theme.palette import Tone
from ui.widgets.forms.tab_order import order_as_read
from ui.widgets.message_bar import MessageBar
from ui.widgets.pages.page_head import PageHead

FORM_ID = "today_sheet"
PRINT = PageAction("print", N_("Print today's sheet"), "print", shortcut="Ctrl+P")
LIST_SHARE, SIDE_SHARE = 13, 7
MORE_LINES = 200
_REFRESH_MS = 40  # several changes of one transaction become one reading
_PAINTED_MS = 20  # from new lines to their having been painted; the pictures do not hold them up


@dataclass(frozen=True, slots=True)
class _Answer:
    """One reading: the work list, its cards as they are shown, and who is on duty ("" for nobody entered)."""

    agenda: Agenda
    owed: tuple[CardRow, ...]
    waiting: tuple[CardRow, ...]
    duty: str


class TodayPage(QWidget):
    """Reads on the read lane when shown, after every change and each minute; nothing of it can be edited here."""

    shown = Signal()  # the work list was read and stands there

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(NAME)
        self.desk = desk
        self.agenda: Agenda | None = None
        self._wanted = dict.fromkeys(Section, SECTION_LINES)
        self._records: dict[str, tuple[RecordKind, int]] = {}
        self._is_stale = True
        self.date = _label(self, "date", "title")
        self.note = _label(self, "note", "dim")
        self.message = MessageBar(f"{NAME}.message", self)
        self.list = CardList(f"{NAME}.list", _("Work list"), self)
        self.waiting = CardList(f"{NAME}.waiting", _("Waiting for my approval"), self, grows=True)
        self.kept, self.classes, self.ages = KeptPicture(self), ClassPicture(self), AgePicture(self)
        self.ages.setVisible(desk.context.actor.may(Permission.VIEW_MONEY))
        self._actions = PageActions(NAME, (PRINT,), self, lambda _code: self.print_sheet())
        self._head = PageHead(self)
        self._soon, self._painted = _timer(self, _REFRESH_MS), _timer(self, _PAINTED_MS)
        self._lay_out()
        self._connect()
        self.list.show_rows(())
        self._show_note("")

    # asked by others ---------------------------------------------------------------------------------------------

    def areas(self) -> tuple[QWidget, ...]:
        """Return where F6 takes the keyboard, as it is read."""
        return self.list, self.waiting, self._head

    @Slot()
    def refresh(self) -> None:
        """Read everything again, now or when the page is next looked at."""
        if not self.isVisible():
            self._is_stale = True
            return
        self._is_stale = False
        desk, wanted = self.desk, dict(self._wanted)
        desk.jobs.run_read(
            NAME, lambda _progress: _read(desk.context, desk.zone, wanted), self._on_read, self._on_failed
        )

    def print_sheet(self) -> None:
        """Show the preview of today's work sheet; its report is made with the first look at it."""
        today = self.desk.today()
        self.desk.jobs.run_write(
            lambda _progress: open_report(self.desk.context, form_id=FORM_ID, since=today, until=today),
            partial(ask_print, self.desk, self, FORM_ID),
            partial(report_error, self),
            _("Print today's sheet"),
        )

    # set-up ------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        words = QWidget(self)
        day = QHBoxLayout(words)
        day.setContentsMargins(0, 0, 0, 0)
        day.setSpacing(12)
        day.addWidget(self.date)
        day.addWidget(self.note)
        self._head.add_left(words)
        self._head.add_right(self._actions.buttons[PRINT.code])
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self._head)
        left.addWidget(self.message)
        left.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 8)
        row.setSpacing(12)
        row.addLayout(left, LIST_SHARE)
        row.addWidget(self._side(), SIDE_SHARE)

    def _side(self) -> QWidget:
        inside = QWidget(self)
        inside.setProperty("ground", "none")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.waiting)
        column.addWidget(self.kept)
        column.addSpacing(10)
        column.addWidget(self.classes)
        column.addSpacing(10)
        column.addWidget(self.ages)
        column.addStretch(1)
        side = QScrollArea(self)
        side.setObjectName(f"{NAME}.side")
        side.setProperty("frame", "none")
        side.setFrameShape(QFrame.Shape.NoFrame)
        side.setWidgetResizable(True)
        side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setWidget(inside)
        return side

    def _connect(self) -> None:
        for cards in (self.list, self.waiting):
            cards.opened.connect(self._on_opened)
        self.ages.list_wanted.connect(self._on_ages_wanted)
        self.desk.changes.changed.connect(self._on_changed)
        self.desk.changes.minute_passed.connect(self.refresh)
        self.desk.reminders.fallen_due.connect(self._on_fallen_due)
        self.message.action_requested.connect(self.refresh)
        self._soon.timeout.connect(self.refresh)
        self._painted.timeout.connect(self._read_figures)

    # reactions ---------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        order_as_read(self._head, self.message, self.list, self.waiting)
        if self._is_stale:
            self.refresh()

    def focusInEvent(self, _event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Hand the keyboard on to the work list."""
        self.list.setFocus()

    @Slot(object)
    def _on_changed(self, _change: Change) -> None:
        self._soon.start()

    @Slot(object)
    def _on_fallen_due(self, _meanwhile: Meanwhile) -> None:
        self._soon.start()

    @Slot(str)
    def _on_opened(self, key: str) -> None:
        if key.startswith(MORE):
            self._wanted[Section(key.removeprefix(MORE))] += MORE_LINES
            self.refresh()
        elif key in self._records:
            kind, record_id = self._records[key]
            self.desk.show_requested.emit(kind.value, record_id)

    @Slot(str)
    def _on_ages_wanted(self, chip: str) -> None:
        chips = frozenset({"by_customer", chip} if chip else {"by_customer"})
        self.desk.page_requested.emit("receivables", "ageing", FilterState(chips=chips))

    def _on_read(self, answer: _Answer) -> None:
        found = answer.agenda
        self.agenda = found
        if self.message.text:
            self.message.hide()
        due = {due_key(line): (line.record_kind, line.record_id) for one in found.sections for line in one.lines}
        asked = {waiting_key(line): (line.record_kind, line.record_id) for line in found.waiting}
        came = {arrived_key(line): (line.record_kind, line.record_id) for line in found.arrived}
        self._records = due | asked | came
        self.list.show_rows(answer.owed)
        self.waiting.show_rows(answer.waiting)
        self._show_note(answer.duty)
        self._painted.start()
        self.shown.emit()

    def _on_failed(self, error: AppError) -> None:
        self.message.show_message(error.message, Tone.OVERDUE, _("Try again"))

    @Slot()
    def _read_figures(self) -> None:
        context = self.desk.context
        self.desk.jobs.run_read(
            f"{NAME}.figures", lambda _progress: figures(context), self._on_figures, self._on_failed
        )

    def _on_figures(self, read: Figures) -> None:
        self.kept.show_figures(read)
        self.classes.show_figures(read)
        self.ages.show_figures(read)

    def _show_note(self, duty: str) -> None:
        """Say the day, who is on duty, and what fell due while the program was off."""
        self.date.setText(day_words(self.desk.today()))
        said = [_("on duty: {names}").format(names=duty)] if duty else []
        meanwhile = self.desk.reminders.meanwhile
        if meanwhile is not None:
            said.append(meanwhile_words(self.desk, meanwhile))
            self.note.setToolTip("\n".join(line_title(line) for line in meanwhile.news.lines))
        self.note.setText(" · ".join(said))


def day_words(day: date) -> str:
    """Return a day with its name: "Friday, 6 March"."""
    shown = QDate(day.year, day.month, day.day)
    return QLocale(current_language()).toString(shown, pgettext("format of a day", "dddd, d MMMM"))


def meanwhile_words(desk: Desk, meanwhile: Meanwhile) -> str:
    """Return how many promises fell due since the program was last seen."""
    count = meanwhile.news.count
    text = ngettext("since {time}, {count} promise fell due", "since {time}, {count} promises fell due", count)
    return text.format(count=count, time=short_date_time(meanwhile.since, desk.zone, desk.today()))


def _read(context: Context, zone: tzinfo, wanted: dict[Section, int]) -> _Answer:
    """Read and put into words, both beside the window."""
    found = agenda(context, lines=wanted)
    duty = on_duty(context, found.now)
    return _Answer(
        found, agenda_rows(found, zone), (*waiting_rows(found, zone), *arrived_rows(found)), duty.names if duty else ""
    )


def _label(parent: QWidget, part: str, role: str) -> QLabel:
    words = QLabel(parent)
    words.setObjectName(f"{NAME}.{part}")
    words.setProperty("role", role)
    return words


def _timer(parent: QWidget, milliseconds: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    return timer

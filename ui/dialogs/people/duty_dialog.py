"""The duty roster (N3): who can be reached at night and on days off, for the next holiday, a month or any days."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.errors import AppError, Invalid
from app.forms.people import DutyForm
from app.i18n import _
from app.queries.people.duty import Roster, duty_person, roster, roster_span
from app.rules.duty import check_roster_days
from app.rules.spans import Span
from app.services.people.duty import save_duty
from app.services.reports import open_report
from models.enums import RecordKind
from ui.dialogs.forms.pickers import record_picker
from ui.dialogs.forms.saving import open_form
from ui.dialogs.people.duty_editor import DutyEditor
from ui.dialogs.printing.intake_slip import ask_intake_slips
from ui.dialogs.printing.printing import ask_print
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.theme.icons import icon
from ui.theme.palette import Tone
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.month_edit import MonthEdit
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.forms.form import FormDialog

NAME = "dispatch.duty"
FORM_ID = "duty_roster"


class DutyDialog(FormDialog):
    """Days are chosen above; while something is changed below, other days have to wait until it is saved.

    ``roster_wished`` and ``slips_wished`` come after the form has closed, with everything saved.
    """

    def __init__(self, desk: Desk, found: Roster, holiday: Span, parent: QWidget | None = None) -> None:
        super().__init__(NAME, _("Duty roster"), _("&Save"), parent)
        self._desk = desk
        self._found = found
        self._kept_turns: Any = None
        self._wish: Callable[[], object] | None = None
        self.month = _SpanRow(f"{NAME}.field.month", desk, holiday, self)
        self.since = DateEdit(f"{NAME}.field.since", desk.today)
        self.until = DateEdit(f"{NAME}.field.until", desk.today)
        self.turns = DutyEditor(f"{NAME}.field.turns", record_picker(desk, f"{NAME}.field.staff", RecordKind.STAFF))
        self.add_row("month", _("&Month"), self.month)
        self.add_row("since", _("&From"), self.since, required=True, half=True)
        self.add_row("until", _("&Until"), self.until, required=True, half=True, check=self._span_problem)
        self.add_row("turns", _("On &duty"), self.turns)
        self.month.set_value(self._span_of(found))
        self._show_days(self._span_of(found))
        self._show(found)
        self._connect_fields()
        self.resize(780, 640)

    def form(self) -> DutyForm:
        """Return what is entered, with what was known of these days."""
        return DutyForm(self.since.value(), self.until.value(), self.turns.value(), self._found.form.turns)

    def restore(self, kept: Any) -> None:
        self._kept_turns = kept.get("turns")
        super().restore(kept)
        if self._span() == self._span_of(self._found):
            self._kept_turns = None

    @property
    def is_changed(self) -> bool:
        """True while the turns are others than those stored."""
        return self.turns.value() != self._found.form.turns

    def close_for(self, wish: Callable[[], object]) -> None:
        """Save what is changed, close, and then do something else; a refusal keeps the form open."""
        if not self.is_changed:
            self.accept()
            wish()
            return
        self._wish = wish
        self._on_save_clicked()
        if not self.is_busy:
            self._wish = None

    def _connect_fields(self) -> None:
        self.month.value_changed.connect(self._show_days)
        for field in (self.since, self.until):
            field.value_changed.connect(self._on_day_changed)
        self.turns.value_changed.connect(lambda _turns: self._lock_days())
        self.turns.picker.picked.connect(self._on_staff_picked)
        self.refused.connect(lambda _error: self._forget_wish())
        self.accepted.connect(self._on_accepted)

    def _on_accepted(self) -> None:
        if self._wish is not None:
            self._wish()

    def _forget_wish(self) -> None:
        self._wish = None

    # days --------------------------------------------------------------------------------------------------------

    def _span(self) -> Span | None:
        since, until = self.since.value(), self.until.value()
        return (since, until) if since is not None and until is not None else None

    def _span_of(self, found: Roster) -> Span:
        days = tuple(found.kinds)
        return days[0], days[-1]

    def _show_days(self, span: Span) -> None:
        if span != self._span():
            self.since.set_value(span[0])
            self.until.set_value(span[1])

    def _on_day_changed(self) -> None:
        span = self._span()
        if span is None or self._span_problem():
            return
        self.month.set_value(span)
        if span != self._span_of(self._found):
            self.turns.setEnabled(False)
            read = partial(roster, self._desk.context, *span)
            self._desk.jobs.run_read(f"{NAME}.roster", lambda _progress: read(), self._on_read, self._on_unreadable)

    def _on_read(self, found: Roster) -> None:
        if self._span() != self._span_of(found):
            return  # other days are wanted by now
        self._show(found)
        self.set_pristine()
        if self._kept_turns is not None:
            self.turns.restore(self._kept_turns)
            self._kept_turns = None

    def _on_unreadable(self, error: AppError) -> None:
        self.message.show_message(error.message, Tone.OVERDUE)

    def _show(self, found: Roster) -> None:
        self._found = found
        self.turns.setEnabled(True)
        self.turns.show_roster(found.kinds, found.form.turns)

    def _lock_days(self) -> None:
        """Other days would take the place of what is not saved yet."""
        words = _("Save first; then other days can be chosen.") if self.is_changed else ""
        for field in (self.month, self.since, self.until):
            field.setEnabled(not self.is_changed)
            field.setToolTip(words)

    def _span_problem(self) -> str:
        span = self._span()
        try:
            if span is not None:
                check_roster_days(*span)
        except Invalid as error:
            return error.message
        return ""

    # people ------------------------------------------------------------------------------------------------------

    def _on_staff_picked(self, item: PickItem) -> None:
        self.turns.picker.set_value(None)
        read = partial(duty_person, self._desk.context, item.id)
        self._desk.jobs.run_read(f"{NAME}.person", lambda _progress: read(), self.turns.add, self._on_unreadable)


class _SpanRow(QWidget):
    """A month to step through, and the next holiday beside it."""

    def __init__(self, name: str, desk: Desk, holiday: Span, parent: QWidget) -> None:
        super().__init__(parent)
        self.month = MonthEdit(name, desk.today, self)
        self.value_changed = self.month.value_changed
        self.value, self.set_value = self.month.value, self.month.set_value
        self.problem, self.kept = self.month.problem, self.month.kept
        self.restore, self.shown = self.month.restore, self.month.shown
        button = QPushButton(_("Next &holiday"), self)
        button.setObjectName(f"{name}.holiday")
        button.setAccessibleName(_("Next holiday"))
        button.setIcon(icon("calendar"))
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.month.set_value(holiday))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.month)
        layout.addWidget(button)
        layout.addStretch(1)
        self.setFocusProxy(self.month)


def open_duty(desk: Desk, parent: QWidget) -> None:
    """Read the days that want a roster next and open it; nothing is read on the window's thread."""

    def read() -> tuple[Roster, Span]:
        holiday = roster_span(desk.context)
        return roster(desk.context, *holiday), holiday

    desk.jobs.run_read(
        NAME,
        lambda _progress: read(),
        lambda found: _open(desk, parent, *found),
        partial(report_error, parent),
    )


def _open(desk: Desk, parent: QWidget, found: Roster, holiday: Span) -> DutyDialog:
    dialog = DutyDialog(desk, found, holiday, parent)
    for code, text, wish in (
        ("slips", _("Save, &intake slips…"), partial(ask_intake_slips, desk, parent)),
        ("print", _("Save and &print…"), partial(_print, desk, parent, dialog)),
    ):
        dialog.add_button(_footer_button(dialog, code, text, wish))
    return open_form(desk, dialog, lambda: partial(save_duty, desk.context, form=dialog.form()))


def _footer_button(dialog: DutyDialog, code: str, text: str, wish: Callable[[], object]) -> QPushButton:
    button = QPushButton(text, dialog)
    button.setObjectName(f"{NAME}.action.{code}")
    button.setAccessibleName(text.replace("&", "").rstrip("…"))
    button.setIcon(icon("print"))
    button.setAutoDefault(False)
    button.clicked.connect(lambda: dialog.close_for(wish))
    return button


def _print(desk: Desk, parent: QWidget, dialog: DutyDialog) -> None:
    """Open the preview of the roster of the days shown."""
    form = dialog.form()
    if form.since is None or form.until is None:
        raise ValueError("a form with a required field empty is not submitted")
    work = partial(open_report, desk.context, form_id=FORM_ID, since=form.since, until=form.until)
    desk.jobs.run_write(
        lambda _progress: work(), partial(ask_print, desk, parent, FORM_ID), partial(report_error, parent)
    )

"""An absence of one of our people: leave, illness, training; entered, changed, cancelled."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from app.forms.qualifications import AbsenceForm
from app.i18n import _
from app.labels import label
from app.queries.people.absences import absence_form
from app.services.people.absences import LONGEST_NOTE, cancel_absence, save_absence
from models.enums import AbsenceKind, RecordKind
from ui.dialogs.forms.pickers import picked_id, read_items, record_picker
from ui.dialogs.forms.saving import OnSaved, open_form
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.theme.icons import icon
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.forms.form import FormDialog
from ui.widgets.pages.page_pills import SegmentedChoice

NAME = "dispatch.absence"
_LAST_MINUTE = time(23, 59)


@dataclass(frozen=True, slots=True)
class AbsenceDraft:
    """What the dialog starts with; ``absence_id`` None enters a new one."""

    form: AbsenceForm
    person: PickItem | None = None
    absence_id: int | None = None


class AbsenceDialog(FormDialog):
    """One absence; one that is known can be cancelled here. Whose it is does not change any more."""

    def __init__(self, desk: Desk, draft: AbsenceDraft, parent: QWidget | None = None) -> None:
        is_new = draft.absence_id is None
        super().__init__(NAME, _("New absence") if is_new else _("Edit the absence"), _("&Save"), parent)
        self._known = draft.form
        self.is_cancelled = False
        self.person = record_picker(desk, f"{NAME}.field.staff_id", RecordKind.STAFF)
        self.absence = SegmentedChoice(f"{NAME}.field.absence", [(one.value, label(one)) for one in AbsenceKind])
        self.starts_at = DateTimeEdit(f"{NAME}.field.starts_at", desk.now, desk.zone)
        self.ends_at = DateTimeEdit(f"{NAME}.field.ends_at", desk.now, desk.zone)
        self.note = LineEdit(f"{NAME}.field.note", LONGEST_NOTE)
        for clock in (self.starts_at, self.ends_at):
            clock.now_button.hide()
        self.add_row("staff_id", _("&Person"), self.person, required=True)
        self.add_row("absence", _("&Kind"), self.absence)
        self.add_row("starts_at", _("&From"), self.starts_at, required=True, half=True)
        self.add_row("ends_at", _("&Until"), self.ends_at, required=True, half=True, check=self._end_problem)
        self.add_row("note", _("N&ote"), self.note)
        self.starts_at.value_changed.connect(lambda _value: self.check_again())
        self._fill(draft)
        if not is_new:
            self._add_cancel_button()
        self.person.setEnabled(is_new)
        self.resize(620, 300)
        (self.person if draft.person is None else self.starts_at).setFocus()

    def form(self) -> AbsenceForm:
        """Return what is entered."""
        return AbsenceForm(
            staff_id=picked_id(self.person),
            absence=AbsenceKind(self.absence.code() or AbsenceKind.LEAVE),
            starts_at=self.starts_at.value(),
            ends_at=self.ends_at.value(),
            note=self.note.value(),
        )

    def work(self, desk: Desk, absence_id: int | None) -> Callable[[], int]:
        """Return what is to be done: save what is entered, or cancel the absence."""
        if self.is_cancelled and absence_id is not None:
            return partial(_cancel, desk, absence_id, self._known)
        known = self._known if absence_id is not None else None
        return partial(save_absence, desk.context, form=self.form(), absence_id=absence_id, known=known)

    def _fill(self, draft: AbsenceDraft) -> None:
        self.person.set_value(draft.person)
        self.absence.set_value(draft.form.absence.value)
        self.starts_at.set_value(draft.form.starts_at)
        self.ends_at.set_value(draft.form.ends_at)
        self.note.set_value(draft.form.note)

    def _add_cancel_button(self) -> None:
        text = _("&Cancel the absence")
        button = QPushButton(text, self)
        button.setObjectName(f"{NAME}.action.cancel_absence")
        button.setAccessibleName(text.replace("&", ""))
        button.setIcon(icon("delete"))
        button.setAutoDefault(False)
        button.clicked.connect(self._on_cancel_wished)
        self.refused.connect(lambda _error: self._keep())
        self.add_button(button)

    def _on_cancel_wished(self) -> None:
        self.is_cancelled = True
        self._fill(AbsenceDraft(self._known, self.person.value()))  # what is half typed is not asked for any more
        self._on_save_clicked()

    def _keep(self) -> None:
        self.is_cancelled = False

    def _end_problem(self) -> str:
        start, end = self.starts_at.value(), self.ends_at.value()
        return _("The end lies before the start.") if start and end and end < start else ""


def _cancel(desk: Desk, absence_id: int, known: AbsenceForm) -> int:
    cancel_absence(desk.context, absence_id=absence_id, known=known)
    return absence_id


def ask_new_absence(
    desk: Desk, parent: QWidget, on_saved: OnSaved, staff_id: int | None = None, day: date | None = None
) -> None:
    """Open the form of a new absence, of a whole day of a person where they are given."""
    form = AbsenceForm(staff_id=staff_id)
    if day is not None:
        starts_at, ends_at = (datetime.combine(day, at, desk.zone) for at in (time.min, _LAST_MINUTE))
        form = AbsenceForm(staff_id=staff_id, starts_at=starts_at, ends_at=ends_at)
    desk.jobs.run_read(
        f"{NAME}.draft",
        lambda _progress: AbsenceDraft(form, read_items(desk, staff_id).get(staff_id or 0)),
        lambda draft: _open(desk, parent, on_saved, draft),
        partial(report_error, parent),
    )


def ask_absence(desk: Desk, parent: QWidget, absence_id: int, on_saved: OnSaved) -> None:
    """Open the form of an absence that is known."""
    desk.jobs.run_read(
        f"{NAME}.draft",
        lambda _progress: _draft_of(desk, absence_id),
        lambda draft: _open(desk, parent, on_saved, draft),
        partial(report_error, parent),
    )


def _draft_of(desk: Desk, absence_id: int) -> AbsenceDraft:
    known = absence_form(desk.context, absence_id)
    staff_id = known.form.staff_id or 0
    return AbsenceDraft(known.form, read_items(desk, staff_id)[staff_id], absence_id)


def _open(desk: Desk, parent: QWidget, on_saved: OnSaved, draft: AbsenceDraft) -> AbsenceDialog:
    dialog = AbsenceDialog(desk, draft, parent)
    work = lambda: dialog.work(desk, draft.absence_id)  # noqa: E731
    return open_form(desk, dialog, work, on_saved, about={"absence_id": draft.absence_id})

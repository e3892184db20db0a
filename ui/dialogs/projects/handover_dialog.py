"""Registering the handover notice of a project, and correcting it (C10.1)."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms.handovers import HandoverForm
from app.i18n import _
from app.queries.projects.handovers import handover_form, new_handover_form
from app.services.projects.handovers import LONGEST_TEXT, correct_handover, register_handover
from models.enums import RecordKind
from ui.dialogs.forms.going_on import GoingOn
from ui.dialogs.forms.past import past_day_problem
from ui.dialogs.forms.pickers import choose, picked_id, read_items, record_picker
from ui.dialogs.forms.saving import OnSaved, open_edited, open_form
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "projects.handovers"
KnownHandover = tuple[HandoverForm, Mapping[int, PickItem]]


class HandoverDialog(FormDialog):
    """Which project, when the notice came, on which day it was handed over; a new one goes on to what is left over."""

    def __init__(self, desk: Desk, read: KnownHandover, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Save"), parent)
        self._desk = desk
        form, known = read
        field = f"{NAME}.field"
        self.project = record_picker(desk, f"{field}.project_id", RecordKind.PROJECT)
        self.noticed_on = DateEdit(f"{field}.noticed_on", desk.today)
        self.handed_over_on = DateEdit(f"{field}.handed_over_on", desk.today)
        self.notice_no = LineEdit(f"{field}.notice_no", 60)
        self.reason = TextArea(f"{field}.reason", LONGEST_TEXT, 2, self)
        self.next = GoingOn(f"{field}.next", _("Enter what is left over"), ticked=True, parent=self)
        self._is_new = form.version == 0
        self._add_rows()
        self._fill(form, known)
        self.resize(640, 360)

    def _add_rows(self) -> None:
        self.add_row("project_id", _("&Project"), self.project, required=True)
        self.add_row(
            "noticed_on", _("Notice &came on"), self.noticed_on, required=True, half=True, check=self._notice_problem
        )
        self.add_row("notice_no", _("N&otice no."), self.notice_no, half=True)
        self.add_row(
            "handed_over_on",
            _("&Handed over on"),
            self.handed_over_on,
            required=True,
            check=lambda: past_day_problem(self.handed_over_on.value(), self._desk),
        )
        hint = _("The collection notice is due within three working days, the warranty card within a month.")
        self.add_note("clocks", hint, below_field=True)
        if self._is_new:
            self.reason.hide()
            self.add_row("next", _("Then"), self.next)
        else:
            self.next.hide()
            self.add_row("reason", _("Reason for the chan&ge"), self.reason)

    def _fill(self, form: HandoverForm, known: Mapping[int, PickItem]) -> None:
        self._version = form.version
        choose(self.project, form.project_id, known)
        self.noticed_on.set_value(form.noticed_on)
        self.handed_over_on.set_value(form.handed_over_on)
        self.notice_no.set_value(form.notice_no)
        self.project.setEnabled(self._is_new)
        self.handed_over_on.setEnabled(self._is_new)

    def form(self) -> HandoverForm:
        """Return what is entered."""
        return HandoverForm(
            project_id=picked_id(self.project),
            noticed_on=self.noticed_on.value(),
            handed_over_on=self.handed_over_on.value(),
            notice_no=self.notice_no.value(),
            reason=self.reason.value(),
            version=self._version,
        )

    def _notice_problem(self) -> str:
        return past_day_problem(self.noticed_on.value(), self._desk)


def ask_new_handover(
    desk: Desk,
    parent: QWidget,
    project_id: int | None,
    on_saved: OnSaved,
    on_items: Callable[[int | None], object] | None = None,
) -> None:
    """Open the form of a notice, of a project where one is given; ``on_saved`` is given the handover's id.

    ``on_items`` is given the project when what is left over is to be entered next.
    """

    def ask(read: KnownHandover) -> None:
        dialog = HandoverDialog(desk, read, _("Register a handover notice"), parent)

        def saved(record_id: int) -> None:
            on_saved(record_id)
            if on_items is not None and dialog.next.wanted:
                on_items(dialog.form().project_id)

        answer = lambda: partial(register_handover, desk.context, form=dialog.form())  # noqa: E731
        open_form(desk, dialog, answer, saved, about={"project_id": project_id})

    desk.jobs.run_read(
        NAME, lambda _progress: _read_new(desk, project_id), ask, lambda error: report_error(parent, error)
    )


def _read_new(desk: Desk, project_id: int | None) -> KnownHandover:
    form = new_handover_form(desk.context, project_id=project_id)
    return form, read_items(desk, form.project_id)


def read_handover(desk: Desk, record_id: int) -> KnownHandover:
    """Read a handover into its form; runs on the read lane."""
    form = handover_form(desk.context, record_id)
    return form, read_items(desk, form.project_id)


def ask_handover(desk: Desk, parent: QWidget, record_id: int, read: KnownHandover, on_saved: OnSaved) -> HandoverDialog:
    """Open the form of a handover as it was read (``read_handover``)."""
    make = lambda again: HandoverDialog(desk, again, _("Correct the handover"), parent)  # noqa: E731
    return open_edited(desk, record_id, read, partial(read_handover, desk, record_id), make, correct_handover, on_saved)

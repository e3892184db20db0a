"""Writing a note into the history of a piece of equipment."""

from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services.projects.equipment import NOTE_LIMIT, note_equipment
from ui.dialogs.forms.saving import Step, open_form
from ui.runtime.desk import Desk
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "projects.equipment.note"


class NoteDialog(FormDialog):
    """When, and what was seen or done."""

    def __init__(self, desk: Desk, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Record"), parent)
        self.at = DateTimeEdit(f"{NAME}.field.at", desk.now, desk.zone)
        self.text = TextArea(f"{NAME}.field.text", NOTE_LIMIT, 5)
        self.at.set_value(desk.now())
        self.add_row("at", _("W&hen"), self.at, required=True, half=True)
        self.add_row("text", _("&Note"), self.text, required=True)
        self.resize(560, 280)

    def form(self) -> tuple[datetime, str]:
        """Return what was entered; asked for when nothing is missing."""
        at = self.at.value()
        if at is None:
            raise ValueError("a note has its time")
        return at, self.text.value()


def ask_note(desk: Desk, parent: QWidget, record_id: int, name: str, step: Step) -> NoteDialog:
    """Open the form of a note on the equipment called ``name``; ``step`` is how the page calls for it."""
    dialog = NoteDialog(desk, _("Note · {name}").format(name=name), parent)

    def answer() -> partial[None]:
        at, text = dialog.form()
        return partial(note_equipment, desk.context, record_id=record_id, at=at, text=text)

    return open_form(desk, dialog, answer, about=step.about())

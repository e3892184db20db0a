"""Submitting a quotation or an order for approval, with a word to whoever decides (C8.2)."""

from PySide6.QtWidgets import QWidget

from app.i18n import _
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "requests.submit"
LONGEST = 4000


class SubmitDialog(FormDialog):
    """The note may be left empty."""

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        """``what`` is submitted: its number, or before it has one what it is about."""
        super().__init__(NAME, _("Submit for approval · {what}").format(what=what), _("&Submit"), parent)
        self.note = TextArea(f"{NAME}.field.note", LONGEST, 3)
        self.add_note("about", _("While it is being decided it cannot be changed; it may be taken back to draft."))
        self.add_row("note", _("&Note"), self.note, hint=_("What whoever decides should know"))
        self.resize(560, 260)

    def form(self) -> str:
        """Return the note."""
        return self.note.value()

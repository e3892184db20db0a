"""Choosing the dispatch that something is for, before its own form opens."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.i18n import _
from models.enums import RecordKind
from ui.dialogs.forms.pickers import picked_id, record_picker
from ui.runtime.desk import Desk
from ui.widgets.forms.form import FormDialog

NAME = "dispatch.trip_picker"


class TripPickDialog(FormDialog):
    """One dispatch; nothing is saved here, so nothing is kept."""

    keeps_drafts = False

    def __init__(self, desk: Desk, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Go on"), parent)
        self.dispatch_id = record_picker(desk, f"{NAME}.field.dispatch_id", RecordKind.DISPATCH)
        self.add_row("dispatch_id", _("&Dispatch"), self.dispatch_id, required=True)
        self.resize(560, 200)

    def form(self) -> int:
        """Return the dispatch that was chosen, 0 for none."""
        return picked_id(self.dispatch_id) or 0


def ask_trip(desk: Desk, parent: QWidget, title: str, then: Callable[[int], object]) -> TripPickDialog:
    """Ask for a dispatch and go on with its id."""
    dialog = TripPickDialog(desk, title, parent)

    def go_on() -> None:
        chosen = dialog.form()
        dialog.accept()
        then(chosen)

    dialog.submitted.connect(go_on)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog

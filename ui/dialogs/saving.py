"""Opening a form for a record: what is entered goes to its service, the record's id comes back."""

from collections.abc import Callable
from typing import TypeVar

from ui.runtime.desk import Desk
from ui.widgets.form import FormDialog

DialogT = TypeVar("DialogT", bound=FormDialog)
OnSaved = Callable[[int], None]


def open_form(desk: Desk, dialog: DialogT, answer: Callable[[], Callable[[], int]], on_saved: OnSaved) -> DialogT:
    """Show ``dialog`` over its parent and save when a person submits it; it stays open until that succeeded.

    ``answer`` reads the form on the GUI thread and returns the work for the write lane, which answers the record's id.
    """

    def save() -> None:
        work = answer()
        dialog.run(desk.jobs, lambda _progress: work(), on_saved)

    dialog.submitted.connect(save)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog

"""Opening a form: what is entered goes to its service, its answer (a record's id) comes back."""

from collections.abc import Callable
from typing import TypeVar

from ui.runtime.desk import Desk
from ui.widgets.form import FormDialog

DialogT = TypeVar("DialogT", bound=FormDialog)
AnswerT = TypeVar("AnswerT")
OnSaved = Callable[[int], None]


def open_form(
    desk: Desk,
    dialog: DialogT,
    answer: Callable[[], Callable[[], AnswerT]],
    on_saved: Callable[[AnswerT], object] | None = None,
) -> DialogT:
    """Show ``dialog`` over its parent and save when a person submits it; it stays open until that succeeded.

    ``answer`` reads the form on the GUI thread and returns the work for the write lane, whose answer (a
    record's id) goes to ``on_saved``.
    """

    def save() -> None:
        work = answer()
        dialog.run(desk.jobs, lambda _progress: work(), on_saved)

    dialog.submitted.connect(save)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog

"""Asking for one text before a step is taken: a reason, a result, a note."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from ui.dialogs.forms.saving import Step, open_form
from ui.runtime.desk import Desk
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

LONGEST = 4000


class ReasonDialog(FormDialog):
    """One required text."""

    def __init__(self, name: str, title: str, label: str, save_text: str, parent: QWidget | None = None) -> None:
        super().__init__(name, title, save_text, parent)
        self.text = TextArea(f"{name}.field.reason", LONGEST, 5)
        self.add_row("reason", label, self.text, required=True)
        self.resize(520, 300)

    def form(self) -> str:
        """Return the text."""
        return self.text.value()


def ask_text(
    desk: Desk,
    parent: QWidget,
    name: str,
    title: str,
    label: str,
    save_text: str,
    run: Callable[[str], object],
    on_done: Callable[[], None] | None = None,
    *,
    step: Step,
) -> ReasonDialog:
    """Open the dialog and call ``run`` with the text on the write lane; it stays open until that succeeded.

    ``step`` is the step that the text is for: what is typed is kept for it and offered again.
    """
    dialog = ReasonDialog(name, title, label, save_text, parent)
    return open_form(
        desk,
        dialog,
        lambda: partial(run, dialog.form()),
        lambda _answer: on_done() if on_done else None,
        about=step.about(),
    )

"""Looking in stock first: the answer for every line of a request or an order that needs material (C6.1)."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms.material.needs import NeedsForm
from app.i18n import _
from app.queries.material.need_forms import NeedsStart, needs_start
from app.services.material.needs import answer_needs
from ui.dialogs.forms.saving import Editing, open_form
from ui.dialogs.material.needs_editor import NeedsEditor
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.widgets.forms.form import FormDialog

NAME = "inventory.needs"


class NeedsDialog(FormDialog):
    """Lines at the left, at the right what stock has for the one chosen; what is not answered stays as it is."""

    def __init__(self, desk: Desk, start: NeedsStart, parent: QWidget | None = None) -> None:
        title = _("Look in stock for {number}").format(number=start.view.number or start.view.title)
        super().__init__(NAME, title, _("&Save the answers"), parent)
        self._version = start.view.version
        self.needs = NeedsEditor(desk, f"{NAME}.field.needs", start.starts)
        self.add_row("needs", _("Lines"), self.needs, required=True, wide=True)
        self.resize(980, 640)

    def form(self) -> NeedsForm:
        """Return the answers given."""
        return NeedsForm(needs=self.needs.value() or (), version=self._version)


def ask_needs(desk: Desk, parent: QWidget, record_id: int, on_saved: Callable[[], object] | None = None) -> None:
    """Open the form for a request or an order, once its lines and what stock has for them are read."""
    read = partial(needs_start, desk.context, record_id)

    def make(found: NeedsStart) -> NeedsDialog:
        return NeedsDialog(desk, found, parent)

    def show(start: NeedsStart) -> None:
        dialog = make(start)
        save = partial(answer_needs, desk.context, record_id=record_id)
        open_form(
            desk,
            dialog,
            lambda: partial(save, form=dialog.form()),
            (lambda _nothing: on_saved()) if on_saved else None,
            editing=Editing(record_id, read, make),
        )

    desk.jobs.run_read(f"{NAME}.start", lambda _progress: read(), show, lambda error: report_error(parent, error))

"""How large a person made a form: the next one of its name opens as large."""

import re

from PySide6.QtCore import QObject, QSize

from ui.runtime.window_state import WindowState
from ui.theme.sizes import scaled, unscaled
from ui.widgets.forms.form import FormDialog

_SIZE = re.compile(r"(\d{2,5})x(\d{2,5})")


class FormSize(QObject):
    """Belongs to a dialog. Only what a person changed is remembered, so that a form may grow with the program;
    said for the usual text size.
    """

    def __init__(self, state: WindowState, dialog: FormDialog) -> None:
        super().__init__(dialog)
        self._state = state
        self._dialog = dialog
        self._key = f"size/{dialog.objectName()}"
        if known := _SIZE.fullmatch(state.text(self._key)):
            dialog.keep_size(QSize(scaled(int(known[1])), scaled(int(known[2]))))
        dialog.finished.connect(self._on_finished)

    def _on_finished(self) -> None:
        if self._dialog.is_sized_by_hand:
            width, height = unscaled(self._dialog.width()), unscaled(self._dialog.height())
            self._state.set_text(self._key, f"{width}x{height}")

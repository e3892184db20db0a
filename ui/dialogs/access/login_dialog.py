"""Logging in: a name, remembered from the last time, and its password."""

from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.clock import Clock
from app.errors import AppError
from app.i18n import _
from ui.dialogs.access.waiting import Waiting
from ui.theme.palette import Tone
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.password_edit import PasswordEdit
from ui.widgets.forms.form import FormDialog

NAME = "access.log_in"
LONGEST_NAME = 60  # characters


class LoginDialog(FormDialog):
    """``submitted`` asks to try what is entered; a refusal leaves the name and takes the password away."""

    keeps_drafts: ClassVar[bool] = False  # a password is kept nowhere

    def __init__(self, clock: Clock, company: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(NAME, _("Log in"), _("&Log in"), parent)
        self.add_section(company or _("Aftercare"))
        self.name = LineEdit(f"{NAME}.field.name", LONGEST_NAME)
        self.password = PasswordEdit(f"{NAME}.field.password")
        self.add_row("name", _("&Your name"), self.name, required=True)
        self.add_row("password", _("&Password"), self.password, required=True)
        self.name.set_value(name)
        self.waiting = Waiting(clock, self)
        self.waiting.told.connect(self._on_wait)
        self.refused.connect(self._on_tried_in_vain)
        self.resize(440, 260)

    def show_hint(self, text: str) -> None:
        """Say why somebody has to log in."""
        self.message.show_message(text)

    def reject(self) -> None:
        """Close at once: what is typed here is worth no question."""
        self.set_pristine()
        super().reject()

    def is_right(self) -> bool:
        """Tell whether one may try."""
        return not self.waiting.is_on and super().is_right()

    def _on_tried_in_vain(self, error: AppError) -> None:
        self.password.clear()
        self.password.setFocus()
        for row in self.rows:
            row.touched = False  # an empty field is nobody's mistake yet
        if not self.waiting.take(error):
            self._say(error.message, Tone.OVERDUE)

    def _on_wait(self, words: str) -> None:
        if words:
            self._say(words, Tone.SOON)
        else:
            self.message.hide()

    def _say(self, words: str, tone: Tone) -> None:
        self.message.show_message(words, tone)
        QTimer.singleShot(0, self, self.check_again)  # and make room for the words, once they are laid out

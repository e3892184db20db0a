"""The question before a form that was typed into closes."""

from collections.abc import Callable

from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from app.i18n import _
from ui.theme.icons import icon


class LeaveQuestion(QMessageBox):
    """Keep typing (the default, and Esc), close and keep what is typed, or throw it away."""

    def __init__(
        self, name: str, title: str, leave: Callable[[bool], None], *, can_keep: bool, parent: QWidget
    ) -> None:
        """``leave`` is called with True to keep what is typed, with False to throw it away, never to go on typing."""
        super().__init__(parent)
        self.setObjectName(f"{name}.discard")
        self.setWindowTitle(title)
        self.setIconPixmap(icon("warning", "soon").pixmap(32, 32))
        self._leave = leave
        self.stay = self._answer("stay", _("Keep typing"), QMessageBox.ButtonRole.RejectRole)
        self.keep = self._answer("keep", _("Close and keep"), QMessageBox.ButtonRole.AcceptRole) if can_keep else None
        self.throw = self._answer("throw", _("Throw away"), QMessageBox.ButtonRole.DestructiveRole)
        if can_keep:
            self.setText(_("What you typed is not saved."))
            self.setInformativeText(_("Kept, it is offered again when you open this form the next time."))
        else:
            self.setText(_("Throw away what you typed?"))
        self.setDefaultButton(self.stay)
        self.setEscapeButton(self.stay)
        self.buttonClicked.connect(self._on_button_clicked)
        self.finished.connect(self.deleteLater)

    def _answer(self, code: str, text: str, role: QMessageBox.ButtonRole) -> QPushButton:
        button = self.addButton(text, role)
        button.setObjectName(f"{self.objectName()}.{code}")
        button.setAccessibleName(text)
        return button

    def _on_button_clicked(self, button: object) -> None:
        if button is not self.stay:
            self._leave(button is self.keep)

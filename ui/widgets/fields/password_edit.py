"""A password: shown as dots, or as it is for as long as a person wants to see it."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.i18n import _
from ui.theme.icons import icon

_MOST_TYPED = 1_000  # characters; the rule for passwords allows fewer


class PasswordEdit(QLineEdit):
    """A field that is kept nowhere: neither in a draft nor on the clipboard. Blanks count.

    A triangle inside says that capitals are locked, which nothing else would show.
    """

    value_changed = Signal(object)  # str

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setMaxLength(_MOST_TYPED)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._capitals = QAction(icon("warning", "soon"), _("Caps lock is on"), self)
        self._shown = QAction(icon("preview"), _("Show what is typed"), self)
        self._shown.setCheckable(True)
        self._shown.toggled.connect(self._on_shown)
        self.addAction(self._shown, QLineEdit.ActionPosition.TrailingPosition)
        self.addAction(self._capitals, QLineEdit.ActionPosition.TrailingPosition)
        self._capitals.setVisible(False)
        self.textChanged.connect(self.value_changed.emit)

    @property
    def warns_of_capitals(self) -> bool:
        """True while the field says that caps lock is on."""
        return self._capitals.isVisible()

    def value(self) -> str:
        """Return what is typed, blanks included."""
        return self.text()

    def problem(self) -> str:
        """Nothing is wrong with a password as such; whoever sets one checks the rule."""
        return ""

    def kept(self) -> str:
        """Return nothing: a password is written to no file."""
        return ""

    def restore(self, kept: Any) -> None:
        """Leave the field as it is: there is nothing to put back."""

    def shown(self) -> str:
        """Return nothing to compare."""
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        self._watch_capitals(event)
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        self._capitals.setVisible(False)
        self._shown.setChecked(False)
        super().focusOutEvent(event)

    def _watch_capitals(self, event: QKeyEvent) -> None:
        """A capital without Shift, or a small letter with it, comes of caps lock."""
        letter = event.text()
        if len(letter) == 1 and letter.isascii() and letter.isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._capitals.setVisible(letter.isupper() is not shifted)

    def _on_shown(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

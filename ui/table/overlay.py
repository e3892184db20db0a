"""What a table says when it has no rows to show: nothing here yet, still reading, or reading failed."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.errors import AppError
from app.i18n import _
from ui.widgets.glyph import Glyph

_CALM_MS = 300  # shorter waits show nothing: a word that flashes is noise
_SIDE = 48  # logical px left free beside the words
_PICTURE = 40  # px at the usual text size


class Overlay(QWidget):
    """Lies over the viewport of a table; hidden while there are rows."""

    retry_requested = Signal()
    action_requested = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._covered = parent
        self._picture = Glyph(_PICTURE, self)
        self._words = QLabel(self)
        self._words.setObjectName(f"{name}.message")
        self._words.setProperty("role", "dim")
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._retry = QPushButton(_("Try again"), self)
        self._retry.setObjectName(f"{name}.retry")
        self._copy = QPushButton(_("Copy details"), self)
        self._copy.setObjectName(f"{name}.copy_details")
        self._copy.setProperty("kind", "link")
        self._details = ""
        self._action = QPushButton(self)
        self._action.setObjectName(f"{name}.empty_action")
        self._action.setProperty("kind", "primary")
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_CALM_MS)
        self._lay_out()
        self._connect()
        self.hide()

    def show_loading(self) -> None:
        """Say that rows are being read, once it takes noticeably long."""
        self._slow.start()

    def show_empty(self, text: str, action: str = "") -> None:
        """Say that there is nothing, and offer what can be done about it."""
        self._show("filter", text, retry=False, action=action)

    def show_error(self, error: AppError) -> None:
        """Say that reading failed, with a way to try again and details to copy."""
        self._details = "\n\n".join(part for part in (error.message, error.details) if part)
        self._show("warning", error.message, retry=True)

    def take_offer(self) -> None:
        """Press the button shown, if there is one: Enter in an empty table."""
        for button in (self._retry, self._action):
            if not button.isHidden() and not self.isHidden():
                button.click()
                return

    def clear(self) -> None:
        """Uncover the rows."""
        self._slow.stop()
        self.hide()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.setContentsMargins(_SIDE, 0, _SIDE, 0)
        layout.addStretch(2)
        layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._words)
        for button in (self._retry, self._action, self._copy):
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def _connect(self) -> None:
        self._slow.timeout.connect(self._on_slow_timeout)
        self._retry.clicked.connect(self.retry_requested)
        self._action.clicked.connect(self.action_requested)
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._details))

    def _on_slow_timeout(self) -> None:
        self._show("clock", _("Reading …"), retry=False)

    def _show(self, meaning: str, text: str, *, retry: bool, action: str = "") -> None:
        self._slow.stop()
        self._picture.show_icon(meaning)
        self._words.setText(text)
        self._retry.setVisible(retry)
        self._copy.setVisible(retry)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setGeometry(self._covered.rect())
        self.show()
        self.raise_()

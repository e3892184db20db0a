"""A strip that says something inside a page or form: information, a warning, an error."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from app.i18n import _
from ui.theme.icons import icon
from ui.theme.palette import Tone

_ICONS = {Tone.OVERDUE: "error", Tone.SOON: "warning", Tone.KEPT: "ok", Tone.ACCENT: "info", Tone.NEUTRAL: "info"}


class MessageBar(QFrame):
    """Hidden until it has something to say."""

    action_requested = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "message")
        self._picture = QLabel(self)
        self._picture.setContentsMargins(0, 2, 0, 0)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setObjectName(f"{name}.text")
        self._action = QPushButton(self)
        self._action.setObjectName(f"{name}.action")
        self._action.setProperty("kind", "link")
        self._action.setAutoDefault(False)
        self._action.clicked.connect(self.action_requested)
        close = QToolButton(self)
        close.setObjectName(f"{name}.close")
        close.setAccessibleName(_("Close message"))
        close.setIcon(icon("close"))
        close.setIconSize(QSize(14, 14))
        close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 5, 6, 5)
        layout.setSpacing(8)
        layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._action)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def text(self) -> str:
        """What the strip says, "" while it is hidden."""
        return "" if self.isHidden() else self._words.text()

    def show_message(self, text: str, tone: Tone = Tone.ACCENT, action: str = "") -> None:
        """Say something, with an optional link that emits ``action_requested``."""
        role = "accent" if tone is Tone.NEUTRAL else tone.value
        self._picture.setPixmap(icon(_ICONS[tone], role).pixmap(16, 16))
        self._words.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(text)
        self.setProperty("tone", role)
        for widget in (self, self._words):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        self.show()

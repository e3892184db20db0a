"""What a locked window shows: who locked it, a field for the password, and the way in for somebody else."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.clock import Clock
from app.errors import AppError
from app.i18n import _
from ui.dialogs.access.waiting import Waiting
from ui.theme.palette import Tone
from ui.theme.sizes import scaled
from ui.widgets.fields.password_edit import PasswordEdit
from ui.widgets.glyph import Glyph
from ui.widgets.message_bar import MessageBar

NAME = "main.lock"
_WIDTH = 380  # px at the usual text size


class LockPage(QWidget):
    """Stands in the place of everything in the window; nothing behind it can be seen or reached."""

    unlock_wanted = Signal(str)  # the password typed
    other_wanted = Signal()  # somebody else wants to log in

    def __init__(self, clock: Clock, name: str, parent: QWidget | None = None) -> None:
        """``name`` is the person's whose password opens."""
        super().__init__(parent)
        self.setObjectName(NAME)
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.message = MessageBar(f"{NAME}.message", self)
        self.password = PasswordEdit(f"{NAME}.field.password")
        self.password.setAccessibleName(_("Password of {name}").format(name=name))
        self.password.setPlaceholderText(_("Password"))
        self.unlock_button = QPushButton(_("&Unlock"), self)
        self.unlock_button.setObjectName(f"{NAME}.action.unlock")
        self.unlock_button.setProperty("kind", "primary")
        self.other_button = QPushButton(_("Log in as &somebody else …"), self)
        self.other_button.setObjectName(f"{NAME}.action.other")
        self.other_button.setProperty("kind", "link")
        self.unlock_button.clicked.connect(self._on_unlock)
        self.other_button.clicked.connect(self.other_wanted)
        self.waiting = Waiting(clock, self)
        self.waiting.told.connect(self._on_wait)
        self._lay_out(name)

    def begin(self) -> None:
        """Wait for the password."""
        self.message.hide()
        self.set_busy(busy=False)
        self.password.clear()
        self.password.setFocus()

    def refuse(self, error: AppError) -> None:
        """Say why the window stays locked."""
        self.set_busy(busy=False)
        self.password.clear()
        self.password.setFocus()
        if not self.waiting.take(error):
            self.message.show_message(error.message, Tone.OVERDUE)

    def set_busy(self, *, busy: bool) -> None:
        """Show that the password is looked at."""
        for widget in (self.password, self.unlock_button, self.other_button):
            widget.setEnabled(not busy)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.other_button.hasFocus():
            self._on_unlock()
        else:
            super().keyPressEvent(event)

    def _on_unlock(self) -> None:
        if self.password.value() and self.unlock_button.isEnabled() and not self.waiting.is_on:
            self.set_busy(busy=True)
            self.unlock_wanted.emit(self.password.value())

    def _on_wait(self, words: str) -> None:
        if words:
            self.message.show_message(words, Tone.SOON)
        else:
            self.message.hide()

    def _lay_out(self, name: str) -> None:
        card = QFrame(self)
        card.setProperty("role", "card")
        card.setFixedWidth(scaled(_WIDTH))
        inside = QVBoxLayout(card)
        inside.setContentsMargins(28, 24, 28, 20)
        inside.setSpacing(12)
        inside.addLayout(self._head(name, card))
        inside.addWidget(self.message)
        inside.addWidget(self.password)
        inside.addWidget(self.unlock_button)
        inside.addWidget(self.other_button, 0, Qt.AlignmentFlag.AlignHCenter)
        across = QHBoxLayout()  # an alignment would give the card too little height for words in two lines
        across.addStretch(1)
        across.addWidget(card)
        across.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addLayout(across)
        layout.addStretch(3)

    def _head(self, name: str, card: QWidget) -> QHBoxLayout:
        picture = Glyph(28, card)
        picture.show_icon("lock", "accent")
        title = QLabel(name, card)
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setProperty("role", "title")
        words = QLabel(_("This window is locked. What is open in it is kept."), card)
        words.setProperty("role", "dim")
        words.setWordWrap(True)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(title)
        texts.addWidget(words)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(texts, 1)
        return head

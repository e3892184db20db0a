"""A strip that says something inside a page or form: information, a warning, an error, a question with answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from app.i18n import _
from ui.theme.icons import icon
from ui.theme.palette import Tone
from ui.widgets.glyph import Glyph

_ICONS = {Tone.OVERDUE: "error", Tone.SOON: "warning", Tone.KEPT: "ok", Tone.ACCENT: "info", Tone.NEUTRAL: "info"}


@dataclass(frozen=True, slots=True)
class BarAnswer:
    """One of the answers to what a strip asks; the strip closes before ``take`` is called."""

    code: str
    text: str
    take: Callable[[], object]


class MessageBar(QFrame):
    """Hidden until it has something to say."""

    action_requested = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "message")
        self._picture = Glyph(16, self)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setObjectName(f"{name}.text")
        self._answers: list[QPushButton] = []
        close = QToolButton(self)
        close.setObjectName(f"{name}.close")
        close.setAccessibleName(_("Close message"))
        close.setIcon(icon("close"))
        close.setIconSize(QSize(14, 14))
        close.clicked.connect(self.hide)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 5, 6, 5)
        self._row.setSpacing(8)
        self._row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def text(self) -> str:
        """What the strip says, "" while it is hidden."""
        return "" if self.isHidden() else self._words.text()

    def show_message(self, text: str, tone: Tone = Tone.ACCENT, action: str = "") -> None:
        """Say something, with an optional link that emits ``action_requested``."""
        self._show(text, tone)
        if action:
            self._add_answer("action", action, self.action_requested.emit)

    def ask(self, text: str, answers: Sequence[BarAnswer], tone: Tone = Tone.ACCENT) -> None:
        """Ask something; each answer is a link called ``<name>.<code>``."""
        self._show(text, tone)
        for answer in answers:
            self._add_answer(answer.code, answer.text, partial(self._on_answered, answer))

    def _on_answered(self, answer: BarAnswer) -> None:
        self.hide()
        answer.take()

    def _show(self, text: str, tone: Tone) -> None:
        role = "accent" if tone is Tone.NEUTRAL else tone.value
        self._picture.show_icon(_ICONS[tone], role)
        self._words.setText(text)
        for button in self._answers:
            button.hide()
            button.deleteLater()
        self._answers.clear()
        self.setAccessibleName(text)
        self.setProperty("tone", role)
        for widget in (self, self._words):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _add_answer(self, code: str, text: str, take: Callable[[], object]) -> None:
        button = QPushButton(text, self)
        button.setObjectName(f"{self.objectName()}.{code}")
        button.setAccessibleName(text)
        button.setProperty("kind", "link")
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked: take())
        before = self._answers[-1] if self._answers else self._words
        QWidget.setTabOrder(before, button)
        self._row.insertWidget(2 + len(self._answers), button)
        self._answers.append(button)
        button.show()

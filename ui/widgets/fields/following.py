"""A line of a form that shows in words, and with a badge, what follows from the fields above."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui.theme.badge import Badge
from ui.widgets.detail.state_badge import StateBadge


class Following(QWidget):
    """Nothing is entered here: as a field it is empty and never wrong, and two versions do not differ in it."""

    value_changed = Signal(object)  # never: the form wants every row to have it

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._words = QLabel(self)
        self._words.setObjectName(f"{name}.text")
        self._words.setWordWrap(True)
        self._badge = StateBadge(None, self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 5, 0, 5)  # as high as a field, so that it stands level with its label
        layout.setSpacing(8)
        layout.addWidget(self._words)
        layout.addWidget(self._badge)
        layout.addStretch(1)

    @property
    def text(self) -> str:
        """What a person reads: the words and the badge."""
        badge = self._badge.badge
        return f"{self._words.text()} {badge.text}" if badge else self._words.text()

    def show_words(self, words: str, badge: Badge | None, *, known: bool) -> None:
        """Show what follows (translated); where it is not ``known`` the words say why, in the background."""
        self._words.setText(words)
        self._words.setProperty("role", "" if known else "dim")
        self._words.style().unpolish(self._words)
        self._words.style().polish(self._words)
        self._badge.set_badge(badge)
        self.setAccessibleName(self.text)

    def value(self) -> None:
        """Nothing is entered here."""

    def problem(self) -> str:
        """Nothing can be wrong with what follows."""
        return ""

    def kept(self) -> None:
        """Nothing is entered here."""

    def restore(self, kept: object) -> None:
        """Nothing is entered here; it follows from the fields above."""

    def shown(self) -> str:
        """Two versions differ in the fields above, not here."""
        return ""

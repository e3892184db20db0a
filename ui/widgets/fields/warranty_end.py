"""The end of a warranty: whether it still runs, in words, and the line of a form that shows it."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.formatting import date_text
from app.i18n import _
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.state_badge import StateBadge


def warranty_badge(end: date, today: date) -> Badge:
    """Return in words whether the warranty that ends on ``end`` (included) still runs."""
    return Badge(_("Within warranty"), Tone.KEPT) if today <= end else Badge(_("Out of warranty"), Tone.NEUTRAL)


class WarrantyEnd(QWidget):
    """The last day of the warranty as it follows from the fields above; nothing is entered here."""

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
        """The day or the reason why there is none, and whether it has passed, as a person reads it."""
        badge = self._badge.badge
        return f"{self._words.text()} {badge.text}" if badge else self._words.text()

    def show_end(self, end: date | None, today: date, why_none: str) -> None:
        """Show the last day, or why it is not known."""
        self._words.setText(why_none if end is None else date_text(end))
        self._words.setProperty("role", "dim" if end is None else "")
        self._words.style().unpolish(self._words)
        self._words.style().polish(self._words)
        self._badge.set_badge(None if end is None else warranty_badge(end, today))
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

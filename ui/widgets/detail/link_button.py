"""A link that keeps to the width it is given: what does not fit is elided, the whole of it is the tooltip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

LEAST = 40


class LinkButton(QPushButton):
    """A button that looks like a link; ``text`` is what is seen, ``full_text`` what it says."""

    def __init__(self, name: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.full_text = text
        self.setObjectName(name)
        self.setProperty("kind", "link")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_link(self, name: str, text: str) -> None:
        """Become the link ``name`` that says ``text``."""
        self.setObjectName(name)
        if text != self.full_text:
            self.full_text = text
            self.setText(text)
            self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for the whole text, whatever is elided now."""
        hint = super().sizeHint()
        missing = self._width_of(self.full_text) - self._width_of(self.text())
        return QSize(hint.width() + missing, hint.height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A few letters will do."""
        return QSize(LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Elide the text where it is wider than the button."""
        around = super().sizeHint().width() - self._width_of(self.text())  # icon and padding of the style sheet
        room = self.width() - around
        fits = self._width_of(self.full_text) <= room
        shown = (
            self.full_text
            if fits
            else self.fontMetrics().elidedText(self.full_text, Qt.TextElideMode.ElideRight, max(room, LEAST))
        )
        self.setToolTip("" if fits else self.full_text)
        if shown != self.text():
            self.setText(shown)

    def _width_of(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text)

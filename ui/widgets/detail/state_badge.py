"""A badge as a widget: words in a pill of their tone."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.badge import Badge, badge_font, badge_size, paint_badge


class StateBadge(QWidget):
    """Shows one badge; hidden while it has none."""

    def __init__(self, badge: Badge | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._badge: Badge | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_badge(badge)

    @property
    def badge(self) -> Badge | None:
        """The badge shown."""
        return self._badge

    def set_badge(self, badge: Badge | None) -> None:
        """Show another badge, or none."""
        if badge is not None and badge == self._badge:
            if self.parentWidget() is not None:
                self.show()
            return
        self._badge = badge
        self.setAccessibleName(badge.text if badge else "")
        if badge is None:
            self.hide()
        elif self.parentWidget() is not None:
            self.show()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        metrics = QFontMetrics(badge_font(self.font()))
        return badge_size(metrics, self._badge.text if self._badge else "")

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        if self._badge is None:
            return
        painter = QPainter(self)
        painter.setFont(self.font())
        paint_badge(painter, QRectF(self.rect()), self._badge)
        painter.end()

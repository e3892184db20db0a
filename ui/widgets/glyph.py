"""An icon by itself, painted anew each time: a picture put on a label would keep its old colour and size."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.icons import paint_icon
from ui.theme.palette import active_palette
from ui.theme.sizes import scaled_size


class Glyph(QWidget):
    """Shows the icon of a meaning; it says nothing that the words beside it do not say."""

    def __init__(self, px: int, parent: QWidget | None = None) -> None:
        """``px`` is how large the icon is at the usual text size."""
        super().__init__(parent)
        self._px = px
        self._meaning = ""
        self._role = "dim"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, meaning: str, role: str = "dim") -> None:
        """Show the icon of ``meaning`` in the colour of ``role`` (a field of ``Palette``)."""
        self._meaning, self._role = meaning, role
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return scaled_size(self._px).grownBy(self.contentsMargins())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        if self._meaning:
            painter = QPainter(self)
            paint_icon(painter, self.contentsRect(), self._meaning, active_palette().color(self._role))
            painter.end()

"""What delegates share that paint rows: the ground under a row, and words cut to the room there is."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout
from PySide6.QtWidgets import QStyle

from ui.theme.palette import active_palette

SELECTED = QStyle.StateFlag.State_Selected.value
HOVERED = QStyle.StateFlag.State_MouseOver.value
_MOST_KNOWN = 2_000  # texts


def paint_row_ground(painter: QPainter, rect: QRect, state: int) -> None:
    """Paint what a selected row, or the one under the mouse, stands on; ``state`` is that of the style option."""
    if state & SELECTED:
        painter.fillRect(rect, active_palette().color("selection"))
    elif state & HOVERED:
        painter.fillRect(rect, active_palette().color("heading"))


class CutTexts:
    """What is left of texts in the room they have: most stand there again at the next painting."""

    def __init__(self) -> None:
        self._font = QFont()
        self._known: dict[tuple[str, int], tuple[str, int]] = {}
        self.metrics = QFontMetrics(self._font)

    def use(self, font: QFont) -> bool:
        """Measure in a font from now on; tells whether it is another one."""
        if font == self._font:
            return False
        self._font = QFont(font)
        self.metrics = QFontMetrics(self._font)
        self._known.clear()
        return True

    def fit(self, text: str, room: int) -> tuple[str, int]:
        """Return ``text`` in one line, elided to ``room`` logical px, and how wide that is."""
        return self._known.get((text, room)) or self._remember(text, room)

    def fit_lines(self, text: str, room: int, most: int) -> tuple[str, ...]:
        """Return ``text`` in at most ``most`` lines of ``room`` logical px, the last one elided."""
        left = " ".join(text.split())
        lines: list[str] = []
        while left and len(lines) < most - 1 and self.metrics.horizontalAdvance(left) > room:
            end = _break(left, self._font, room)
            lines.append(left[:end].rstrip())
            left = left[end:].lstrip()
        return (*lines, self.fit(left, room)[0])

    def baseline(self, height: int) -> int:
        """Return where, from the top of a row, the letters stand."""
        return (height - self.metrics.height()) // 2 + self.metrics.ascent()

    def _remember(self, text: str, room: int) -> tuple[str, int]:
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        shown = " ".join(text.split())
        width = self.metrics.horizontalAdvance(shown)
        if width > room:
            shown = self.metrics.elidedText(shown, Qt.TextElideMode.ElideRight, room)
            width = self.metrics.horizontalAdvance(shown)
        self._known[text, room] = (shown, width)
        return shown, width


def _break(text: str, font: QFont, room: int) -> int:
    """Return after how many characters a line of ``room`` px ends."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(room)
    layout.endLayout()
    return max(1, line.textLength())

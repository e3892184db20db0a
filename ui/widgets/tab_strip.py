"""The tabs of the main window: icon above text, a line under the current one, a count where something waits."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar, QWidget

from ui.theme.icons import paint_icon
from ui.theme.palette import active_palette
from ui.theme.sizes import scaled

# logical px at the usual text size
_ICON = 19
_LEAST_WIDTH, _LEAST_CLOSE = 74, 54  # of a tab; where the tabs stand close
_BESIDE, _BESIDE_CLOSE = 28, 12  # beside the words, left and right together
_LINE = 3
_COUNT = 16
_COUNT_FONT = 11


@dataclass(frozen=True, slots=True)
class TabView:
    """One tab: its code, translated title and the meaning of its icon."""

    code: str
    title: str
    icon: str


class TabStrip(QTabBar):
    """A tab bar that paints itself; keyboard and screen readers know it as one."""

    tab_chosen = Signal(str)  # code

    def __init__(self, name: str, tabs: tuple[TabView, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._tabs = tabs
        self._counts = dict.fromkeys((tab.code for tab in tabs), 0)
        self._shows_focus = False
        self._is_close = False
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setMouseTracking(True)
        for position, tab in enumerate(tabs):
            self.addTab(tab.title)
            self.setTabToolTip(position, f"{tab.title} (Ctrl+{position + 1})")
        self.currentChanged.connect(lambda position: self.tab_chosen.emit(self._tabs[position].code))

    @property
    def current_code(self) -> str:
        """The code of the current tab."""
        return self._tabs[self.currentIndex()].code

    def choose(self, code: str) -> None:
        """Make the tab of a code the current one; ValueError for an unknown code."""
        self.setCurrentIndex([tab.code for tab in self._tabs].index(code))

    def set_count(self, code: str, count: int) -> None:
        """Show how much waits on a tab; 0 shows nothing. KeyError for an unknown code."""
        if self._counts[code] == count:
            return
        self._counts[code] = count
        position = [tab.code for tab in self._tabs].index(code)
        title = self._tabs[position].title
        self.setAccessibleTabName(position, f"{title} {count}" if count else title)
        self.update()

    def fit_into(self, room: int) -> None:
        """Let the tabs stand close where ``room`` (logical px) is too little for their usual widths."""
        is_close = room < sum(self._usual_width(index) for index in range(self.count()))
        if is_close != self._is_close:
            self._is_close = is_close
            self.setIconSize(self.iconSize())  # Qt lays the tabs out anew only for a change that it sees
            self.updateGeometry()

    def tabSizeHint(self, index: int) -> QSize:  # noqa: N802 - Qt's name
        metrics = QFontMetrics(self._bold())
        width = self._close_width(index) if self._is_close else self._usual_width(index)
        return QSize(width, scaled(_ICON) + metrics.height() + 20)

    def minimumTabSizeHint(self, index: int) -> QSize:  # noqa: N802 - Qt's name
        return self.tabSizeHint(index)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        by_keyboard = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._shows_focus = event.reason() in by_keyboard
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        self._shows_focus = False
        super().focusOutEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        under = self.tabAt(self.mapFromGlobal(self.cursor().pos())) if self.underMouse() else -1
        for position in range(self.count()):
            self._paint_tab(painter, position, hovered=position == under)
        painter.end()

    def _paint_tab(self, painter: QPainter, position: int, *, hovered: bool) -> None:
        palette, rect = active_palette(), self.tabRect(position)
        current = position == self.currentIndex()
        color = palette.color("accent" if current else "text" if hovered else "dim")
        side = scaled(_ICON)
        glyph = QRect(rect.center().x() - side // 2, rect.top() + 8, side, side)
        paint_icon(painter, glyph, self._tabs[position].icon, color)
        painter.setFont(self._bold() if current else self.font())
        painter.setPen(color)
        words = QRect(rect.left(), glyph.bottom() + 3, rect.width(), QFontMetrics(self._bold()).height())
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self._tabs[position].title)
        if current:
            painter.fillRect(rect.left(), rect.bottom() - _LINE + 1, rect.width(), _LINE, palette.color("accent"))
        if current and self._shows_focus:
            painter.setPen(palette.color("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(4.5, 4.5, -4.5, -6.5), 6, 6)
        self._paint_count(painter, glyph, self._counts[self._tabs[position].code])

    def _paint_count(self, painter: QPainter, glyph: QRect, count: int) -> None:
        if count <= 0:
            return
        palette = active_palette()
        font = QFont(self.font())
        font.setPixelSize(scaled(_COUNT_FONT))
        text = str(count) if count < 100 else "99+"
        height = scaled(_COUNT)
        width = max(height, QFontMetrics(font).horizontalAdvance(text) + 9)
        pill = QRectF(glyph.right() + 5, glyph.top() - 4, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color("overdue"))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(palette.color("window"))
        painter.setFont(font)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)

    def _usual_width(self, index: int) -> int:
        return max(scaled(_LEAST_WIDTH), self._words_width(index) + _BESIDE)

    def _close_width(self, index: int) -> int:
        return max(scaled(_LEAST_CLOSE), self._words_width(index) + _BESIDE_CLOSE)

    def _words_width(self, index: int) -> int:
        return QFontMetrics(self._bold()).horizontalAdvance(self._tabs[index].title)

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font

"""The first line of a page: the pages of its tab at the left, what one can do at the right."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLayoutItem, QWidget

from ui.widgets.flow_layout import FlowLayout


class PageHead(QWidget):
    """Breaks into two lines, actions below, where the window is narrow or the text large."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = _TwoEnds(self)

    def parts(self) -> list[QWidget]:
        """Return what stands in it, from the left."""
        items = (self._line.itemAt(place) for place in range(self._line.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if widget is not None]

    def add_left(self, widget: QWidget) -> None:
        """Put a widget at the left end."""
        self._line.add_left(widget)

    def add_right(self, widget: QWidget) -> None:
        """Put a widget at the right end, behind those that are there."""
        self._line.addWidget(widget)


class _TwoEnds(FlowLayout):
    """Flows like words; what was not added as left stands at the right end of its line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, spacing=8)
        self._left_count = 0

    def add_left(self, widget: QWidget) -> None:
        """Put a widget before all that stand right."""
        self.addWidget(widget)
        self._items.insert(self._left_count, self._items.pop())
        self._left_count += 1

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        top = rect.y()
        for line in self._lines(rect.width()):
            height = max(item.sizeHint().height() for item in line)
            if move:
                self._place(line, QRect(rect.x(), top, rect.width(), height))
            top += height + self.spacing()
        return max(0, top - self.spacing() - rect.y())

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        """Return the items line by line, those of the right end together as long as a line holds them."""
        shown = [item for item in self._items if not item.isEmpty()]
        left = [item for item in self._items[: self._left_count] if item in shown]
        right = [item for item in shown if item not in left]
        if self._width(shown) <= width:
            return [shown] if shown else []
        return [*self._broken(left, width), *self._broken(right, width)]

    def _broken(self, items: list[QLayoutItem], width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        for item in items:
            if lines and self._width([*lines[-1], item]) <= width:
                lines[-1].append(item)
            else:
                lines.append([item])
        return lines

    def _width(self, items: list[QLayoutItem]) -> int:
        return sum(item.sizeHint().width() for item in items) + self.spacing() * max(0, len(items) - 1)

    def _place(self, line: list[QLayoutItem], rect: QRect) -> None:
        rights = [item for item in line if item in self._items[self._left_count :]]
        x = rect.x()
        for item in line:
            if rights and item is rights[0]:
                x = max(x, rect.x() + rect.width() - self._width(rights))
            size = item.sizeHint()
            size.setWidth(min(size.width(), rect.width()))
            item.setGeometry(QRect(QPoint(x, rect.y()), size))
            x += size.width() + self.spacing()

"""The head of the window: tabs at the left, the search box and the menus at the right."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.widgets.search.search_box import SearchBox
from ui.widgets.tab_strip import TabStrip

_SIDE, _SPACING = 12, 8  # logical px


class WindowHead(QFrame):
    """Where the window is narrow the search box gives way first, to no more than its icon; then the tabs stand close;
    then they scroll.
    """

    def __init__(self, strip: TabStrip, box: SearchBox, menus: tuple[QWidget, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("main.head")
        self.setProperty("role", "topbar")
        self._box = box
        self._strip, self._menus = strip, menus
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 0, _SIDE, 1)  # below, the hairline
        row.setSpacing(_SPACING)
        row.addWidget(strip)
        row.addStretch(1)
        for widget in (box, *menus):
            row.addWidget(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._share_room()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._share_room()
        return super().event(event)

    def _share_room(self) -> None:
        taken = sum(menu.sizeHint().width() + _SPACING for menu in self._menus)
        room = self.width() - 2 * _SIDE - _SPACING - taken
        self._strip.fit_into(room - self._box.least_width)
        self._box.fit_into(room - self._strip.sizeHint().width())

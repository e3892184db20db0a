"""A list at the left, the record selected at the right; on a narrow window the record waits until it is opened."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from ui.runtime.window_state import WindowState
from ui.theme.sizes import scaled

# logical px at the usual text size
NARROW = 1000  # below this the detail pane hides until a row is opened
LIST_WIDTH = 968  # what the columns of a list are drawn for; the pane gives way to it
DETAIL_WIDTH = 436
DETAIL_NARROW = 352  # more the pane does not give way
DETAIL_LEAST = 300  # where a person draws it narrower
_HANDLE = 12


class DetailSplitter(QSplitter):
    """Remembers where a person put its handle; until then the list has the room it needs."""

    def __init__(
        self, name: str, beside: QWidget, detail: QWidget | None, state: WindowState, parent: QWidget | None = None
    ) -> None:
        """``name`` is ``<tab>.<page>``; ``beside`` is the list, ``detail`` the pane, if there is one."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName(f"{name}.splitter")
        self._detail = detail
        self._narrow = False
        self.setHandleWidth(_HANDLE)
        self.addWidget(beside)
        self.setCollapsible(0, False)
        self.setStretchFactor(0, 1)
        if detail is not None:
            detail.setMinimumWidth(DETAIL_LEAST)
            self.addWidget(detail)
            self.setStretchFactor(1, 0)
            self.setSizes([scaled(LIST_WIDTH), scaled(DETAIL_WIDTH)])
        self.splitterMoved.connect(partial(self._on_moved, state))
        self._placed = state.restore_splitter(self)

    def _on_moved(self, state: WindowState, _place: int, _handle: int) -> None:
        self._placed = True
        state.save_splitter(self)

    def follow(self, width: int) -> None:
        """Show or hide the pane when the page becomes ``width`` px wide."""
        narrow = width < scaled(NARROW)
        if self._detail is not None and self._narrow != narrow:
            self._narrow = narrow
            self._detail.setVisible(not narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if self._detail is not None and not self._placed:
            room = self.width() - _HANDLE
            pane = min(max(room - scaled(LIST_WIDTH), scaled(DETAIL_NARROW)), scaled(DETAIL_WIDTH))
            self.setSizes([max(1, room - pane), pane])

    def show_detail(self) -> None:
        """Show the pane: a row was opened."""
        if self._detail is not None:
            self._detail.show()

    def hide_detail(self) -> bool:
        """Hide the pane on a narrow window; False when there is nothing to hide."""
        if self._detail is None or not self._narrow or self._detail.isHidden():
            return False
        self._detail.hide()
        return True

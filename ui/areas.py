"""F6 walks between the areas of a page as they are read, of a list: filter, table, detail pane; Shift+F6 back."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from ui.table.list_tab import ListTab


@runtime_checkable
class HasAreas(Protocol):
    """A page that is no list and names its areas itself."""

    def areas(self) -> Sequence[QWidget]:
        """Return the areas in the order they are read."""
        ...


def step_area(page: QWidget, step: int) -> None:
    """Take the keyboard to the next (1) or former (-1) area that can take it, round and round."""
    areas = _areas(page)
    focus = QApplication.focusWidget()
    inside = [at for at, area in enumerate(areas) if focus is not None and (focus is area or area.isAncestorOf(focus))]
    start = inside[0] if inside else (-1 if step > 0 else 0)
    for distance in range(1, len(areas) + 1):
        target = _first_stop(areas[(start + step * distance) % len(areas)])
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)
            return


def _areas(page: QWidget) -> list[QWidget]:
    if isinstance(page, HasAreas):
        return [area for area in page.areas() if area.isVisible()]
    if not isinstance(page, ListTab):
        return [page]
    return [area for area in (page.filter_bar, page.table, page.detail) if area is not None and area.isVisible()]


def _first_stop(area: QWidget) -> QWidget | None:
    """Return the area itself or the first widget in it that Tab stops at, None where there is none."""
    inside = (area, *area.findChildren(QWidget))
    return next((widget for widget in inside if _takes_keyboard(widget)), None)


def _takes_keyboard(widget: QWidget) -> bool:
    stops = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return stops and widget.isVisible() and widget.isEnabled()

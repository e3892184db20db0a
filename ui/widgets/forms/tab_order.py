"""Tab goes through a page as one reads it, whatever order its parts were made in."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def order_as_read(*areas: QWidget) -> None:
    """Let Tab walk through ``areas`` one after the other; inside an area parts follow each other as they were made."""
    stops = [widget for area in areas for widget in (area, *area.findChildren(QWidget))]
    for before, after in pairwise(widget for widget in stops if widget.focusPolicy() != Qt.FocusPolicy.NoFocus):
        QWidget.setTabOrder(before, after)

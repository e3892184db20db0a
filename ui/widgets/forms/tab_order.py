"""Tab goes through a page as one reads it, whatever order its parts were made in."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def order_as_read(*areas: QWidget) -> None:
    """Let Tab walk through ``areas`` one after the other; inside an area parts follow each other as they were made.

    Lists that drop down are windows of their own and stand in no order.
    """
    stops = [widget for area in areas for widget in (area, *area.findChildren(QWidget))]
    halts = [widget for widget in stops if widget.focusPolicy() != Qt.FocusPolicy.NoFocus]
    for before, after in pairwise(widget for widget in halts if widget.window() is areas[0].window()):
        QWidget.setTabOrder(before, after)


def order_before(last: QWidget, stops: Sequence[QWidget]) -> None:
    """Let Tab walk along ``stops`` to ``last``, from whatever stands before them: parts that are added later come last
    in the whole form otherwise.
    """
    before = last.previousInFocusChain()
    while before in stops or (before and before.focusPolicy() == Qt.FocusPolicy.NoFocus):
        before = before.previousInFocusChain() if before else None
    if before is not None and before is not last:  # else the parts stand alone
        stops = (before, *stops)
    for one, following in pairwise((*stops, last)):
        QWidget.setTabOrder(one, following)

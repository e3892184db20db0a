"""A small menu below a button of the detail pane."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the menu: its code, its words (translated), and why it is grey if it is."""

    code: str
    text: str
    enabled: bool = True
    tooltip: str = ""


def open_choices(below: QWidget, title: str, choices: Sequence[Choice], chosen: Callable[[str], object]) -> QMenu:
    """Open a menu below a button and call ``chosen`` with the code taken; its lines are ``<button>.<code>``.

    The keyboard starts on the first line that can be taken.
    """
    menu = QMenu(below)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setObjectName(f"{below.objectName()}.choices")
    menu.setAccessibleName(title)
    menu.setToolTipsVisible(True)
    for choice in choices:
        action = QAction(choice.text.replace("&", "&&"), menu)
        action.setObjectName(f"{below.objectName()}.{choice.code}")
        action.setEnabled(choice.enabled)
        action.setToolTip(choice.tooltip or choice.text)
        action.triggered.connect(partial(_take, chosen, choice.code))
        menu.addAction(action)
    menu.popup(below.mapToGlobal(QPoint(0, below.height())))
    first = next((action for action in menu.actions() if action.isEnabled()), None)
    if first is not None:
        menu.setActiveAction(first)
    return menu


def _take(chosen: Callable[[str], object], code: str, _checked: bool = False) -> None:
    chosen(code)

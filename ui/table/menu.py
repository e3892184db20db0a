"""Menus as data: what a page, the table and its columns offer is gathered first and becomes a QMenu last."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from ui.theme.icons import icon


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuEntry:
    """One line of a menu; ``text`` is translated. With ``groups`` it opens a menu of its own.

    ``keys`` names the shortcut that does the same, ``checked`` is None for what cannot be checked, ``is_default`` is
    what a double click does.
    """

    code: str
    text: str
    run: Callable[[], object] | None = None
    icon: str = ""
    enabled: bool = True
    tooltip: str = ""
    keys: str = ""
    checked: bool | None = None
    is_default: bool = False
    groups: "MenuGroups" = ()


MenuGroup = tuple[MenuEntry, ...]
MenuGroups = tuple[MenuGroup, ...]


def build_menu(name: str, title: str, groups: MenuGroups, parent: QWidget) -> QMenu:
    """Return the menu, groups apart by lines; its actions are called ``<name>.<code>``. It is gone once it closes."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    _fill(menu, name, title, groups)
    return menu


def _fill(menu: QMenu, name: str, title: str, groups: MenuGroups) -> None:
    menu.setObjectName(name)
    menu.setAccessibleName(title)
    menu.setToolTipsVisible(True)
    for group in (group for group in groups if group):
        if not menu.isEmpty():
            menu.addSeparator()
        for entry in group:
            _add(menu, name, entry)


def _add(menu: QMenu, name: str, entry: MenuEntry) -> None:
    if entry.groups:
        below = menu.addMenu(entry.text)
        _fill(below, f"{name}.{entry.code}", entry.text, entry.groups)
        action = below.menuAction()
    else:
        action = QAction(_shown_text(entry), menu)
        menu.addAction(action)
    action.setObjectName(f"{name}.{entry.code}")
    action.setEnabled(entry.enabled)
    action.setToolTip(entry.tooltip)
    if entry.icon:
        action.setIcon(icon(entry.icon))
    if entry.checked is not None:
        action.setCheckable(True)
        action.setChecked(entry.checked)
    if entry.is_default:
        menu.setDefaultAction(action)
    if entry.run is not None:
        action.triggered.connect(partial(_run, entry.run))


def _run(run: Callable[[], object], _checked: bool = False) -> None:
    run()


def _shown_text(entry: MenuEntry) -> str:
    """Return the words and, at the right, the keys: written, not set, so that the menu does not claim them."""
    text = entry.text.replace("&", "&&") if "&" in entry.text else entry.text
    if not entry.keys:
        return text
    return f"{text}\t{QKeySequence(entry.keys).toString(QKeySequence.SequenceFormat.NativeText)}"

"""The buttons of a page header, their shortcuts, and the same actions as lines of the row menu."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from app.i18n import _
from app.queries.lists.selection import Selection
from ui.table.menu import MenuEntry, MenuGroup
from ui.table.page_spec import PageAction
from ui.theme.icons import icon
from ui.widgets.detail.choice_menu import Choice, open_choices

MORE = "▾"  # behind the words of a button that opens a menu


class PageActions:
    """Buttons by code; each is grey while the selection is not one it can work on."""

    def __init__(
        self, name: str, actions: Sequence[PageAction], parent: QWidget, take: Callable[[str], object]
    ) -> None:
        """``name`` is ``<tab>.<page>``; ``take`` is given the code of the action chosen."""
        self._actions = tuple(actions)
        self._take = take
        self.buttons = {action.code: self._button(name, action, parent) for action in actions}
        self.enable(Selection())

    def enable(self, selection: Selection) -> None:
        """Follow the selection."""
        for action in self._actions:
            self.buttons[action.code].setEnabled(action.fits(selection))

    def menu(self, selection: Selection) -> MenuGroup:
        """Return the lines of the row menu: what works on rows, or without any what needs none."""
        return tuple(
            self._entry(action, selection)
            for action in self._actions
            if action.in_menu and action.needs_selection is not selection.is_empty
        )

    def _entry(self, action: PageAction, selection: Selection) -> MenuEntry:
        choices = tuple(self._entry(choice, selection) for choice in action.choices)
        return MenuEntry(
            code=action.code,
            text=_(action.text),
            run=None if choices else partial(self._take, action.code),
            icon=action.icon,
            enabled=action.fits(selection),
            keys=action.shortcut,
            groups=(choices,) if choices else (),
        )

    def _press(self, action: PageAction) -> None:
        """Take an action, or open the menu of those it stands for."""
        if action.choices:
            lines = [Choice(choice.code, _(choice.text)) for choice in action.choices]
            open_choices(self.buttons[action.code], _(action.text), lines, self._take)
        else:
            self._take(action.code)

    def _button(self, name: str, action: PageAction, parent: QWidget) -> QPushButton:
        button = QPushButton(f"{_(action.text)} {MORE}" if action.choices else _(action.text), parent)
        button.setObjectName(f"{name}.action.{action.code}")
        button.setAccessibleName(_(action.text))
        button.setProperty("kind", "primary" if action.primary else "")
        if action.icon:
            button.setIcon(icon(action.icon, "on_accent" if action.primary else "dim"))
        if action.shortcut:
            shortcut = QShortcut(QKeySequence(action.shortcut), parent)
            shortcut.activated.connect(button.click)
            keys = QKeySequence(action.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
            button.setToolTip(f"{_(action.text)} ({keys})")
        button.clicked.connect(lambda: self._press(action))
        return button

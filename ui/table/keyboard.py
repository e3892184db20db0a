"""The keys of a table whose rows are a window on a longer list: no key stops where the window ends."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent

from ui.table.row_model import MOST_ROWS, PAGE_ROWS, RowTableModel, Want
from ui.table.row_selection import RowSelection

_SHIFT, _CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
_HOME, _END = Qt.Key.Key_Home, Qt.Key.Key_End
_DOWN = frozenset({Qt.Key.Key_Down, Qt.Key.Key_PageDown})
_UP = frozenset({Qt.Key.Key_Up, Qt.Key.Key_PageUp})


class KeyView(Protocol):
    """What is asked of the table."""

    def press(self, event: QKeyEvent) -> None:
        """Let Qt do what it does with a key."""

    def currentIndex(self) -> QModelIndex: ...  # noqa: N802 - Qt's name

    def selectAll(self) -> None: ...  # noqa: N802 - Qt's name

    def select_position(self, position: int) -> None:
        """Select one row and scroll to it."""

    def put_keyboard(self, position: int, begin: int | None = None) -> None:
        """Put the keyboard on a row without selecting it."""

    def first_visible(self) -> int:
        """Return the topmost row one sees."""


class TableKeys:
    """Moves the keyboard through the whole list."""

    def __init__(
        self, view: KeyView, rows: RowTableModel[Any], chosen: RowSelection, tell_limit: Callable[[int], object]
    ) -> None:
        """``tell_limit`` hears how many rows a run by Shift holds that cannot grow to the end of the list."""
        self._tell_limit = tell_limit
        self._view = view
        self._rows = rows
        self._chosen = chosen
        self._owed: tuple[Qt.Key, Qt.KeyboardModifier] | None = None  # a step into rows that are on their way
        self._reaching: Qt.Key | None = None  # a run by Shift that grows until the end of the list
        self._going: tuple[Qt.Key, bool] | None = None  # the end of the list asked for; whether only to look

    def stop(self) -> None:
        """Forget what waits for rows: another key or the mouse came first."""
        self._owed = self._reaching = self._going = None

    def move(self, event: QKeyEvent) -> bool:
        """Do what a key that moves should; False for one that Qt knows better."""
        self.stop()
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if not self._rows.rowCount():
            return False
        if key in (_HOME, _END):
            self._to_end(key, modifiers)
            return True
        if key not in _DOWN | _UP:
            return False
        if not self._view.currentIndex().isValid():
            self._view.put_keyboard(self._view.first_visible())
        return self._wait_for_more(key, modifiers)

    def on_rows_taken(self, want: Want) -> None:
        """Go on with what waited for rows."""
        if want in (Want.START, Want.END):
            going, self._going = self._going, None
            self._owed = self._reaching = None
            if going is not None and going[0] == (_HOME if want is Want.START else _END):
                self._arrive(*going)
        elif self._reaching is not None:
            self._reach(self._reaching)
        elif self._owed is not None:
            key, modifiers = self._owed
            self._owed = None
            if not self._wait_for_more(key, modifiers):
                self._view.press(QKeyEvent(QEvent.Type.KeyPress, key, modifiers))

    def _wait_for_more(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Remember a step off the window until its rows are there; False when the step stays within."""
        at = self._view.currentIndex().row()
        if key in _DOWN and at == self._rows.rowCount() - 1 and self._rows.has_after:
            self._owed = (key, modifiers)
            self._rows.want_next()
        elif key in _UP and at == 0 and self._rows.has_before:
            self._owed = (key, modifiers)
            self._rows.want_previous()
        return self._owed is not None

    def _to_end(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
        if modifiers & _SHIFT:
            self._reach_or_take_all(key)
            return
        only_look = bool(modifiers & _CONTROL) and self._chosen.is_several
        if key == _HOME and self._rows.has_before:
            self._going = (key, only_look)
            self._rows.want_start()
        elif key == _END and self._rows.has_after:
            self._going = (key, only_look)
            self._rows.want_end()
        else:
            self._arrive(key, only_look)

    def _arrive(self, key: Qt.Key, only_look: bool) -> None:
        position = 0 if key == _HOME else self._rows.rowCount() - 1
        if position < 0:
            return
        if only_look:
            self._view.put_keyboard(position)
        else:
            self._view.select_position(position)

    def _reach_or_take_all(self, key: Qt.Key) -> None:
        """Select from here to the end of the list; from one end to the other that is all."""
        rows, last = self._rows, self._rows.rowCount() - 1
        top, bottom = self._chosen.run_around(max(0, self._view.currentIndex().row()))
        from_start = key == _END and top == 0 and not rows.has_before and rows.has_after
        from_end = key == _HOME and bottom == last and not rows.has_after and rows.has_before
        if from_start or from_end:
            self._view.selectAll()
        else:
            self._reach(key)

    def _reach(self, key: Qt.Key) -> None:
        """Let the run grow to the end of the window, and ask for more while its beginning can stay in the window."""
        self._reaching = None
        self._view.press(QKeyEvent(QEvent.Type.KeyPress, key, _SHIFT))
        if not (self._rows.has_after if key == _END else self._rows.has_before):
            return
        top, bottom = self._chosen.run_around(self._view.currentIndex().row())
        spare = top if key == _END else self._rows.rowCount() - 1 - bottom
        if self._rows.rowCount() + PAGE_ROWS > MOST_ROWS and spare < PAGE_ROWS:
            self._tell_limit(bottom - top + 1)
            return
        self._reaching = key
        if key == _END:
            self._rows.want_next()
        else:
            self._rows.want_previous()

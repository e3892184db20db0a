"""A person's hands on the keyboard: every key goes to whatever has the focus, nothing is called behind its back."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.by_hand import opened, type_text
from ui.main_window import MainWindow
from ui.widgets.fields.record_picker import RecordPicker
from ui.widgets.forms.form import FormDialog

FormT = TypeVar("FormT", bound=FormDialog)
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
MOST_STOPS = 60


class Keyboard:
    """Types into a window and the forms over it."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self._window = window
        self._qtbot = qtbot

    @property
    def focus(self) -> QWidget:
        """What has the keyboard."""
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the keyboard"
        return widget

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press one key."""
        self._qtbot.keyClick(self.focus, key, modifier)

    def write(self, text: str) -> None:
        """Write at the cursor, as an input method commits it."""
        type_text(self.focus, text)

    def go_to(self, part: str) -> None:
        """Walk on with Tab to the widget whose name ends with ``part``."""
        for _stop in range(MOST_STOPS):
            if self.focus.objectName().endswith(part):
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not reach {part}")

    def fill(self, **texts: str) -> None:
        """Walk from field to field in the order of the form and write into each."""
        for name, text in texts.items():
            self.go_to(f".field.{name}")
            self.write(text)

    def pick(self, name: str, words: str) -> None:
        """Walk to a picker, write into it and take the first that is found."""
        self.go_to(f".field.{name}")
        picker = self.focus
        assert isinstance(picker, RecordPicker)
        self.write(words)
        self._qtbot.waitUntil(lambda: picker.popup is not None)
        self.press(Qt.Key.Key_Return)

    def form(self, kind: type[FormT]) -> FormT:
        """Wait until a form has the keyboard and has read what it shows."""
        dialog = opened(self._qtbot, self._window, kind)
        self._take_keyboard(dialog)
        return dialog

    def save(self, dialog: FormDialog) -> None:
        """Save with Ctrl+S and wait until the form has closed."""
        with self._qtbot.waitSignal(dialog.accepted):
            self.press(Qt.Key.Key_S, CTRL)

    def back_to_window(self) -> None:
        """Wait until the window has the keyboard again and has read what it shows."""
        self._take_keyboard(self._window)

    def _take_keyboard(self, over: QWidget) -> None:
        over.activateWindow()  # a window manager does this for what opens in front and for what is left when it closes
        jobs = self._window.desk.jobs
        self._qtbot.waitUntil(lambda: over.isActiveWindow() and QApplication.focusWidget() is not None and jobs.is_idle)

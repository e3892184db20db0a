"""Doing with widgets what a person does: typing Chinese, picking a record."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.record_picker import RecordPicker


def type_text(field: QWidget, text: str) -> None:
    """Type any text into a field as an input method commits it; key events know Latin letters only."""
    field.setFocus()
    commit = QInputMethodEvent("", [])
    commit.setCommitString(text)
    QApplication.sendEvent(field, commit)


def pick(qtbot: QtBot, picker: RecordPicker, words: str) -> None:
    """Type into a picker and take the first that is found with Enter."""
    type_text(picker, words)
    qtbot.waitUntil(lambda: picker.popup is not None)
    qtbot.keyClick(picker, Qt.Key.Key_Return)

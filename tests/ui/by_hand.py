"""Doing with widgets what a person does: typing Chinese, picking a record, saving a form."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.fields.record_picker import RecordPicker
from ui.widgets.forms.form import FormDialog

DialogT = TypeVar("DialogT", bound=QDialog)


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


def opened(qtbot: QtBot, parent: QWidget, kind: type[DialogT]) -> DialogT:
    """Wait for a dialog over ``parent`` and return it."""

    def shown() -> list[DialogT]:
        return [dialog for dialog in parent.findChildren(kind) if dialog.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()))
    return shown()[-1]


def save(qtbot: QtBot, dialog: FormDialog) -> None:
    """Press the save button and wait until the dialog has closed."""
    with qtbot.waitSignal(dialog.accepted):
        press_save(dialog)


def press_save(dialog: FormDialog) -> None:
    """Press the save button."""
    next(button for button in dialog.findChildren(QPushButton) if button.objectName().endswith("action.save")).click()


def problem(dialog: FormDialog, field: str) -> str:
    """Return what a dialog says is wrong with a field."""
    labels = (label for label in dialog.findChildren(QLabel) if label.objectName().endswith(f".problem.{field}"))
    return next(labels).text()

"""Driving a form as a person does."""

from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.runtime.desk import Desk
from ui.widgets.forms.form import FormDialog


def activate(dialog: FormDialog, qtbot: QtBot) -> None:
    """Wait until the dialog has the keyboard, as it has on a person's screen."""
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)


def press_save(dialog: FormDialog, name: str, desk: Desk, qtbot: QtBot) -> None:
    """Press the save button of the form ``name`` and wait until it was answered."""
    button(dialog, f"{name}.action.save").click()
    qtbot.waitUntil(lambda: desk.jobs.is_idle)


def button(widget: QWidget, name: str) -> QPushButton:
    """Return a button by its object name."""
    found = widget.findChild(QPushButton, name)
    assert isinstance(found, QPushButton), name
    return found


def problem(dialog: FormDialog, name: str, field: str) -> str:
    """Return the message beside a field, "" while there is none."""
    label = dialog.findChild(QLabel, f"{name}.problem.{field}")
    assert isinstance(label, QLabel), field
    return "" if label.isHidden() else label.text()

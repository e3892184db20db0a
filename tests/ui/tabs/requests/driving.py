"""Working on the page of requests as a person does: by the names of buttons and by what is seen."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.tabs.requests.page import RequestsPage
from ui.widgets.detail.detail_panel import DetailPanel
from ui.widgets.detail.state_badge import StateBadge
from ui.widgets.forms.form import FormDialog

DialogT = TypeVar("DialogT", bound=QDialog)
STEP = "requests.requests.detail.step"
OWED = "requests.requests.detail.owed"


def show_request(page: RequestsPage, record_id: int, qtbot: QtBot) -> None:
    """Select a request and wait until the pane shows it as it stands in the database."""
    page.select(record_id)
    qtbot.waitUntil(lambda: page.details is not None and page.details.id == record_id)


def wait_for(page: RequestsPage, qtbot: QtBot, seen: Callable[[], object]) -> None:
    """Wait until something is seen and nothing runs any more."""
    qtbot.waitUntil(lambda: bool(seen()) and page.desk.jobs.is_idle)


def opened(page: RequestsPage, kind: type[DialogT], qtbot: QtBot) -> DialogT:
    """Return the dialog that has opened over the page, with the keyboard in it."""

    def found() -> list[DialogT]:
        return [dialog for dialog in page.findChildren(kind) if dialog.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    dialog = found()[0]
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.isActiveWindow() and page.desk.jobs.is_idle)
    return dialog


def press(page: QWidget, name: str, qtbot: QtBot) -> None:
    """Press a button once it is there."""

    def found() -> list[QPushButton]:
        return [button for button in page.findChildren(QPushButton, name) if button.isVisibleTo(page)]

    qtbot.waitUntil(lambda: bool(found()))
    assert found()[0].isEnabled(), name
    found()[0].click()


def choose(page: QWidget, button: str, code: str, qtbot: QtBot) -> None:
    """Open the menu of a button and take a line of it with the keyboard."""
    found = [one for one in page.findChildren(QAbstractButton, button) if one.isVisibleTo(page)]
    assert found, button
    found[0].setFocus()
    qtbot.keyClick(found[0], Qt.Key.Key_Space)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu), button
    wanted = next(action for action in menu.actions() if action.objectName() == f"{button}.{code}")
    assert wanted.isEnabled(), code
    while menu.activeAction() is not wanted:
        qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)


def choices(page: QWidget, button: str, qtbot: QtBot) -> dict[str, QAction]:
    """Return what the menu of a button offers, by code; the menu is closed again."""
    found = next(one for one in page.findChildren(QAbstractButton, button) if one.isVisibleTo(page))
    found.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu), button
    offered = {action.objectName().removeprefix(f"{button}."): action for action in menu.actions()}
    qtbot.keyClick(menu, Qt.Key.Key_Escape)
    return offered


def save(dialog: FormDialog, qtbot: QtBot) -> None:
    """Save with the keyboard."""
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def problem(dialog: FormDialog, field: str) -> str:
    """Return the message beside a field, "" while there is none."""
    label = dialog.findChild(QLabel, f"{dialog.objectName().removesuffix('.form')}.problem.{field}")
    assert isinstance(label, QLabel), field
    return "" if label.isHidden() else label.text()


def jump(dialog: FormDialog, field: QWidget, qtbot: QtBot) -> None:
    """Press the mnemonic of a field's label."""
    label = next(label for label in dialog.findChildren(QLabel) if label.buddy() is field)
    letter = label.text().partition("&")[2][0]
    qtbot.keyClick(dialog, letter.upper(), Qt.KeyboardModifier.AltModifier)
    target = field.focusProxy() or field
    qtbot.waitUntil(target.hasFocus)


def said(panel: DetailPanel) -> str:
    """Return everything that is to be read in the pane, a line each."""
    return "\n".join(filter(None, (_text(w) for w in panel.findChildren(QWidget) if w.isVisibleTo(panel))))


def _text(widget: QWidget) -> str:
    if isinstance(widget, StateBadge):
        return widget.accessibleName()
    return widget.text() if isinstance(widget, (QLabel, QPushButton)) else ""

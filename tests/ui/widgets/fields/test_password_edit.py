"""The field for a password: unseen unless wished, kept nowhere, and a hint where capitals are locked."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ui.widgets.fields.password_edit import PasswordEdit


def field(qtbot: QtBot) -> PasswordEdit:
    edit = PasswordEdit("access.field.password")
    qtbot.addWidget(edit)
    edit.show()
    edit.activateWindow()
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    return edit


def test_blanks_count_and_nothing_is_kept_or_copied(qtbot: QtBot) -> None:
    edit = field(qtbot)
    qtbot.keyClicks(edit, " two words ")
    assert edit.value() == " two words "
    assert (edit.kept(), edit.shown(), edit.problem()) == ("", "", "")
    edit.restore("something")
    assert edit.value() == " two words "
    QGuiApplication.clipboard().setText("before")
    edit.selectAll()
    edit.copy()
    assert QGuiApplication.clipboard().text() == "before"


def test_it_is_seen_only_while_a_person_wishes(qtbot: QtBot) -> None:
    edit, other = field(qtbot), QLineEdit()
    qtbot.addWidget(other)
    assert edit.echoMode() is QLineEdit.EchoMode.Password
    edit.actions()[0].trigger()
    assert edit.echoMode() is QLineEdit.EchoMode.Normal
    edit.actions()[0].trigger()
    assert edit.echoMode() is QLineEdit.EchoMode.Password


def test_capitals_without_shift_are_noticed(qtbot: QtBot) -> None:
    edit = field(qtbot)
    qtbot.keyClick(edit, "a")
    assert not edit.warns_of_capitals
    qtbot.keyClick(edit, "A", Qt.KeyboardModifier.ShiftModifier)
    assert not edit.warns_of_capitals
    qtbot.keyClick(edit, "A", Qt.KeyboardModifier.NoModifier)
    assert edit.warns_of_capitals is (edit.text()[-1] == "A")
    edit.clearFocus()
    assert not edit.warns_of_capitals

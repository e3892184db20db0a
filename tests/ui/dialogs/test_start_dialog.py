"""The first question of a new folder."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.dialogs.asking import button
from ui.dialogs.access.log_in_rules_dialog import ONE_PERSON
from ui.dialogs.start_dialog import StartDialog


def _dialog(qtbot: QtBot) -> StartDialog:
    dialog = StartDialog("D:/Aftercare")
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_the_folder_is_named(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot)
    note = dialog.findChild(QLabel, "start.first.welcome")
    assert isinstance(note, QLabel)
    assert "D:/Aftercare" in note.text()


def test_company_and_person_are_needed(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot)
    with qtbot.assertNotEmitted(dialog.submitted):
        button(dialog, "start.first.action.save").click()
    assert dialog.missing() == ("公司名称", "您的姓名", "新密码", "再输一次")
    dialog.way.set_value(ONE_PERSON)
    assert dialog.missing() == ("公司名称", "您的姓名")
    dialog.company.set_value("江南清源水务工程有限公司")
    dialog.person.set_value("周敏")
    with qtbot.waitSignal(dialog.submitted):
        button(dialog, "start.first.action.save").click()
    dialog.set_pristine()  # closed without the question


def test_demo_data_may_be_wished_for_whatever_is_typed(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot)
    dialog.company.set_value("江南")
    with qtbot.waitSignal(dialog.demo_requested):
        button(dialog, "start.first.action.demo").click()
    assert dialog.wants_demo
    assert not dialog.isVisible()

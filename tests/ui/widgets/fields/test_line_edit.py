"""One line of text as a field."""

from pytestqt.qtbot import QtBot

from ui.widgets.fields.line_edit import LineEdit


def test_a_text_put_in_is_seen_from_its_beginning(qtbot: QtBot) -> None:
    field = LineEdit("t.t.field.remark")
    qtbot.addWidget(field)
    field.set_value("含调试、检修指导")
    assert field.cursorPosition() == 0

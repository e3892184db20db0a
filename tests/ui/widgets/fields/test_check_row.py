"""A row of boxes."""

import pytest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from ui.widgets.fields.check_row import CheckRow


@pytest.fixture
def row(qtbot: QtBot) -> CheckRow:
    """Two boxes."""
    made = CheckRow("requests.requests.field.flags", [("urgent", "Urgent"), ("misuse", "Misuse")])
    qtbot.addWidget(made)
    return made


def test_the_value_is_what_is_ticked(row: CheckRow) -> None:
    row.set_value(frozenset({"misuse"}))
    assert row.value() == {"misuse"}
    row.set_value(frozenset())
    assert row.value() == frozenset()


def test_a_click_tells_the_new_value(row: CheckRow, qtbot: QtBot) -> None:
    box = row.findChild(QCheckBox, "requests.requests.field.flags.urgent")
    assert isinstance(box, QCheckBox)
    with qtbot.waitSignal(row.value_changed) as told:
        box.click()
    assert told.args == [frozenset({"urgent"})]
    assert box.accessibleName() == "Urgent"


def test_the_keyboard_goes_to_the_first_box(row: CheckRow) -> None:
    assert row.focusProxy() is row.findChild(QCheckBox, "requests.requests.field.flags.urgent")
    assert row.problem() == ""

"""Type to find: search, keyboard, picking, new."""

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.runtime.jobs import JobRunner
from ui.widgets.fields.record_picker import PickItem, RecordPicker

CUSTOMERS = (
    PickItem(1, "华东化工有限公司", "江苏", "KH-001"),
    PickItem(2, "华东电力设备厂", "浙江", "KH-002"),
    PickItem(3, "金桥电子", "上海", "KH-003"),
)


def _search(text: str) -> Sequence[PickItem]:
    return [item for item in CUSTOMERS if text in item.title]


@pytest.fixture
def picker(qtbot: QtBot, jobs: JobRunner) -> Iterator[RecordPicker]:
    """A picker of customers that has the keyboard."""
    window = QWidget()
    field = RecordPicker("requests.requests.field.customer", _search, jobs, "New customer", window)
    QVBoxLayout(window).addWidget(field)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    yield field
    window.close()


def _find(qtbot: QtBot, picker: RecordPicker, text: str) -> list[str]:
    picker.clear()
    commit = QInputMethodEvent("", [])
    commit.setCommitString(text)
    QApplication.sendEvent(picker, commit)  # as an input method types
    qtbot.waitUntil(lambda: picker.popup is not None)
    popup = picker.popup
    assert popup is not None
    return [popup.item(row).text() for row in range(popup.count())]


def test_typing_finds_and_enter_picks(picker: RecordPicker, qtbot: QtBot) -> None:
    found = _find(qtbot, picker, "华东")
    assert len(found) == 3, "two customers and the entry for a new one"
    qtbot.keyClick(picker, Qt.Key.Key_Down)
    with qtbot.waitSignal(picker.picked) as picked:
        qtbot.keyClick(picker, Qt.Key.Key_Return)
    assert picked.args == [CUSTOMERS[1]]
    assert (picker.value(), picker.text(), picker.popup) == (CUSTOMERS[1], "华东电力设备厂", None)


def test_enter_before_anything_was_found_asks_and_presses_no_button(picker: RecordPicker, qtbot: QtBot) -> None:
    picker.setFocus()
    picker.setText("华东")
    with qtbot.assertNotEmitted(picker.returnPressed):
        qtbot.keyClick(picker, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: picker.popup is not None)


def test_up_goes_round_to_the_last_entry(picker: RecordPicker, qtbot: QtBot) -> None:
    _find(qtbot, picker, "金桥")
    qtbot.keyClick(picker, Qt.Key.Key_Up)
    with qtbot.waitSignal(picker.new_requested) as wished:
        qtbot.keyClick(picker, Qt.Key.Key_Enter)
    assert wished.args == ["金桥"]


def test_escape_closes_the_list_only(picker: RecordPicker, qtbot: QtBot) -> None:
    _find(qtbot, picker, "华东")
    qtbot.keyClick(picker, Qt.Key.Key_Escape)
    assert picker.popup is None
    assert picker.text() == "华东"


def test_down_on_an_empty_field_shows_what_there_is(picker: RecordPicker, qtbot: QtBot) -> None:
    qtbot.keyClick(picker, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: picker.popup is not None)
    popup = picker.popup
    assert popup is not None
    assert popup.count() == 4


def test_a_click_picks(picker: RecordPicker, qtbot: QtBot) -> None:
    _find(qtbot, picker, "华东")
    popup = picker.popup
    assert popup is not None
    popup.itemClicked.emit(popup.item(0))
    assert picker.value() == CUSTOMERS[0]


def test_typing_again_unpicks_and_says_so(picker: RecordPicker, qtbot: QtBot) -> None:
    picker.set_value(CUSTOMERS[0])
    with qtbot.waitSignal(picker.value_changed) as told:
        qtbot.keyClicks(picker, "x")
    assert told.args == [None]
    assert picker.problem() != ""


def test_clearing_leaves_nothing_picked_and_nothing_wrong(picker: RecordPicker) -> None:
    picker.set_value(CUSTOMERS[0])
    picker.clear()
    assert (picker.value(), picker.problem()) == (None, "")


def test_nothing_found_cannot_be_picked(qtbot: QtBot, picker: RecordPicker) -> None:
    picker._new_text = ""
    _find(qtbot, picker, "zzz")
    with qtbot.assertNotEmitted(picker.picked):
        qtbot.keyClick(picker, Qt.Key.Key_Return)


def test_the_list_closes_when_the_field_is_left(picker: RecordPicker, qtbot: QtBot) -> None:
    _find(qtbot, picker, "华东")
    picker.clearFocus()
    assert picker.popup is None


def test_a_single_entry_stands_in_a_list_of_one_row(picker: RecordPicker, qtbot: QtBot) -> None:
    assert len(_find(qtbot, picker, "无此单位")) == 1
    popup = picker.popup
    assert popup is not None
    assert popup.height() < 2 * popup.sizeHintForRow(0)

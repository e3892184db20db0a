"""Lines in a form, with the free spare parts as the example."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.forms.projects import FreePartForm
from app.i18n import using_language
from ui.dialogs.projects.free_parts_table import FreePartsTable

FILTERS = FreePartForm("滤芯", "PP-40", "支", Decimal(20), Decimal(12))
SEALS = FreePartForm("机械密封", "", "套", Decimal("1.5"), Decimal(0))


@pytest.fixture
def table(qtbot: QtBot) -> FreePartsTable:
    """An empty table, shown."""
    with using_language("en"):
        made = FreePartsTable("parts")
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_lines_come_back_as_they_were_shown(table: FreePartsTable) -> None:
    table.set_value((FILTERS, SEALS))
    assert table.value() == (FILTERS, SEALS)
    assert table.cell(1, "agreed").text() == "1.5"
    table.set_value(())
    assert (table.value(), table.problem()) == ((), "")


def test_a_line_left_empty_does_not_count(table: FreePartsTable, qtbot: QtBot) -> None:
    table.set_value((FILTERS,))
    table.add_line()
    table.add_line()
    assert table.value() == (FILTERS,)
    assert table.cell(1, "name").hasFocus()
    with pytest.raises(IndexError):
        table.cell(2, "name")


def test_enter_on_the_button_adds_a_line_and_tab_walks_on(table: FreePartsTable, qtbot: QtBot) -> None:
    table.set_value((FILTERS,))
    table.add_button.setFocus()
    qtbot.keyClick(table.add_button, Qt.Key.Key_Space)
    assert table.cell(1, "name").hasFocus()
    for column in ("model", "unit", "agreed", "used"):
        qtbot.keyClick(QWidget.focusWidget(table), Qt.Key.Key_Tab)
        assert table.cell(1, column).hasFocus()
    qtbot.keyClick(QWidget.focusWidget(table), Qt.Key.Key_Tab)
    assert table.cross(1).hasFocus()


def test_a_cross_takes_its_line_away_and_says_whose_it_is(table: FreePartsTable) -> None:
    table.set_value((FILTERS, SEALS))
    assert "滤芯" in table.cross(0).accessibleName()
    table.cross(0).click()
    assert table.value() == (SEALS,)
    assert table.cell(0, "name").hasFocus()
    table.cross(0).click()
    assert table.value() == ()
    assert table.cross(0).isHidden()


def test_a_line_is_judged_when_one_has_left_it(table: FreePartsTable, qtbot: QtBot) -> None:
    table.cell(0, "name").setFocus()
    qtbot.keyClicks(table.cell(0, "name"), "filter")
    assert table.problem() == ""
    table.add_button.setFocus()
    assert "1" in table.problem()
    table.cell(0, "agreed").setText("3")
    assert table.problem() == ""
    table.cell(0, "used").setText("4")
    assert table.problem()


@pytest.mark.parametrize("typed", ["three", "1.0001", "-1"])
def test_what_is_no_quantity_is_said_with_its_line(table: FreePartsTable, typed: str) -> None:
    table.set_value((FILTERS, SEALS))
    table.cell(1, "agreed").setText(typed)
    assert "2" in table.problem()


def test_what_is_half_typed_is_kept_and_put_back(table: FreePartsTable) -> None:
    table.set_value((FILTERS,))
    table.add_line()
    table.cell(1, "agreed").setText("thr")
    kept = table.kept()
    table.set_value(())
    table.restore(kept)
    assert table.kept() == kept
    assert table.cell(1, "agreed").text() == "thr"


@pytest.mark.parametrize("strange", [None, "x", [], [3], {"a": 1}])
def test_what_cannot_be_put_back_is_ignored(table: FreePartsTable, strange: object) -> None:
    table.set_value((FILTERS,))
    table.restore(strange)
    assert table.value() == (FILTERS,)


def test_strange_cells_are_left_out(table: FreePartsTable) -> None:
    table.restore([{"id": "x", "name": 3, "model": "PP-40"}])
    assert table.value() == (FreePartForm(model="PP-40"),)


def test_the_lines_are_said_in_words(table: FreePartsTable) -> None:
    table.set_value((FILTERS, SEALS))
    with using_language("zh_CN"):
        assert table.shown() == "滤芯 PP-40 20 支（剩 8）；机械密封 1.5 套（剩 1.5）"


def test_the_keyboard_goes_to_the_line_that_is_wrong(table: FreePartsTable) -> None:
    table.set_value((FILTERS, SEALS))
    table.cell(1, "used").setText("9")
    table.setFocus(Qt.FocusReason.OtherFocusReason)
    assert table.cell(1, "name").hasFocus()

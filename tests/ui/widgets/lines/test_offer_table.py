"""A table with a column of every kind: typed, walked and rearranged with the keyboard alone, and what it says."""

import json
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.by_hand import type_text
from tests.ui.widgets.lines.offer_table import PUMP, OfferLine, OfferTable
from ui.runtime.jobs import JobRunner
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.forms.form import FormDialog

FULL = OfferLine(
    PUMP, "计量泵 J-Z", Decimal("2.5"), Decimal("1200.5"), Decimal(13), "part", Decimal(6), date(2026, 4, 1)
)
WORK = OfferLine(text="安装", quantity=Decimal(1), price=Decimal(800), kind="work")
MOVE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def table(jobs: JobRunner) -> OfferTable:
    """A table with nothing in it."""
    return OfferTable(jobs)


@pytest.fixture
def form(table: OfferTable, qtbot: QtBot) -> FormDialog:
    """A form with the table and a field after it."""
    dialog = FormDialog("t.t", "Form", "Save")
    qtbot.addWidget(dialog)
    dialog.add_row("offer", "Lines", table)
    dialog.add_row("note", "Note", LineEdit("t.t.field.note"))
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def press(qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> str:
    """Press a key where the keyboard is; returns the name of where it is then."""
    qtbot.keyClick(QApplication.focusWidget(), key, modifiers)
    return QApplication.focusWidget().objectName().removeprefix("t.t.field.")


def go(table: OfferTable, place: int, column: str) -> None:
    """Put the keyboard into a cell."""
    table.cell(place, column).setFocus()


def total(table: OfferTable) -> str:
    """Return the sum below the table."""
    return table.findChild(QLabel, "t.t.field.offer.total.sum").text()


def test_every_kind_of_column_brings_back_its_value(table: OfferTable, jobs: JobRunner) -> None:
    table.set_value((FULL, WORK))
    assert table.value() == (FULL, WORK)
    assert table.cell(0, "tax").text() == "13%"
    other = OfferTable(jobs)
    other.restore(json.loads(json.dumps(table.kept())))
    assert other.value() == (FULL, WORK)


def test_amounts_and_the_total_follow_what_is_typed(form: FormDialog, table: OfferTable) -> None:
    table.set_value((WORK,))
    assert (table.cell(0, "amount").text(), total(table)) == ("¥800.00", "¥800.00")
    go(table, 0, "quantity")
    table.cell(0, "quantity").selectAll()
    type_text(table.cell(0, "quantity"), "3")
    assert (table.cell(0, "amount").text(), total(table)) == ("¥2,400.00", "¥2,400.00")
    table.set_value(())
    assert (table.cell(0, "amount").text(), total(table)) == ("", "¥0.00")


def test_enter_walks_along_the_cells_into_a_new_line_and_out_of_an_empty_one(
    form: FormDialog, table: OfferTable, qtbot: QtBot
) -> None:
    table.set_value((WORK,))
    go(table, 0, "text")
    walked = [press(qtbot, Qt.Key.Key_Return) for _step in range(7)]
    columns = ("quantity", "price", "tax", "kind", "weeks", "by")
    assert walked == [*(f"offer.{column}.0" for column in columns), "offer.part.1"]
    assert press(qtbot, Qt.Key.Key_Return) == "note"
    assert table.value() == (WORK,)


def test_enter_goes_from_line_to_line(form: FormDialog, table: OfferTable, qtbot: QtBot) -> None:
    table.set_value((WORK, FULL))
    go(table, 0, "by")
    assert press(qtbot, Qt.Key.Key_Enter) == "offer.part.1"


def test_tab_goes_to_a_new_line_only_from_one_just_typed(form: FormDialog, table: OfferTable, qtbot: QtBot) -> None:
    table.set_value((WORK,))
    go(table, 0, "by")
    assert press(qtbot, Qt.Key.Key_Tab) == "offer.remove.0"
    assert press(qtbot, Qt.Key.Key_Tab) == "offer.add"
    go(table, 0, "by")
    type_text(table.cell(0, "by"), "+3")
    assert press(qtbot, Qt.Key.Key_Tab) == "offer.part.1"


def test_a_line_is_taken_away_by_its_keys(form: FormDialog, table: OfferTable, qtbot: QtBot) -> None:
    table.set_value((FULL, WORK))
    go(table, 0, "price")
    assert press(qtbot, Qt.Key.Key_Delete, MOVE) == "offer.part.0"
    assert table.value() == (WORK,)
    press(qtbot, Qt.Key.Key_Delete, MOVE)
    assert table.value() == ()


def test_a_line_is_moved_by_its_keys_and_the_keyboard_goes_with_it(
    form: FormDialog, table: OfferTable, qtbot: QtBot
) -> None:
    table.set_value((FULL, WORK))
    go(table, 1, "text")
    assert press(qtbot, Qt.Key.Key_Up, MOVE) == "offer.text.0"
    assert table.value() == (WORK, FULL)
    assert press(qtbot, Qt.Key.Key_Up, MOVE) == "offer.text.0"
    assert press(qtbot, Qt.Key.Key_Down, MOVE) == "offer.text.1"
    assert table.value() == (FULL, WORK)


def test_a_line_is_moved_with_the_mouse(form: FormDialog, table: OfferTable, qtbot: QtBot) -> None:
    table.set_value((FULL, WORK))
    go(table, 1, "text")
    up = table.findChild(QToolButton, "t.t.field.offer.up")
    qtbot.mouseClick(up, Qt.MouseButton.LeftButton)
    assert table.value() == (WORK, FULL)
    assert "Ctrl+Shift+Up" in up.toolTip()


def test_no_key_acts_while_an_input_method_composes(form: FormDialog, table: OfferTable, qtbot: QtBot) -> None:
    table.set_value((FULL, WORK))
    cell = table.cell(0, "text")
    cell.setFocus()
    QApplication.sendEvent(cell, QInputMethodEvent("beng", []))
    assert press(qtbot, Qt.Key.Key_Return) == press(qtbot, Qt.Key.Key_Delete, MOVE) == "offer.text.0"
    assert press(qtbot, Qt.Key.Key_Down, MOVE) == "offer.text.0"
    assert table.value() == (FULL, WORK)


def test_a_wrong_cell_is_framed_and_says_why_once_one_has_left_it(form: FormDialog, table: OfferTable) -> None:
    table.set_value((WORK,))
    go(table, 0, "tax")
    cell = table.cell(0, "tax")
    type_text(cell, "200")
    assert (cell.property("invalid"), table.problem()) == (None, "")
    go(table, 0, "text")
    assert cell.property("invalid") == "true"
    assert cell.toolTip() == cell.accessibleDescription() == "Only 0% to 100% fits here."
    assert table.problem() == "Line 1: Only 0% to 100% fits here."
    cell.setText("6.5 ％")
    assert (cell.property("invalid"), cell.accessibleDescription()) == (None, "")
    assert table.value()[0].tax == Decimal("6.5")


def test_what_is_missing_is_said_at_its_cell_when_the_line_is_left(form: FormDialog, table: OfferTable) -> None:
    go(table, 0, "text")
    type_text(table.cell(0, "text"), "安装")
    assert table.problem() == ""
    form.rows[1].widget.setFocus()
    assert "price is missing" in table.cell(0, "price").accessibleDescription()
    table.setFocus()
    assert table.cell(0, "price").hasFocus()


def test_what_is_picked_fills_in_what_follows(form: FormDialog, table: OfferTable) -> None:
    table.cell(0, "part").set_value(PUMP)
    assert table.value()[0].text == "计量泵"


def test_a_line_left_empty_at_the_end_changes_nothing(form: FormDialog, table: OfferTable) -> None:
    table.set_value((WORK,))
    form.set_pristine()
    table.add_line()
    assert not form.is_dirty
    table.cell(1, "text").setText("x")
    assert form.is_dirty


def test_what_a_choice_begins_with_does_not_make_a_line(table: OfferTable) -> None:
    assert table.cell(0, "kind").value() == "part"
    assert table.value() == ()
    table.cell(0, "kind").set_value("work")
    assert table.value() == (OfferLine(kind="work"),)


def test_a_screen_reader_names_every_cell_with_its_line(form: FormDialog, table: OfferTable) -> None:
    table.set_value((WORK, FULL))
    assert table.cell(1, "quantity").accessibleName() == "Quantity 2"
    assert table.cell(0, "amount").accessibleName() == "Total 1 ¥800.00"
    stops = [widget for widget in table.findChildren(QWidget) if widget.objectName().startswith("t.t.field.offer.")]
    assert all(widget.accessibleName() or widget.text() for widget in stops)


def test_a_hundred_lines_come_and_go_at_once(table: OfferTable) -> None:
    table.set_value((FULL,) * 100)
    table.remove_line(3)
    assert len(table.value()) == 99

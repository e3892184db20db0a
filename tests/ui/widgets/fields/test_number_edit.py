"""Figures as they are typed and pasted."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.i18n import using_language
from app.rules.figures import parse_number
from ui.widgets.fields.number_edit import NumberEdit


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", "12"),
        ("1,200.5", "1200.5"),
        ("１２．５", "12.5"),
        ("1，200", "1200"),
        (" 1 200 ", "1200"),
        ("1.2万", "12000"),
        ("0.5亿", "50000000"),
        (".5", "0.5"),
        ("-3", "-3"),
    ],
)
def test_figures_are_read_as_people_write_them(typed: str, number: str) -> None:
    assert parse_number(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["", "x", "1,20", "12,00", "1.2.3", "万", "-", "1e5", "9" * 60])
def test_what_is_no_figure_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_number(typed)


def test_a_distance_has_one_place_and_may_be_unknown(qtbot: QtBot) -> None:
    field = NumberEdit("t.t.field.km", most=20_000, places=1, units=("km", "公里"))
    qtbot.addWidget(field)
    assert (field.value(), field.problem()) == (None, "")
    field.setText("126 km")
    field.editingFinished.emit()
    assert (field.text(), field.value()) == ("126.0", Decimal(126))
    field.set_value(None)
    assert field.text() == ""


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("86.55", "At most 1 decimal places."),
        ("20001", "Only 0.0 to 20000.0 fits here."),
        ("-1", "Only 0.0 to 20000.0 fits here."),
        ("far", "Not a number."),
    ],
)
def test_a_field_says_what_is_wrong(qtbot: QtBot, typed: str, problem: str) -> None:
    field = NumberEdit("t.t.field.km", most=20_000, places=1)
    qtbot.addWidget(field)
    field.setText(typed)
    with using_language("en"):
        assert (field.value(), field.problem()) == (None, problem)


def test_whole_numbers_take_no_fraction(qtbot: QtBot) -> None:
    field = NumberEdit("t.t.field.quantity", least=1)
    qtbot.addWidget(field)
    field.setText("1.5")
    assert field.problem()
    field.setText("2")
    assert (field.value(), field.problem()) == (Decimal(2), "")


def test_arrow_keys_step_within_the_bounds(qtbot: QtBot) -> None:
    field = NumberEdit("t.t.field.months", least=0, most=2)
    qtbot.addWidget(field)
    seen = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down):
        qtbot.keyClick(field, key)
        seen.append(field.value())
    assert seen == [0, 1, 2, 2, 1]


def test_each_change_of_the_value_is_told_once(qtbot: QtBot) -> None:
    field = NumberEdit("t.t.field.months")
    qtbot.addWidget(field)
    told: list[Decimal | None] = []
    field.value_changed.connect(told.append)
    field.setText("12")
    field.setText("12.0")
    field.setText("")
    assert told == [Decimal(12), None]

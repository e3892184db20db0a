"""Amounts as they are typed and pasted."""

from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from app.i18n import using_language
from ui.widgets.fields.money_edit import MoneyEdit


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("¥1,200.50", "¥1,200.50"),
        ("￥1200.5", "¥1,200.50"),
        ("1.2万", "¥12,000.00"),
        ("1.2 万元", "¥12,000.00"),
        ("1,200", "¥1,200.00"),
        ("人民币 3800 元整", "¥3,800.00"),
        ("RMB 88", "¥88.00"),
        ("1,200元", "¥1,200.00"),
        ("１２００．５０", "¥1,200.50"),
        ("￥１，２００", "¥1,200.00"),
    ],
)
def test_pasted_amounts_are_understood_and_shown_alike(qtbot: QtBot, typed: str, shown: str) -> None:
    field = MoneyEdit("t.t.field.amount")
    qtbot.addWidget(field)
    field.setText(typed)
    field.editingFinished.emit()
    assert (field.text(), field.problem()) == (shown, "")


@pytest.mark.parametrize("typed", ["1.234", "-5", "lots", "1,20", "99999999999999", "NaN", "Infinity", "1e9", "一万"])
def test_wrong_amounts_are_kept_and_named(qtbot: QtBot, typed: str) -> None:
    field = MoneyEdit("t.t.field.amount")
    qtbot.addWidget(field)
    field.setText(typed)
    field.editingFinished.emit()
    assert field.problem()
    assert (field.text(), field.value()) == (typed, None)


def test_the_message_shows_how_to_type_an_amount(qtbot: QtBot) -> None:
    field = MoneyEdit("t.t.field.amount")
    qtbot.addWidget(field)
    field.setText("lots")
    with using_language("en"):
        assert field.problem() == "Not an amount. Type 1,200.50 or 1.2万."


def test_a_value_set_comes_back_exactly(qtbot: QtBot) -> None:
    field = MoneyEdit("t.t.field.amount")
    qtbot.addWidget(field)
    field.set_value(Decimal("12860000.05"))
    assert field.value() == Decimal("12860000.05")

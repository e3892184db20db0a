"""The cut-off table of a policy with its line for days off (C5.3, C5.4)."""

from datetime import time

import pytest
from pytestqt.qtbot import QtBot

from app.forms.promises import CutOffForm
from ui.dialogs.promises.cut_off_table import FREE_DAY, CutOffTable

WORKED = (CutOffForm(time(17, 30), 0, None), CutOffForm(None, 1, time(12)))
FREE = CutOffForm(None, 1, time(12), free_day=True)


@pytest.fixture
def table(qtbot: QtBot) -> CutOffTable:
    made = CutOffTable("rules.policy.field.cut_offs", time(17, 30))
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_line_for_days_off_is_shown_and_given_back(table: CutOffTable) -> None:
    table.set_value((*WORKED, FREE))
    assert table.value() == (*WORKED, FREE)
    assert table.table_problem() == ""


def test_a_line_becomes_one_for_days_off(table: CutOffTable) -> None:
    table.set_value((*WORKED, CutOffForm(None, 2, None)))
    assert table.table_problem()
    table.cell(2, "day").set_value(FREE_DAY)
    assert table.value()[2] == CutOffForm(None, 2, None, free_day=True)
    assert table.table_problem() == ""


def test_a_day_off_has_no_time_of_day(table: CutOffTable) -> None:
    table.set_value((*WORKED, FREE))
    table.cell(2, "before").set_value("09:00")
    assert "3" in table.table_problem()

"""Adding and changing equipment."""

from datetime import date

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from app.forms import EquipmentForm
from app.queries.projects import equipment_form
from tests.factories import make_equipment, make_project
from tests.ui.dialogs.asking import press_save, problem
from ui.dialogs.equipment_dialog import NAME, ask_equipment, ask_new_equipment
from ui.runtime.desk import Desk


def test_new_equipment_belongs_to_its_project(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    saved: list[int] = []
    project = make_project(context)
    dialog = ask_new_equipment(desk, window, project, "循环水泵", saved.append)
    dialog.model.set_value("KQL200/400-45/4")
    dialog.quantity.setText("3")
    dialog.commissioned_on.setText("2025-8-1")
    press_save(dialog, NAME, desk, qtbot)
    stored = equipment_form(context, saved[0])
    assert (stored.project_id, stored.quantity, stored.commissioned_on) == (project, 3, date(2025, 8, 1))


def test_everything_comes_back_as_it_was_stored(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    own = {"serial_no": "1907-233", "maker": "凯泉", "warranty_end_on": date(2027, 1, 1)}
    equipment = make_equipment(context, **own)
    form = equipment_form(context, equipment)
    dialog = ask_equipment(desk, window, equipment, form, lambda _id: None)
    assert dialog.form() == form


@pytest.mark.parametrize(("field", "text"), [("name", ""), ("quantity", "0"), ("quantity", ""), ("quantity", "1.5")])
def test_what_is_missing_or_wrong_is_marked(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot, field: str, text: str
) -> None:
    project = make_project(context)
    dialog = ask_new_equipment(desk, window, project, "泵", lambda _id: pytest.fail("was saved"))
    getattr(dialog, field).setText(text)
    press_save(dialog, NAME, desk, qtbot)
    assert problem(dialog, NAME, field)


def test_equipment_without_project_is_a_mistake_of_the_program(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    with pytest.raises(ValueError, match="project"):
        ask_equipment(desk, window, 1, EquipmentForm(name="x"), lambda _id: None)

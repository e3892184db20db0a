"""Departments on screen: the list, and the form of one (C7.2)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from app.forms.people import DepartmentForm
from app.queries.people.staff import departments
from tests.factories import make_department
from tests.ui.by_hand import opened, press_save, problem, save, type_text
from ui.dialogs.people.department_dialog import DepartmentDialog, DepartmentsDialog, ask_department, ask_departments
from ui.runtime.desk import Desk


def _names(dialog: DepartmentsDialog) -> list[str]:
    return [dialog.model.row_at(row).form.name for row in range(dialog.model.rowCount())]


def test_a_department_is_added_and_stands_in_the_list(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    told: list[str] = []
    dialog = ask_departments(desk, window, lambda: told.append("changed"))
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    dialog.new_button.click()
    form = opened(qtbot, dialog, DepartmentDialog)
    type_text(form.name, "工程部")
    type_text(form.manager, "赵建国")
    type_text(form.phone, "内线 8021")
    save(qtbot, form)
    qtbot.waitUntil(lambda: "工程部" in _names(dialog))
    assert told == ["changed"]
    assert departments(context)[-1].manager_phone == "内线 8021"


def test_enter_edits_the_department_of_the_line(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    department = make_department(context, name="工程部")
    dialog = ask_departments(desk, window, lambda: None)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 2)
    dialog.table.select_id(department)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    form = opened(qtbot, dialog, DepartmentDialog)
    form.manager.set_value("孙丽华")
    save(qtbot, form)
    assert departments(context)[-1] == DepartmentForm(department, "工程部", "孙丽华", "", is_own=False, version=2)


def test_c7_2_a_lending_department_needs_a_manager_our_own_does_not(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    form = ask_department(desk, window, DepartmentForm(name="工程部"), lambda _id: None)
    press_save(form)
    assert problem(form, "manager_name")
    form.own.set_value(frozenset({"own"}))
    save(qtbot, form)


def test_a_name_that_exists_is_told_at_the_name(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    make_department(context, name="工程部")
    form = ask_department(desk, window, DepartmentForm(name="工程部", manager_name="周志强"), lambda _id: None)
    press_save(form)
    qtbot.waitUntil(lambda: bool(problem(form, "name")))
    assert form.manager.value() == "周志强"

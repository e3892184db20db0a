"""Invariant 5 on the screen: two desks edit one record, both are told, both versions are shown, nothing is lost."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import delete

from app.changes import Change
from app.context import Actor, Context
from app.forms.people import DepartmentForm
from app.queries.people.staff import department_form, departments, staff_form
from app.services.people.staff import save_department, save_staff
from models.enums import Role
from models.people.department import Department
from tests.conftest import OpenDesk
from tests.factories import make_department, make_staff
from tests.ui.by_hand import opened, press_save, save, type_text
from ui.dialogs.forms.conflict_dialog import ConflictDialog
from ui.dialogs.forms.versions import Side
from ui.dialogs.people.department_dialog import DepartmentDialog, ask_department
from ui.dialogs.people.staff_dialog import StaffDialog, ask_staff
from ui.runtime.desk import Desk
from ui.runtime.other_desks import OtherDesks

pytestmark = pytest.mark.on_server

STORY = "王敏 saved this record at 14:00 while you have it open."
pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def other(open_desk: OpenDesk, desk: Desk) -> Context:
    """Another desk on the same data, where 王敏 works."""
    context = open_desk()
    context.actor = Actor("wang", "王敏", frozenset({Role.MANAGER}))
    return context


def editing(desk: Desk, window: QWidget, qtbot: QtBot) -> tuple[int, StaffDialog]:
    """Open the form of a person."""
    member = make_staff(desk.context)
    ask_staff(desk, window, member, lambda _id: None)
    return member, opened(qtbot, window, StaffDialog)


def change(context: Context, member: int, **fields: Any) -> None:
    """Save a person from another desk."""
    save_staff(context, record_id=member, form=replace(staff_form(context, member), **fields))


def compared(qtbot: QtBot, dialog: StaffDialog) -> ConflictDialog:
    """Press save and wait for the comparison."""
    press_save(dialog)
    return opened(qtbot, dialog, ConflictDialog)


def test_both_versions_are_shown_with_who_saved_and_when(
    desk: Desk, other: Context, window: QWidget, qtbot: QtBot
) -> None:
    member, dialog = editing(desk, window, qtbot)
    change(other, member, post="组长", skills="EDI")
    dialog.post.set_value("工程师")
    comparison = compared(qtbot, dialog)
    assert comparison.findChild(QWidget, "forms.conflict.story").text() == STORY  # type: ignore[union-attr]
    assert [(row.difference.name, row.difference.mine, row.difference.theirs) for row in comparison.rows] == [
        ("post", "工程师", "组长"),
        ("skills", "", "EDI"),
    ]


def test_what_one_side_alone_changed_is_chosen_already(
    desk: Desk, other: Context, window: QWidget, qtbot: QtBot
) -> None:
    member, dialog = editing(desk, window, qtbot)
    change(other, member, post="组长", skills="EDI")
    dialog.post.set_value("工程师")
    dialog.mobile.set_value("13811112222")
    comparison = compared(qtbot, dialog)
    assert dict(comparison.sides()) == {"post": None, "mobile": Side.MINE, "skills": Side.THEIRS}


def test_nothing_is_saved_before_a_person_saves(desk: Desk, other: Context, window: QWidget, qtbot: QtBot) -> None:
    member, dialog = editing(desk, window, qtbot)
    change(other, member, post="组长", skills="EDI")
    dialog.post.set_value("工程师")
    comparison = compared(qtbot, dialog)
    comparison.take.click()
    assert comparison.isVisible(), "the post has not been chosen"
    comparison.rows[0].choose(Side.MINE)
    comparison.take.click()
    assert (dialog.post.value(), dialog.skills.value()) == ("工程师", "EDI")
    assert staff_form(other, member).post == "组长"
    save(qtbot, dialog)
    stored = staff_form(other, member)
    assert (stored.post, stored.skills) == ("工程师", "EDI")


def test_the_keyboard_chooses(desk: Desk, other: Context, window: QWidget, qtbot: QtBot) -> None:
    member, dialog = editing(desk, window, qtbot)
    change(other, member, post="组长")
    dialog.post.set_value("工程师")
    comparison = compared(qtbot, dialog)
    mine = comparison.findChild(QRadioButton, "forms.conflict.post.mine")
    theirs = comparison.findChild(QRadioButton, "forms.conflict.post.theirs")
    assert isinstance(mine, QRadioButton)
    assert isinstance(theirs, QRadioButton)
    assert "工程师" in mine.accessibleName()
    mine.setFocus()
    qtbot.keyClick(mine, Qt.Key.Key_Right)
    assert theirs.isChecked()
    qtbot.keyClick(comparison, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.post.value() == "组长"


def test_back_to_the_form_leaves_everything_as_it_was(
    desk: Desk, other: Context, window: QWidget, qtbot: QtBot
) -> None:
    member, dialog = editing(desk, window, qtbot)
    change(other, member, post="组长")
    dialog.post.set_value("工程师")
    qtbot.keyClick(compared(qtbot, dialog), Qt.Key.Key_Escape)
    assert (dialog.post.value(), dialog.isVisible()) == ("工程师", True)
    assert isinstance(compared(qtbot, dialog), ConflictDialog), "saving again asks again"


def test_an_open_form_is_told_at_once(desk: Desk, other: Context, window: QWidget, qtbot: QtBot) -> None:
    looks = OtherDesks(desk.context, desk.jobs, desk)
    member, dialog = editing(desk, window, qtbot)
    change(other, member, post="组长")
    looks.look()
    qtbot.waitUntil(lambda: dialog.message.text == STORY)
    dialog.findChild(QPushButton, "dispatch.staff.form.message.compare").click()  # type: ignore[union-attr]
    opened(qtbot, dialog, ConflictDialog).take.click()
    assert dialog.post.value() == "组长"
    assert not dialog.is_dirty


def test_a_person_who_works_at_two_desks_is_told_all_the_same(
    desk: Desk, open_desk: OpenDesk, window: QWidget, qtbot: QtBot
) -> None:
    looks = OtherDesks(desk.context, desk.jobs, desk)
    member, dialog = editing(desk, window, qtbot)
    change(open_desk(), member, post="组长")
    looks.look()
    qtbot.waitUntil(lambda: desk.context.actor.display_name in dialog.message.text)


def test_ones_own_writing_is_no_news(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    looks = OtherDesks(desk.context, desk.jobs, desk)
    member, dialog = editing(desk, window, qtbot)
    heard: list[Change] = []
    change(desk.context, member, post="组长")
    desk.context.changes.subscribe(heard.append)
    looks.look()
    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    assert heard == []
    assert dialog.message.text == ""


def test_a_department_is_compared_too(desk: Desk, other: Context, window: QWidget, qtbot: QtBot) -> None:
    department = make_department(desk.context, name="工程部", manager_name="赵建国")
    form = department_form(desk.context, department)
    dialog = ask_department(desk, window, form, lambda _id: None)
    save_department(other, form=replace(form, manager_name="孙丽华"))
    type_text(dialog.phone, "8021")
    press_save(dialog)
    opened(qtbot, dialog, ConflictDialog).take.click()
    save(qtbot, dialog)
    assert departments(other)[-1] == replace(form, manager_name="孙丽华", manager_phone="8021", version=3)


def test_a_department_that_is_gone_says_so_and_keeps_what_was_typed(
    desk: Desk, other: Context, window: QWidget, qtbot: QtBot
) -> None:
    department = make_department(desk.context, name="工程部", manager_name="赵建国")
    form = department_form(desk.context, department)
    dialog: DepartmentDialog = ask_department(desk, window, form, lambda _id: None)
    save_department(other, form=replace(form, manager_name="孙丽华"))
    with other.write() as session:
        session.execute(delete(Department).where(Department.id == department))
    type_text(dialog.phone, "8021")
    press_save(dialog)
    qtbot.waitUntil(lambda: "no longer exists" in dialog.message.text)
    assert (dialog.phone.value(), dialog.form().department_id) == ("8021", DepartmentForm(department).department_id)

"""The people of a dispatch as a field of a form (C7.2)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton, QToolButton
from pytestqt.qtbot import QtBot

from app.forms.people import TravellerForm
from tests.factories import FRIDAY, ZONE, local_time
from tests.ui.by_hand import pick, type_text
from ui.runtime.jobs import JobRunner
from ui.widgets.fields.moment_edit import MomentEdit
from ui.widgets.fields.people_editor import PeopleEditor
from ui.widgets.fields.people_table import Clock
from ui.widgets.fields.record_picker import PickItem, RecordPicker

STAFF = (PickItem(1, "张伟", "工程部"), PickItem(2, "刘洋", "调试部"))
NAME = "dispatch.dispatches.field.people"


@pytest.fixture
def editor(qtbot: QtBot, jobs: JobRunner) -> PeopleEditor:
    """An empty editor that finds two of our staff."""
    picker = RecordPicker(f"{NAME}.staff", lambda words: [item for item in STAFF if words in item.title], jobs)
    widget = PeopleEditor(NAME, picker)
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitActive(widget)
    return widget


def test_the_keyboard_alone_adds_our_people_and_the_first_leads(editor: PeopleEditor, qtbot: QtBot) -> None:
    pick(qtbot, editor.picker, "张")
    pick(qtbot, editor.picker, "刘")
    assert [(person.staff_id, person.is_lead) for person in editor.value()] == [(1, True), (2, False)]
    assert editor.picker.hasFocus()
    assert editor.picker.text() == ""


def test_nobody_is_on_the_list_twice(editor: PeopleEditor, qtbot: QtBot) -> None:
    pick(qtbot, editor.picker, "张")
    pick(qtbot, editor.picker, "张")
    assert len(editor.value()) == 1
    assert "张伟" in editor._note.text()
    assert editor._note.isVisible()


def test_a_manufacturers_person_is_entered_by_hand(editor: PeopleEditor, qtbot: QtBot) -> None:
    editor.guest_button.click()
    type_text(editor.guest.name, "王工")
    type_text(editor.guest.organisation, "凯泉泵业")
    type_text(editor.guest.phone, "139 0000 2468")
    qtbot.keyClick(editor.guest.phone, Qt.Key.Key_Return)
    assert editor.value() == (TravellerForm(None, "王工", "凯泉泵业", "139 0000 2468", is_lead=True),)
    assert editor.guest.isHidden()
    assert editor.guest_button.hasFocus()


@pytest.mark.parametrize(("name", "organisation", "phone"), [("王工", "", ""), ("", "凯泉", ""), ("王工", "凯泉", "x")])
def test_a_manufacturers_person_needs_name_firm_and_a_real_phone(
    editor: PeopleEditor, qtbot: QtBot, name: str, organisation: str, phone: str
) -> None:
    editor.guest_button.click()
    editor.guest.name.setText(name)
    editor.guest.organisation.setText(organisation)
    editor.guest.phone.setText(phone)
    editor.guest.add_button.click()
    assert editor.value() == ()
    assert editor._note.isVisible()


def test_somebody_half_entered_is_a_problem_until_added_or_left_out(editor: PeopleEditor, qtbot: QtBot) -> None:
    editor.guest_button.click()
    type_text(editor.guest.name, "王工")
    assert editor.problem()
    qtbot.keyClick(editor.guest.name, Qt.Key.Key_Escape)
    assert editor.problem() == ""
    assert editor.guest.isHidden()


def test_another_can_lead(editor: PeopleEditor, qtbot: QtBot) -> None:
    editor.set_value((TravellerForm(1, "张伟", is_lead=True), TravellerForm(2, "刘洋")))
    with qtbot.waitSignal(editor.value_changed):
        editor.findChild(QRadioButton, f"{NAME}.lead.1").click()
    assert [person.is_lead for person in editor.value()] == [False, True]


def test_the_one_who_is_left_leads(editor: PeopleEditor, qtbot: QtBot) -> None:
    editor.set_value((TravellerForm(1, "张伟", is_lead=True), TravellerForm(2, "刘洋")))
    cross = editor.findChild(QToolButton, f"{NAME}.remove.0")
    qtbot.keyClick(cross, Qt.Key.Key_Space)
    assert editor.value() == (TravellerForm(2, "刘洋", is_lead=True),)


def test_every_part_has_a_name_for_screen_readers(editor: PeopleEditor) -> None:
    editor.set_value((TravellerForm(1, "张伟", is_lead=True),))
    editor.guest_button.click()
    parts = [*editor.findChildren(QRadioButton), *editor.findChildren(QToolButton, f"{NAME}.remove.0")]
    parts += [editor.picker, editor.guest.name, editor.guest.organisation, editor.guest.phone, editor.guest_button]
    assert all(part.accessibleName() for part in parts)
    assert all(button.text() for button in editor.findChildren(QPushButton))


def test_tab_walks_as_one_reads(editor: PeopleEditor, qtbot: QtBot) -> None:
    editor.set_value((TravellerForm(1, "张伟", is_lead=True), TravellerForm(2, "刘洋")))
    editor.picker.setFocus()
    walked = []
    for _stop in range(4):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        walked.append(QApplication.focusWidget().objectName().removeprefix(f"{NAME}."))
    assert walked == ["guest.new", "lead.0", "remove.0", "remove.1"]


def test_arrow_keys_change_the_lead(editor: PeopleEditor, qtbot: QtBot) -> None:
    editor.set_value((TravellerForm(1, "张伟", is_lead=True), TravellerForm(2, "刘洋")))
    lead = editor.findChild(QRadioButton, f"{NAME}.lead.0")
    lead.setFocus()
    QApplication.processEvents()  # the lines find their places
    qtbot.keyClick(lead, Qt.Key.Key_Down)
    assert [person.is_lead for person in editor.value()] == [False, True]


@pytest.fixture
def stays(qtbot: QtBot, jobs: JobRunner) -> PeopleEditor:
    """An editor in which one says who comes later, with 张伟 and 刘洋."""
    picker = RecordPicker(f"{NAME}.staff", lambda _words: STAFF, jobs)
    widget = PeopleEditor(NAME, picker, Clock(lambda: FRIDAY, ZONE))
    qtbot.addWidget(widget)
    widget.set_value(tuple(TravellerForm(item.id, item.title, item.subtitle) for item in STAFF))
    widget.show()
    return widget


def test_c7_2_somebody_comes_later_and_goes_earlier(stays: PeopleEditor) -> None:
    for field, typed in (("joins_at", "3-8 8:00"), ("leaves_at", "3-9 12:00")):
        stays.findChild(MomentEdit, f"{NAME}.{field}.1").setText(typed)
    first, second = stays.value()
    assert (first.joins_at, first.leaves_at) == (None, None)
    assert second.joins_at == local_time("2026-03-08 08:00")
    assert second.leaves_at == local_time("2026-03-09 12:00")


def test_a_time_that_is_none_is_a_problem_and_is_kept_as_it_was_typed(stays: PeopleEditor) -> None:
    cell = stays.findChild(MomentEdit, f"{NAME}.joins_at.0")
    cell.setText("gleich")
    assert stays.problem()
    kept = stays.kept()
    stays.set_value(())
    stays.restore(kept)
    assert stays.findChild(MomentEdit, f"{NAME}.joins_at.0").text() == "gleich"

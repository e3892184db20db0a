"""Planning a dispatch on screen (C7.1, C7.2)."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from app.forms.people import TravellerForm
from app.queries.people.dispatches import dispatch_details, dispatch_form
from app.services.people.dispatches import edit_dispatch
from models.enums import DispatchMode
from tests.factories import (
    agree,
    local_time,
    make_customer,
    make_department,
    make_dispatch,
    make_request,
    make_site,
    make_staff,
)
from tests.ui.by_hand import opened, pick, press_save, problem, save, type_text
from ui.dialogs.people.dispatch_dialog import DispatchDialog, ask_edit_dispatch, ask_new_dispatch
from ui.dialogs.people.staff_dialog import StaffDialog
from ui.runtime.desk import Desk


def _fill_times(dialog: DispatchDialog) -> None:
    dialog.starts_at.line.setText("3-9 8:30")
    dialog.ends_at.line.setText("3-10 17:30")


def test_c7_1_a_dispatch_is_planned_for_a_request(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    customer = make_customer(context)
    request = make_request(context, customer_id=customer, site_id=make_site(context, customer_id=customer))
    make_staff(context, name="张伟")
    saved: list[int] = []
    ask_new_dispatch(desk, window, request, saved.append)
    dialog = opened(qtbot, window, DispatchDialog)
    assert dialog.site.text() == "化水车间"
    assert dialog.mode.value() == DispatchMode.GUIDANCE
    _fill_times(dialog)
    dialog.content.set_value("更换机械密封")
    pick(qtbot, dialog.people.picker, "zhangwei")
    save(qtbot, dialog)
    details = dispatch_details(context, saved[0])
    assert (details.starts_at, details.content) == (local_time("2026-03-09 08:30"), "更换机械密封")
    assert [(person.name, person.is_lead) for person in details.people] == [("张伟", True)]
    assert details.number is None


def test_a_picked_request_brings_its_site(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    customer = make_customer(context)
    make_request(context, customer_id=customer, site_id=make_site(context, customer_id=customer), text="阳床再生异常")
    ask_new_dispatch(desk, window, None, lambda _id: None)
    dialog = opened(qtbot, window, DispatchDialog)
    pick(qtbot, dialog.request, "阳床")
    qtbot.waitUntil(lambda: dialog.site.value() is not None)
    assert dialog._customer_id == customer


def test_the_save_button_says_what_is_missing(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    ask_new_dispatch(desk, window, None, lambda _id: None)
    dialog = opened(qtbot, window, DispatchDialog)
    press_save(dialog)
    assert len(dialog.missing()) == 3
    said = dialog.findChild(QLabel, "dispatch.dispatches.form.missing").text()
    assert all(title in said for title in dialog.missing())
    assert dialog.isVisible()


def test_an_end_before_the_start_is_marked(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    ask_new_dispatch(desk, window, make_request(context), lambda _id: None)
    dialog = opened(qtbot, window, DispatchDialog)
    dialog.starts_at.line.setText("3-9 8:30")
    dialog.ends_at.line.setText("3-8 8:30")
    press_save(dialog)
    assert problem(dialog, "ends_at")
    assert not dialog.is_busy


def test_a_person_in_two_places_is_told_at_the_people(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    department = make_department(context)
    member = make_staff(context, name="张伟", department_id=department)
    number = agree(context, make_dispatch(context, member), department)
    ask_new_dispatch(desk, window, make_request(context), lambda _id: None)
    dialog = opened(qtbot, window, DispatchDialog)
    dialog.starts_at.line.setText("3-7 8:30")
    dialog.ends_at.line.setText("3-7 17:30")
    dialog.people.set_value((TravellerForm(staff_id=member, name="张伟"),))
    press_save(dialog)
    qtbot.waitUntil(lambda: number in problem(dialog, "people"))
    assert dialog.people.value()[0].staff_id == member
    assert dialog.people.picker.hasFocus()


def test_what_another_desk_saved_is_not_overwritten_and_what_was_typed_stays(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    record = make_dispatch(context)
    ask_edit_dispatch(desk, window, record, lambda _id: None)
    dialog = opened(qtbot, window, DispatchDialog)
    dialog.content.set_value("我的内容")
    form = dispatch_form(context, record)
    later = (form.ends_at or desk.now()) + timedelta(days=1)
    edit_dispatch(context, record_id=record, form=replace(form, ends_at=later))
    press_save(dialog)
    qtbot.waitUntil(lambda: bool(dialog.message.text))
    assert dialog.content.value() == "我的内容"
    assert dispatch_details(context, record).ends_at == later


def test_the_request_of_a_planned_dispatch_stays(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    record = make_dispatch(context)
    saved: list[int] = []
    ask_edit_dispatch(desk, window, record, saved.append)
    dialog = opened(qtbot, window, DispatchDialog)
    assert not dialog.request.isEnabled()
    dialog.tools.set_value("酸洗小车")
    qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: saved == [record])
    assert dispatch_details(context, record).tools == "酸洗小车"


def test_a_person_who_is_not_there_yet_is_added_in_place(
    desk: Desk, context: Context, window: QWidget, qtbot: QtBot
) -> None:
    make_department(context, name="调试中心")
    ask_new_dispatch(desk, window, make_request(context), lambda _id: None)
    dialog = opened(qtbot, window, DispatchDialog)
    pick(qtbot, dialog.people.picker, "黄磊")
    person = opened(qtbot, dialog, StaffDialog)
    assert person.name.value() == "黄磊"
    pick(qtbot, person.department, "调试")
    save(qtbot, person)
    qtbot.waitUntil(lambda: bool(dialog.people.value()))
    assert dialog.people.value()[0].name == "黄磊"


def test_c7_2_a_journey_to_two_sites_is_planned(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    customer = make_customer(context)
    request = make_request(context, customer_id=customer, site_id=make_site(context, customer_id=customer))
    pumps = make_site(context, customer_id=customer, name="取水泵站")
    make_staff(context, name="张伟")
    saved: list[int] = []
    ask_new_dispatch(desk, window, request, saved.append)
    dialog = opened(qtbot, window, DispatchDialog)
    _fill_times(dialog)
    pick(qtbot, dialog.people.picker, "zhangwei")
    dialog.customer_hands.set_value("钳工班 2 人")
    dialog.sites.add_line()
    pick(qtbot, dialog.sites.cell(0, "site"), "取水")
    type_text(dialog.sites.cell(0, "purpose"), "检查水泵")
    save(qtbot, dialog)
    details = dispatch_details(context, saved[0])
    assert [(site.site_id, site.purpose) for site in details.sites] == [(pumps, "检查水泵")]
    assert details.customer_hands == "钳工班 2 人"
    ask_edit_dispatch(desk, window, saved[0], lambda _id: None)
    again = opened(qtbot, window, DispatchDialog)
    assert [site.site_id for site in again.form().sites] == [pumps]


def test_a_site_named_twice_is_told_at_the_sites(desk: Desk, context: Context, window: QWidget, qtbot: QtBot) -> None:
    customer = make_customer(context)
    request = make_request(context, customer_id=customer, site_id=make_site(context, customer_id=customer))
    ask_new_dispatch(desk, window, request, lambda _id: None)
    dialog = opened(qtbot, window, DispatchDialog)
    _fill_times(dialog)
    dialog.sites.add_line()
    pick(qtbot, dialog.sites.cell(0, "site"), "化水")
    press_save(dialog)
    qtbot.waitUntil(lambda: bool(problem(dialog, "sites")))

"""Changes of an agreed dispatch on its page: longer, somebody more, less, another; appointment, checks (C7.2, N1)."""

import pytest
from pytestqt.qtbot import QtBot

from app.context import Context
from app.queries.people.dispatches import DispatchDetails
from tests.dispatch_factories import make_arrived_trip, make_departed_trip, make_ready_trip
from tests.factories import agree, local_time, make_agreed_dispatch, make_department, make_dispatch, make_staff
from tests.secrecy_factories import make_held_lesson, make_signed_agreement
from tests.ui.by_hand import opened, pick, press_save, problem, save
from tests.ui.tabs.dispatch.dispatch_driving import facts, offered, reasons
from tests.ui.tabs.page_driving import show_record
from ui.dialogs.people.appointment_dialogs import AppointmentDialog, FailedCallDialog
from ui.dialogs.people.change_dialogs import AddPersonDialog, ExtendDialog, SwapPersonDialog, TakeOffDialog
from ui.dialogs.people.staff_dialog import StaffDialog
from ui.dialogs.people.work_dialogs import OpenItemDialog, QualityDialog, RepairPlanDialog
from ui.tabs.dispatch.dispatches.dispatches_page import DispatchesPage

pytestmark = pytest.mark.on_server


def _taught(context: Context, name: str, **fields: object) -> int:
    """Return the id of a person of ours who may be sent: with an agreement and a lesson."""
    staff = make_staff(context, name=name, **fields)
    make_signed_agreement(context, staff)
    make_held_lesson(context, staff)
    return staff


def _now(page: DispatchesPage) -> DispatchDetails:
    assert page.details is not None
    return page.details


def test_c7_2_longer_with_the_word_of_the_lending_department(
    page: DispatchesPage, context: Context, qtbot: QtBot
) -> None:
    show_record(page, make_agreed_dispatch(context), qtbot)
    page.on_step("extend")
    dialog = opened(qtbot, page, ExtendDialog)
    assert dialog.words.value()[0].agreed_by == "赵建国"
    dialog.ends_at.line.setText("3-7 9:00")
    press_save(dialog)
    assert problem(dialog, "ends_at")
    dialog.ends_at.line.setText("3-9 18:00")
    dialog.reason.set_value("备件晚到")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: _now(page).ends_at == local_time("2026-03-09 18:00"))


def test_c12_2_a_late_joiner_signs_the_addendum_in_the_same_form(
    page: DispatchesPage, context: Context, qtbot: QtBot
) -> None:
    dispatch = make_departed_trip(context)
    _taught(context, "刘洋", department_id=make_department(context, manager_name="周志强"))
    show_record(page, dispatch, qtbot)
    page.on_step("add_person")
    dialog = opened(qtbot, page, AddPersonDialog)
    pick(qtbot, dialog.staff, "刘洋")
    qtbot.waitUntil(lambda: dialog.agreed_by.value() == "周志强")
    dialog.joins_at.line.setText("3-7 8:00")
    press_save(dialog)
    assert dialog.missing()
    dialog.briefed_by.set_value("陈安")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: len(_now(page).people) == 2)
    assert not _now(page).unbriefed
    assert len(facts(page, "briefings")) == 2


def test_c14_a_joiner_without_agreement_is_refused_at_the_exception(
    page: DispatchesPage, context: Context, qtbot: QtBot
) -> None:
    dispatch = make_departed_trip(context)
    make_staff(context, name="刘洋", department_id=make_department(context, is_own=False))
    show_record(page, dispatch, qtbot)
    page.on_step("add_person")
    dialog = opened(qtbot, page, AddPersonDialog)
    pick(qtbot, dialog.staff, "刘洋")
    qtbot.waitUntil(lambda: bool(dialog.agreed_by.value()))
    dialog.joins_at.line.setText("3-7 8:00")
    dialog.briefed_by.set_value("陈安")
    press_save(dialog)
    qtbot.waitUntil(lambda: "刘洋" in problem(dialog, "secrecy_exception"))
    dialog.secrecy_exception.set_value("协议明日补签")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: bool(_now(page).exceptions))


def test_who_is_not_there_yet_is_added_in_place(page: DispatchesPage, context: Context, qtbot: QtBot) -> None:
    make_department(context, name="调试中心", manager_name="周志强")
    show_record(page, make_agreed_dispatch(context), qtbot)
    page.on_step("add_person")
    dialog = opened(qtbot, page, AddPersonDialog)
    pick(qtbot, dialog.staff, "黄磊")
    person = opened(qtbot, dialog, StaffDialog)
    pick(qtbot, person.department, "调试")
    save(qtbot, person)
    qtbot.waitUntil(lambda: dialog.agreed_by.value() == "周志强")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: "黄磊" in [one.name for one in _now(page).people])


def test_a_manufacturers_man_joins_by_name(page: DispatchesPage, context: Context, qtbot: QtBot) -> None:
    show_record(page, make_agreed_dispatch(context), qtbot)
    page.on_step("add_person")
    dialog = opened(qtbot, page, AddPersonDialog)
    dialog.whose.set_value("theirs")
    dialog.person.set_value("王工")
    dialog.organisation.set_value("凯泉泵业")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: [one.organisation for one in _now(page).people][1:] == ["凯泉泵业"])


def test_c7_2_one_for_another_who_leads_as_the_other_did(page: DispatchesPage, context: Context, qtbot: QtBot) -> None:
    dispatch = make_departed_trip(context)
    _taught(context, "刘洋", department_id=make_department(context, name="维修部"))
    show_record(page, dispatch, qtbot)
    page.on_step("swap_person")
    dialog = opened(qtbot, page, SwapPersonDialog)
    dialog.why.set_value("家中有事")
    pick(qtbot, dialog.staff, "刘洋")
    qtbot.waitUntil(lambda: bool(dialog.agreed_by.value()))
    dialog.joins_at.line.setText("3-7 8:00")
    dialog.leaves_at.line.setText("3-7 9:00")
    dialog.briefed_by.set_value("陈安")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: [one.name for one in _now(page).people if one.is_lead] == ["刘洋"])


def test_who_led_is_followed_by_somebody(page: DispatchesPage, context: Context, qtbot: QtBot) -> None:
    show_record(page, make_ready_trip(context, 2), qtbot)
    follower = _now(page).people[1]
    page.on_step("take_off")
    dialog = opened(qtbot, page, TakeOffDialog)
    dialog.why.set_value("另有任务")
    press_save(dialog)
    assert problem(dialog, "lead_id") or dialog.missing()
    dialog.lead.set_value(str(follower.id))
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: [one.name for one in _now(page).people] == [follower.name])


def test_somebody_elsewhere_is_refused_at_the_person(page: DispatchesPage, context: Context, qtbot: QtBot) -> None:
    department = make_department(context)
    busy = make_staff(context, name="刘洋", department_id=department)
    number = agree(context, make_dispatch(context, busy), department)
    show_record(page, make_agreed_dispatch(context), qtbot)
    page.on_step("add_person")
    dialog = opened(qtbot, page, AddPersonDialog)
    pick(qtbot, dialog.staff, "刘洋")
    qtbot.waitUntil(lambda: bool(dialog.agreed_by.value()))
    press_save(dialog)
    qtbot.waitUntil(lambda: number in problem(dialog, "staff_id"))


def test_n1_appointments_are_agreed_moved_and_missed(page: DispatchesPage, context: Context, qtbot: QtBot) -> None:
    show_record(page, make_agreed_dispatch(context), qtbot)
    page.on_step("appointment")
    first = opened(qtbot, page, AppointmentDialog)
    first.agreed_with.set_value("王主任")
    save(qtbot, first)
    qtbot.waitUntil(lambda: _now(page).appointment.at is not None)
    page.on_step("appointment")
    moved = opened(qtbot, page, AppointmentDialog)
    moved.appointment_at.line.setText("3-8 9:00")
    moved.agreed_with.set_value("王主任")
    press_save(moved)
    assert moved.missing()
    moved.reason.set_value("客户检修窗口推迟")
    save(qtbot, moved)
    qtbot.waitUntil(lambda: _now(page).appointment.at == local_time("2026-03-08 09:00"))
    for calls in range(1, 4):
        page.on_step("failed_call")
        save(qtbot, opened(qtbot, page, FailedCallDialog))
        qtbot.waitUntil(lambda calls=calls: _now(page).appointment.failed_calls == calls)
    qtbot.waitUntil(lambda: any(clause == "N1" for clause, _text in reasons(page).values()))


def test_n5_plan_and_check_stand_with_the_facts(page: DispatchesPage, context: Context, qtbot: QtBot) -> None:
    show_record(page, make_arrived_trip(context), qtbot)
    page.on_step("plan")
    plan = opened(qtbot, page, RepairPlanDialog)
    plan.plan.set_value("更换机封，校正对中")
    plan.agreed_by.set_value("王主任")
    press_save(plan)
    assert problem(plan, "plan_agreed_on")
    plan.agreed_on.set_value(page.desk.today())
    save(qtbot, plan)
    qtbot.waitUntil(lambda: "更换机封，校正对中" in facts(page, "facts"))
    page.on_step("quality")
    check = opened(qtbot, page, QualityDialog)
    check.by.set_value("陈安")
    save(qtbot, check)
    qtbot.waitUntil(lambda: _now(page).quality_by == "陈安")


def test_c7_4_something_found_later_is_noted(page: DispatchesPage, context: Context, qtbot: QtBot) -> None:
    show_record(page, make_arrived_trip(context), qtbot)
    assert "settle_item" not in offered(page)
    page.on_step("note_item")
    dialog = opened(qtbot, page, OpenItemDialog)
    dialog.text.set_value("缺少备用密封")
    press_save(dialog)
    assert dialog.missing()
    dialog.due_on.set_value(local_time("2026-03-20").date())
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: "settle_item" in offered(page))

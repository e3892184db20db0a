"""Visits and rounds in the window, from the plan to the closing words (C2.2, C13)."""

from collections.abc import Iterator
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from app.context import Context
from models.enums import (
    FollowUpKind,
    RecordKind,
    RequestSource,
    Role,
    RoundState,
    VisitMode,
    VisitState,
)
from models.requests.request import Request
from tests.factories import local_time, make_customer, make_project, make_site, stored
from tests.ui.by_hand import opened, pick, press_save, problem, save, type_text
from tests.ui.tabs.conftest import DeskOf
from tests.ui.tabs.page_driving import press_button
from tests.ui.tabs.requests.driving import said
from tests.ui.tabs.requests.stepping import seldom, shown_page, step
from tests.ui.tabs.rooms_driving import add_new, details_shown, show_in_room, wait_for_state
from tests.visit_factories import do_visit, make_round, make_visit, task
from ui.dialogs.care.complaint_dialog import ComplaintDialog
from ui.dialogs.care.round_dialog import RoundDialog
from ui.dialogs.care.visit_dialog import CustomerVisitDialog
from ui.dialogs.care.visit_record_dialog import VisitRecordDialog
from ui.dialogs.care.visit_steps import SettlingDialog, VisitMoveDialog
from ui.dialogs.reason_dialog import ReasonDialog
from ui.dialogs.requests.request_dialog import RequestDialog
from ui.dialogs.trips.survey_dialogs import SurveyDialog
from ui.runtime.desk import Desk
from ui.tabs.visits.visits.visits_page import VisitsPage


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[VisitsPage]:
    """The page, shown and read."""
    yield from shown_page(VisitsPage(desk), qtbot)


def test_c13_a_visit_from_its_plan_to_its_end(page: VisitsPage, context: Context, qtbot: QtBot) -> None:
    make_project(context, customer_id=make_customer(context, name="华东化工有限公司"))
    add_new(page, "new_visit", qtbot)
    dialog = opened(qtbot, page, CustomerVisitDialog)
    press_save(dialog)
    assert problem(dialog, "customer_id")
    pick(qtbot, dialog.pickers["customer_id"], "华东")
    type_text(dialog.focus, "了解运行情况")
    save(qtbot, dialog)
    wait_for_state(page, VisitState.PLANNED, qtbot)
    record = step(page, "record", VisitRecordDialog, qtbot)
    press_save(record)
    assert problem(record, "interviewee")
    type_text(record.typed["interviewee"], "王工")
    record.scores["sat_service"].set_value("4")
    record.follow_ups.add_line()
    type_text(record.follow_ups.cell(0, "text"), "寄运行手册")
    record.follow_ups.entered()[0].field("kind").set_value(FollowUpKind.TASK.value)
    save(qtbot, record)
    wait_for_state(page, VisitState.DONE, qtbot)
    assert "寄运行手册" in said(page.panel)
    [line] = details_shown(page).follow_ups
    press_button(page, f"step.settle:{line.id}", qtbot)
    settling = opened(qtbot, page, SettlingDialog)
    type_text(settling.outcome, "已快递")
    save(qtbot, settling)
    qtbot.waitUntil(lambda: not details_shown(page).open_follow_ups and page.desk.jobs.is_idle)
    press_button(page, "step.close", qtbot)
    wait_for_state(page, VisitState.CLOSED, qtbot)


def test_c2_2_a_need_becomes_a_request(page: VisitsPage, context: Context, qtbot: QtBot) -> None:
    visit = make_visit(context)
    [line] = do_visit(context, visit, task("更换滤芯", kind=FollowUpKind.NEED_NEAR)).follow_ups
    show_in_room(page, visit, qtbot)
    press_button(page, f"step.request:{line.id}", qtbot)
    dialog = opened(qtbot, page, RequestDialog)
    assert dialog.form().source is RequestSource.VISIT
    assert dialog.form().text == "更换滤芯"
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: not details_shown(page).open_follow_ups and page.desk.jobs.is_idle)
    [line] = details_shown(page).follow_ups
    assert line.became is not None
    assert stored(context, Request, line.became.id).source is RequestSource.VISIT


def test_c13_dissatisfaction_ends_in_a_complaint(page: VisitsPage, context: Context, qtbot: QtBot) -> None:
    show_in_room(page, make_visit(context), qtbot)
    record = step(page, "record", VisitRecordDialog, qtbot)
    assert not record.low.isVisible()
    record.scores["sat_service"].set_value("2")
    assert record.low.isVisible()
    type_text(record.typed["interviewee"], "王工")
    type_text(record.typed["problems"], "备件等了一个月")
    save(qtbot, record)
    wait_for_state(page, VisitState.DONE, qtbot)
    [line] = details_shown(page).follow_ups
    press_button(page, f"step.complaint:{line.id}", qtbot)
    dialog = opened(qtbot, page, ComplaintDialog)
    assert dialog.form().visit_id == details_shown(page).id
    assert dialog.form().content == "备件等了一个月"
    type_text(dialog.typed["title"], "备件供应慢")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: not details_shown(page).open_follow_ups and page.desk.jobs.is_idle)
    [line] = details_shown(page).follow_ups
    assert line.became is not None
    assert line.became.kind is RecordKind.COMPLAINT


def test_c13_a_visit_is_moved_and_cancelled(page: VisitsPage, context: Context, qtbot: QtBot) -> None:
    show_in_room(page, make_visit(context), qtbot)
    moving = seldom(page, "move", VisitMoveDialog, qtbot)
    moving.planned_on.set_value(date(2026, 3, 12))
    save(qtbot, moving)
    qtbot.waitUntil(lambda: details_shown(page).planned_on == date(2026, 3, 12))
    reason = seldom(page, "cancel", ReasonDialog, qtbot)
    type_text(reason.text, "客户停产")
    save(qtbot, reason)
    wait_for_state(page, VisitState.CANCELLED, qtbot)


def test_c13_a_survey_is_given_out_on_a_visit(page: VisitsPage, context: Context, qtbot: QtBot) -> None:
    show_in_room(page, make_visit(context), qtbot)
    dialog = seldom(page, "survey", SurveyDialog, qtbot)
    assert dialog.form().customer_id == details_shown(page).customer_id
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: details_shown(page).survey is not None and page.desk.jobs.is_idle)


def test_c13_1_a_round_is_drawn_up_settled_and_closed(page: VisitsPage, context: Context, qtbot: QtBot) -> None:
    customer = make_customer(context, name="华东化工有限公司", is_key=True)
    site = make_site(context, customer_id=customer, province="浙江省", city="宁波市")
    make_project(context, customer_id=customer, site_id=site)
    make_customer(context, name="三门峡热电有限公司")
    add_new(page, "new_round", qtbot)
    dialog = opened(qtbot, page, RoundDialog)
    [first] = dialog.lines.value()
    assert (first.customer_id, first.listed, first.planned_on) == (customer, True, date(2026, 6, 1))
    assert dialog.lines.cell(0, "region").text() == "浙江省宁波市"  # type: ignore[attr-defined]
    assert "重点客户" in first.focus
    dialog.lines.add_line()
    pick(qtbot, dialog.lines.cell(1, "customer"), "三门峡")  # type: ignore[arg-type]
    press_save(dialog)
    assert problem(dialog, "lines")  # no day yet
    added = dialog.lines.entered()[1]
    assert added.field("listed").value()
    added.field("planned_on").set_value(date(2026, 6, 2))
    added.field("mode").set_value(VisitMode.PHONE.value)
    save(qtbot, dialog)
    wait_for_state(page, RoundState.DRAFT, qtbot)
    assert len(details_shown(page).visits) == 2
    press_button(page, "step.plan", qtbot)
    wait_for_state(page, RoundState.PLANNED, qtbot)
    context.clock.moment = local_time("2026-06-08 09:00")  # type: ignore[attr-defined]
    for one in details_shown(page).visits:
        do_visit(context, one.id)
    page.reload_details()
    qtbot.waitUntil(lambda: details_shown(page).done == 2 and page.desk.jobs.is_idle)
    closing = step(page, "close", ReasonDialog, qtbot)
    type_text(closing.text, "两户均完成")
    save(qtbot, closing)
    wait_for_state(page, RoundState.CLOSED, qtbot)
    assert "两户均完成" in said(page.panel)


def test_c13_1_the_list_is_changed_until_it_is_settled(page: VisitsPage, context: Context, qtbot: QtBot) -> None:
    first, second = make_customer(context), make_customer(context)
    found = make_round(context, first, second)
    show_in_room(page, found, qtbot)
    page.edit(found)
    dialog = opened(qtbot, page, RoundDialog)
    dialog.lines.entered()[1].field("listed").set_value(False)
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: len(details_shown(page).visits) == 1 and page.desk.jobs.is_idle)
    press_button(page, "step.plan", qtbot)
    wait_for_state(page, RoundState.PLANNED, qtbot)
    page.edit(found)
    assert page.message.isVisible()


def test_c13_who_may_not_edit_sees_no_steps(context: Context, desk_of: DeskOf, qtbot: QtBot) -> None:
    visit = make_visit(context)
    do_visit(context, visit, task())
    for page in shown_page(VisitsPage(desk_of(Role.VIEWER)), qtbot):
        show_in_room(page, visit, qtbot)
        assert not [one for one in page.view_of(page.details).steps if one.enabled]  # type: ignore[arg-type]

"""Inspections and plans on their page, from the plan to the report (N3, N4)."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.context import Context
from app.queries.care.inspection_plans import inspection_plan_details
from models.care.inspection import InspectionPlan
from models.enums import Finding, InspectionState, PlanState
from models.record import Record
from models.requests.request import Request
from tests.factories import make_equipment, make_project, stored
from tests.inspection_factories import conclude, make_inspection, make_plan, make_recorded, record, seen
from tests.ui.by_hand import opened, pick, press_save, problem, save, type_text
from tests.ui.tabs.page_driving import press_button, show_record
from tests.ui.tabs.requests.driving import choose, press, said
from tests.ui.tabs.requests.stepping import shown_page
from ui.dialogs.care.customer_report import CustomerReportDialog
from ui.dialogs.care.inspection_dialog import InspectionRecordDialog
from ui.dialogs.care.inspection_steps import ConclusionDialog, DayDialog, InspectorsDialog
from ui.dialogs.care.plan_dialog import InspectionPlanDialog, ask_new_plan
from ui.dialogs.forms.questioned_form import SureQuestion
from ui.dialogs.reason_dialog import ReasonDialog
from ui.dialogs.requests.request_dialog import RequestDialog
from ui.runtime.desk import Desk
from ui.tabs.visits.inspections.inspections_page import InspectionsPage

MORE = "visits.inspections.detail.step.more"


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[InspectionsPage]:
    """The page, shown and read."""
    yield from shown_page(InspectionsPage(desk), qtbot)


def wait_for(page: InspectionsPage, state: str, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.details is not None and getattr(page.details.details, "state", "") == state)
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)


def test_n4_a_plan_is_entered_with_the_equipment_of_its_project(
    page: InspectionsPage, context: Context, qtbot: QtBot
) -> None:
    project = make_project(context, name="滨江热电水站")
    pieces = [make_equipment(context, project_id=project, name=name) for name in ("1# 给水泵", "2# 给水泵")]
    ask_new_plan(page.desk, page, None, page.reveal)
    dialog = opened(qtbot, page, InspectionPlanDialog)
    press_save(dialog)
    assert problem(dialog, "project_id")
    pick(qtbot, dialog.pickers["project_id"], "滨江热电水站")
    qtbot.waitUntil(lambda: dialog.form().equipment_ids == tuple(pieces))
    dialog.equipment.boxes[pieces[1]].setChecked(False)
    dialog.checklist.set_value("pumps")
    type_text(dialog.cycle_months, "1")
    dialog.min_persons.set_value(2)
    save(qtbot, dialog)
    wait_for(page, PlanState.ACTIVE, qtbot)
    assert page.details is not None
    plan = stored(context, InspectionPlan, page.details.id)
    assert ([one.equipment_id for one in plan.equipment], plan.checklist) == (pieces[:1], "pumps")
    assert plan.title  # called as its checklist


def test_a_plan_that_would_end_before_it_starts_is_seen_at_once(
    page: InspectionsPage, context: Context, qtbot: QtBot
) -> None:
    make_project(context)
    ask_new_plan(page.desk, page, None, page.reveal)
    dialog = opened(qtbot, page, InspectionPlanDialog)
    dialog.ends_on.set_value(date(2026, 3, 1))
    press_save(dialog)
    assert problem(dialog, "ends_on")
    dialog.set_pristine()
    dialog.reject()


def test_n4_a_plan_makes_the_next_inspection_and_is_ended(
    page: InspectionsPage, context: Context, qtbot: QtBot
) -> None:
    plan = make_plan(context)
    show_record(page, plan, qtbot)
    press_button(page, "step.plan_next", qtbot)
    qtbot.waitUntil(lambda: len(inspection_plan_details(context, plan).inspections) == 1)
    qtbot.waitUntil(lambda: "XJ-2026-0001" in said(page.panel))
    choose(page, MORE, "end", qtbot)
    dialog = opened(qtbot, page, ReasonDialog)
    type_text(dialog.text, "协议终止")
    save(qtbot, dialog)
    wait_for(page, PlanState.ENDED, qtbot)
    page.edit(plan)
    assert page.message.isVisible()


def test_n4_findings_are_typed_by_digits_and_the_rest_filled(
    page: InspectionsPage, context: Context, qtbot: QtBot
) -> None:
    inspection = make_inspection(context)
    show_record(page, inspection, qtbot)
    press_button(page, "step.record", qtbot)
    dialog = opened(qtbot, page, InspectionRecordDialog)
    qtbot.keyClicks(dialog.findings.cell(2, "finding"), "3")
    assert dialog.form().findings[2].finding is Finding.FAULT
    type_text(dialog.inspectors, "李强、陈安")
    type_text(dialog.persons, "2")
    dialog.rest_button.click()
    assert [one.finding for one in dialog.form().findings].count(Finding.GOOD) == 5
    press_save(dialog)
    assert problem(dialog, "findings")  # a fault says what is wrong
    type_text(dialog.findings.cell(2, "note"), "机封滴漏")
    save(qtbot, dialog)
    wait_for(page, InspectionState.RECORDED, qtbot)
    assert seen(context, inspection).items[2].note == "机封滴漏"


def test_n4_fewer_people_than_planned_is_asked_about(page: InspectionsPage, context: Context, qtbot: QtBot) -> None:
    inspection = make_inspection(context)
    show_record(page, inspection, qtbot)
    press_button(page, "step.record", qtbot)
    dialog = opened(qtbot, page, InspectionRecordDialog)
    type_text(dialog.inspectors, "李强")
    type_text(dialog.persons, "1")
    dialog.rest_button.click()
    press_save(dialog)
    qtbot.waitUntil(lambda: dialog.findChild(SureQuestion) is not None)
    question = dialog.findChild(SureQuestion)
    question.save.click()
    wait_for(page, InspectionState.RECORDED, qtbot)
    assert seen(context, inspection).persons == 1


def test_n4_a_fault_becomes_a_request_with_its_words(page: InspectionsPage, context: Context, qtbot: QtBot) -> None:
    inspection = make_recorded(context, item_3="机封滴漏")
    show_record(page, inspection, qtbot)
    assert "机封滴漏" in said(page.panel)
    page.take(page.details, "request:3")  # type: ignore[arg-type]
    dialog = opened(qtbot, page, RequestDialog)
    assert "机封滴漏" in dialog.form().text
    assert dialog.form().equipment_id == seen(context, inspection).items[2].equipment_id
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: seen(context, inspection).items[2].request is not None)
    linked = seen(context, inspection).items[2].request
    assert linked is not None
    assert stored(context, Request, linked.id).customer_id == seen(context, inspection).customer_id
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)


def test_n4_the_conclusion_is_proposed_and_written(page: InspectionsPage, context: Context, qtbot: QtBot) -> None:
    inspection = make_recorded(context, item_3="机封滴漏")
    show_record(page, inspection, qtbot)
    press_button(page, "step.conclude", qtbot)
    dialog = opened(qtbot, page, ConclusionDialog)
    assert dialog.conclusion.value()
    type_text(dialog.advice, "备机封一套")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: seen(context, inspection).advice == "备机封一套")
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)


def test_n4_another_day_is_agreed(page: InspectionsPage, context: Context, qtbot: QtBot) -> None:
    inspection = make_inspection(context)
    show_record(page, inspection, qtbot)
    choose(page, MORE, "move", qtbot)
    dialog = opened(qtbot, page, DayDialog)
    dialog.day.set_value(date(2026, 3, 6))
    press_save(dialog)
    assert problem(dialog, "day")
    dialog.day.set_value(date(2026, 3, 12))
    type_text(dialog.agreed_with, "王工")
    type_text(dialog.reason, "客户检修")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: seen(context, inspection).due_on == date(2026, 3, 12))
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)


def test_only_dispatches_to_the_customer_are_offered(page: InspectionsPage, context: Context, qtbot: QtBot) -> None:
    inspection = make_inspection(context)
    show_record(page, inspection, qtbot)
    press_button(page, "step.send", qtbot)
    dialog = opened(qtbot, page, InspectorsDialog)
    press_save(dialog)
    assert problem(dialog, "dispatch_id")
    dialog.set_pristine()
    dialog.reject()


def test_an_inspection_is_cancelled_with_a_reason(page: InspectionsPage, context: Context, qtbot: QtBot) -> None:
    inspection = make_inspection(context)
    show_record(page, inspection, qtbot)
    choose(page, MORE, "cancel", qtbot)
    dialog = opened(qtbot, page, ReasonDialog)
    type_text(dialog.text, "客户停产")
    save(qtbot, dialog)
    wait_for(page, InspectionState.CANCELLED, qtbot)
    assert stored(context, Record, inspection).state == InspectionState.CANCELLED


def test_the_report_of_a_customer_begins_with_the_one_shown(
    page: InspectionsPage, context: Context, qtbot: QtBot
) -> None:
    inspection = make_inspection(context)
    show_record(page, inspection, qtbot)
    press(page, "visits.inspections.action.customer_report", qtbot)
    dialog = opened(qtbot, page, CustomerReportDialog)
    item = dialog.customer.value()
    assert item is not None
    assert (item.id, dialog.quarter.code()) == (seen(context, inspection).customer_id, "2025-Q4")
    dialog.reject()


def test_n4_a_reported_inspection_offers_its_report_again(
    page: InspectionsPage, context: Context, qtbot: QtBot
) -> None:
    inspection = make_inspection(context)
    record(context, inspection)
    conclude(context, inspection)
    show_record(page, inspection, qtbot)
    assert page.findChild(QPushButton, "visits.inspections.detail.step.print_report") is not None

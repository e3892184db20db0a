"""The menus of what is owed on the page of requests: dates agreed, promises waived, what stands out."""

from dataclasses import replace

from PySide6.QtWidgets import QApplication, QMenu, QScrollArea
from pytestqt.qtbot import QtBot

from app.context import Context
from app.forms.requests import HoldForm
from app.queries.requests.requests import request_details
from app.services.promises.holding import put_on_hold
from app.services.requests.steps import record_reply
from models.enums import CommitmentKind, CommitmentState, HoldReason, PartClass, Role, Severity
from tests.conftest import OpenDesk
from tests.factories import (
    local_time,
    make_classed_request,
    make_request,
)
from tests.need_factories import answer, make_needing_request, make_pump, need_form
from tests.ui.by_hand import type_text
from tests.ui.tabs.requests.driving import (
    OWED,
    choices,
    choose,
    opened,
    problem,
    said,
    save,
    show_request,
    wait_for,
)
from tests.ui.tabs.requests.promising import MEMBRANE, free_parts, state_of, urgent_visit
from ui.dialogs.promises.agree_dialog import AgreeDialog
from ui.dialogs.reason_dialog import ReasonDialog
from ui.runtime.desk import Desk
from ui.tabs.requests.owed import owed_views
from ui.tabs.requests.page import RequestsPage


def test_c4_2_the_date_agreed_for_an_imported_part_is_entered(
    page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    show_request(page, free_parts(context, replace(MEMBRANE, part_class=PartClass.IMPORTED)), qtbot)
    assert "时间待约定" in said(page.panel)
    choose(page, f"{OWED}.menu.parts:1", "agree_date:parts:1", qtbot)
    dialog = opened(page, AgreeDialog, qtbot)
    qtbot.keyClicks(dialog.due_at, "4-30 17:30")
    type_text(dialog.agreed_with, "王工")
    type_text(dialog.reason, "来函约定")
    save(dialog, qtbot)
    wait_for(page, qtbot, lambda: page.details and page.details.commitments[-1].is_agreed)
    assert "与 王工 约定" in said(page.panel)


def test_a_date_before_the_clock_started_is_refused_at_its_field(
    page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    show_request(page, free_parts(context), qtbot)
    choose(page, f"{OWED}.menu.parts:1", "agree_date:parts:1", qtbot)
    dialog = opened(page, AgreeDialog, qtbot)
    dialog.due_at.set_value(local_time("2026-03-01 08:00"))
    dialog.agreed_with.set_value("王工")
    dialog.reason.set_value("口头")
    save(dialog, qtbot)
    qtbot.waitUntil(lambda: problem(dialog, "due_at") != "")


def test_the_manager_waives_a_promise_with_a_reason(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    show_request(page, make_request(context), qtbot)
    choose(page, f"{OWED}.menu.reply:0", "waive:reply:0", qtbot)
    dialog = opened(page, ReasonDialog, qtbot)
    save(dialog, qtbot)
    assert problem(dialog, "reason")
    type_text(dialog.text, "用户撤回来电")
    save(dialog, qtbot)
    wait_for(page, qtbot, lambda: state_of(page, CommitmentKind.REPLY) is CommitmentState.WAIVED)
    assert "用户撤回来电" in said(page.panel)


def test_the_menu_of_the_row_offers_what_can_be_done_with_each_promise(
    page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    show_request(page, make_classed_request(context), qtbot)
    menu = page.row_menu()
    inside = [action for part in (menu, *menu.findChildren(QMenu)) for action in part.actions()]
    names = {action.objectName().removeprefix("requests.requests.menu.") for action in inside}
    assert {
        "steps.step.hold",
        "owed.owed.quotation:0.make_quotation",
        "owed.owed.quotation:0.quotation_sent",
        "owed.owed.quotation:0.waive:quotation:0",
    } <= names


def test_what_meets_the_promise_due_first_stands_out(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    request = make_classed_request(context)
    show_request(page, request, qtbot)
    assert primary(page) == ["reply"]
    now = context.clock.now()
    record_reply(context, record_id=request, at=now, person="周敏", counterpart="王工", text="明天报价")
    wait_for(page, qtbot, lambda: primary(page) == ["make_quotation"])


def test_c6_1_parts_are_looked_up_and_issued_before_they_are_handed_over(
    page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    pump, request = make_pump(context, stock=1), make_needing_request(context)
    now = context.clock.now()
    record_reply(context, record_id=request, at=now, person="周敏", counterpart="王工", text="明天发货")
    show_request(page, request, qtbot)
    assert primary(page) == ["look_in_stock"]
    answer(context, request, need_form(pump))
    wait_for(page, qtbot, lambda: primary(page) == ["make_slip"])


def primary(page: RequestsPage) -> list[str]:
    """Return the steps that stand out."""
    return [step.code for step in page._view.steps if step.primary] if page._view else []


def test_the_menu_of_a_promise_closes_with_escape(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    show_request(page, make_request(context), qtbot)
    assert set(choices(page, f"{OWED}.menu.reply:0", qtbot)) == {"reply", "waive:reply:0"}
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)


def test_a_form_half_typed_is_opened_again_for_the_same_promise(
    page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    request = make_classed_request(context)
    show_request(page, request, qtbot)
    page.take_step(request, "agree_date:quotation:0")
    assert "报价" in opened(page, AgreeDialog, qtbot).windowTitle()


def test_the_secretary_neither_waives_nor_moves_a_clock_of_the_clauses_own(
    page: RequestsPage, open_desk: OpenDesk, qtbot: QtBot
) -> None:
    secretary = open_desk(Role.SECRETARY)
    request = free_parts(secretary, MEMBRANE, replace(MEMBRANE, part_class=PartClass.IMPORTED))
    own = page.desk
    desk = Desk(secretary, own.jobs, own.changes, own.state)
    views = {view.code: view for view in owed_views(request_details(secretary, request), desk)}
    offered = {code: {one.code.partition(":")[0]: one.enabled for one in view.choices} for code, view in views.items()}
    assert offered["parts:1"] == {"hand_over": True, "agree_date": False, "waive": False}
    assert offered["parts:2"] == {"hand_over": True, "agree_date": True, "waive": False}
    assert all(one.tooltip for view in views.values() for one in view.choices if not one.enabled)
    desk.drafts.close()


def test_the_pane_keeps_to_its_width_however_much_is_to_be_said(
    language: str, page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    request = urgent_visit(context, severity=Severity.MAJOR, large=True, lines=(MEMBRANE,))
    hold = HoldForm(HoldReason.POSTPONED_BY_CUSTOMER, local_time("2026-03-06 13:30"), local_time("2026-03-09 08:00"))
    put_on_hold(context, record_id=request, form=hold)
    show_request(page, request, qtbot)
    scroll = page.panel.findChild(QScrollArea)
    assert isinstance(scroll, QScrollArea)
    qtbot.waitUntil(lambda: scroll.widget().minimumSizeHint().width() <= scroll.viewport().width())
    assert language

"""From the first step of analysis to the end: what the pane offers, asks and refuses."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.context import Context
from app.queries.requests.requests import request_details
from app.rules.gates import REQUEST_GATES
from app.rules.transitions import REQUEST_ARROWS
from app.services.requests.classing import confirm_class
from app.services.requests.moving import cancel_request, solve_request
from app.services.requests.steps import add_note
from models.enums import ClassBasis, CommitmentState, RequestState, ServiceClass
from tests.conftest import OpenDesk
from tests.factories import (
    do_analysis,
    keep_promises,
    local_time,
    make_agreed_dispatch,
    make_classed_request,
    make_customer,
    make_project,
    make_request,
    make_site,
    version_of,
)
from tests.ui.by_hand import type_text
from tests.ui.tabs.requests.driving import STEP, choose, opened, press, problem, said, save, show_request, wait_for
from ui.dialogs.people.dispatch_dialog import DispatchDialog
from ui.dialogs.reason_dialog import ReasonDialog
from ui.dialogs.requests.class_dialog import ClassDialog
from ui.dialogs.requests.event_dialogs import EventDialog
from ui.dialogs.requests.solve_dialog import SolveDialog
from ui.runtime.errors import ErrorBox
from ui.tabs.requests.detail import request_view
from ui.tabs.requests.owed import open_promises
from ui.tabs.requests.page import RequestsPage
from ui.tabs.views import FIX_TEXTS

pytestmark = pytest.mark.on_server


def _state(page: RequestsPage) -> RequestState | None:
    return page.details.state if page.details else None


def _record(page: RequestsPage, step: str, qtbot: QtBot) -> EventDialog:
    press(page, f"{STEP}.{step}", qtbot)
    return opened(page, EventDialog, qtbot)


def test_c3_1_both_steps_recorded_through_their_links_finish_the_analysis(
    page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    show_request(page, make_request(context), qtbot)
    save(_record(page, "fix.record_file_consulted", qtbot), qtbot)
    wait_for(page, qtbot, lambda: said(page.panel).count("C3.1") == 1)
    assert _state(page) is RequestState.REGISTERED
    dialog = _record(page, "fix.record_customer_contacted", qtbot)
    type_text(dialog.counterpart, "王工")
    type_text(dialog.text, "已停机，等待配件")
    save(dialog, qtbot)
    wait_for(page, qtbot, lambda: _state(page) is RequestState.ANALYSED)
    assert "已停机，等待配件" in said(page.panel)


def test_the_contact_of_the_request_is_offered(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    show_request(page, make_request(context, contact_name="王工"), qtbot)
    dialog = _record(page, "reply", qtbot)
    assert (dialog.counterpart.value(), dialog.person.value()) == ("王工", "经理")


@pytest.mark.parametrize("at", ["2026-03-06 14:01", "2026-03-06 12:59"])
def test_c4_1_an_answer_lies_between_receipt_and_now(
    at: str, page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    show_request(page, make_request(context, contact_name="王工"), qtbot)
    dialog = _record(page, "reply", qtbot)
    dialog.at.set_value(local_time(at))
    type_text(dialog.text, "今天派人")
    save(dialog, qtbot)
    qtbot.waitUntil(lambda: problem(dialog, "at") != "")
    assert dialog.isVisible()
    assert dialog.text.value() == "今天派人"


def test_c4_1_the_answer_keeps_the_first_reply(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    show_request(page, make_request(context, contact_name="王工"), qtbot)
    dialog = _record(page, "reply", qtbot)
    type_text(dialog.text, "今天派人")
    save(dialog, qtbot)
    wait_for(page, qtbot, lambda: page.details and page.details.commitments[0].state is CommitmentState.MET)
    assert "03-06 14:00" in said(page.panel)


def test_c3_2_the_proposed_class_is_confirmed_as_it_is(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    request = make_request(context)
    do_analysis(context, request)
    show_request(page, request, qtbot)
    press(page, f"{STEP}.confirm_class", qtbot)
    dialog = opened(page, ClassDialog, qtbot)
    assert dialog.form().service_class is ServiceClass.PAID
    evidence = dialog.findChild(QLabel, "requests.class.evidence")
    assert isinstance(evidence, QLabel)
    assert evidence.text() == "未关联本公司工程项目"
    save(dialog, qtbot)
    wait_for(page, qtbot, lambda: _state(page) is RequestState.CLASSED)


def test_c3_2_another_class_asks_for_its_reason_at_the_field(
    page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    request = make_request(context)
    do_analysis(context, request)
    show_request(page, request, qtbot)
    press(page, f"{STEP}.fix.confirm_class", qtbot)
    dialog = opened(page, ClassDialog, qtbot)
    press(dialog, "requests.class.field.class.free", qtbot)
    save(dialog, qtbot)
    assert problem(dialog, "reason")
    assert dialog.isVisible()
    type_text(dialog.reason, "与用户约定")
    save(dialog, qtbot)
    wait_for(page, qtbot, lambda: _state(page) is RequestState.CLASSED)
    assert page.details is not None
    assert (page.details.confirmed_class, page.details.class_reason) == (ServiceClass.FREE, "与用户约定")


def test_a_dispatch_is_planned_from_its_request(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    request = make_classed_request(context)
    show_request(page, request, qtbot)
    press(page, f"{STEP}.plan_dispatch", qtbot)
    dialog = opened(page, DispatchDialog, qtbot)
    assert dialog.form().request_id == request
    dialog.starts_at.set_value(local_time("2026-03-09 08:00"))
    dialog.ends_at.set_value(local_time("2026-03-09 18:00"))
    with qtbot.waitSignal(page.desk.show_requested) as shown:
        save(dialog, qtbot)
    assert shown.args[0] == "dispatch"
    wait_for(page, qtbot, lambda: page.details and page.details.dispatches)
    with qtbot.waitSignal(page.desk.show_requested) as again:
        press(page, f"requests.requests.detail.facts.dispatches.dispatch:{shown.args[1]}", qtbot)
    assert again.args == shown.args


def test_customer_and_project_are_links(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    customer = make_customer(context)
    project = make_project(context, customer_id=customer)
    show_request(page, make_request(context, customer_id=customer, project_id=project), qtbot)
    for kind, record in (("customer", customer), ("project", project)):
        with qtbot.waitSignal(page.desk.show_requested) as shown:
            press(page, f"requests.requests.detail.facts.facts.{kind}", qtbot)
        assert shown.args == [kind, record]


def test_c11_5_a_request_is_solved_with_its_result_and_closed(
    page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    request = make_classed_request(context)
    keep_promises(context, request)
    show_request(page, request, qtbot)
    press(page, f"{STEP}.solve", qtbot)
    dialog = opened(page, SolveDialog, qtbot)
    save(dialog, qtbot)
    assert problem(dialog, "result")
    type_text(dialog.result_text, "已更换机械密封")
    save(dialog, qtbot)
    page.filter_bar.clear()
    wait_for(page, qtbot, lambda: _state(page) is RequestState.SOLVED)
    keep_promises(context, request)  # a call is owed after the service
    wait_for(page, qtbot, lambda: page.details and not open_promises(page.details))
    press(page, f"{STEP}.close", qtbot)
    wait_for(page, qtbot, lambda: _state(page) is RequestState.CLOSED)
    qtbot.waitUntil(lambda: page.findChild(QPushButton, f"{STEP}.close") is None)


def test_a_request_is_cancelled_with_a_reason(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    page.filter_bar.clear()
    show_request(page, make_request(context), qtbot)
    choose(page, f"{STEP}.more", "cancel", qtbot)
    dialog = opened(page, ReasonDialog, qtbot)
    save(dialog, qtbot)
    assert problem(dialog, "reason")
    type_text(dialog.text, "重复登记")
    save(dialog, qtbot)
    wait_for(page, qtbot, lambda: _state(page) is RequestState.CANCELLED)
    assert "重复登记" in said(page.panel)


def test_c7_2_a_request_with_people_on_their_way_says_why_it_cannot_be_cancelled(
    page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    customer = make_customer(context)
    request = make_classed_request(context, customer_id=customer, site_id=make_site(context, customer_id=customer))
    make_agreed_dispatch(context, request_id=request)
    show_request(page, request, qtbot)
    assert page.details is not None
    step = next(step for step in request_view(page.details, page.desk).steps if step.code == "cancel")
    assert (step.minor, step.enabled) == (True, False)
    assert "C7.2" in step.tooltip
    assert "PG-2026-0001" in step.tooltip


def test_a_finished_request_offers_no_edit(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    request = make_request(context)
    cancel_request(context, record_id=request, version=version_of(context, request), reason="重复登记")
    page.filter_bar.clear()
    show_request(page, request, qtbot)
    assert not page.findChild(QPushButton, "requests.requests.detail.facts_card.link").isVisibleTo(page)
    press(page, "requests.requests.action.edit", qtbot)
    assert page.message.text == "该服务请求已结束，不再修改。"


def test_what_another_desk_saved_first_is_not_overwritten(
    page: RequestsPage, context: Context, open_desk: OpenDesk, qtbot: QtBot
) -> None:
    request = make_classed_request(context)
    show_request(page, request, qtbot)
    press(page, f"{STEP}.solve", qtbot)
    dialog = opened(page, SolveDialog, qtbot)
    type_text(dialog.result_text, "我们的结果")
    other = open_desk()
    solve_request(other, record_id=request, version=version_of(other, request), result="别人的结果")
    save(dialog, qtbot)
    qtbot.waitUntil(lambda: dialog.message.text != "")
    assert dialog.isVisible()
    assert dialog.result_text.value() == "我们的结果"
    assert request_details(context, request).result == "别人的结果"


def test_a_step_without_a_form_tells_a_conflict_in_a_box(
    page: RequestsPage, context: Context, open_desk: OpenDesk, qtbot: QtBot
) -> None:
    request = make_classed_request(context)
    solve_request(context, record_id=request, version=version_of(context, request), result="好了")
    page.filter_bar.clear()
    show_request(page, request, qtbot)
    details = page.details
    assert details is not None
    other = open_desk()
    confirm_class(
        other,
        record_id=request,
        version=version_of(other, request),
        service_class=ServiceClass.PAID,
        basis=ClassBasis.NO_PROJECT,
    )
    page.close_request(details)
    assert opened(page, ErrorBox, qtbot).accessibleName()


def test_a_minute_later_the_time_left_is_another(
    page: RequestsPage, context: Context, clock: FixedClock, qtbot: QtBot
) -> None:
    show_request(page, make_request(context), qtbot)
    assert "剩 3 时" in said(page.panel)
    clock.moment += timedelta(minutes=1)
    page.desk.changes.minute_passed.emit()
    assert "剩 2 时 59 分" in said(page.panel)
    clock.moment += timedelta(hours=4)
    page.desk.changes.minute_passed.emit()
    assert "逾期 1 时 1 分" in said(page.panel)


def test_the_log_tells_what_is_written_elsewhere(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    request = make_request(context)
    show_request(page, request, qtbot)
    add_note(context, record_id=request, text="用户来电催问")
    wait_for(page, qtbot, lambda: "用户来电催问" in said(page.panel))


def test_every_step_and_every_fix_leads_somewhere(page: RequestsPage) -> None:
    reached = {"analyse", "class", "start"}  # taken by recording, confirming and settling
    assert {arrow.action_code for arrow in REQUEST_ARROWS} - reached <= set(page._steps)
    fixes = {gate.fix for gate in REQUEST_GATES.values()}
    assert fixes <= set(page._steps)
    assert fixes <= set(FIX_TEXTS)


def test_the_mouse_is_not_needed_to_reach_the_first_step(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    show_request(page, make_request(context), qtbot)
    reply = page.findChild(QPushButton, f"{STEP}.reply")
    assert isinstance(reply, QPushButton)
    assert reply.focusPolicy() & Qt.FocusPolicy.TabFocus

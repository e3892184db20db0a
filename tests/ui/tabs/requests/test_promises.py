"""What is owed by when, on the page of requests: kept, held, agreed, waived, by keyboard and from the menus."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QScrollArea, QToolButton
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.context import Context
from app.forms import HoldForm, RequestLineForm
from app.queries.requests.requests import request_details
from app.services.promises.holding import put_on_hold
from app.services.requests.moving import solve_request
from app.services.requests.steps import record_reply
from models.enums import CommitmentKind, CommitmentState, HoldReason, PartClass, RequestState, Role, Severity
from tests.conftest import OpenDesk
from tests.factories import (
    keep_promises,
    local_time,
    make_classed_request,
    make_customer,
    make_project,
    make_request,
    make_site,
    version_of,
)
from tests.ui.by_hand import type_text
from tests.ui.tabs.requests.driving import (
    OWED,
    STEP,
    choices,
    choose,
    jump,
    opened,
    press,
    problem,
    said,
    save,
    show_request,
    wait_for,
)
from ui.dialogs.promises.agree_dialog import AgreeDialog
from ui.dialogs.promises.hold_dialogs import HoldDialog, HoldEndDialog
from ui.dialogs.reason_dialog import ReasonDialog
from ui.dialogs.requests.answer_dialogs import ReplyDialog, VisitAnswerDialog
from ui.dialogs.requests.event_dialogs import EventDialog
from ui.dialogs.requests.service_dialogs import FollowUpDialog, HandOverDialog
from ui.runtime.desk import Desk
from ui.tabs.requests.owed import can_be_held, owed_views
from ui.tabs.requests.page import RequestsPage

MEMBRANE = RequestLineForm(text="膜元件", part_class=PartClass.COMMON)


def urgent_visit(context: Context, **fields: Any) -> int:
    """Return the id of a free request, far away, whose customer needs a visit at once (C4.3)."""
    customer = make_customer(context)
    site = make_site(context, customer_id=customer, km=Decimal(fields.pop("km", 260)))
    project = make_project(context, customer_id=customer, site_id=site)
    wishes = {"urgent": True, "needs_visit": True, "contact_name": "王工", "project_id": project, "site_id": site}
    return make_classed_request(context, customer_id=customer, **{**wishes, **fields})


def free_parts(context: Context, *lines: RequestLineForm) -> int:
    """Return the id of a free request that needs these parts (C4.2)."""
    customer = make_customer(context)
    project = make_project(context, customer_id=customer)
    return make_classed_request(context, customer_id=customer, project_id=project, lines=lines or (MEMBRANE,))


def state_of(page: RequestsPage, kind: CommitmentKind) -> CommitmentState | None:
    """Return how a promise of the request shown stands, None while there is none."""
    lines = page.details.commitments if page.details else ()
    return next((line.state for line in lines if line.kind is kind), None)


def test_c4_3_the_visit_is_answered_with_time_and_names_by_keyboard_alone(
    page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    show_request(page, urgent_visit(context), qtbot)
    press(page, f"{STEP}.visit_answer", qtbot)
    dialog = opened(page, VisitAnswerDialog, qtbot)
    assert dialog.counterpart.value() == "王工"
    jump(dialog, dialog.arrival_at, qtbot)
    qtbot.keyClicks(dialog.arrival_at, "3-7 08:00")
    jump(dialog, dialog.people, qtbot)
    type_text(dialog.people, "张伟、李工")
    jump(dialog, dialog.text, qtbot)
    type_text(dialog.text, "明早到场")
    save(dialog, qtbot)
    wait_for(page, qtbot, lambda: state_of(page, CommitmentKind.VISIT_ANSWER) is CommitmentState.MET)
    assert state_of(page, CommitmentKind.REPLY) is CommitmentState.MET, "an answer on the visit is a first reply"
    assert "03-07 08:00 到场，张伟、李工" in said(page.panel)


def test_c4_3_an_arrival_before_the_answer_is_refused_at_its_field(
    page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    show_request(page, urgent_visit(context), qtbot)
    press(page, f"{STEP}.visit_answer", qtbot)
    dialog = opened(page, VisitAnswerDialog, qtbot)
    dialog.arrival_at.set_value(local_time("2026-03-06 09:00"))
    dialog.people.set_value("张伟")
    dialog.text.set_value("已到")
    save(dialog, qtbot)
    qtbot.waitUntil(lambda: problem(dialog, "arrival_at") != "")
    assert dialog.isVisible()


def test_c4_3_the_arrival_is_recorded_for_who_was_promised(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    request = urgent_visit(context, km=20)
    show_request(page, request, qtbot)
    press(page, f"{STEP}.arrive", qtbot)
    dialog = opened(page, EventDialog, qtbot)
    assert dialog.person.value() == "", "nobody was promised, and it is not the desk that arrived"
    type_text(dialog.person, "张伟")
    save(dialog, qtbot)
    wait_for(page, qtbot, lambda: state_of(page, CommitmentKind.ARRIVAL) is CommitmentState.MET)


def test_c4_3_no_arrival_is_offered_where_no_visit_is_owed(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    show_request(page, make_classed_request(context), qtbot)
    codes = {step.code for step in page._view.steps} if page._view else set()
    assert not {"arrive", "visit_answer", "hand_over", "follow_up"} & codes
    assert "quotation_sent" in codes, "out of warranty a quotation is owed"


def test_c5_2_a_provisional_quotation_is_marked_and_waits_for_the_class(
    page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    show_request(page, make_request(context), qtbot)
    assert "暂定" in said(page.panel)
    offered = choices(page, f"{OWED}.menu.quotation:0", qtbot)
    assert not offered["quotation_sent"].isEnabled()
    assert "C3.2" in offered["quotation_sent"].toolTip()


def test_c5_2_the_quotation_sent_meets_its_clock(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    show_request(page, make_classed_request(context, contact_name="王工"), qtbot)
    choose(page, f"{OWED}.menu.quotation:0", "quotation_sent", qtbot)
    dialog = opened(page, EventDialog, qtbot)
    type_text(dialog.text, "BJ-2026-0007，传真")
    save(dialog, qtbot)
    wait_for(page, qtbot, lambda: state_of(page, CommitmentKind.QUOTATION) is CommitmentState.MET)


def test_c4_2_parts_are_handed_over_line_by_line(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    request = free_parts(context, MEMBRANE, replace(MEMBRANE, text="密封圈"))
    show_request(page, request, qtbot)
    choose(page, f"{OWED}.menu.parts:2", "hand_over:2", qtbot)
    dialog = opened(page, HandOverDialog, qtbot)
    assert dialog.line_no.currentText() == "密封圈"
    save(dialog, qtbot)
    wait_for(page, qtbot, lambda: page.details and [part.is_awaited for part in page.details.lines] == [True, False])
    press(page, f"{STEP}.hand_over", qtbot)
    rest = opened(page, HandOverDialog, qtbot)
    assert (rest.line_no.count(), rest.line_no.currentText()) == (1, "膜元件")


def test_n1_guidance_by_phone_owes_a_call_back(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    request = make_request(context, contact_name="王工")
    show_request(page, request, qtbot)
    press(page, f"{STEP}.reply", qtbot)
    dialog = opened(page, ReplyDialog, qtbot)
    qtbot.mouseClick(dialog.guidance.findChildren(type(dialog.guidance.focusProxy()))[0], Qt.MouseButton.LeftButton)
    type_text(dialog.text, "请先关闭进水阀")
    save(dialog, qtbot)
    wait_for(page, qtbot, lambda: state_of(page, CommitmentKind.REPLY) is CommitmentState.MET)
    assert "电话指导" in said(page.panel)


@pytest.mark.parametrize(("word", "again"), [("satisfied", 0), ("not_satisfied", 1), ("unknown", 0)])
def test_n1_a_customer_not_satisfied_is_called_again(
    word: str, again: int, page: RequestsPage, context: Context, clock: FixedClock, qtbot: QtBot
) -> None:
    request = solved(context)
    clock.moment += timedelta(minutes=5)
    page.filter_bar.clear()
    show_request(page, request, qtbot)
    press(page, f"{STEP}.follow_up", qtbot)
    dialog = opened(page, FollowUpDialog, qtbot)
    press(dialog, f"requests.followed_up.field.satisfied.{word}", qtbot)
    type_text(dialog.counterpart, "王工")
    type_text(dialog.text, "运行情况已说明")
    save(dialog, qtbot)
    calls = lambda: [line.state for line in request_details(context, request).commitments if is_call(line.kind)]  # noqa: E731
    wait_for(page, qtbot, lambda: CommitmentState.MET in calls())
    assert calls().count(CommitmentState.OPEN) == again


def is_call(kind: CommitmentKind) -> bool:
    return kind is CommitmentKind.FOLLOW_UP


def solved(context: Context) -> int:
    """Return the id of a request whose service is done; a call is owed."""
    request = make_classed_request(context)
    keep_promises(context, request)
    solve_request(context, record_id=request, version=version_of(context, request), result="已更换机械密封")
    return request


def test_what_is_still_owed_blocks_closing_and_its_link_leads_there(
    page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    request = solved(context)
    page.filter_bar.clear()
    show_request(page, request, qtbot)
    assert page.details is not None
    assert page.details.state is RequestState.SOLVED
    press(page, f"{STEP}.fix.show_promises", qtbot)
    focus = page.focusWidget()
    assert isinstance(focus, QToolButton)
    assert focus.objectName().startswith(f"{OWED}.menu.follow_up:")


def test_a_request_is_put_on_hold_by_keyboard_alone(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    request = urgent_visit(context)
    show_request(page, request, qtbot)
    choose(page, f"{STEP}.more", "hold", qtbot)
    dialog = opened(page, HoldDialog, qtbot)
    jump(dialog, dialog.ends_at, qtbot)
    qtbot.keyClicks(dialog.ends_at, "3-7 10:00")
    jump(dialog, dialog.note, qtbot)
    type_text(dialog.note, "用户停产检修")
    save(dialog, qtbot)
    wait_for(page, qtbot, lambda: page.details and page.details.holds)
    seen = said(page.panel)
    assert "至 03-07 10:00" in seen
    assert "等待用户 · 03-06 14:00 – 03-07 10:00 · 用户停产检修" in seen


@pytest.mark.parametrize(
    ("field", "starts", "ends"),
    [
        ("starts_at", "2026-03-06 15:00", "2026-03-06 16:00"),
        ("starts_at", "2026-03-06 08:00", "2026-03-06 16:00"),
        ("ends_at", "2026-03-06 13:30", "2026-03-06 13:00"),
    ],
    ids=["in the future", "before the receipt", "ends before it starts"],
)
def test_a_wrong_hold_is_refused_at_its_field(
    field: str, starts: str, ends: str, page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    show_request(page, urgent_visit(context), qtbot)
    choose(page, f"{STEP}.more", "hold", qtbot)
    dialog = opened(page, HoldDialog, qtbot)
    dialog.starts_at.set_value(local_time(starts))
    dialog.ends_at.set_value(local_time(ends))
    save(dialog, qtbot)
    qtbot.waitUntil(lambda: problem(dialog, field) != "")
    assert dialog.isVisible()


def held(context: Context, until: str = "2026-03-09 08:00") -> int:
    """Return the id of a request on hold since 13:30."""
    request = urgent_visit(context)
    span = {"starts_at": local_time("2026-03-06 13:30"), "ends_at": local_time(until)}
    put_on_hold(context, record_id=request, form=HoldForm(HoldReason.WAITING_FOR_CUSTOMER, **span))
    return request


def test_a_hold_that_overlaps_another_is_refused_at_its_field(
    page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    show_request(page, held(context), qtbot)
    choose(page, f"{STEP}.more", "hold", qtbot)
    dialog = opened(page, HoldDialog, qtbot)
    dialog.ends_at.set_value(local_time("2026-03-08 08:00"))
    save(dialog, qtbot)
    qtbot.waitUntil(lambda: "03-06 13:30" in problem(dialog, "starts_at"))


def test_a_long_hold_of_the_secretary_is_confirmed_by_the_manager(
    page: RequestsPage, open_desk: OpenDesk, qtbot: QtBot
) -> None:
    request = held(open_desk(Role.SECRETARY))
    page.refresh()
    show_request(page, request, qtbot)
    assert "待经理确认" in said(page.panel)
    assert page.details is not None
    (hold,) = page.details.holds
    choose(page, f"{OWED}.menu.hold:{hold.id}", f"confirm_hold:{hold.id}", qtbot)
    wait_for(page, qtbot, lambda: "待经理确认" not in said(page.panel))
    assert "经理 已确认" in said(page.panel)


def hold_menu(page: RequestsPage, code: str, qtbot: QtBot) -> None:
    """Take a line of the menu of the only hold shown."""
    assert page.details is not None
    (hold,) = page.details.holds
    choose(page, f"{OWED}.menu.hold:{hold.id}", f"{code}:{hold.id}", qtbot)


def test_a_hold_is_ended_now(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    show_request(page, held(context), qtbot)
    hold_menu(page, "end_hold", qtbot)
    wait_for(page, qtbot, lambda: page.details and page.details.holds[0].ends_at == context.clock.now())
    assert "已结束" in said(page.panel)


def test_the_end_of_a_hold_is_moved(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    show_request(page, held(context), qtbot)
    hold_menu(page, "move_hold", qtbot)
    dialog = opened(page, HoldEndDialog, qtbot)
    dialog.ends_at.set_value(local_time("2026-03-10 08:00"))
    save(dialog, qtbot)
    wait_for(page, qtbot, lambda: "至 03-10 08:00" in said(page.panel))


def test_a_hold_entered_by_mistake_is_taken_back_with_a_reason(
    page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    show_request(page, held(context), qtbot)
    hold_menu(page, "withdraw_hold", qtbot)
    dialog = opened(page, ReasonDialog, qtbot)
    type_text(dialog.text, "登记错单")
    save(dialog, qtbot)
    wait_for(page, qtbot, lambda: page.details and not page.details.holds)
    assert "已撤回" in said(page.panel)


def test_what_is_never_held_offers_no_hold(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    customer = make_customer(context)
    project = make_project(context, customer_id=customer)
    show_request(page, make_classed_request(context, customer_id=customer, project_id=project), qtbot)
    assert page.details is not None
    assert {line.kind for line in page.details.commitments} == {CommitmentKind.REPLY}
    assert not can_be_held(page.details)
    assert "hold" not in choices(page, f"{STEP}.more", qtbot)


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
        "owed.owed.quotation:0.quotation_sent",
        "owed.owed.quotation:0.waive:quotation:0",
    } <= names


def test_what_meets_the_promise_due_first_stands_out(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    request = make_classed_request(context)
    show_request(page, request, qtbot)
    assert primary(page) == ["reply"]
    now = context.clock.now()
    record_reply(context, record_id=request, at=now, person="周敏", counterpart="王工", text="明天报价")
    wait_for(page, qtbot, lambda: primary(page) == ["quotation_sent"])


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

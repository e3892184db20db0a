"""What is owed by when, on the page of requests: answered, kept and followed up, by keyboard and from the steps."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.context import Context
from app.queries.requests.requests import request_details
from app.services.requests.moving import solve_request
from models.enums import CommitmentKind, CommitmentState, RequestState
from tests.factories import (
    keep_promises,
    local_time,
    make_classed_request,
    make_request,
    version_of,
)
from tests.quotation_factories import make_quotation
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
from tests.ui.tabs.requests.promising import MEMBRANE, free_parts, state_of, urgent_visit
from ui.dialogs.requests.answer_dialogs import ReplyDialog, VisitAnswerDialog
from ui.dialogs.requests.event_dialogs import EventDialog
from ui.dialogs.requests.service_dialogs import FollowUpDialog, HandOverDialog
from ui.dialogs.trade.quotation_dialog import QuotationDialog
from ui.tabs.requests.page import RequestsPage


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
    assert "make_quotation" in codes, "out of warranty a quotation is owed"


def test_c5_2_a_provisional_quotation_is_marked_and_waits_for_the_class(
    page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    show_request(page, make_request(context), qtbot)
    assert "暂定" in said(page.panel)
    offered = choices(page, f"{OWED}.menu.quotation:0", qtbot)
    for code in ("make_quotation", "quotation_sent"):
        assert not offered[code].isEnabled()
        assert "C3.2" in offered[code].toolTip()


def test_c5_2_a_quotation_made_elsewhere_meets_its_clock_when_it_was_sent(
    page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    show_request(page, make_classed_request(context, contact_name="王工"), qtbot)
    choose(page, f"{OWED}.menu.quotation:0", "quotation_sent", qtbot)
    dialog = opened(page, EventDialog, qtbot)
    type_text(dialog.text, "BJ-2026-0007，传真")
    save(dialog, qtbot)
    wait_for(page, qtbot, lambda: state_of(page, CommitmentKind.QUOTATION) is CommitmentState.MET)


def test_c5_2_the_request_leads_to_the_quotation_that_is_being_made(
    page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    request = make_classed_request(context)
    made = make_quotation(context, request_id=request)
    show_request(page, request, qtbot)
    with qtbot.waitSignal(page.desk.show_requested) as asked:
        press(page, f"{STEP}.make_quotation", qtbot)
    assert asked.args == ["quotation", made]


def test_c5_2_a_quotation_is_made_for_the_request(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    request = make_classed_request(context)
    show_request(page, request, qtbot)
    press(page, f"{STEP}.make_quotation", qtbot)
    assert opened(page, QuotationDialog, qtbot).form().request_id == request


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

"""Complaints, quality feedback and repeated faults in the window (N1, N6, N8)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.context import Context
from app.queries.care.complaints import complaint_details, new_complaint_form
from app.queries.care.feedback import feedback_details
from app.services.care.complaints import save_complaint
from models.enums import (
    ComplaintChannel,
    ComplaintSeverity,
    ComplaintState,
    CustomerWord,
    Fault,
    FeedbackState,
    Justification,
    RecordKind,
    RequestKind,
    Role,
)
from tests.complaint_factories import (
    answer,
    handle,
    make_asked,
    make_complaint,
    make_feedback,
    make_verified,
    verify,
)
from tests.factories import make_customer, make_equipment, make_project, make_request, make_solved_request
from tests.ui.by_hand import opened, pick, press_save, problem, save, type_text
from tests.ui.tabs.conftest import DeskOf
from tests.ui.tabs.requests.driving import said
from tests.ui.tabs.requests.stepping import seldom, shown_page, step
from tests.ui.tabs.rooms_driving import add_new, details_shown, press_action, show_in_room, wait_for_state
from ui.dialogs.care.complaint_dialog import ComplaintDialog, ask_new_complaint
from ui.dialogs.care.complaint_steps import (
    AnswerDialog,
    FirstWordDialog,
    HandlingDialog,
    JudgementDialog,
    VerificationDialog,
)
from ui.dialogs.care.feedback_dialog import FeedbackAnswerDialog, FeedbackDialog
from ui.dialogs.care.repeated_faults import RepeatedFaultsWindow
from ui.dialogs.reason_dialog import ReasonDialog
from ui.dialogs.requests.request_dialog import RequestDialog
from ui.runtime.desk import Desk
from ui.table.filter_bar import FilterState
from ui.tabs.visits.complaints.complaints_page import ComplaintsPage


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[ComplaintsPage]:
    """The page, shown and read."""
    yield from shown_page(ComplaintsPage(desk), qtbot)


def test_n6_a_complaint_is_registered(page: ComplaintsPage, context: Context, qtbot: QtBot) -> None:
    make_customer(context, name="滨江热电有限责任公司")
    add_new(page, "new_complaint", qtbot)
    dialog = opened(qtbot, page, ComplaintDialog)
    press_save(dialog)
    assert problem(dialog, "complainant")
    dialog.at.set_value(page.desk.now() + timedelta(hours=1))
    assert problem(dialog, "received_at")
    dialog.at.set_value(page.desk.now())
    pick(qtbot, dialog.pickers["customer_id"], "滨江")
    dialog.codes["severity"].set_value(ComplaintSeverity.MAJOR.value)
    type_text(dialog.typed["complainant"], "赵主任")
    type_text(dialog.typed["content"], "夜间无人接听，停产四小时")
    save(qtbot, dialog)
    wait_for_state(page, ComplaintState.REGISTERED, qtbot)
    assert details_shown(page).severity is ComplaintSeverity.MAJOR
    assert "TS-2026-0001" in said(page.panel)


def test_n6_a_complaint_from_the_first_word_to_the_judgement(
    page: ComplaintsPage, context: Context, qtbot: QtBot
) -> None:
    show_in_room(page, make_complaint(context), qtbot)
    first = step(page, "respond", FirstWordDialog, qtbot)
    assert first.to.value() == "赵主任"
    type_text(first.text, "已受理")
    save(qtbot, first)
    qtbot.waitUntil(lambda: details_shown(page).responded_at is not None and page.desk.jobs.is_idle)
    given = step(page, "answer", AnswerDialog, qtbot)
    press_save(given)
    assert problem(given, "department")
    for field, words in ((given.answer, "更换密封"), (given.department, "技术部"), (given.owner, "陈安")):
        type_text(field, words)
    save(qtbot, given)
    wait_for_state(page, ComplaintState.HANDLING, qtbot)
    done = step(page, "handle", HandlingDialog, qtbot)
    type_text(done.root_cause, "密封选型偏小")
    type_text(done.corrective, "更换为大一号密封")
    type_text(done.cost, "1280.5")
    save(qtbot, done)
    qtbot.waitUntil(lambda: details_shown(page).done_at is not None and page.desk.jobs.is_idle)
    helped = step(page, "verify", VerificationDialog, qtbot)
    helped.word.set_value(CustomerWord.SATISFIED.value)
    type_text(helped.verification, "电话回访")
    save(qtbot, helped)
    wait_for_state(page, ComplaintState.VERIFIED, qtbot)
    verdict = step(page, "close", JudgementDialog, qtbot)
    press_save(verdict)
    assert problem(verdict, "fault")
    verdict.codes["justification"].set_value(Justification.JUSTIFIED.value)
    verdict.codes["fault"].set_value(Fault.OURS.value)
    type_text(verdict.judgement, "选型错误")
    save(qtbot, verdict)
    wait_for_state(page, ComplaintState.CLOSED, qtbot)
    told = said(page.panel)
    assert "1,280.50" in told
    assert "选型错误" in told
    page.edit(details_shown(page).id)
    assert page.message.isVisible()


def test_n6_a_dissatisfied_customer_gets_a_new_answer(page: ComplaintsPage, context: Context, qtbot: QtBot) -> None:
    complaint = make_complaint(context)
    answer(context, complaint)
    handle(context, complaint)
    show_in_room(page, complaint, qtbot)
    helped = step(page, "verify", VerificationDialog, qtbot)
    helped.word.set_value(CustomerWord.DISSATISFIED.value)
    type_text(helped.verification, "仍有渗漏")
    save(qtbot, helped)
    qtbot.waitUntil(lambda: details_shown(page).customer_word is CustomerWord.DISSATISFIED and page.desk.jobs.is_idle)
    button = page.findChild(QPushButton, "visits.complaints.detail.step.verify")
    assert isinstance(button, QPushButton)
    assert not button.isEnabled()
    again = step(page, "answer", AnswerDialog, qtbot)
    type_text(again.answer, "更换滤板")
    save(qtbot, again)
    qtbot.waitUntil(lambda: details_shown(page).customer_word is None and page.desk.jobs.is_idle)


def test_n6_the_manager_opens_it_again(page: ComplaintsPage, context: Context, qtbot: QtBot) -> None:
    show_in_room(page, make_verified(context), qtbot)
    reason = seldom(page, "reopen", ReasonDialog, qtbot)
    type_text(reason.text, "预防措施不够")
    save(qtbot, reason)
    wait_for_state(page, ComplaintState.HANDLING, qtbot)


def test_n6_a_secretary_does_not_judge(desk_of: DeskOf, context: Context, qtbot: QtBot) -> None:
    complaint = make_verified(context)
    for page in shown_page(ComplaintsPage(desk_of(Role.SECRETARY)), qtbot):
        show_in_room(page, complaint, qtbot)
        button = page.findChild(QPushButton, "visits.complaints.detail.step.close")
        assert isinstance(button, QPushButton)
        assert not button.isEnabled()


def test_n6_a_repeated_complaint_is_shown_with_the_earlier_ones(
    page: ComplaintsPage, context: Context, qtbot: QtBot, clock: FixedClock
) -> None:
    customer = make_customer(context)
    make_complaint(context, customer_id=customer)
    clock.moment += timedelta(days=3)
    show_in_room(page, make_complaint(context, customer_id=customer), qtbot)
    assert "TS-2026-0001" in said(page.panel)
    assert details_shown(page).is_repeated


def test_n6_a_complaint_becomes_a_request(page: ComplaintsPage, context: Context, qtbot: QtBot) -> None:
    complaint = make_complaint(context)
    show_in_room(page, complaint, qtbot)
    dialog = seldom(page, "make_request", RequestDialog, qtbot)
    assert dialog.form().request_kind is RequestKind.COMPLAINT
    assert dialog.form().contact_name == "赵主任"
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: details_shown(page).request is not None and page.desk.jobs.is_idle)
    assert complaint_details(context, complaint).request is not None


def test_n6_a_complaint_is_fed_back_to_a_department(page: ComplaintsPage, context: Context, qtbot: QtBot) -> None:
    complaint = make_complaint(context)
    show_in_room(page, complaint, qtbot)
    shown: list[tuple[str, int]] = []
    page.desk.show_requested.connect(lambda kind, record_id: shown.append((kind, record_id)))
    dialog = seldom(page, "feed_back", FeedbackDialog, qtbot)
    assert dialog.form().complaint_id == complaint
    press_save(dialog)
    assert problem(dialog, "answer_due_on")
    dialog.due.set_value(page.desk.today() - timedelta(days=1))
    assert problem(dialog, "answer_due_on")
    dialog.due.set_value(page.desk.today() + timedelta(days=5))
    type_text(dialog.typed["department"], "设计部")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: bool(shown))
    assert shown[0][0] == RecordKind.FEEDBACK.value
    assert feedback_details(context, shown[0][1]).complaint is not None


def test_n6_feedback_from_the_draft_to_the_effect(page: ComplaintsPage, context: Context, qtbot: QtBot) -> None:
    show_in_room(page, make_feedback(context), qtbot)
    button = page.findChild(QPushButton, "visits.complaints.detail.step.ask")
    assert isinstance(button, QPushButton)
    button.click()
    wait_for_state(page, FeedbackState.ASKED, qtbot)
    answered = step(page, "reply", FeedbackAnswerDialog, qtbot)
    type_text(answered.cause, "选型表按旧工况")
    type_text(answered.measures, "修订选型表")
    save(qtbot, answered)
    wait_for_state(page, FeedbackState.ANSWERED, qtbot)
    effect = step(page, "close", ReasonDialog, qtbot)
    type_text(effect.text, "未再发生")
    save(qtbot, effect)
    wait_for_state(page, FeedbackState.CLOSED, qtbot)
    assert "未再发生" in said(page.panel)
    page.edit(details_shown(page).id)
    assert page.message.isVisible()


def test_feedback_that_was_asked_is_cancelled_with_a_reason(
    page: ComplaintsPage, context: Context, qtbot: QtBot
) -> None:
    show_in_room(page, make_asked(context), qtbot)
    reason = seldom(page, "cancel", ReasonDialog, qtbot)
    type_text(reason.text, "重复")
    save(qtbot, reason)
    wait_for_state(page, FeedbackState.CANCELLED, qtbot)


def test_a_complaint_of_a_visit_starts_with_what_was_said_there(
    page: ComplaintsPage, context: Context, qtbot: QtBot
) -> None:
    request = make_request(context)
    about = {"request_id": request, "content": "响应太慢", "channel": ComplaintChannel.VISIT.value}
    ask_new_complaint(page.desk, page, about, page.reveal)
    dialog = opened(qtbot, page, ComplaintDialog)
    form = dialog.form()
    assert (form.request_id, form.content, form.channel) == (request, "响应太慢", ComplaintChannel.VISIT)
    assert form.customer_id is not None
    dialog.set_pristine()
    dialog.reject()


def test_the_customer_of_what_is_named_complains(page: ComplaintsPage, context: Context, qtbot: QtBot) -> None:
    make_equipment(context, name="板框压滤机")
    add_new(page, "new_complaint", qtbot)
    dialog = opened(qtbot, page, ComplaintDialog)
    pick(qtbot, dialog.pickers["equipment_id"], "压滤机")
    qtbot.waitUntil(lambda: dialog.pickers["customer_id"].value() is not None)
    dialog.set_pristine()
    dialog.reject()


def test_n1_repeated_faults_of_a_model_open_their_requests_and_are_fed_back(
    page: ComplaintsPage, context: Context, qtbot: QtBot
) -> None:
    customer = make_customer(context)
    project = make_project(context, customer_id=customer)
    piece = make_equipment(context, project_id=project, model="XMZ-60")
    of_piece = {"customer_id": customer, "project_id": project, "equipment_id": piece}
    repairs = [make_solved_request(context, request_kind=RequestKind.REPAIR, **of_piece) for _one in range(2)]
    press_action(page, "repeated")
    window = opened(qtbot, page, RepeatedFaultsWindow)
    qtbot.waitUntil(lambda: window.current() is not None)
    window.requests.aboutToShow.emit()
    assert {action.objectName().rpartition(".")[2] for action in window.requests.actions()} == set(map(str, repairs))
    window.feed_back_button.click()
    dialog = opened(qtbot, page, FeedbackDialog)
    assert (dialog.form().model, dialog.form().fault_count) == ("XMZ-60", 2)
    dialog.set_pristine()
    dialog.reject()


def test_a_request_of_a_repeated_fault_is_shown(page: ComplaintsPage, context: Context, qtbot: QtBot) -> None:
    customer = make_customer(context)
    project = make_project(context, customer_id=customer)
    piece = make_equipment(context, project_id=project, model="XMZ-60")
    of_piece = {"customer_id": customer, "project_id": project, "equipment_id": piece}
    for _one in range(2):
        last = make_solved_request(context, request_kind=RequestKind.REPAIR, **of_piece)
    press_action(page, "repeated")
    window = opened(qtbot, page, RepeatedFaultsWindow)
    qtbot.waitUntil(lambda: window.current() is not None)
    with qtbot.waitSignal(page.desk.show_requested) as shown:
        window.open_current()
    assert shown.args == [RecordKind.REQUEST.value, last]


def test_the_quick_views_tell_what_waits(page: ComplaintsPage, context: Context, qtbot: QtBot) -> None:
    form = new_complaint_form(context, {"customer_id": make_customer(context)})
    first = save_complaint(context, form=replace(form, complainant="赵主任", content="漏料"))
    asked = make_asked(context)
    verified = make_verified(context)
    complaint = make_complaint(context)
    answer(context, complaint)
    handle(context, complaint)
    verify(context, complaint, customer_word=CustomerWord.DISSATISFIED)
    for code, ids in {"to_judge": {verified}, "complaint": {first, verified, complaint}, "feedback": {asked}}.items():
        page.show_filter(FilterState(chips=frozenset({code})))
        qtbot.waitUntil(lambda: page.desk.jobs.is_idle)
        assert {page.model.row_at(place).id for place in range(page.model.rowCount())} == ids

"""The page of approvals: what stands there, and deciding by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.context import Actor, Context
from models.approval import Approval
from models.enums import ApprovalState, Role
from reports.build import build_paper
from tests.app.archive.scanned import scan_in
from tests.app.papers.composing import revised_approval
from tests.approval_factories import ask_for_quotation, make_exception, make_urgent_request, say
from tests.factories import stored
from tests.ui.by_hand import opened, press_save, problem, save, type_text
from tests.ui.dialogs.asking import activate
from tests.ui.tabs.conftest import Settle
from ui.dialogs.approvals.decision_dialogs import NO, YES, DecisionDialog, PaperDecisionDialog
from ui.dialogs.printing.preview_paper import PaperPreview
from ui.dialogs.reason_dialog import ReasonDialog
from ui.runtime.desk import Desk
from ui.table.filter_bar import FilterState
from ui.tabs.requests.approvals.approvals_page import NAME, ApprovalsPage
from ui.tabs.requests.tab import make_requests_tab


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[ApprovalsPage]:
    """The page, shown and with the keyboard, with whatever a test made before."""
    shown = ApprovalsPage(desk)
    qtbot.addWidget(shown)
    shown.resize(1440, 900)
    yield shown
    qtbot.waitUntil(lambda: desk.jobs.is_idle)


def show(page: ApprovalsPage, record_id: int, qtbot: QtBot) -> None:
    """Show the page with one approval in its pane."""
    page.show()
    page.activateWindow()
    page.select(record_id)
    qtbot.waitUntil(lambda: page.details is not None and page.details.id == record_id)
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)


def step(page: ApprovalsPage, code: str) -> QPushButton:
    """Return the button of a step as it stands in the pane."""
    found = [one for one in page.findChildren(QPushButton) if one.objectName() == f"{NAME}.detail.step.{code}"]
    return next(one for one in found if one.isVisible())


def groups(page: ApprovalsPage) -> dict[str, list[tuple[str, str]]]:
    """Return the cards of the pane with their facts."""
    view = page.view_of(page.details) if page.details else None
    assert view is not None
    return {
        group.code: [(fact.label, fact.badge.text if fact.badge else fact.value) for fact in group.facts]
        for group in view.groups
    }


def state(context: Context, approval_id: int) -> str:
    return stored(context, Approval, approval_id).state


def test_the_pane_tells_figures_reasons_and_what_is_new(page: ApprovalsPage, context: Context, qtbot: QtBot) -> None:
    show(page, revised_approval(context), qtbot)
    told = groups(page)
    assert ("含税总额", "¥63,460.00") in told["figures"]
    assert ("毛利率", "16.94 %") in told["figures"]
    assert ("", "与常规条款不同") in told["terms"]
    assert ("", "含税 ¥63,460.00，达到公司领导审批限额 ¥50,000.00\n低于成本：现场更换") in told["steps"]
    assert ("含税单价", "¥2,950.00 → ¥2,600.00") in told["changes"]


def test_chips_tell_what_waits_and_what_was_decided(
    page: ApprovalsPage, context: Context, qtbot: QtBot, settle: Settle
) -> None:
    waiting, refused = ask_for_quotation(context), ask_for_quotation(context)
    say(context, refused, yes=False, reason="价格")
    approved = ask_for_quotation(context)
    say(context, approved)
    show(page, waiting, qtbot)
    found = {}
    for code in ("waiting", "pending", "approved", "refused"):
        page.show_filter(FilterState(chips=frozenset({code})))
        settle(page)
        found[code] = [page.model.row_at(at).id for at in range(page.model.rowCount())]
    assert found == {"waiting": [waiting], "pending": [waiting], "approved": [approved], "refused": [refused]}


def test_an_ordinary_quotation_is_approved_by_keyboard(page: ApprovalsPage, context: Context, qtbot: QtBot) -> None:
    asked = ask_for_quotation(context)
    show(page, asked, qtbot)
    step(page, "approve").setFocus()
    qtbot.keyClick(step(page, "approve"), Qt.Key.Key_Space)
    dialog = opened(qtbot, page, DecisionDialog)
    activate(dialog, qtbot)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert state(context, asked) == ApprovalState.APPROVED


def test_a_refusal_says_that_its_reason_is_missing(page: ApprovalsPage, context: Context, qtbot: QtBot) -> None:
    asked = ask_for_quotation(context)
    show(page, asked, qtbot)
    step(page, "refuse").click()
    dialog = opened(qtbot, page, DecisionDialog)
    press_save(dialog)
    assert problem(dialog, "reason")
    type_text(dialog.reason, "交期写错了")
    save(qtbot, dialog)
    assert state(context, asked) == ApprovalState.REFUSED


def test_what_the_leader_decides_is_entered_from_paper(
    page: ApprovalsPage, context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    asked = revised_approval(context)
    show(page, asked, qtbot)
    assert not step(page, "approve").isEnabled()
    step(page, "enter_paper").click()
    dialog = opened(qtbot, page, PaperDecisionDialog)
    dialog.approved.set_value(YES)
    type_text(dialog.decided_by, "陈总")
    press_save(dialog)
    assert dialog.missing() == ("扫描件",)
    dialog.scan.set_value(scan_in(tmp_path))
    save(qtbot, dialog)
    assert state(context, asked) == ApprovalState.APPROVED
    qtbot.waitUntil(lambda: page.details is not None and bool(page.details.scans))
    assert ("", "陈总 · 03-06 14:00 · 书面，经理 录入") in groups(page)["steps"]


def test_a_no_on_paper_needs_its_reason_too(page: ApprovalsPage, context: Context, qtbot: QtBot) -> None:
    show(page, ask_for_quotation(context), qtbot)
    step(page, "enter_paper").click()
    dialog = opened(qtbot, page, PaperDecisionDialog)
    dialog.approved.set_value(NO)
    press_save(dialog)
    assert problem(dialog, "reason")
    dialog.reject()


def test_the_sheet_is_printed_from_its_button_and_from_the_reason(
    page: ApprovalsPage, context: Context, qtbot: QtBot
) -> None:
    context.printer = build_paper
    asked = revised_approval(context)
    show(page, asked, qtbot)
    page.on_action("print")
    preview = opened(qtbot, page, PaperPreview)
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)
    preview.close()
    fix = page.findChild(QPushButton, f"{NAME}.detail.step.fix.print_sheet")
    assert isinstance(fix, QPushButton)
    fix.click()
    opened(qtbot, page, PaperPreview).close()


def test_links_lead_to_what_it_is_about(page: ApprovalsPage, context: Context, qtbot: QtBot) -> None:
    request = make_urgent_request(context)
    show(page, make_exception(context, request), qtbot)
    with qtbot.waitSignal(page.desk.show_requested) as asked:
        page.on_link(f"request:{request}")
    assert asked.args == ["request", request]
    assert [label for label, _value in groups(page)["about"]] == ["服务请求", "用户单位", "提交", "备注"]


def test_an_own_exception_is_taken_back_with_a_reason(page: ApprovalsPage, context: Context, qtbot: QtBot) -> None:
    asked = make_exception(context, make_urgent_request(context))
    show(page, asked, qtbot)
    page.on_step("withdraw")
    dialog = opened(qtbot, page, ReasonDialog)
    type_text(dialog.text, "客户已付款")
    save(qtbot, dialog)
    assert state(context, asked) == ApprovalState.DROPPED


def test_a_viewer_has_no_such_page(desk: Desk, qtbot: QtBot) -> None:
    desk.context.actor = Actor("viewer", "查阅", frozenset({Role.VIEWER}))
    tab = make_requests_tab(desk)
    qtbot.addWidget(tab)
    assert "approvals" not in tab.page_codes


def test_what_changed_since_says_so_and_cannot_be_decided(page: ApprovalsPage, context: Context, qtbot: QtBot) -> None:
    asked = ask_for_quotation(context)
    with context.write() as session:
        session.get_one(Approval, asked).content_hash = "0" * 64
    show(page, asked, qtbot)
    assert not any(step(page, code).isEnabled() for code in ("approve", "refuse", "enter_paper"))
    assert set(groups(page)) == {"about", "steps"}

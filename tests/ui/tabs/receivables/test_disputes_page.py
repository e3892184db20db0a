"""Disputes over quality and stronger measures in the window (C10.4, C10.5)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.context import Context
from app.forms.money import InstalmentForm
from app.queries.approvals.approvals import approval_details
from models.enums import DisputeState, DisputeVerdict, InstalmentKind, Measure, MeasuresState, Role
from tests.approval_factories import enter, say
from tests.conftest import OpenDesk
from tests.dispute_factories import approved_measures, make_dispute, make_measures, submit, verify
from tests.letter_paper_factories import make_debtor
from tests.money_factories import lines_of
from tests.ui.by_hand import opened, pick, press_save, problem, save, type_text
from tests.ui.tabs.conftest import DeskOf
from tests.ui.tabs.requests.driving import said
from tests.ui.tabs.requests.stepping import seldom, shown_page, step
from tests.ui.tabs.rooms_driving import add_new, details_shown, show_in_room, wait_for_state
from ui.dialogs.money.dispute_dialog import DisputeDialog
from ui.dialogs.money.dispute_steps import ResolutionDialog, VerdictDialog
from ui.dialogs.money.measures_dialog import MeasuresDialog
from ui.dialogs.money.measures_steps import CarriedOutDialog
from ui.dialogs.reason_dialog import ReasonDialog
from ui.runtime.desk import Desk
from ui.tabs.receivables.disputes.disputes_page import DisputesPage
from ui.tabs.requests.approvals.approval_detail import approval_view

NAME = "receivables.disputes"


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[DisputesPage]:
    """The page, shown and read."""
    yield from shown_page(DisputesPage(desk), qtbot)


def test_c10_4_a_dispute_from_its_beginning_to_its_end(page: DisputesPage, context: Context, qtbot: QtBot) -> None:
    make_debtor(context)
    add_new(page, "new_dispute", qtbot)
    dialog = opened(qtbot, page, DisputeDialog)
    pick(qtbot, dialog.customer, "金桥")
    qtbot.waitUntil(lambda: len(dialog.table.value()) == 3)
    type_text(dialog.title, "出水浊度超标")
    press_save(dialog)
    qtbot.waitUntil(lambda: bool(problem(dialog, "shares")))
    type_text(dialog.table.cell(0, "amount"), "1000")
    save(qtbot, dialog)
    wait_for_state(page, DisputeState.REGISTERED, qtbot)
    assert details_shown(page).held == Decimal(1000)
    verdict = step(page, "verify", VerdictDialog, qtbot)
    verdict.verdict.set_value(DisputeVerdict.OURS.value)
    type_text(verdict.finding, "滤料级配不符")
    press_save(verdict)
    assert problem(verdict, "measures")
    type_text(verdict.measures, "更换滤料")
    verdict.measures_until.set_value(date(2026, 3, 20))
    save(qtbot, verdict)
    wait_for_state(page, DisputeState.VERIFIED, qtbot)
    assert "更换滤料" in said(page.panel)
    resolution = step(page, "resolve", ResolutionDialog, qtbot)
    type_text(resolution.resolution, "复测合格")
    save(qtbot, resolution)
    wait_for_state(page, DisputeState.RESOLVED, qtbot)


def test_c10_4_a_dispute_is_corrected_until_it_is_verified(page: DisputesPage, context: Context, qtbot: QtBot) -> None:
    dispute = make_dispute(context)
    show_in_room(page, dispute, qtbot)
    page.edit(dispute)
    dialog = opened(qtbot, page, DisputeDialog)
    qtbot.waitUntil(lambda: bool(dialog.table.shares()))
    assert dialog.table.shares()[0].amount == Decimal("259203.15")
    dialog.raised_by.set_value("总工 李工")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: details_shown(page).raised_by.endswith("李工"))
    verify(context, dispute)
    show_in_room(page, dispute, qtbot)
    page.refresh()
    qtbot.waitUntil(lambda: details_shown(page).state is DisputeState.VERIFIED)
    page.edit(dispute)
    assert page.message.isVisible()


def test_c10_5_a_proposal_from_its_draft_to_its_result(
    page: DisputesPage, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    contract = make_debtor(context)
    add_new(page, "new_measures", qtbot)
    dialog = opened(qtbot, page, MeasuresDialog)
    pick(qtbot, dialog.customer, "金桥")
    qtbot.waitUntil(lambda: len(dialog.claims.value()) == 2)
    assert dialog.claims.named() == tuple(line.id for line in lines_of(context, contract)[:2])
    type_text(dialog.typed["unpaid_reason"], "资金统一调度")
    type_text(dialog.typed["plan"], "3月10日前发律师函")
    dialog.measures.set_value(frozenset({Measure.LAWYERS_LETTER.value}))
    save(qtbot, dialog)
    wait_for_state(page, MeasuresState.DRAFT, qtbot)
    page.steps_of[page.details.kind].take(page.details.details, "submit")  # type: ignore[union-attr]
    wait_for_state(page, MeasuresState.SUBMITTED, qtbot)
    found = details_shown(page)
    assert found.number == "QH-2026-0001"
    enter(context, found.approval.id, tmp_path)
    page.refresh()
    wait_for_state(page, MeasuresState.APPROVED, qtbot)
    carried_out = step(page, "carry_out", CarriedOutDialog, qtbot)
    type_text(carried_out.outcome, "对方同意分期付清")
    save(qtbot, carried_out)
    wait_for_state(page, MeasuresState.CARRIED_OUT, qtbot)
    assert "对方同意分期付清" in said(page.panel)


def test_c10_5_what_is_unticked_is_not_claimed(page: DisputesPage, context: Context, qtbot: QtBot) -> None:
    measures = make_measures(context)
    show_in_room(page, measures, qtbot)
    page.edit(measures)
    dialog = opened(qtbot, page, MeasuresDialog)
    assert not dialog.customer.isEnabled()
    dialog.claims.cell(1, "named").set_value(False)
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: len(details_shown(page).claims) == 1)
    assert details_shown(page).total == Decimal("259203.15")


def test_c10_5_what_is_missing_blocks_the_way_to_the_leader(page: DisputesPage, context: Context, qtbot: QtBot) -> None:
    measures = make_measures(context, plan="", measures=())
    show_in_room(page, measures, qtbot)
    assert "C10.5" in said(page.panel)
    page.mend(page.details, "edit")  # type: ignore[arg-type]
    opened(qtbot, page, MeasuresDialog).reject()


def test_c10_5_a_refused_proposal_is_a_draft_again(
    page: DisputesPage, context: Context, open_desk: OpenDesk, qtbot: QtBot
) -> None:
    measures = make_measures(context)
    say(open_desk(Role.LEADER), submit(context, measures), yes=False, reason="先由高层拜访")
    show_in_room(page, measures, qtbot)
    assert "先由高层拜访" in said(page.panel)


def test_an_approved_proposal_is_given_up_with_a_reason(
    page: DisputesPage, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    measures = approved_measures(context, tmp_path)
    show_in_room(page, measures, qtbot)
    reason = seldom(page, "cancel", ReasonDialog, qtbot)
    type_text(reason.text, "款已付清")
    save(qtbot, reason)
    wait_for_state(page, MeasuresState.CANCELLED, qtbot)


def test_c10_5_whoever_decides_sees_what_is_proposed(desk: Desk, context: Context) -> None:
    approval = submit(context, make_measures(context))
    groups = {group.code: group for group in approval_view(approval_details(context, approval), desk).groups}
    assert any("¥777,609.45" in fact.value for fact in groups["proposed"].facts)


def test_c10_5_a_claim_that_runs_out_soon_is_warned_of(page: DisputesPage, context: Context, qtbot: QtBot) -> None:
    old = InstalmentForm(kind=InstalmentKind.ACCEPTANCE, percent=Decimal(100), due_on=date(2023, 5, 10))
    contract = make_debtor(context, old, signed_on=date(2023, 1, 5))
    show_in_room(page, make_measures(context, contract), qtbot)
    assert "2026-05-10" in said(page.panel)
    assert details_shown(page).pressing


def test_the_secretary_records_no_verdict(desk_of: DeskOf, context: Context, qtbot: QtBot) -> None:
    dispute = make_dispute(context)
    for page in shown_page(DisputesPage(desk_of(Role.SECRETARY)), qtbot):
        show_in_room(page, dispute, qtbot)
        [verdict] = [one for one in details_shown(page).steps if one.action == "verify"]
        assert not verdict.allowed

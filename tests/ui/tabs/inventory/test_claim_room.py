"""Manufacturers' tasks on the page of returns, from the request to the result, as a person works with it (N7)."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from app.context import Context
from models.enums import ClaimState, RecordKind, Role
from tests.factories import make_classed_request, make_customer, make_equipment, make_partner, make_project
from tests.return_goods_factories import answer, claim_of, make_claim, make_goods
from tests.ui.by_hand import opened, pick, press_save, problem, save, type_text
from tests.ui.tabs.conftest import DeskOf, Settle
from tests.ui.tabs.page_driving import press_button, show_record
from tests.ui.tabs.requests.driving import said
from tests.ui.tabs.requests.stepping import seldom, shown_page, step
from tests.ui.tabs.rooms_driving import add_new, details_shown, show_in_room, wait_for_state
from ui.dialogs.material.claim_dialog import SupplierClaimDialog
from ui.dialogs.material.claim_steps import ClaimAnswerDialog, ClaimResultDialog, RecoveryDialog
from ui.dialogs.material.goods_dialog import CustomerGoodsDialog
from ui.dialogs.reason_dialog import ReasonDialog
from ui.runtime.desk import Desk
from ui.tabs.inventory.returns.returns_page import ReturnsPage
from ui.tabs.projects.partners_page import PartnersPage
from ui.tabs.requests.page import RequestsPage


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[ReturnsPage]:
    """The page, shown and read."""
    yield from shown_page(ReturnsPage(desk), qtbot)


@pytest.fixture
def requests(desk: Desk, qtbot: QtBot) -> Iterator[RequestsPage]:
    """The page of requests, not shown yet."""
    made = RequestsPage(desk)
    qtbot.addWidget(made)
    yield made
    qtbot.waitUntil(lambda: desk.jobs.is_idle)


def test_n7_a_manufacturer_is_asked_by_hand(page: ReturnsPage, context: Context, qtbot: QtBot) -> None:
    make_partner(context, name="开封仪表有限公司")
    add_new(page, "new_supplier_claim", qtbot)
    dialog = opened(qtbot, page, SupplierClaimDialog)
    pick(qtbot, dialog.partner, "开封")
    type_text(dialog.title, "更换励磁板")
    type_text(dialog.task, "请免费更换并说明原因")
    type_text(dialog.wanted_on, "20260305")
    dialog.title.setFocus()
    assert problem(dialog, "wanted_on")
    dialog.wanted_on.set_value(None)
    save(qtbot, dialog)
    wait_for_state(page, ClaimState.ASKED, qtbot)
    assert "开封仪表有限公司" in said(page.panel)


def test_n7_a_request_that_needs_the_manufacturer_opens_the_form_with_all_that_is_known(
    requests: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    maker, customer = make_partner(context), make_customer(context)
    project = make_project(context, customer_id=customer)
    equipment = make_equipment(context, project_id=project, maker_id=maker)
    whose = {"customer_id": customer, "project_id": project, "equipment_id": equipment}
    request = make_classed_request(context, **whose, manufacturer_needed=True)
    shown: list[tuple[str, int]] = []
    requests.desk.show_requested.connect(lambda kind, record_id: shown.append((kind, record_id)))
    show_record(requests, request, qtbot)
    press_button(requests, "step.ask_maker", qtbot)
    dialog = opened(qtbot, requests, SupplierClaimDialog)
    form = dialog.form()
    assert (form.partner_id, form.request_id, form.equipment_id) == (maker, request, equipment)
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: bool(shown))
    assert shown[0][0] == RecordKind.SUPPLIER_CLAIM
    qtbot.waitUntil(lambda: "PT-2026-0001" in said(requests.panel))


def test_n7_goods_are_taken_in_for_a_request(requests: RequestsPage, context: Context, qtbot: QtBot) -> None:
    request = make_classed_request(context)
    show_record(requests, request, qtbot)
    assert "ask_maker" not in {step.code for step in requests.view_of(requests.details).steps}  # type: ignore[arg-type]
    requests.on_step("take_goods_in")
    dialog = opened(qtbot, requests, CustomerGoodsDialog)
    assert (dialog.form().request_id, dialog.form().fault) == (request, "2# 泵机械密封泄漏")
    dialog.set_pristine()
    dialog.reject()


def test_n7_it_is_answered_its_cost_recovered_and_closed(page: ReturnsPage, context: Context, qtbot: QtBot) -> None:
    show_in_room(page, make_claim(context), qtbot)
    said_by = step(page, "answer", ClaimAnswerDialog, qtbot)
    assert said_by.form().person == "孙工"
    type_text(said_by.text, "同意免费更换")
    save(qtbot, said_by)
    wait_for_state(page, ClaimState.ANSWERED, qtbot)
    recovery = step(page, "fix.record_recovery", RecoveryDialog, qtbot)
    type_text(recovery.amount, "2000")
    recovery.recovered_on.setFocus()
    assert "1,280.00" in problem(recovery, "amount")
    recovery.amount.set_value(Decimal(900))
    assert len(recovery.missing()) == 2
    recovery.recovered_on.set_value(page.desk.today())
    type_text(recovery.reason, "厂家只认 900")
    save(qtbot, recovery)
    qtbot.waitUntil(lambda: details_shown(page).cost_settled and page.desk.jobs.is_idle)
    result = step(page, "close", ClaimResultDialog, qtbot)
    type_text(result.text, "已更换，用户确认")
    save(qtbot, result)
    wait_for_state(page, ClaimState.CLOSED, qtbot)
    assert "¥900.00" in said(page.panel)


def test_n7_what_cost_nothing_asks_for_no_reason(page: ReturnsPage, context: Context, qtbot: QtBot) -> None:
    claim = make_claim(context, cost=None)
    answer(context, claim)
    show_in_room(page, claim, qtbot)
    dialog = step(page, "record_recovery", RecoveryDialog, qtbot)
    press_save(dialog)
    assert dialog.missing()
    dialog.cost.set_value(Decimal(0))
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: claim_of(context, claim).cost_settled and page.desk.jobs.is_idle)


def test_a_task_that_is_not_wanted_any_more_is_cancelled(page: ReturnsPage, context: Context, qtbot: QtBot) -> None:
    claim = make_claim(context)
    show_in_room(page, claim, qtbot)
    dialog = seldom(page, "cancel", ReasonDialog, qtbot)
    type_text(dialog.text, "用户自行解决")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: claim_of(context, claim).state is ClaimState.CANCELLED and page.desk.jobs.is_idle)


def test_another_day_wanted_after_the_first_was_missed_has_its_reason(
    page: ReturnsPage, context: Context, qtbot: QtBot
) -> None:
    claim = make_claim(context, asked_at=context.clock.now().replace(month=2))
    show_in_room(page, claim, qtbot)
    page.edit(claim)
    dialog = opened(qtbot, page, SupplierClaimDialog)
    type_text(dialog.wanted_on, "20260320")
    press_save(dialog)
    qtbot.waitUntil(lambda: bool(problem(dialog, "reason")))
    type_text(dialog.reason, "厂家停工")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: details_shown(page).wanted_on is not None and page.desk.jobs.is_idle)


def test_n7_a_partner_shows_what_it_still_owes(desk: Desk, context: Context, settle: Settle, qtbot: QtBot) -> None:
    maker = make_partner(context)
    make_claim(context, partner_id=maker)
    made = PartnersPage(desk)
    qtbot.addWidget(made)
    show_record(made, maker, qtbot)
    assert "PT-2026-0001" in said(made.panel)
    settle(made)


def test_the_keeper_neither_sees_nor_records_what_a_task_cost(desk_of: DeskOf, context: Context, qtbot: QtBot) -> None:
    claim = make_claim(context)
    answer(context, claim)
    for page in shown_page(ReturnsPage(desk_of(Role.WAREHOUSE)), qtbot):
        show_in_room(page, claim, qtbot)
        assert "1,280" not in said(page.panel)
        page.on_fix("record_recovery")
        assert page.message.isVisible()
        page.edit(claim)
        dialog = opened(qtbot, page, SupplierClaimDialog)
        assert "cost" not in {row.name for row in dialog.rows}
        dialog.set_pristine()
        dialog.reject()


def test_a_viewer_is_offered_nothing(desk_of: DeskOf, context: Context, qtbot: QtBot) -> None:
    goods, claim = make_goods(context), make_claim(context)
    for page in shown_page(ReturnsPage(desk_of(Role.VIEWER)), qtbot):
        for record_id in (goods, claim):
            show_in_room(page, record_id, qtbot)
            owed = page.view_of(page.details).commitments  # type: ignore[arg-type]
            assert not any(choice.enabled for line in owed for choice in line.choices)

"""The page of service orders: from the draft to the last payment, as a person works with it (C8, C9)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.context import Context
from models.enums import CommitmentState, OrderKind, OrderState, Role
from tests.app.archive.scanned import scan_in
from tests.factories import local_time
from tests.order_factories import (
    CHEMICAL,
    approved,
    details_of,
    make_agreement,
    make_approved_order,
    make_order,
    make_order_in_force,
    make_served_order,
    pay,
    sign,
    spend,
    submitted,
)
from tests.ui.by_hand import opened, press_save, problem, save, type_text
from tests.ui.tabs.conftest import DeskOf
from tests.ui.tabs.requests.driving import press, said
from tests.ui.tabs.requests.stepping import show, shown_page, step, wait_for_state
from ui.dialogs.promises.agree_dialog import AgreeDialog
from ui.dialogs.reason_dialog import ReasonDialog
from ui.dialogs.trade.order_dialog import OrderDialog
from ui.dialogs.trade.order_record_dialogs import CallOffDialog, CostDialog, MaterialDialog, VisitDialog
from ui.dialogs.trade.order_step_dialogs import EffectDialog, ServiceEndDialog, SigningDialog
from ui.dialogs.trade.submit_dialog import SubmitDialog
from ui.runtime.desk import Desk
from ui.tabs.requests.orders.orders_page import OrdersPage

DETAIL = "requests.orders.detail"


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[OrdersPage]:
    """The page, shown and read."""
    yield from shown_page(OrdersPage(desk), qtbot)


def test_the_leader_reads_and_prints_but_writes_none(
    desk_of: DeskOf, desk: Desk, context: Context, qtbot: QtBot
) -> None:
    order = make_order(context)
    for page in shown_page(OrdersPage(desk_of(Role.LEADER)), qtbot):
        show(page, order, qtbot)
        assert not page.may_edit
        assert page.action("print").isEnabled()
        page.open_requested.emit(order)
        qtbot.waitUntil(lambda: desk.jobs.is_idle)
        assert page.findChild(OrderDialog) is None


def test_c8_2_a_draft_is_submitted_with_a_word_to_whoever_decides(
    page: OrdersPage, context: Context, qtbot: QtBot
) -> None:
    order = make_order(context)
    show(page, order, qtbot)
    dialog = step(page, "submit", SubmitDialog, qtbot)
    type_text(dialog.note, "客户急用")
    save(qtbot, dialog)
    wait_for_state(page, OrderState.SUBMITTED, qtbot)
    assert "SP-2026-0001" in said(page.panel)
    assert "客户急用" in said(page.panel)


def test_c8_1_signing_and_putting_in_force(page: OrdersPage, context: Context, qtbot: QtBot, tmp_path: Path) -> None:
    order = make_approved_order(context)
    show(page, order, qtbot)
    assert "C8.1" in said(page.panel)
    signing = step(page, "fix.record_signing", SigningDialog, qtbot)
    type_text(signing.signed_by, "刘经理")
    signing.scan.set_value(scan_in(tmp_path, "签字页.png"))
    save(qtbot, signing)
    qtbot.waitUntil(lambda: "BM/A6-03-001" in said(page.panel))
    save(qtbot, step(page, "take_effect", EffectDialog, qtbot))
    wait_for_state(page, OrderState.EFFECTIVE, qtbot)
    assert details_of(context, order).in_force


def test_an_agreement_that_begins_later_is_offered_its_first_day(
    page: OrdersPage, context: Context, qtbot: QtBot
) -> None:
    order = make_agreement_to_come(context)
    show(page, order, qtbot)
    dialog = step(page, "take_effect", EffectDialog, qtbot)
    assert dialog.form() == local_time("2026-04-01 00:00")
    dialog.effective_at.set_value(local_time("2027-06-01 00:00"))
    press_save(dialog)
    assert problem(dialog, "effective_at")
    dialog.effective_at.set_value(local_time("2026-04-01 00:00"))
    save(qtbot, dialog)
    wait_for_state(page, OrderState.EFFECTIVE, qtbot)
    assert not details_of(context, order).in_force


def make_agreement_to_come(context: Context) -> int:
    """Return the id of a signed agreement from April on."""
    order = make_approved_order(
        context,
        order_kind=OrderKind.MAINTENANCE,
        starts_on=date(2026, 4, 1),
        ends_on=date(2027, 3, 31),
    )
    sign(context, order)
    return order


def test_c5_3_what_was_asked_for_outside_is_recorded_by_hand(page: OrdersPage, context: Context, qtbot: QtBot) -> None:
    order = make_order_in_force(context)
    show(page, order, qtbot)
    page.on_step("material")
    dialog = opened(qtbot, page, MaterialDialog)
    type_text(dialog.findChild(type(dialog.rows[-1].widget), "requests.material.field.text"), "密封 2 套，采购部")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: "密封 2 套，采购部" in said(page.panel))
    assert all(line.state == "met" for line in details_of(context, order).commitments)


def test_c8_1_what_is_called_off_never_exceeds_what_is_left(page: OrdersPage, context: Context, qtbot: QtBot) -> None:
    order = make_order_in_force(context, lines=(CHEMICAL,), order_kind=OrderKind.CHEMICALS)
    show(page, order, qtbot)
    dialog = step(page, "call_off", CallOffDialog, qtbot)
    dialog.quantity.set_value(Decimal(501))
    type_text(dialog.called_by, "刘经理")
    press_save(dialog)
    assert "500" in problem(dialog, "quantity")
    dialog.quantity.set_value(Decimal(120))
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: "380" in said(page.panel))


def test_c8_1_a_visit_is_recorded_from_its_line(page: OrdersPage, context: Context, qtbot: QtBot) -> None:
    order = make_agreement(context)
    show(page, order, qtbot)
    page.on_link("visit:2")
    dialog = opened(qtbot, page, VisitDialog)
    assert dialog.visit_no.value() == "2"
    type_text(dialog.rows[-1].widget, "设备运行正常")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: details_of(context, order).parts.visits[1].done_at is not None)


def test_c8_3_costs_make_the_realised_profit_and_can_be_taken_back(
    page: OrdersPage, context: Context, qtbot: QtBot
) -> None:
    order = make_served_order(context)
    show(page, order, qtbot)
    dialog = step(page, "cost", CostDialog, qtbot)
    type_text(dialog.text, "机械密封")
    dialog.amount.set_value(Decimal("2600.00"))
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: "13.33" in said(page.panel))
    (cost,) = details_of(context, order).parts.costs
    page.on_link(f"withdraw_cost:{cost.id}")
    reason = opened(qtbot, page, ReasonDialog)
    type_text(reason.text, "重复录入")
    save(qtbot, reason)
    qtbot.waitUntil(lambda: "13.33" not in said(page.panel))


def test_c9_2_the_service_ends_and_the_order_is_settled_once_paid(
    page: OrdersPage, context: Context, qtbot: QtBot
) -> None:
    order = make_order_in_force(context)
    show(page, order, qtbot)
    ended = step(page, "serve", ServiceEndDialog, qtbot)
    save(qtbot, ended)
    wait_for_state(page, OrderState.SERVED, qtbot)
    assert "C9.2" in said(page.panel)
    pay(context, order)
    show(page, order, qtbot)
    page.reload_details()
    press(page, f"{DETAIL}.step.settle", qtbot)
    wait_for_state(page, OrderState.SETTLED, qtbot)


@pytest.mark.parametrize(("make", "code"), [(submitted, "withdraw"), (approved, "reopen"), (submitted, "cancel")])
def test_going_back_asks_for_the_reason(page: OrdersPage, context: Context, qtbot: QtBot, make: Any, code: str) -> None:
    order = make_order(context)
    make(context, order)
    show(page, order, qtbot)
    page.on_step(code)
    dialog = opened(qtbot, page, ReasonDialog)
    type_text(dialog.text, "客户改数量")
    save(qtbot, dialog)
    wait_for_state(page, OrderState.CANCELLED if code == "cancel" else OrderState.DRAFT, qtbot)


def test_only_drafts_are_edited(page: OrdersPage, context: Context, qtbot: QtBot) -> None:
    draft, order = make_order(context), make_approved_order(context)
    show(page, order, qtbot)
    page.edit(order)
    assert page.message.isVisible()
    show(page, draft, qtbot)
    page.edit(draft)
    dialog = opened(qtbot, page, OrderDialog)
    dialog.title.clear()
    type_text(dialog.title, "更换两套密封")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: details_of(context, draft).title == "更换两套密封")


def test_c8_1_an_agreement_is_renewed_from_its_page(page: OrdersPage, context: Context, qtbot: QtBot) -> None:
    former = make_agreement(context)
    show(page, former, qtbot)
    page.on_step("renew")
    dialog = opened(qtbot, page, OrderDialog)
    assert dialog.starts_on.value() == date(2027, 3, 1)
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: page.details is not None and page.details.around.renews is not None)


def test_c8_1_an_agreement_is_let_go_for_a_reason(page: OrdersPage, context: Context, clock: Any, qtbot: QtBot) -> None:
    agreement = make_agreement(context)
    clock.moment = local_time("2027-02-01 10:00")
    show(page, agreement, qtbot)
    page.on_step("not_renewed")
    dialog = opened(qtbot, page, ReasonDialog)
    type_text(dialog.text, "客户自行维护")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: "客户自行维护" in said(page.panel))


def test_what_has_to_be_put_right_leads_to_where_it_is(page: OrdersPage, context: Context, qtbot: QtBot) -> None:
    order = make_served_order(context)
    show(page, order, qtbot)
    owed = details_of(context, order).instalments[0]
    with qtbot.waitSignal(page.desk.show_requested) as shown:
        page.on_fix("show_receivables")
    assert shown.args == ["receivable", owed.id]


def test_the_columns_tell_what_is_owed_and_what_it_brought(page: OrdersPage, context: Context, qtbot: QtBot) -> None:
    order = make_served_order(context)
    spend(context, order, "2900.00")
    show(page, order, qtbot)
    model = page.table.model()
    shown = [model.index(0, at).data() for at in range(model.columnCount())]
    assert "¥3,320.00" in shown
    assert "3.33 %" in shown


def test_c8_1_another_day_for_a_visit_is_entered_at_its_promise(
    page: OrdersPage, context: Context, qtbot: QtBot
) -> None:
    order = make_agreement(context)
    show(page, order, qtbot)
    page.on_step("agree_date:order_visit:1")
    dialog = opened(qtbot, page, AgreeDialog)
    dialog.due_at.set_value(local_time("2026-07-15 17:00"))
    type_text(dialog.agreed_with, "刘经理")
    type_text(dialog.reason, "用户停产检修")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: "07-15 17:00" in said(page.panel))


def test_the_manager_waives_a_promise_at_its_line(page: OrdersPage, context: Context, qtbot: QtBot) -> None:
    order = make_order_in_force(context)
    show(page, order, qtbot)
    page.on_step("waive:purchase:0")
    dialog = opened(qtbot, page, ReasonDialog)
    type_text(dialog.text, "现货已备")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: details_of(context, order).commitments[0].state is CommitmentState.WAIVED)

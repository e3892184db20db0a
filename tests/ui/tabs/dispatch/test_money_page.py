"""The money of a trip in the window: an advance, a claim with marks, its check, payment; the table (C7.3, C7.4)."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from app.context import Context
from models.enums import AdvanceState, DispatchState, ExpenseState, Role
from tests.trip_money_factories import (
    HOTEL,
    THERE,
    advance_of,
    allowance_form_of,
    check,
    claim_of,
    go,
    hand_over,
    make_advance,
    make_allowance,
    make_claim,
    make_paid_advance,
    make_trip,
    pay_part,
    people_of,
)
from tests.ui.by_hand import opened, pick, press_save, problem, save, type_text
from tests.ui.tabs.conftest import DeskOf
from tests.ui.tabs.requests.driving import choose, said
from tests.ui.tabs.requests.stepping import shown_page, step
from tests.ui.tabs.rooms_driving import add_new, details_shown, show_in_room, wait_for_state
from ui.dialogs.reason_dialog import ReasonDialog
from ui.dialogs.trips.money_advance import AdvanceDialog
from ui.dialogs.trips.money_allowance import AllowanceDialog
from ui.dialogs.trips.money_claim import ExpenseDialog
from ui.dialogs.trips.money_steps import (
    AdvancePaymentDialog,
    ClaimCheckDialog,
    ClaimPaymentDialog,
    RefundDialog,
    ToFinanceDialog,
)
from ui.runtime.desk import Desk
from ui.tabs.dispatch.money.money_page import MoneyPage
from ui.widgets.fields.money_edit import MoneyEdit

NAME = "dispatch.money"
D = Decimal
DialogT = TypeVar("DialogT", bound=QDialog)


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[MoneyPage]:
    """The page, shown and read."""
    yield from shown_page(MoneyPage(desk), qtbot)


def test_c7_3_an_advance_is_asked_for_paid_out_and_handed_back(page: MoneyPage, context: Context, qtbot: QtBot) -> None:
    trip = make_trip(context, state=DispatchState.AGREED)
    add_new(page, "new_advance", qtbot)
    dialog = opened(qtbot, page, AdvanceDialog)
    pick(qtbot, dialog.payee.dispatch, "机械密封")
    qtbot.waitUntil(lambda: dialog.payee.staff.value() is not None)
    type_text(dialog.amount, "1500")
    save(qtbot, dialog)
    wait_for_state(page, AdvanceState.ASKED, qtbot)
    save(qtbot, pay_dialog(page, qtbot))
    wait_for_state(page, AdvanceState.PAID, qtbot)
    refund = step(page, "refund", RefundDialog, qtbot)
    assert refund.amount.value() == D(1500)
    type_text(refund.person, "吴芳")
    save(qtbot, refund)
    wait_for_state(page, AdvanceState.SETTLED, qtbot)
    assert "¥1,500.00" in said(page.panel)
    assert advance_of(context, details_shown(page).id).dispatch_id == trip


def pay_dialog(page: MoneyPage, qtbot: QtBot) -> AdvancePaymentDialog:
    """Return the form of the payment, filled in."""
    dialog = step(page, "pay", AdvancePaymentDialog, qtbot)
    type_text(dialog.voucher_no, "付-0312")
    return dialog


def test_c7_4_the_manager_is_asked_for_a_reason_beside_an_unsettled_advance(
    page: MoneyPage, context: Context, qtbot: QtBot
) -> None:
    make_advance(context, make_trip(context, state=DispatchState.AGREED))
    add_new(page, "new_advance", qtbot)
    dialog = opened(qtbot, page, AdvanceDialog)
    pick(qtbot, dialog.payee.dispatch, "机械密封")
    qtbot.waitUntil(lambda: "JK-2026-0001" in said(dialog))
    type_text(dialog.amount, "300")
    press_save(dialog)
    assert problem(dialog, "exception")
    type_text(dialog.exception, "连续出差")
    save(qtbot, dialog)
    wait_for_state(page, AdvanceState.ASKED, qtbot)
    assert details_shown(page).exception == "连续出差"


def test_c7_4_a_claim_is_filled_in_from_its_dispatch_and_saved(page: MoneyPage, context: Context, qtbot: QtBot) -> None:
    make_allowance(context)
    make_trip(context)
    add_new(page, "new_expense", qtbot)
    dialog = opened(qtbot, page, ExpenseDialog)
    pick(qtbot, dialog.payee.dispatch, "机械密封")
    qtbot.waitUntil(lambda: len(dialog.legs.value()) == 2)
    dialog.legs.set_value((THERE,))
    dialog.lines.set_value((HOTEL,))
    assert "¥822.00" in said(dialog)
    save(qtbot, dialog)
    wait_for_state(page, ExpenseState.DRAFT, qtbot)
    assert details_shown(page).total == D(822)


def test_c7_4_a_claim_sets_off_the_advance_of_the_person_it_is_for(
    page: MoneyPage, context: Context, qtbot: QtBot
) -> None:
    trip = make_trip(context, people=2, state=DispatchState.AGREED)
    leader, other = people_of(context, trip)
    advances = [make_paid_advance(context, trip, staff_id=one) for one in (leader, other)]
    go(context, trip, DispatchState.RETURNED)
    add_new(page, "new_expense", qtbot)
    dialog = opened(qtbot, page, ExpenseDialog)
    pick(qtbot, dialog.payee.dispatch, "机械密封")
    qtbot.waitUntil(lambda: dialog.form().advance_id == advances[0])
    dialog.payee.staff.set_value(None)
    assert dialog.form().advance_id is None
    pick(qtbot, dialog.payee.staff, "陈志强")
    assert dialog.form().advance_id == advances[1]
    dialog.advance.set_value(None)
    pick(qtbot, dialog.advance, "JK")
    assert dialog.form().advance_id == advances[1], "that of the other person is not offered"
    dialog.set_pristine()
    dialog.reject()


def test_c7_4_days_entered_propose_what_the_table_grants(page: MoneyPage, context: Context, qtbot: QtBot) -> None:
    make_allowance(context)
    claim = make_claim(context, legs=(replace(THERE, allowance_days=None, allowance_rate=None),))
    show_in_room(page, claim, qtbot)
    page.edit(claim)
    dialog = opened(qtbot, page, ExpenseDialog)
    type_text(dialog.legs.cell(0, "allowance_days"), "2")
    assert dialog.legs.value()[0].allowance_rate == D(80)


def test_c7_4_marks_are_shown_in_the_pane_and_explained_in_the_check(
    page: MoneyPage, context: Context, qtbot: QtBot
) -> None:
    make_allowance(context)
    claim = make_claim(context, lines=(replace(HOTEL, amount=D(600)),))
    show_in_room(page, claim, qtbot)
    assert "标准为 ¥560.00" in said(page.panel)
    dialog = step(page, "check", ClaimCheckDialog, qtbot)
    press_save(dialog)
    assert problem(dialog, "over_standard")
    type_text(dialog.deducted, "40")
    type_text(dialog.deduction_reason, "住宿超标")
    assert "¥826.00" not in said(dialog)
    save(qtbot, dialog)
    wait_for_state(page, ExpenseState.CHECKED, qtbot)
    assert claim_of(context, claim).deducted == D(40)


def test_c7_4_a_claim_goes_to_finance_and_is_paid_in_parts(page: MoneyPage, context: Context, qtbot: QtBot) -> None:
    make_allowance(context)
    trip = make_trip(context, state=DispatchState.FINISHED)
    claim = make_claim(context, trip, advance_id=make_paid_advance(context, trip, amount=D(500)))
    check(context, claim)
    show_in_room(page, claim, qtbot)
    save(qtbot, step(page, "to_finance", ToFinanceDialog, qtbot))
    wait_for_state(page, ExpenseState.TO_FINANCE, qtbot)
    first = step(page, "pay", ClaimPaymentDialog, qtbot)
    assert first.amount.value() == D(474)
    first.amount.set_value(D(475))
    first.note.setFocus()
    assert problem(first, "amount")
    first.amount.set_value(D(200))
    save(qtbot, first)
    qtbot.waitUntil(lambda: details_shown(page).paid == D(200))
    save(qtbot, step(page, "pay", ClaimPaymentDialog, qtbot))
    wait_for_state(page, ExpenseState.PAID, qtbot)


def test_c7_4_a_claim_given_back_is_a_draft_again(page: MoneyPage, context: Context, qtbot: QtBot) -> None:
    make_allowance(context)
    claim = make_claim(context)
    check(context, claim)
    hand_over(context, claim)
    show_in_room(page, claim, qtbot)
    choose(page, f"{NAME}.detail.step.more", "reopen", qtbot)
    dialog = opened(qtbot, page, ReasonDialog)
    type_text(dialog.text, "发票抬头有误")
    save(qtbot, dialog)
    wait_for_state(page, ExpenseState.DRAFT, qtbot)


def test_c7_4_a_payment_entered_by_mistake_is_taken_back(page: MoneyPage, context: Context, qtbot: QtBot) -> None:
    make_allowance(context)
    claim = make_claim(context)
    check(context, claim)
    hand_over(context, claim)
    pay_part(context, claim, "974")
    show_in_room(page, claim, qtbot)
    choose(page, f"{NAME}.detail.step.more", "undo_payment", qtbot)
    dialog = opened(qtbot, page, ReasonDialog)
    type_text(dialog.text, "金额录错")
    save(qtbot, dialog)
    wait_for_state(page, ExpenseState.TO_FINANCE, qtbot)
    assert details_shown(page).due == D(974)


def test_c7_4_the_allowance_table_is_edited_by_the_manager(page: MoneyPage, context: Context, qtbot: QtBot) -> None:
    table = make_allowance(context)
    show_in_room(page, table, qtbot)
    assert "¥80.00" in said(page.panel)
    page.edit(table)
    dialog = opened(qtbot, page, AllowanceDialog)
    assert replace(dialog.form(), version=0) == allowance_form_of()
    daily = dialog.rates.cell(0, "daily")
    assert isinstance(daily, MoneyEdit)
    daily.set_value(D(130))
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: details_shown(page).rates[0].daily == D(130))


def test_c7_4_a_secretary_is_told_that_the_table_is_the_managers(
    desk_of: DeskOf, context: Context, qtbot: QtBot
) -> None:
    table = make_allowance(context)
    for page in shown_page(MoneyPage(desk_of(Role.SECRETARY)), qtbot):
        show_in_room(page, table, qtbot)
        page.edit(table)
        assert "经理" in page.message.text

"""The page of purchase orders, driven as a person does (C6.2)."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.context import Context
from app.services.requests.moving import cancel_request
from models.enums import PurchaseState, Role, StockAnswer
from tests.factories import version_of
from tests.purchase_factories import (
    came,
    details_of,
    line_of,
    make_chemical,
    make_need,
    make_ordered,
    make_purchase,
    make_stock_part,
    make_submitted,
    put_in_stock,
    receive,
    record_of_need,
    share_of,
    stock_of,
)
from tests.ui.by_hand import opened, pick, press_save, problem, save, type_text
from tests.ui.tabs.conftest import DeskOf
from tests.ui.tabs.page_driving import press_button, show_record
from ui.dialogs.material.purchase_dialog import PurchaseDialog, PurchaseSource, read_new_purchase
from ui.dialogs.material.purchase_step_dialogs import ExpectedDialog, OrderingDialog, TakingBackDialog
from ui.dialogs.material.receiving_dialog import ReceivingDialog
from ui.dialogs.reason_dialog import ReasonDialog
from ui.runtime.desk import Desk
from ui.tabs.inventory.purchases.purchases_page import PurchasesPage
from ui.tabs.inventory.purchases.purchases_page import make_purchase as make_from

pytestmark = pytest.mark.on_server


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> PurchasesPage:
    """The page, not shown yet."""
    made = PurchasesPage(desk)
    qtbot.addWidget(made)
    return made


def state_of(page: PurchasesPage) -> PurchaseState | None:
    return page.details.state if page.details is not None else None


def test_a_purchase_is_written_with_what_is_free_beside_each_item(
    page: PurchasesPage, context: Context, qtbot: QtBot
) -> None:
    seal = make_stock_part(context)
    put_in_stock(context, seal, "2")
    page.show()
    page.add()
    dialog = opened(qtbot, page, PurchaseDialog)
    lines = dialog.lines
    pick(qtbot, lines.cell(0, "part"), "机械密封")  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: lines.cell(0, "free").text() == "2")  # type: ignore[attr-defined]
    type_text(lines.cell(0, "quantity"), "4")
    type_text(lines.cell(0, "needed_on"), "20260320")
    assert lines.cell(0, "free").property("tone") == "soon"
    lines.cell(0, "answer").set_value("buy")  # type: ignore[attr-defined]
    type_text(lines.cell(0, "answer_reason"), "留作应急")
    dialog.purpose.setFocus()
    assert lines.cell(0, "free").property("tone") == ""
    (line,) = dialog.form().lines
    assert (line.quantity, line.answer, line.estimate) == (Decimal(4), StockAnswer.BUY, Decimal("600.00"))
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: page.details is not None)
    assert state_of(page) is PurchaseState.DRAFT


def test_an_urgent_or_own_purchase_says_why(page: PurchasesPage, context: Context, qtbot: QtBot) -> None:
    purchase = make_purchase(context)
    show_record(page, purchase, qtbot)
    page.edit(purchase)
    dialog = opened(qtbot, page, PurchaseDialog)
    dialog.urgency.set_value("urgent")
    dialog.own_purchase.set_value(frozenset({"own"}))
    press_save(dialog)
    assert {"urgent_reason", "own_reason"} <= {row.name for row in dialog.rows if row.is_missing()}
    dialog.urgent_reason.set_value("停产")
    dialog.own_reason.set_value("五金店现购")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: page.details is not None and page.details.own_purchase)


def test_c6_2_what_is_short_goes_on_one_purchase_with_its_shares(
    page: PurchasesPage, context: Context, qtbot: QtBot
) -> None:
    seal = make_stock_part(context)
    needs = (make_need(context, seal, "2"), make_need(context, seal, "3"))
    page.show()
    shown: list[tuple[str, int]] = []
    page.desk.show_requested.connect(lambda kind, record_id: shown.append((kind, record_id)))
    make_from(page.desk, page, PurchaseSource(need_ids=needs))
    dialog = opened(qtbot, page, PurchaseDialog)
    assert "SR-2026-0001 × 2、SR-2026-0002 × 3" in dialog.lines.waiting_words()
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: bool(shown))
    shares = details_of(context, shown[0][1]).lines[0].shares
    assert [(share.need_id, share.quantity) for share in shares] == [(needs[0], 2), (needs[1], 3)]


def test_c6_2_a_draft_goes_to_purchasing_and_is_ordered(page: PurchasesPage, context: Context, qtbot: QtBot) -> None:
    show_record(page, make_purchase(context), qtbot)
    press_button(page, "step.submit", qtbot)
    qtbot.waitUntil(lambda: state_of(page) is PurchaseState.SUBMITTED)
    press_button(page, "step.order", qtbot)
    dialog = opened(qtbot, page, OrderingDialog)
    type_text(dialog.person, "采购部钱工")
    type_text(dialog.expected_on, "20260301")
    dialog.order_ref.setFocus()
    assert problem(dialog, "expected_on")
    dialog.expected_on.set_value(details_of(context, page.details.id).needed_on)  # type: ignore[union-attr]
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: state_of(page) is PurchaseState.ORDERED)


def test_c6_1_a_draft_that_nobody_looked_up_says_what_is_missing(
    page: PurchasesPage, context: Context, qtbot: QtBot
) -> None:
    purchase = make_purchase(context, line_of(make_stock_part(context), answer=None))
    show_record(page, purchase, qtbot)
    press_button(page, "step.fix.edit", qtbot)
    dialog = opened(qtbot, page, PurchaseDialog)
    dialog.reject()


def test_c6_2_the_keeper_receives_what_is_to_come(desk_of: DeskOf, context: Context, qtbot: QtBot) -> None:
    seal = make_stock_part(context)
    purchase = make_ordered(context, line_of(seal))
    page = PurchasesPage(desk_of(Role.WAREHOUSE))
    qtbot.addWidget(page)
    show_record(page, purchase, qtbot)
    press_button(page, "step.receive", qtbot)
    dialog = opened(qtbot, page, ReceivingDialog)
    assert dialog.lines.value()[0].quantity == Decimal(4)
    type_text(dialog.lines.cell(0, "quantity"), "\b")
    dialog.lines.cell(0, "quantity").set_value(Decimal(3))  # type: ignore[attr-defined]
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: state_of(page) is PurchaseState.PARTLY_RECEIVED)
    assert stock_of(context, seal)[0] == Decimal(3)
    page.close()


def test_c6_2_more_than_ordered_is_asked_about(page: PurchasesPage, context: Context, qtbot: QtBot) -> None:
    show_record(page, make_ordered(context), qtbot)
    press_button(page, "step.receive", qtbot)
    dialog = opened(qtbot, page, ReceivingDialog)
    assert not dialog.accept_more.isVisible()
    dialog.lines.cell(0, "quantity").set_value(Decimal(5))  # type: ignore[attr-defined]
    dialog.person.setFocus()
    assert dialog.accept_more.isVisible()
    press_save(dialog)
    assert "机械密封 +1 套" in problem(dialog, "accept_more")
    dialog.accept_more.set_value(frozenset({"accept"}))
    type_text(dialog.reason, "供方多发一套")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: state_of(page) is PurchaseState.RECEIVED)


def test_a_chemical_asks_for_batch_and_expiry_and_a_rest_for_its_reason(
    page: PurchasesPage, context: Context, qtbot: QtBot
) -> None:
    show_record(page, make_ordered(context, line_of(make_chemical(context), "50")), qtbot)
    press_button(page, "step.receive", qtbot)
    dialog = opened(qtbot, page, ReceivingDialog)
    lines = dialog.lines
    lines.cell(0, "quantity").set_value(Decimal(25))  # type: ignore[attr-defined]
    lines.cell(0, "close").set_value("close")  # type: ignore[attr-defined]
    dialog.person.setFocus()
    press_save(dialog)
    assert "柠檬酸" in problem(dialog, "lines")
    type_text(lines.cell(0, "reason"), "供方缺货")
    type_text(lines.cell(0, "batch"), "A1")
    type_text(lines.cell(0, "expires_on"), "20270101")
    dialog.person.setFocus()
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: state_of(page) is PurchaseState.RECEIVED)
    assert details_of(context, page.details.id).lines[0].closed_reason == "供方缺货"  # type: ignore[union-attr]


def test_a_wrong_receipt_is_taken_back(page: PurchasesPage, context: Context, qtbot: QtBot) -> None:
    seal = make_stock_part(context)
    purchase = make_ordered(context, line_of(seal))
    receive(context, purchase, came(1, "4"))
    show_record(page, purchase, qtbot)
    page.on_step("take_back")
    dialog = opened(qtbot, page, TakingBackDialog)
    type_text(dialog.quantity, "5")
    dialog.reason.setFocus()
    assert problem(dialog, "quantity")
    dialog.quantity.set_value(Decimal(1))
    type_text(dialog.reason, "点错数")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: state_of(page) is PurchaseState.PARTLY_RECEIVED)
    assert stock_of(context, seal)[0] == Decimal(3)


def test_another_day_of_delivery_is_entered_with_its_reason(
    page: PurchasesPage, context: Context, qtbot: QtBot
) -> None:
    show_record(page, make_ordered(context), qtbot)
    page.on_step("expect")
    dialog = opened(qtbot, page, ExpectedDialog)
    type_text(dialog.expected_on, "20260325")
    type_text(dialog.reason, "供方推迟")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: page.details is not None and page.details.mark is not None)


@pytest.mark.parametrize("code", ["withdraw", "cancel"])
def test_a_purchase_is_taken_back_or_given_up_with_a_reason(
    page: PurchasesPage, context: Context, qtbot: QtBot, code: str
) -> None:
    show_record(page, make_submitted(context), qtbot)
    page.on_step(code)
    dialog = opened(qtbot, page, ReasonDialog)
    type_text(dialog.text, "数量写错")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: state_of(page) in (PurchaseState.DRAFT, PurchaseState.CANCELLED))


def test_an_own_purchase_leads_to_its_approval(page: PurchasesPage, context: Context, qtbot: QtBot) -> None:
    purchase = make_submitted(context, own_purchase=True, own_reason="五金店现购")
    shown: list[str] = []
    page.desk.show_requested.connect(lambda kind, _record_id: shown.append(kind))
    show_record(page, purchase, qtbot)
    press_button(page, "step.fix.show_approval", qtbot)
    assert shown == ["approval"]


def test_what_was_submitted_is_not_edited(page: PurchasesPage, context: Context, qtbot: QtBot) -> None:
    show_record(page, make_submitted(context), qtbot)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.message.text))
    assert not page.findChildren(PurchaseDialog)


def test_what_a_cancelled_request_wanted_is_shown_as_no_longer_needed(
    page: PurchasesPage, context: Context, qtbot: QtBot
) -> None:
    seal = make_stock_part(context)
    need = make_need(context, seal)
    request = record_of_need(context, need)
    purchase = make_submitted(context, line_of(seal, shares=(share_of(need, "4"),)), request_id=request)
    cancel_request(context, record_id=request, version=version_of(context, request), reason="用户撤回")
    show_record(page, purchase, qtbot)
    facts = {group.code: group.facts for group in page.view_of(details_of(context, purchase)).groups}
    for code in ("lines", "facts"):
        assert "不再需要" in [fact.badge.text for fact in facts[code] if fact.badge is not None]


def test_a_kept_form_brings_back_the_items_with_whom_they_are_for(page: PurchasesPage, context: Context) -> None:
    seal, ring = make_stock_part(context), make_stock_part(context, name="O 型圈", unit="个")
    needs = (make_need(context, seal, "2"), make_need(context, ring, "8"))
    draft = read_new_purchase(page.desk, PurchaseSource(need_ids=needs))
    first, second = (PurchaseDialog(page.desk, draft, "", page) for _each in range(2))
    first.lines.cell(0, "quantity").set_value(Decimal(9))  # type: ignore[attr-defined]
    first.purpose.set_value("二期改造")
    second.restore(first.kept())
    assert second.form() == first.form()
    assert [line.shares for line in second.form().lines] == [line.shares for line in draft.form.lines]


def test_a_kept_receipt_brings_back_what_was_counted(page: PurchasesPage, context: Context) -> None:
    details = details_of(context, make_ordered(context))
    first, second = (ReceivingDialog(page.desk, details, page) for _each in range(2))
    first.lines.cell(0, "quantity").set_value(Decimal(3))  # type: ignore[attr-defined]
    second.restore(first.kept())
    assert second.form() == first.form()

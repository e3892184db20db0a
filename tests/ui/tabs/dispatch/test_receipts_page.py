"""The page of service receipts, as a person works with it (N1)."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.context import Context
from app.queries.trips.receipts import cash_holders
from models.enums import PayStatus, Rating, RequestKind, Role, SignOffState
from models.people.dispatch import Dispatch
from tests.factories import stored
from tests.on_site_factories import (
    make_cash_receipt,
    make_receipt,
    make_trip_with_parts,
    put_in,
    receipt_of,
    sign,
)
from tests.ui.by_hand import opened, pick, problem, save, type_text
from tests.ui.tabs.conftest import DeskOf
from tests.ui.tabs.requests.driving import said
from tests.ui.tabs.requests.stepping import seldom, show, shown_page, step
from tests.ui.tabs.rooms_driving import details_shown, press_action
from ui.dialogs.reason_dialog import ReasonDialog
from ui.dialogs.requests.request_dialog import RequestDialog
from ui.dialogs.trips.cash_window import CashWindow
from ui.dialogs.trips.receipt_dialog import ServiceReceiptDialog
from ui.dialogs.trips.signing_dialogs import HandInDialog, ReceiptRefusalDialog, ReceiptSigningDialog
from ui.dialogs.trips.trip_picker import TripPickDialog
from ui.runtime.desk import Desk
from ui.tabs.dispatch.receipts.receipts_page import ReceiptsPage


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[ReceiptsPage]:
    """The page, shown and read."""
    yield from shown_page(ReceiptsPage(desk), qtbot)


def test_n1_a_receipt_is_filled_in_from_what_is_known(context: Context, page: ReceiptsPage, qtbot: QtBot) -> None:
    trip = make_trip_with_parts(context)
    press_action(page, "new")
    choice = opened(qtbot, page, TripPickDialog)
    pick(qtbot, choice.dispatch_id, stored(context, Dispatch, trip).number or "")
    choice.submitted.emit()
    dialog = opened(qtbot, page, ServiceReceiptDialog)
    type_text(dialog.work_done, "更换机械密封")
    dialog.outcome.set_value("restored")
    dialog.parts_button.click()
    assert [line.name for line in dialog.parts.value()] == ["机械密封"]
    dialog.arrived_at.set_value(stored(context, Dispatch, trip).starts_at)
    dialog.left_at.set_value(page.desk.now())
    dialog.hours_button.click()
    hours = dialog.hours.value()
    assert [(f"{one.worked_on:%m-%d}", one.normal, one.overtime) for one in hours] == [
        ("03-05", Decimal(8), Decimal("0.5")),
        ("03-06", Decimal("4.5"), 0),
    ]
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: details_shown(page) is not None)
    assert (details_shown(page).number, details_shown(page).parts[0].name) == ("HZ-2026-0001", "机械密封")


def test_n1_a_signature_is_recorded_with_the_customers_word(context: Context, page: ReceiptsPage, qtbot: QtBot) -> None:
    trip = make_trip_with_parts(context)
    receipt = make_receipt(context, trip, parts=(put_in(context, trip),))
    show(page, receipt, qtbot)
    dialog = step(page, "sign", ReceiptSigningDialog, qtbot)
    type_text(dialog.signer.signed_by, "陈主任")
    dialog.rating.set_value(Rating.DISSATISFIED)
    assert len(dialog.missing()) == 1
    type_text(dialog.comment, "到场太晚")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: receipt_of(context, receipt).state is SignOffState.SIGNED)
    assert receipt_of(context, receipt).parts[0].swap_id is not None


def test_a_dissatisfied_customers_word_becomes_a_complaint(context: Context, page: ReceiptsPage, qtbot: QtBot) -> None:
    receipt = make_receipt(context)
    sign(context, receipt, rating=Rating.DISSATISFIED, comment="到场太晚")
    page.filter_bar.clear()
    show(page, receipt, qtbot)
    dialog = step(page, "complaint", RequestDialog, qtbot)
    form = dialog.form()
    assert (form.request_kind, form.contact_name) == (RequestKind.COMPLAINT, "陈主任")
    assert form.customer_id is not None
    assert "到场太晚" in form.text
    dialog.reject()


def test_n1_a_refusal_is_recorded_with_its_reason(context: Context, page: ReceiptsPage, qtbot: QtBot) -> None:
    receipt = make_receipt(context)
    show(page, receipt, qtbot)
    dialog = step(page, "refuse", ReceiptRefusalDialog, qtbot)
    type_text(dialog.signer.signed_by, "陈主任")
    type_text(dialog.refusal, "对费用有异议")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: receipt_of(context, receipt).state is SignOffState.REFUSED)


def test_n1_cash_is_handed_in_and_never_too_much(context: Context, page: ReceiptsPage, qtbot: QtBot) -> None:
    receipt = make_cash_receipt(context)
    show(page, receipt, qtbot)
    dialog = step(page, "hand_in", HandInDialog, qtbot)
    type_text(dialog.handed_to, "王会计")
    dialog.amount.set_value(Decimal(801))
    assert "800" in problem(dialog, "amount")
    dialog.amount.set_value(Decimal(500))
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: details_shown(page).cash_in_hand == 300)
    press_action(page, "cash")
    window = opened(qtbot, page, CashWindow)
    qtbot.waitUntil(lambda: window.model.rowCount() == 1)
    assert cash_holders(context)[0].amount == 300
    window.open_current()


def test_a_receipt_is_cancelled_with_a_reason(context: Context, page: ReceiptsPage, qtbot: QtBot) -> None:
    receipt = make_receipt(context)
    show(page, receipt, qtbot)
    dialog = seldom(page, "cancel", ReasonDialog, qtbot)
    type_text(dialog.text, "重复")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: receipt_of(context, receipt).state is SignOffState.CANCELLED)


def test_free_work_has_its_price_and_takes_no_cash(context: Context, page: ReceiptsPage, qtbot: QtBot) -> None:
    receipt = make_receipt(context, fee_labour=Decimal(600))
    show(page, receipt, qtbot)
    dialog = step(page, "edit", ServiceReceiptDialog, qtbot)
    assert not dialog.cash_taken.isVisibleTo(dialog)
    dialog.pay_status.set_value(PayStatus.ON_SITE)
    assert dialog.cash_taken.isVisibleTo(dialog)
    dialog.cash_taken.set_value(Decimal(700))
    assert problem(dialog, "cash_taken")
    dialog.reject()


def test_sums_are_not_shown_to_those_who_may_not_see_money(desk_of: DeskOf, context: Context, qtbot: QtBot) -> None:
    receipt = make_cash_receipt(context)
    for shown_as in shown_page(ReceiptsPage(desk_of(Role.VIEWER)), qtbot):
        show(shown_as, receipt, qtbot)
        assert "800" not in said(shown_as.panel)
        assert shown_as.findChild(QPushButton, "dispatch.receipts.action.cash") is None

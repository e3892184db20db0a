"""Issue slips made from the pages of requests, orders and dispatches, and shown there (C6.3)."""

from dataclasses import replace
from decimal import Decimal
from functools import partial

from pytestqt.qtbot import QtBot

from app.context import Context
from models.enums import SlipKind
from tests.factories import make_customer, make_dispatch, make_project
from tests.order_factories import make_order_in_force
from tests.quotation_factories import SEAL
from tests.slip_factories import approve, check, item, make_approved_slip, make_request_for, make_slip
from tests.stock_factories import make_stocked_part
from tests.ui.by_hand import opened, save, type_text
from tests.ui.tabs.requests.driving import press, said
from tests.ui.tabs.requests.stepping import show, shown_page
from ui.dialogs.material.purchase_dialog import PurchaseDialog
from ui.dialogs.material.slip_dialog import SlipDialog
from ui.runtime.desk import Desk
from ui.tabs.dispatch.dispatches.dispatches_page import DispatchesPage
from ui.tabs.inventory.slips.slips_page import SlipsPage
from ui.tabs.requests.orders.orders_page import OrdersPage
from ui.tabs.requests.page import RequestsPage


def is_said(page: RequestsPage, words: str) -> bool:
    """Tell whether the pane says something."""
    return words in said(page.panel)


def request_with_need(context: Context, part: int) -> int:
    customer = make_customer(context)
    return make_request_for(context, part, customer_id=customer, project_id=make_project(context, customer_id=customer))


def test_a_request_hands_its_need_to_the_slip_and_goes_there(desk: Desk, context: Context, qtbot: QtBot) -> None:
    part = make_stocked_part(context)
    request = request_with_need(context, part)
    for page in shown_page(RequestsPage(desk), qtbot):
        show(page, request, qtbot)
        press(page, "requests.requests.detail.step.make_slip", qtbot)
        dialog = opened(qtbot, page, SlipDialog)
        assert [(line.part_id, line.quantity) for line in dialog.form().lines] == [(part, Decimal(2))]
        type_text(dialog.picker_name, "李工")
        with qtbot.waitSignal(desk.show_requested) as wanted:
            save(qtbot, dialog)
        assert wanted.args is not None
        assert wanted.args[0] == "slip"
        approve(context, wanted.args[1])
        show(page, request, qtbot)
        page.reload_details()
        qtbot.waitUntil(partial(is_said, page, "LL-2026-0001"))


def test_an_order_in_force_makes_a_slip(desk: Desk, context: Context, qtbot: QtBot) -> None:
    part = make_stocked_part(context)
    order = make_order_in_force(context, lines=(replace(SEAL, part_id=part),))
    slip = make_approved_slip(context, item(part), order_id=order, slip_kind=SlipKind.PAID)
    for page in shown_page(OrdersPage(desk), qtbot):
        show(page, order, qtbot)
        assert "LL-2026-0001" in said(page.panel)
        page.on_step("make_slip")
        dialog = opened(qtbot, page, SlipDialog)
        assert (dialog.form().order_id, dialog.form().slip_kind) == (order, SlipKind.PAID)
        with qtbot.waitSignal(desk.show_requested) as wanted:
            page.on_fix("show_slips")
        assert wanted.args == ["slip", slip]


def test_a_dispatch_takes_parts_along(desk: Desk, context: Context, qtbot: QtBot) -> None:
    dispatch = make_dispatch(context)
    slip = make_slip(context, dispatch_id=dispatch, slip_kind=SlipKind.PAID)
    for page in shown_page(DispatchesPage(desk), qtbot):
        show(page, dispatch, qtbot)
        page.on_step("make_slip")
        dialog = opened(qtbot, page, SlipDialog)
        assert dialog.form().dispatch_id == dispatch
        with qtbot.waitSignal(desk.show_requested) as wanted:
            page.on_fix("show_slips")
        assert wanted.args == ["slip", slip]


def test_what_is_short_is_bought_from_the_slip(desk: Desk, context: Context, qtbot: QtBot) -> None:
    slip = make_approved_slip(context, item(make_stocked_part(context), 3))
    check(context, slip, 1)
    for page in shown_page(SlipsPage(desk), qtbot):
        show(page, slip, qtbot)
        assert "缺 2" in said(page.panel)
        press(page, "inventory.slips.detail.step.buy_rest", qtbot)
        opened(qtbot, page, PurchaseDialog)

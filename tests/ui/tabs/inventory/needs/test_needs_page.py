"""The page of needs, and the card of material on the pages of requests and orders (C6.1, C6.2)."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from app.context import Context
from models.enums import StockAnswer
from tests.need_factories import answer, make_needing_request, make_pump, need_form, wanted
from tests.order_factories import make_order_in_force
from tests.purchase_factories import line_of, make_ordered, make_stock_part, share_of
from tests.ui.by_hand import opened
from tests.ui.tabs.conftest import OpenPage, Settle
from ui.dialogs.material.needs_dialog import NeedsDialog
from ui.dialogs.material.purchase_dialog import PurchaseDialog
from ui.dialogs.material.slip_dialog import SlipDialog
from ui.runtime.desk import Desk
from ui.tabs.inventory.needs.material_card import LOOK_IN_STOCK, MAKE_PURCHASE, MAKE_SLIP, MATERIAL
from ui.tabs.inventory.needs.needs_page import NeedsPage
from ui.tabs.requests.orders.orders_page import OrdersPage
from ui.tabs.requests.page import RequestsPage
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.forms.form import FormDialog

Show = Callable[[], NeedsPage]
BUY = StockAnswer.BUY


@pytest.fixture
def needs(open_page: OpenPage) -> Show:
    """Shows the page; needs made before are on it."""
    return lambda: open_page(NeedsPage)


def short_seal(context: Context) -> int:
    """Return the need of a seal that has to be bought."""
    seal = make_stock_part(context)
    (need,) = answer(context, make_needing_request(context, wanted("机械密封", 2, "套")), need_form(seal, BUY))
    return need.id


def select(page: NeedsPage, qtbot: QtBot, settle: Settle, *row_ids: int) -> None:
    """Select one need, or all of them."""
    page.select(row_ids[0])
    settle(page)
    if len(row_ids) > 1:
        page.table.selectAll()
    qtbot.waitUntil(lambda: not page.selection.is_empty)


def leave(dialog: FormDialog) -> None:
    dialog.set_pristine()
    dialog.reject()


def material(view: DetailView | None) -> FactGroup:
    """Return the card of material of a pane."""
    assert view is not None
    return next(group for group in view.groups if group.code == MATERIAL)


def test_c6_1_a_line_that_nobody_looked_up_leads_to_the_form(
    needs: Show, context: Context, qtbot: QtBot, settle: Settle
) -> None:
    make_needing_request(context)
    page = needs()
    select(page, qtbot, settle, page.model.row_at(0).id)
    page.action(LOOK_IN_STOCK).click()
    dialog = opened(qtbot, page, NeedsDialog)
    assert len(dialog.needs.panes) == 1
    leave(dialog)


def test_c6_2_several_needs_become_one_purchase_order(
    needs: Show, context: Context, qtbot: QtBot, settle: Settle
) -> None:
    ids = (short_seal(context), short_seal(context))
    page = needs()
    select(page, qtbot, settle, *ids)
    page.action(MAKE_PURCHASE).click()
    dialog = opened(qtbot, page, PurchaseDialog)
    shared = {share.need_id for line in dialog.form().lines for share in line.shares}
    assert shared == set(ids)
    leave(dialog)


def test_c6_3_what_is_ready_becomes_an_issue_slip(needs: Show, context: Context, qtbot: QtBot, settle: Settle) -> None:
    (need,) = answer(context, make_needing_request(context), need_form(make_pump(context, stock=1)))
    page = needs()
    select(page, qtbot, settle, need.id)
    page.action(MAKE_SLIP).click()
    dialog = opened(qtbot, page, SlipDialog)
    assert [line.need_id for line in dialog.form().lines] == [need.id]
    leave(dialog)


@pytest.mark.usefixtures("english")
def test_a_slip_is_for_one_request(needs: Show, context: Context, qtbot: QtBot, settle: Settle) -> None:
    ids = (short_seal(context), short_seal(context))
    page = needs()
    select(page, qtbot, settle, *ids)
    page.action(MAKE_SLIP).click()
    qtbot.waitUntil(lambda: "one request or order" in page.message.text)


@pytest.mark.usefixtures("english")
def test_the_pane_tells_how_far_a_need_is_covered(needs: Show, context: Context, qtbot: QtBot, settle: Settle) -> None:
    seal = make_stock_part(context)
    request = make_needing_request(context, wanted("机械密封", 2, "套"))
    (need,) = answer(context, request, need_form(seal, BUY, quantity=Decimal(2)))
    make_ordered(context, line_of(seal, "2", shares=(share_of(need.id, "2"),)))
    page = needs()
    select(page, qtbot, settle, need.id)
    qtbot.waitUntil(lambda: page.details is not None)
    assert page.details is not None
    view = page.view_of(page.details)
    told = [fact.value for group in view.groups for fact in group.facts]
    assert view.state is not None
    assert (view.state.text, "on order 2, expected 2026-03-16" in told) == ("Coming", True)
    assert any("QG-2026-0001" in value for value in told)


def test_c6_1_a_request_shows_its_material_and_leads_to_the_form(
    desk: Desk, context: Context, qtbot: QtBot, settle: Settle
) -> None:
    request = make_needing_request(context)
    page = RequestsPage(desk)
    qtbot.addWidget(page)
    page.show()
    settle(page)
    page.select(request)
    qtbot.waitUntil(lambda: page.details is not None)
    assert page.details is not None
    assert material(page.view_of(page.details)).link
    page.on_link(MATERIAL)
    leave(opened(qtbot, page, NeedsDialog))


def test_c5_3_an_order_in_force_asks_first_to_look_in_stock_and_then_to_buy(
    desk: Desk, context: Context, qtbot: QtBot, settle: Settle
) -> None:
    order, seal = make_order_in_force(context), make_stock_part(context)
    page = OrdersPage(desk)
    qtbot.addWidget(page)
    page.show()
    settle(page)
    page.select(order)
    qtbot.waitUntil(lambda: page.details is not None)
    assert page.details is not None
    assert primary(page.view_of(page.details)) == LOOK_IN_STOCK
    answer(context, order, need_form(seal, BUY, quantity=Decimal(2)))
    qtbot.waitUntil(lambda: page.details is not None and primary(page.view_of(page.details)) == MAKE_PURCHASE)
    page.on_step(MAKE_PURCHASE)
    leave(opened(qtbot, page, PurchaseDialog))


def primary(view: DetailView) -> str:
    """Return the step that matters most."""
    return next((step.code for step in view.steps if step.primary), "")

"""From a request to its order (C8.1)."""

from pytestqt.qtbot import QtBot

from app.context import Context
from models.enums import RecordKind
from tests.order_factories import details_of, make_order_of_request, make_paid_request
from tests.quotation_factories import make_accepted_quotation
from tests.ui.by_hand import opened, save
from tests.ui.tabs.requests.driving import show_request
from ui.dialogs.trade.order_dialog import OrderDialog
from ui.tabs.requests.page import RequestsPage


def test_c8_1_an_accepted_quotation_of_the_request_becomes_the_order(
    page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    request = make_paid_request(context)
    make_accepted_quotation(context, request_id=request)
    page.refresh()
    show_request(page, request, qtbot)
    page.on_step("make_order")
    with qtbot.waitSignal(page.desk.show_requested) as shown:
        save(qtbot, opened(qtbot, page, OrderDialog))
    kind, order_id = shown.args
    assert kind == RecordKind.ORDER.value
    quotation = details_of(context, order_id).around.quotation
    assert quotation is not None
    assert quotation.number == "BJ-2026-0001"


def test_an_order_that_is_being_made_is_shown(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    request = make_paid_request(context)
    order = make_order_of_request(context, request)
    page.refresh()
    show_request(page, request, qtbot)
    with qtbot.waitSignal(page.desk.show_requested) as shown:
        page.on_step("make_order")
    assert shown.args == [RecordKind.ORDER.value, order]


def test_without_a_quotation_the_order_begins_with_the_request(
    page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    request = make_paid_request(context)
    page.refresh()
    show_request(page, request, qtbot)
    page.on_step("make_order")
    form = opened(qtbot, page, OrderDialog).form()
    assert (form.request_id, form.title) == (request, "2# 泵机械密封泄漏")

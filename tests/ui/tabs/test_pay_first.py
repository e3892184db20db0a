"""Pay first, as it stands with a request and its dispatches (C8.1, C9.1)."""

from decimal import Decimal
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.context import Actor, Context
from app.queries.people.dispatches import dispatch_details
from app.queries.requests.requests import request_details
from app.rules.trade.pay_first import departure_verdict
from models.enums import DispatchState, Role
from models.people.dispatch import Dispatch
from tests.approval_factories import make_exception
from tests.factories import make_classed_request, make_dispatch, make_solved_request, make_staff
from tests.money_factories import lines_of, make_receipt, share
from tests.order_factories import approved, enforced, make_order_of_request
from tests.ui.by_hand import opened, save
from tests.ui.tabs.page_driving import press_button, show_record
from ui.dialogs.approvals.exception_dialog import ExceptionDialog
from ui.dialogs.money.receipt_dialog import ReceiptDialog
from ui.runtime.desk import Desk
from ui.tabs.dispatch.dispatches.dispatch_detail import dispatch_view
from ui.tabs.dispatch.dispatches.dispatches_page import DispatchesPage
from ui.tabs.pay_first import GROUP, pay_first_group
from ui.tabs.requests.page import RequestsPage
from ui.widgets.detail.detail_panel import FactGroup
from ui.widgets.detail.facts import Fact

HALF: dict[str, Any] = {"advance_percent": Decimal(50), "balance_days": 15, "terms_reason": "老用户"}


@pytest.fixture
def requests(desk: Desk, qtbot: QtBot) -> RequestsPage:
    """The page of requests, not shown yet."""
    made = RequestsPage(desk)
    qtbot.addWidget(made)
    made.resize(1440, 1200)
    return made


def order_of(context: Context, request: int) -> int:
    return enforced(context, approved(context, make_order_of_request(context, request, **HALF)))


def card(desk: Desk, request: int) -> FactGroup:
    details = request_details(desk.context, request)
    (found,) = pay_first_group(details.pay_first, desk, urgent=details.urgent)
    return found


def links(facts: tuple[Fact, ...]) -> list[str]:
    return [fact.link.partition(":")[0] for fact in facts if fact.link]


def verdict(desk: Desk, request: int) -> str:
    badge = card(desk, request).facts[0].badge
    assert badge is not None
    return badge.text


def test_c8_1_without_an_order_it_says_so_and_leads_to_one(desk: Desk, context: Context) -> None:
    request = make_classed_request(context)
    assert verdict(desk, request) == departure_verdict(may_depart=False)
    assert links(card(desk, request).facts) == ["make_order"]


def test_an_exception_is_offered_for_urgent_work_only(desk: Desk, context: Context) -> None:
    request = make_classed_request(context, urgent=True)
    assert links(card(desk, request).facts) == ["make_order", "ask_exception"]


def test_c8_1_an_exception_that_is_being_decided_is_gone_to_and_not_asked_for_again(
    desk: Desk, context: Context
) -> None:
    request = make_classed_request(context, urgent=True)
    make_exception(context, request)
    shown = card(desk, request).facts
    assert links(shown) == ["make_order", "approval"]
    assert "SP-2026-0001" in shown[-1].value


def test_c9_1_with_the_advance_in_it_says_that_they_may_depart(desk: Desk, context: Context) -> None:
    request = make_classed_request(context)
    advance, _balance = lines_of(context, order_of(context, request))
    assert links(card(desk, request).facts) == ["order", "record_receipt"]
    customer = request_details(context, request).customer_id
    make_receipt(context, customer, advance.amount, share(advance.id, advance.amount))
    assert verdict(desk, request) == departure_verdict(may_depart=True)
    assert links(card(desk, request).facts) == ["order"]


def test_who_may_do_nothing_about_it_is_offered_nothing(desk: Desk, context: Context) -> None:
    request = make_classed_request(context, urgent=True)
    context.actor = Actor("viewer", "查阅", frozenset({Role.VIEWER}))
    assert links(card(desk, request).facts) == []


def test_the_receipt_is_recorded_from_the_request(requests: RequestsPage, context: Context, qtbot: QtBot) -> None:
    request = make_classed_request(context)
    order_of(context, request)
    show_record(requests, request, qtbot)
    press_button(requests, "facts.pay_first.record_receipt", qtbot)
    dialog = opened(qtbot, requests, ReceiptDialog)
    qtbot.waitUntil(lambda: len(dialog.table.value()) == 2)
    dialog.amount.set_value(Decimal("1660.00"))
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: requests.details is not None and requests.details.pay_first is not None
                    and requests.details.pay_first.may_depart)  # fmt: skip


def test_an_exception_is_asked_for_from_the_request(requests: RequestsPage, context: Context, qtbot: QtBot) -> None:
    request = make_classed_request(context, urgent=True)
    show_record(requests, request, qtbot)
    press_button(requests, "facts.pay_first.ask_exception:order_in_force", qtbot)
    dialog = opened(qtbot, requests, ExceptionDialog)
    assert dialog.form().gate == "order_in_force"
    dialog.reject()


def test_c8_1_who_has_left_is_not_told_whether_they_may(desk: Desk, context: Context) -> None:
    request = make_classed_request(context)
    dispatch = make_dispatch(context, make_staff(context), request_id=request)
    for state, is_told in (
        (DispatchState.BRIEFED, True),
        (DispatchState.DEPARTED, False),
        (DispatchState.CLOSED, False),
    ):
        with context.write() as session:
            session.get_one(Dispatch, dispatch).state = state
        codes = [group.code for group in dispatch_view(dispatch_details(context, dispatch), desk).groups]
        assert (GROUP in codes) is is_told


def test_c8_1_of_a_finished_request_nobody_leaves_any_more(requests: RequestsPage, context: Context) -> None:
    request = make_solved_request(context, project_id=None)
    assert card(requests.desk, request)
    codes = [group.code for group in requests.view_of(request_details(context, request)).groups]
    assert GROUP not in codes


def test_its_dispatch_shows_the_same_card_and_leads_to_the_steps_of_the_request(
    desk: Desk, context: Context, qtbot: QtBot
) -> None:
    request = make_classed_request(context)
    dispatch = make_dispatch(context, request_id=request)
    page = DispatchesPage(desk)
    qtbot.addWidget(page)
    page.resize(1440, 1200)
    show_record(page, dispatch, qtbot)
    assert page.details is not None
    groups = {group.code: group for group in dispatch_view(page.details, desk).groups}
    assert groups[GROUP] == card(desk, request)
    with qtbot.waitSignal(desk.step_requested) as wished:
        press_button(page, "facts.pay_first.make_order", qtbot)
    assert wished.args == ["request", request, "make_order"]
    page.close()

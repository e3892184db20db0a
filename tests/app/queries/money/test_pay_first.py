"""Pay first, then serve: what is read of the two gates (C8.1, C9.1)."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from app.context import Context
from app.forms.approvals import DecisionForm
from app.forms.requests import RequestLineForm
from app.queries.money.pay_first import PayFirst, pay_first_facts
from app.queries.people.dispatches import dispatch_details
from app.queries.requests.registration import request_form
from app.queries.requests.requests import request_details
from app.queries.trade.orders import order_details
from app.rules.trade.pay_first import ADVANCE_IN, ORDER_IN_FORCE, departure_verdict
from app.services.approvals.deciding import decide
from app.services.requests.registering import edit_request
from models.enums import ClassBasis, Role, ServiceClass
from tests.approval_factories import make_exception
from tests.conftest import OpenDesk
from tests.factories import make_classed_request, make_customer, make_dispatch, make_project, version_of
from tests.money_factories import lines_of, make_receipt, share
from tests.order_factories import approved, enforced, make_order_of_request

HALF: dict[str, Any] = {"advance_percent": Decimal(50), "balance_days": 15, "terms_reason": "老用户"}


def paid_request(context: Context, **fields: Any) -> int:
    """Return a request that the customer pays for: it has no project, so nothing is under warranty."""
    return make_classed_request(context, **fields)


def free_request(context: Context) -> int:
    """Return a request about a plant under warranty."""
    customer = make_customer(context)
    return make_classed_request(context, customer_id=customer, project_id=make_project(context, customer_id=customer))


def order_of(context: Context, request: int, **terms: Any) -> int:
    return enforced(context, approved(context, make_order_of_request(context, request, **{**HALF, **terms})))


def seen(context: Context, request: int) -> PayFirst:
    found = request_details(context, request).pay_first
    assert found is not None
    return found


def test_c8_1_without_an_order_nobody_leaves(context: Context) -> None:
    found = seen(context, paid_request(context))
    assert [(block.clause, block.fix) for block in found.blocks] == [("C8.1", "make_order")]
    assert not found.may_depart


def test_c9_1_before_the_advance_is_in_nobody_leaves(context: Context) -> None:
    request = paid_request(context)
    order = order_of(context, request)
    found = seen(context, request)
    assert [(line.id, line.advance, line.paid) for line in found.orders] == [(order, Decimal(1660), Decimal(0))]
    (block,) = found.blocks
    assert (block.clause, "¥1,660.00" in block.text) == ("C9.1", True)


def test_c9_1_with_all_of_the_advance_in_they_may(context: Context) -> None:
    request = paid_request(context)
    advance, _balance = lines_of(context, order_of(context, request))
    customer = request_details(context, request).customer_id
    make_receipt(context, customer, 1000, share(advance.id, 1000))
    assert "¥660.00" in seen(context, request).blocks[0].text
    make_receipt(context, customer, 660, share(advance.id, 660))
    assert seen(context, request).may_depart
    assert departure_verdict(may_depart=True) != departure_verdict(may_depart=False)


def test_c8_1_a_draft_is_no_order_in_force(context: Context) -> None:
    request = paid_request(context)
    make_order_of_request(context, request)
    assert not seen(context, request).orders


def test_nobody_pays_for_free_work(context: Context) -> None:
    request = free_request(context)
    details = request_details(context, request)
    assert (details.confirmed_class, details.pay_first) == (ServiceClass.FREE, None)


@pytest.mark.parametrize("gate", [ORDER_IN_FORCE, ADVANCE_IN])
def test_the_managers_exception_opens_a_gate_of_urgent_work(open_desk: OpenDesk, gate: str) -> None:
    manager, secretary = open_desk(Role.MANAGER), open_desk(Role.SECRETARY)
    request = paid_request(manager, urgent=True)
    if gate == ADVANCE_IN:
        order_of(manager, request)
    approval = make_exception(secretary, request, gate)
    version = version_of(manager, approval)
    decide(manager, approval_id=approval, version=version, form=DecisionForm(approved=True))
    found = seen(manager, request)
    assert (found.may_depart, [one.gate for one in found.exceptions]) == (True, [gate])


def test_c9_1_an_exception_is_for_the_advances_that_were_missing_then(open_desk: OpenDesk) -> None:
    manager, secretary = open_desk(Role.MANAGER), open_desk(Role.SECRETARY)
    request = paid_request(manager, urgent=True)
    first = order_of(manager, request)
    grant = DecisionForm(approved=True)
    approval = make_exception(secretary, request, ADVANCE_IN)
    decide(manager, approval_id=approval, version=version_of(manager, approval), form=grant)
    second = order_of(manager, request)
    (block,) = seen(manager, request).blocks
    number = order_details(manager, second).number
    assert (block.clause, number in block.text) == ("C9.1", True)
    told = [[one.orders for one in order_details(manager, order).exceptions] for order in (first, second)]
    assert told == [[(order_details(manager, first).number,)], []]
    approval = make_exception(secretary, request, ADVANCE_IN)
    decide(manager, approval_id=approval, version=version_of(manager, approval), form=grant)
    assert seen(manager, request).may_depart


def test_its_dispatches_show_the_same(context: Context) -> None:
    request = paid_request(context)
    details = dispatch_details(context, make_dispatch(context, request_id=request))
    assert details.pay_first == seen(context, request)


def test_who_may_not_see_money_reads_the_gate_without_sums(open_desk: OpenDesk) -> None:
    manager = open_desk()
    request = paid_request(manager)
    order_of(manager, request)
    found = seen(open_desk(Role.VIEWER), request)
    assert [(line.advance, line.paid) for line in found.orders] == [(None, None)]
    assert "¥" not in found.blocks[0].text


def test_the_gates_look_at_the_same_facts(context: Context) -> None:
    request = paid_request(context)
    order_of(context, request)
    with context.read() as session:
        facts = pay_first_facts(session, request, context.clock.now())
    assert (facts.paid, [order.advance for order in facts.orders]) == (True, [Decimal(1660)])
    with context.write() as session:
        assert pay_first_facts(session, request) == facts


def test_a_paid_line_makes_a_free_request_one_that_is_paid_for(context: Context) -> None:
    line = RequestLineForm(
        text="反渗透膜", service_class=ServiceClass.PAID, class_basis=ClassBasis.MISUSE, class_reason="误用"
    )
    request = free_request(context)
    edit_request(context, record_id=request, form=replace(request_form(context, request), lines=(line,)))
    assert seen(context, request).blocks

"""A paid request from quotation to departure, by secretary, manager and leader: each gate is tried while closed."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.context import Actor, Context
from app.errors import Blocked, Invalid, NotAllowed
from app.forms.approvals import DecisionForm, PaperDecisionForm
from app.forms.trade import AcceptanceForm, SendingForm
from app.queries.money.pay_first import pay_first
from app.queries.trade.order_forms import new_order_form
from app.queries.trade.quotations import new_quotation_form
from app.services.approvals.deciding import decide, enter_paper_decision
from app.services.trade.order_steps import put_in_force
from app.services.trade.orders import save_order
from app.services.trade.quotations import accept_quotation, save_quotation, send_quotation
from models.approval import Approval
from models.enums import ApprovalState, OrderState, QuotationState, Role
from models.requests.request import Request
from models.trade.order import ServiceOrder
from models.trade.quotation import Quotation
from tests.factories import stored, version_of
from tests.money_factories import lines_of, make_receipt, share
from tests.order_factories import make_paid_request, sign, submitted
from tests.quotation_factories import SEAL, accept, send, submit

SECRETARY = Actor("zhoumin", "周敏", frozenset({Role.SECRETARY}))
MANAGER = Actor("lin", "林经理", frozenset({Role.MANAGER}))
LEADER = Actor("he", "何总", frozenset({Role.LEADER}))
LINES = (replace(SEAL, quantity=Decimal(50)),)  # 56,500.00 with tax: the leader's word is needed (C8.2)


def closed(context: Context, request_id: int) -> list[str]:
    """Return the clauses that still keep people from leaving."""
    with context.read() as session:
        request = session.get_one(Request, request_id)
        found = pay_first(session, request, context.actor, context.clock.now())
        return [block.clause for block in found.blocks] if found is not None else []


def decided(context: Context, actor: Actor, approval_id: int) -> None:
    """Let somebody say yes."""
    context.actor = actor
    version = version_of(context, approval_id)
    decide(context, approval_id=approval_id, version=version, form=DecisionForm(approved=True))


def approved_quotation(context: Context, request_id: int) -> int:
    """Quote as the secretary, approve as manager and leader; each out of turn is refused."""
    context.actor = SECRETARY
    form = replace(new_quotation_form(context, request_id=request_id), title="机械密封批量更换", lines=LINES)
    quotation = save_quotation(context, form=form)
    with pytest.raises(Invalid):  # nothing is sent that nobody approved
        send_quotation(context, record_id=quotation, version=version_of(context, quotation), form=SendingForm())
    approval = submit(context, quotation)
    for actor in (SECRETARY, LEADER):
        with pytest.raises((NotAllowed, Invalid)):
            decided(context, actor, approval)
    decided(context, MANAGER, approval)
    with pytest.raises((NotAllowed, Invalid)):  # C8.2: the manager's word alone does not do
        decided(context, MANAGER, approval)
    assert stored(context, Quotation, quotation).state == QuotationState.SUBMITTED
    decided(context, LEADER, approval)
    context.actor = SECRETARY
    return quotation


def order_in_force(context: Context, quotation: int) -> int:
    """Make the order of an accepted quotation; without the customer's signature it does not take effect."""
    order = save_order(context, form=new_order_form(context, quotation_id=quotation))
    assert submitted(context, order) is None  # it repeats what both have approved
    assert stored(context, ServiceOrder, order).state == OrderState.APPROVED
    sign(context, order)
    put_in_force(context, record_id=order, version=version_of(context, order), effective_at=context.clock.now())
    return order


def test_c8_c9_a_paid_request_from_quotation_to_may_depart(context: Context) -> None:
    request = make_paid_request(context)
    assert closed(context, request) == ["C8.1"]
    quotation = approved_quotation(context, request)
    form = SendingForm(sent_at=context.clock.now(), sent_to="王工", person="周敏")
    with pytest.raises(Blocked) as refusal:  # C5.2: nothing is sent before it was printed
        send_quotation(context, record_id=quotation, version=version_of(context, quotation), form=form)
    assert refusal.value.clause == "C5.2"
    send(context, quotation)
    accept(context, quotation)
    assert closed(context, request) == ["C8.1"]
    order = order_in_force(context, quotation)
    assert closed(context, request) == ["C9.1"]
    (advance,) = lines_of(context, order)
    customer = stored(context, ServiceOrder, order).customer_id or 0
    make_receipt(context, customer, "56499.99", share(advance.id, "56499.99"))
    assert closed(context, request) == ["C9.1"]  # a fen is missing
    make_receipt(context, customer, "0.01", share(advance.id, "0.01"))
    assert closed(context, request) == []


def test_c5_2_what_was_not_sent_cannot_be_accepted(context: Context) -> None:
    quotation = approved_quotation(context, make_paid_request(context))
    form = AcceptanceForm(at=context.clock.now(), accepted_by="王工")
    with pytest.raises(Invalid):
        accept_quotation(context, record_id=quotation, version=version_of(context, quotation), form=form)


def test_c8_1_an_order_without_the_customers_signature_does_not_take_effect(context: Context) -> None:
    context.actor = MANAGER
    request = make_paid_request(context)
    form = new_order_form(context, request_id=request)
    order = save_order(context, form=replace(form, title="零星维修", lines=(SEAL,)))
    approval = submitted(context, order)
    assert approval is not None
    decided(context, MANAGER, approval)
    with pytest.raises(Blocked) as refusal:
        put_in_force(context, record_id=order, version=version_of(context, order), effective_at=context.clock.now())
    assert refusal.value.clause == "C8.1"


def test_a_decision_on_paper_needs_the_signed_scan(context: Context) -> None:
    context.actor = SECRETARY
    request = make_paid_request(context)
    form = replace(new_quotation_form(context, request_id=request), title="批量更换", lines=LINES)
    approval = submit(context, save_quotation(context, form=form))
    paper = PaperDecisionForm(decided_by="林经理", decided_at=context.clock.now())
    with pytest.raises(Invalid) as refusal:
        enter_paper_decision(context, approval_id=approval, version=version_of(context, approval), form=paper)
    assert refusal.value.field == "scan"
    assert stored(context, Approval, approval).state == ApprovalState.PENDING

"""A request for four parts from looking in stock to the customer's receipt, a partial return and an appraised old part:
by secretary and keeper, each gate tried while closed (C6).
"""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.context import Actor, Context
from app.errors import Blocked, Invalid, NotAllowed
from app.integrity import check as look_through
from app.queries.material.needs import needs_of
from app.queries.material.purchase_forms import new_purchase_form
from app.queries.material.purchases import purchase_details
from app.queries.material.slip_forms import new_slip_form
from app.queries.requests.requests import request_details
from app.services.material.purchases import save_purchase
from app.services.material.slips import save_slip
from models.enums import Appraisal, HandingOver, OldPartState, PurchaseState, Role, ShipmentState, StockAnswer
from models.material.purchase import Purchase
from models.material.shipment import Shipment
from models.material.swap import OldPart, PartSwap
from tests.access_factories import make_user
from tests.factories import stored
from tests.need_factories import PUMP, answer, make_needing_request, make_pump, need_form, wanted
from tests.purchase_factories import came, make_stock_part, order_goods, receive, submit
from tests.return_factories import appraise_part, bring_old_part, make_swap
from tests.shipment_factories import be_confirmed, come, leave, look_up, make_shipment, notify
from tests.slip_factories import PICKER, approve, check, pack, take_back
from tests.stock_factories import on_hand, take_on

SECRETARY = Actor("zhoumin", "周敏", frozenset({Role.SECRETARY}))
KEEPER = Actor("tang", "唐库", frozenset({Role.WAREHOUSE}))
MANAGER = "林经理"
FOUR = (
    wanted("机械密封 MG1-45", 2, "套"), wanted("立式多级离心泵 CDM42-3", 1), wanted("潜水泵 WQ50", 1),
    wanted("轴承 6312", 4, "套"),
)  # fmt: skip


class Parts:
    """The four parts asked for: a seal in stock, a pump with a close model, one whose close model must be refused, and
    a bearing that is nowhere.
    """

    def __init__(self, context: Context) -> None:
        self.seal = make_stock_part(context, number="S-1", name="机械密封", spec="MG1-45")
        take_on(context, self.seal, 5)
        self.pump = make_pump(context, number="P-1")
        self.close = make_pump(context, number="P-2", spec="CDM42-3-2", attributes={"head": "32"}, stock=1)
        self.sump = make_pump(context, number="W-1", name="潜水泵", spec="WQ50", attributes={"sort": "submersible"})
        other = {**PUMP, "sort": "submersible", "voltage": "220"}
        self.wrong = make_pump(context, number="W-2", name="潜水泵", spec="WQ50-2", attributes=other, stock=1)
        self.bearing = make_stock_part(context, number="B-1", name="轴承", spec="6312")


def as_secretary(context: Context) -> None:
    context.actor = SECRETARY


def as_keeper(context: Context) -> None:
    context.actor = KEEPER


def looked_up(context: Context, request: int, parts: Parts) -> None:
    """Look in stock: what is there, a close model, and a close model of another voltage, which is no suggestion."""
    close = {"answer": StockAnswer.SUBSTITUTE, "reason": "扬程略高"}
    with pytest.raises(Invalid, match="220"):
        answer(
            context,
            request,
            need_form(parts.sump, StockAnswer.SUBSTITUTE, line_no=3, chosen_id=parts.wrong, reason="急用"),
        )
    needs = answer(
        context, request,
        need_form(parts.seal, line_no=1, quantity=Decimal(2)),
        need_form(parts.pump, line_no=2, chosen_id=parts.close, **close),
        need_form(parts.sump, StockAnswer.BUY, line_no=3),
        need_form(parts.bearing, StockAnswer.BUY, line_no=4, quantity=Decimal(4)),
    )  # fmt: skip
    assert [need.coverage.to_buy for need in needs] == [0, 0, 1, 4]


def bought(context: Context, request: int) -> None:
    """One purchase order for all that is short; it comes in two parts, and whoever waits is told."""
    needs = needs_of(context, request).needs
    purchase = save_purchase(context, form=new_purchase_form(context, need_ids=[need.id for need in needs]))
    assert [line.quantity for line in purchase_details(context, purchase).lines] == [1, 4]
    submit(context, purchase)
    order_goods(context, purchase)
    with pytest.raises(NotAllowed):
        receive(context, purchase, came(1, "1"))
    as_keeper(context)
    with pytest.raises(Invalid):  # more than ordered, without saying so
        receive(context, purchase, came(2, "5"))
    receive(context, purchase, came(1, "1"), came(2, "3"))
    assert stored(context, Purchase, purchase).state == PurchaseState.PARTLY_RECEIVED
    receive(context, purchase, came(2, "1"))
    assert stored(context, Purchase, purchase).state == PurchaseState.RECEIVED
    as_secretary(context)


def issued(context: Context, request: int, parts: Parts) -> int:
    """A slip for all four; the keeper checks it, and no other."""
    form = replace(new_slip_form(context, record_id=request), picker_name=PICKER, handing_over=HandingOver.CONSIGNED)
    slip = save_slip(context, form=form)
    with pytest.raises(Invalid):  # who approved has to be named
        approve(context, slip)
    approve(context, slip, person=MANAGER)
    with pytest.raises(NotAllowed):
        check(context, slip)
    assert on_hand(context, parts.seal) == 5  # reserved, not gone
    as_keeper(context)
    check(context, slip)
    as_secretary(context)
    assert [on_hand(context, part) for part in (parts.seal, parts.close, parts.sump, parts.bearing)] == [3, 0, 0, 0]
    assert all(line.handed_over_at for line in request_details(context, request).lines)
    return slip


def received(context: Context, slip: int) -> None:
    """Shipped, followed, arrived and confirmed; not before it was packed."""
    shipment = make_shipment(context, slip)
    notify(context, shipment)
    with pytest.raises(Blocked, match=r"C6\.3"):
        leave(context, shipment)
    pack(context, slip)
    leave(context, shipment)
    look_up(context, shipment)
    come(context, shipment)
    be_confirmed(context, shipment)
    assert stored(context, Shipment, shipment).state == ShipmentState.CONFIRMED


def test_c6_four_parts_from_stock_and_purchase_to_the_customers_receipt(
    context: Context,
) -> None:
    make_user(context, MANAGER, Role.MANAGER)
    parts = Parts(context)
    request = make_needing_request(context, *FOUR)
    as_secretary(context)
    looked_up(context, request, parts)
    bought(context, request)
    slip = issued(context, request, parts)
    received(context, slip)
    context.actor = Actor("lin", MANAGER, frozenset({Role.MANAGER}))
    take_back(context, slip, 1)
    assert on_hand(context, parts.seal) == 4
    swap = make_swap(context, request)
    old = stored(context, PartSwap, swap).old_part_id or 0
    bring_old_part(context, old)
    appraise_part(context, old, Appraisal.SCRAP)
    assert stored(context, OldPart, old).state == OldPartState.APPRAISED
    assert list(look_through(context)) == []

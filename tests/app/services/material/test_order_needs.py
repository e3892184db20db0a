"""What an order needs of material, when it counts as asked for, what it takes over from its request (C5.3, C6.1)."""

from decimal import Decimal

from sqlalchemy import select

from app.context import Context
from app.forms.trade import PricedLineForm
from app.queries.material.needs import needs_of
from app.queries.trade.orders import order_details
from app.services.material.purchases import submit_purchase
from models.enums import CommitmentKind, CommitmentState, EventKind, StockAnswer
from models.record import Event
from tests.factories import version_of
from tests.need_factories import answer, make_needing_request, need_form, wanted
from tests.order_factories import approved, enforced, make_order_in_force, make_order_of_request
from tests.purchase_factories import line_of, make_purchase, make_stock_part, share_of, submit
from tests.quotation_factories import LABOUR, SEAL

BUY = StockAnswer.BUY
MEMBRANE = PricedLineForm(
    name="反渗透膜", spec="BW30-400", unit="支", quantity=Decimal(6), unit_price=Decimal("3390.00"),
    unit_cost=Decimal("2200.00"), tax_rate=Decimal(13),
)  # fmt: skip


def requested(context: Context, order_id: int) -> int:
    """Return how often the log of an order says that its material was asked for."""
    with context.read() as session:
        said = select(Event.id).where(Event.record_id == order_id, Event.kind == EventKind.MATERIAL_REQUESTED)
        return len(session.scalars(said).all())


def two_lines(context: Context) -> tuple[int, int, int]:
    """Return an order in force of two items and work, and the two parts."""
    order = make_order_in_force(context, lines=(SEAL, MEMBRANE, LABOUR))
    return order, make_stock_part(context), make_stock_part(context, name="反渗透膜", spec="BW30-400", unit="支")


def answer_both(context: Context, order: int, seal: int, membrane: int) -> tuple[int, int]:
    """Answer both lines of the order: to be bought."""
    needs = answer(
        context,
        order,
        need_form(seal, BUY, quantity=Decimal(2)),
        need_form(membrane, BUY, line_no=2, quantity=Decimal(6)),
    )
    return needs[0].id, needs[1].id


def test_the_lines_of_material_of_an_order_are_its_needs(context: Context) -> None:
    order, _seal, _membrane = two_lines(context)
    lines = needs_of(context, order).lines
    assert [(line.text, line.quantity, line.unit) for line in lines] == [
        ("机械密封 MG1-45", Decimal(2), "套"),
        ("反渗透膜 BW30-400", Decimal(6), "支"),
    ]


def test_c5_3_the_material_is_asked_for_once_every_line_is_on_a_submitted_purchase(context: Context) -> None:
    order, seal, membrane = two_lines(context)
    first, second = answer_both(context, order, seal, membrane)
    submit(context, make_purchase(context, line_of(seal, "2", shares=(share_of(first, "2"),)), order_id=order))
    assert requested(context, order) == 0
    submit(context, make_purchase(context, line_of(membrane, "6", shares=(share_of(second, "6"),)), order_id=order))
    (promise,) = [one for one in order_details(context, order).commitments if one.kind is CommitmentKind.PURCHASE]
    assert (requested(context, order), promise.state) == (1, CommitmentState.MET)


def test_c5_3_a_draft_of_a_purchase_asks_for_nothing(context: Context) -> None:
    order, seal, membrane = two_lines(context)
    first, second = answer_both(context, order, seal, membrane)
    lines = (
        line_of(seal, "2", shares=(share_of(first, "2"),)),
        line_of(membrane, "6", shares=(share_of(second, "6"),)),
    )
    purchase = make_purchase(context, *lines, order_id=order)
    assert requested(context, order) == 0
    submit_purchase(context, record_id=purchase, version=version_of(context, purchase))
    assert requested(context, order) == 1


def test_c5_3_what_is_not_supplied_by_us_need_not_be_asked_for(context: Context) -> None:
    order, seal, membrane = two_lines(context)
    none = StockAnswer.NOT_SUPPLIED
    answer(context, order, need_form(seal, none, reason="用户自备", quantity=Decimal(2)))
    assert requested(context, order) == 0
    answer(context, order, need_form(membrane, none, line_no=2, reason="用户自备", quantity=Decimal(6)))
    assert requested(context, order) == 1


def test_c5_3_an_order_that_takes_effect_later_counts_what_was_asked_for_before(context: Context) -> None:
    request = make_needing_request(context, wanted("机械密封", 2, "套"), paid=True)
    order = approved(context, make_order_of_request(context, request))
    seal = make_stock_part(context)
    (need,) = answer(context, order, need_form(seal, BUY, quantity=Decimal(2)))
    submit(context, make_purchase(context, line_of(seal, "2", shares=(share_of(need.id, "2"),)), order_id=order))
    assert requested(context, order) == 0
    enforced(context, order)
    assert requested(context, order) == 1


def test_c6_1_an_order_takes_over_what_was_bought_for_its_request(context: Context) -> None:
    request = make_needing_request(context, wanted("机械密封", 2, "套"), paid=True)
    seal = make_stock_part(context)
    (before,) = answer(context, request, need_form(seal, BUY, quantity=Decimal(2)))
    submit(context, make_purchase(context, line_of(seal, "2", shares=(share_of(before.id, "2"),)), request_id=request))
    order = enforced(context, approved(context, make_order_of_request(context, request)))
    (need,) = answer(context, order, need_form(seal, BUY, quantity=Decimal(2)))
    assert (need.coverage.bought, need.coverage.short, requested(context, order)) == (Decimal(2), Decimal(0), 1)
    view = needs_of(context, request)
    assert (view.lines, [one.record_id for one in view.needs]) == ((), [order])


def test_what_the_customer_pays_for_is_looked_up_for_the_order_once_there_is_one(context: Context) -> None:
    request = make_needing_request(context, wanted("机械密封", 2, "套"), paid=True)
    assert len(needs_of(context, request).to_look_up) == 1
    make_order_of_request(context, request)
    assert needs_of(context, request).to_look_up == ()

"""An order ends its service with the last dispatch of its request (C9.2)."""

from app.context import Context
from models.enums import OrderKind, OrderState
from models.people.dispatch import Dispatch
from models.trade.order import ServiceOrder
from tests.dispatch_factories import ago, finish_now, left_undone, make_arrived_trip
from tests.factories import make_dispatch, make_staff, stored
from tests.order_factories import make_order_in_force


def make_order(context: Context, dispatch: int) -> int:
    """Return the id of a repair order in force for the request of a dispatch."""
    order = make_order_in_force(context)
    with context.write() as session:
        row = session.get_one(ServiceOrder, order)
        row.request_id, row.order_kind = session.get_one(Dispatch, dispatch).request_id, OrderKind.REPAIR
        row.effective_at = ago(context, 60)
    return order


def test_c9_2_the_last_dispatch_ends_the_service_of_its_order(context: Context) -> None:
    dispatch = make_arrived_trip(context)
    order = make_order(context, dispatch)
    finish_now(context, dispatch)
    row = stored(context, ServiceOrder, order)
    assert (row.state, row.served_at) == (OrderState.SERVED, ago(context, 3))


def test_c9_2_work_that_goes_on_does_not_end_it(context: Context) -> None:
    first, second = make_arrived_trip(context), make_arrived_trip(context, 2)
    orders = [make_order(context, one) for one in (first, second)]
    make_dispatch(context, make_staff(context), request_id=stored(context, Dispatch, second).request_id)
    finish_now(context, first, left_undone())
    finish_now(context, second)
    assert [stored(context, ServiceOrder, one).state for one in orders] == [OrderState.EFFECTIVE] * 2

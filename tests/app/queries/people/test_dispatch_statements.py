"""Opening a dispatch takes few statements, whatever has come of it."""

from collections.abc import Callable

import pytest

from app.context import Context
from app.queries.people.dispatches import dispatch_details
from models.enums import DispatchState
from tests.app.queries.statements import count_statements
from tests.dispatch_factories import (
    come_back_now,
    finish_now,
    left_undone,
    make_arrived_trip,
    make_departed_trip,
    make_ready_trip,
)

MOST = 12


def make_returned_trip(context: Context) -> int:
    dispatch = make_arrived_trip(context, 2)
    finish_now(context, dispatch, left_undone(), left_undone("补充油漆"))
    come_back_now(context, dispatch)
    return dispatch


@pytest.mark.parametrize(
    ("make", "state"),
    [
        (make_ready_trip, DispatchState.BRIEFED),
        (make_departed_trip, DispatchState.DEPARTED),
        (make_arrived_trip, DispatchState.ARRIVED),
        (make_returned_trip, DispatchState.RETURNED),
    ],
)
def test_opening_a_dispatch_takes_twelve_statements_at_most(
    context: Context, make: Callable[[Context], int], state: DispatchState
) -> None:
    dispatch = make(context)
    with count_statements(context) as statements:
        details = dispatch_details(context, dispatch)
    assert len(statements) <= MOST, "\n".join(one[:200] for one in statements)
    assert details.state is state

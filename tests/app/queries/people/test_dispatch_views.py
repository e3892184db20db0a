"""The views of the list of dispatches: soon and not briefed, on the way, to be closed, late."""

from datetime import timedelta

import pytest

from app.clock import FixedClock
from app.context import Context
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.people.dispatches import DISPATCHES
from app.services.people.dispatches import agree_dispatch
from tests.briefing_factories import make_trip
from tests.dispatch_factories import come_back_now, finish_now, make_arrived_trip, make_departed_trip, make_ready_trip
from tests.factories import version_of

CHANGING = ("on_the_way", "to_close", "unbriefed", "late")


def _views(context: Context, dispatch: int) -> set[str]:
    """Return the views, of those looked at here, that show a dispatch."""
    shown = set()
    for view in CHANGING:
        page = PageRequest(ListFilter("", frozenset({view})), Sort("number"))
        if dispatch in {row.id for row in DISPATCHES.read(context, page).rows}:
            shown.add(view)
    return shown


def test_c12_2_who_leaves_within_two_days_unbriefed_is_listed(context: Context, clock: FixedClock) -> None:
    dispatch = make_trip(context)
    assert _views(context, dispatch) == set()
    agree_dispatch(context, record_id=dispatch, version=version_of(context, dispatch))
    assert _views(context, dispatch) == {"unbriefed"}
    assert _views(context, make_ready_trip(context)) == set()
    clock.moment -= timedelta(days=2)
    assert _views(context, dispatch) == set()


@pytest.mark.parametrize("make", [make_departed_trip, make_arrived_trip])
def test_people_are_on_the_way_until_the_work_is_done(context: Context, make: object) -> None:
    assert callable(make)
    assert _views(context, make(context)) == {"on_the_way"}


def test_c7_4_until_everything_is_home_it_is_to_be_closed(context: Context) -> None:
    dispatch = make_arrived_trip(context)
    finish_now(context, dispatch)
    assert _views(context, dispatch) == {"to_close"}
    come_back_now(context, dispatch)
    assert _views(context, dispatch) == {"to_close"}


def test_who_should_have_left_or_be_done_is_late(context: Context, clock: FixedClock) -> None:
    ready, away = make_ready_trip(context), make_departed_trip(context)
    clock.moment += timedelta(days=3)
    assert "late" in _views(context, ready)
    assert _views(context, away) == {"on_the_way", "late"}

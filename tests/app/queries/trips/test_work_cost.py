"""What free work costs us: parts, hours, trips, by request and project (C3.2, C8.3)."""

from decimal import Decimal

import pytest

from app.context import Actor, Context
from app.errors import Invalid
from app.queries.projects.projects import project_details
from app.queries.requests.requests import request_details
from app.rules.trips.work_cost import WorkCost
from app.services.setup import save_settings
from models.enums import DispatchState, Role, ServiceClass
from models.people.dispatch import Dispatch
from models.requests.request import Request
from tests.factories import stored
from tests.on_site_factories import hours_of, make_receipt, make_trip_with_parts
from tests.trip_money_factories import go, make_claim


def make_free_trip(context: Context) -> tuple[int, int]:
    """Return the ids of a free request for which parts were issued and two and a half hours were worked, and of its
    dispatch.
    """
    dispatch = make_trip_with_parts(context)
    request = stored(context, Dispatch, dispatch).request_id
    make_receipt(context, dispatch, hours=(hours_of(context, dispatch, normal="2.5"),))
    with context.write() as session:
        session.get_one(Request, request).confirmed_class = ServiceClass.FREE
    return request, dispatch


def test_c8_3_free_work_costs_parts_hours_and_trips(context: Context) -> None:
    request, dispatch = make_free_trip(context)
    cost = request_details(context, request).work_cost
    assert cost is not None
    assert (cost.hours, cost.labour, cost.parts > 0, cost.trips) == (Decimal("2.5"), Decimal("200.00"), True, 0)
    go(context, dispatch, DispatchState.RETURNED)
    trip = stored(context, Dispatch, dispatch)
    make_claim(context, dispatch, legs=(), starts_at=trip.starts_at, ends_at=trip.ends_at)
    after = request_details(context, request).work_cost
    assert after is not None
    assert after.trips > 0
    assert after.total == after.parts + after.labour + after.trips
    assert project_details(context, stored(context, Request, request).project_id or 0).work_cost == after


def test_c8_3_an_hour_costs_what_the_setting_says(context: Context) -> None:
    request, _dispatch = make_free_trip(context)
    save_settings(context, values={"labour_cost_per_hour": "95.50"})
    cost = request_details(context, request).work_cost
    assert cost is not None
    assert (cost.per_hour, cost.labour) == (Decimal("95.5"), Decimal("238.75"))


@pytest.mark.parametrize("typed", ["viel", "-1", "", "100000", "NaN"])
def test_what_is_no_cost_is_refused(context: Context, typed: str) -> None:
    with pytest.raises(Invalid) as refusal:
        save_settings(context, values={"labour_cost_per_hour": typed})
    assert refusal.value.field == "labour_cost_per_hour"


def test_paid_work_is_no_cost_of_ours(context: Context) -> None:
    request, _dispatch = make_free_trip(context)
    with context.write() as session:
        session.get_one(Request, request).confirmed_class = ServiceClass.PAID
    assert request_details(context, request).work_cost is None


@pytest.mark.parametrize("role", [Role.WAREHOUSE, Role.VIEWER])
def test_costs_are_for_those_who_may_see_them(context: Context, role: Role) -> None:
    request, _dispatch = make_free_trip(context)
    context.actor = Actor("somebody", "somebody", frozenset({role}))
    assert request_details(context, request).work_cost is None
    assert project_details(context, stored(context, Request, request).project_id or 0).work_cost is None


def test_labour_is_rounded_to_fen() -> None:
    assert WorkCost(Decimal(0), Decimal("0.333"), Decimal("33.33"), Decimal(0)).labour == Decimal("11.10")

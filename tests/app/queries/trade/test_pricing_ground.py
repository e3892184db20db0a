"""What the form of a quotation or an order stands on, and what a request tells of both."""

from decimal import Decimal

import pytest

from app.context import Context
from app.errors import NotAllowed
from app.queries.requests.requests import request_details
from app.queries.trade.pricing_ground import pricing_ground
from models.enums import QuotationState, RecordKind, Role
from tests.conftest import OpenDesk
from tests.factories import make_classed_request
from tests.quotation_factories import make_quotation, make_submitted_quotation


def test_it_has_the_rates_in_use_and_the_limits_of_today(context: Context) -> None:
    ground = pricing_ground(context)
    assert ground.rates[0] == Decimal(13)
    assert (ground.limits.margin_floor, ground.limits.usual_advance) == (Decimal(20), Decimal(100))
    assert ground.sees_costs


@pytest.mark.parametrize("role", [Role.WAREHOUSE, Role.VIEWER])
def test_who_sees_no_prices_has_no_ground_to_price_on(open_desk: OpenDesk, role: Role) -> None:
    with pytest.raises(NotAllowed):
        pricing_ground(open_desk(role))


def test_a_request_names_its_quotations_and_how_far_they_are(context: Context) -> None:
    request = make_classed_request(context)
    make_quotation(context, request_id=request)
    sent = make_submitted_quotation(context, request_id=request)
    offers = request_details(context, request).offers
    assert [(one.kind, one.number, one.state) for one in offers] == [
        (RecordKind.QUOTATION, "", QuotationState.DRAFT),
        (RecordKind.QUOTATION, "BJ-2026-0001", QuotationState.SUBMITTED),
    ]
    assert offers[1].id == sent


def test_who_sees_no_prices_is_told_of_no_quotation(context: Context, open_desk: OpenDesk) -> None:
    request = make_classed_request(context)
    make_quotation(context, request_id=request)
    assert request_details(open_desk(Role.VIEWER), request).offers == ()

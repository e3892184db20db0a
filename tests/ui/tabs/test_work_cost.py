"""The card of what free work cost us (C8.3)."""

from dataclasses import replace
from decimal import Decimal

from app.context import Context
from app.i18n import using_language
from app.queries.requests.requests import request_details
from app.rules.trips.work_cost import WorkCost
from tests.factories import make_request
from ui.runtime.desk import Desk
from ui.tabs.requests.facts import fact_groups
from ui.tabs.work_cost import work_cost_group

COST = WorkCost(Decimal("1280.00"), Decimal(12), Decimal(80), Decimal("974.00"))


def test_c8_3_parts_hours_and_trips_are_summed() -> None:
    with using_language("en"):
        (group,) = work_cost_group(COST)
    said = {fact.label: fact.value for fact in group.facts}
    assert said["Hours on site"] == "12 h at ¥80.00: ¥960.00"
    assert said["In all"] == "¥3,214.00"


def test_where_nothing_was_spent_nothing_is_said_of_it() -> None:
    assert work_cost_group(None) == ()
    (group,) = work_cost_group(replace(COST, parts=Decimal(0), hours=Decimal(0)))
    assert len(group.facts) == 2


def test_c8_3_it_stands_with_the_request(desk: Desk, context: Context) -> None:
    details = request_details(context, make_request(context))
    groups = [group.code for group in fact_groups(replace(details, work_cost=COST), desk)]
    assert "work_cost" in groups
    assert "work_cost" not in [group.code for group in fact_groups(details, desk)]

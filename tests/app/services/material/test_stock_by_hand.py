"""Stock taken on and written off by hand: what it does to the part, what is refused, who may."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.context import Context
from app.errors import Blocked, NotAllowed
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.material.moves import moves_of
from app.queries.material.parts import part_details
from app.services.keeping import retire
from app.services.material.parts import save_part
from models.enums import EventKind, MoveKind, Role
from tests.app.services.refusing import refused_at
from tests.conftest import OpenDesk
from tests.factories import FRIDAY, version_of
from tests.material_factories import make_part, part_form_of
from tests.stock_factories import make_stocked_part, on_hand, take_on, untied

D = Decimal


def test_c6_3_opening_stock_is_worth_what_it_cost(context: Context) -> None:
    part_id = make_stocked_part(context, on_hand=10, unit_cost=D("600.00"))
    found = part_details(context, part_id)
    assert (found.on_hand, found.free, found.stock_value, found.average) == (10, 10, D(6000), D(600))
    assert found.idle_since == date(2026, 3, 6)
    assert found.events[0].kind is EventKind.STOCK_MOVED
    assert "+10" in found.events[0].text


def test_what_comes_later_changes_the_average_and_what_goes_does_not(context: Context) -> None:
    part_id = make_stocked_part(context, on_hand=10, unit_cost=D(600))
    take_on(context, part_id, 5, unit_cost=D(900))
    assert part_details(context, part_id).average == D(700)
    take_on(context, part_id, -3, reason="受潮报废")
    found = part_details(context, part_id)
    assert (found.on_hand, found.average, found.stock_value) == (12, D(700), D(8400))
    assert untied(context) == []


def test_without_a_cost_the_part_s_own_counts_then_the_average(context: Context) -> None:
    part_id = make_part(context, cost=D(550))
    take_on(context, part_id, 2)
    take_on(context, part_id, 2)
    assert part_details(context, part_id).stock_value == D(2200)


def test_what_is_written_off_was_not_used_and_the_last_piece_ends_the_lying(context: Context) -> None:
    part_id = make_part(context)
    take_on(context, part_id, 2, at=FRIDAY - timedelta(days=400))
    since = date(2025, 1, 30)
    take_on(context, part_id, -1)
    assert part_details(context, part_id).idle_since == since
    take_on(context, part_id, -1)
    found = part_details(context, part_id)
    assert (found.idle_since, found.stock_value, found.average) == (None, D(0), None)


REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("quantity", {"quantity": D(0)}),
    ("quantity", {"quantity": None}),
    ("quantity", {"quantity": D("0.0001")}),
    ("quantity", {"quantity": D("NaN")}),
    ("quantity", {"quantity": D(-11)}),
    ("at", {"at": None}),
    ("at", {"at": FRIDAY + timedelta(minutes=1)}),
    ("person", {"person": " "}),
    ("reason", {"reason": ""}),
    ("unit_cost", {"unit_cost": D(-1)}),
    ("unit_cost", {"quantity": D(-1), "unit_cost": D(1)}),
    ("batch", {"batch": "b" * 61}),
    ("expires_on", {"expires_on": date(1, 1, 1)}),
]


@pytest.mark.parametrize(("field", "fields"), REFUSED)
def test_bad_input_is_refused_at_its_field(context: Context, field: str, fields: dict[str, Any]) -> None:
    part_id = make_stocked_part(context)
    quantity = fields.get("quantity", D(1))
    rest = {name: value for name, value in fields.items() if name != "quantity"}
    assert refused_at(lambda: take_on(context, part_id, quantity, **rest)) == field
    assert on_hand(context, part_id) == 10


def test_only_who_may_see_costs_gives_one(context: Context, open_desk: OpenDesk) -> None:
    part_id = make_stocked_part(context)
    keeper = open_desk(Role.WAREHOUSE)
    with pytest.raises(NotAllowed):
        take_on(keeper, part_id, 1, unit_cost=D(1))
    take_on(keeper, part_id, 1)
    assert on_hand(context, part_id) == 11


def test_what_is_out_of_use_takes_no_stock_and_what_has_stock_is_not_put_out_of_use(context: Context) -> None:
    part_id = make_stocked_part(context)
    with pytest.raises(Blocked, match="10 套"):
        retire(context, record_id=part_id, version=version_of(context, part_id), reason="停产")
    take_on(context, part_id, -10)
    retire(context, record_id=part_id, version=version_of(context, part_id), reason="停产")
    assert refused_at(lambda: take_on(context, part_id, 1)) == "quantity"


def test_the_unit_of_a_part_that_was_moved_stays(context: Context) -> None:
    part_id = make_stocked_part(context)
    form = part_form_of(unit="件", version=version_of(context, part_id))
    assert refused_at(lambda: save_part(context, form=form, record_id=part_id)) == "unit"


def test_each_movement_says_who_when_and_why(context: Context, open_desk: OpenDesk) -> None:
    part_id = make_stocked_part(context)
    take_on(context, part_id, -2, batch="B-7", reason="受潮报废", at=FRIDAY - timedelta(hours=1))
    page = PageRequest(ListFilter(), Sort("at"))
    newest, oldest = moves_of(part_id).read(context, page).rows
    assert (newest.quantity, newest.kind, newest.value) == (10, MoveKind.RECEIPT, D(6000))
    assert (oldest.person, oldest.reason, oldest.batch, oldest.source) == ("陈库", "受潮报废", "B-7", "")
    only_out = PageRequest(ListFilter(text="受潮", views=frozenset({"out"})), Sort("at"))
    assert len(moves_of(part_id).read(context, only_out).rows) == 1
    assert moves_of(part_id).count_views(context) == {"in": 1, "out": 1}
    keeper = open_desk(Role.WAREHOUSE)
    assert [row.value for row in moves_of(part_id).read(keeper, page).rows] == [None, None]
    assert [row.value for row in part_details(keeper, part_id).moves] == [None, None]


def test_batches_expire_in_their_order_and_are_used_up_oldest_first(context: Context) -> None:
    part_id = make_part(context, shelf_life_months=12)
    take_on(context, part_id, 4, batch="B-1", expires_on=date(2026, 9, 1), at=FRIDAY - timedelta(days=3))
    take_on(context, part_id, 4, batch="B-2", expires_on=date(2026, 6, 1), at=FRIDAY - timedelta(days=2))
    take_on(context, part_id, -5)
    (left,) = part_details(context, part_id).batches
    assert (left.batch, left.left, left.expires_on) == ("B-2", 3, date(2026, 6, 1))

"""The list of parts and one part in full, with what there is of them in stock."""

from datetime import timedelta
from decimal import Decimal

import pytest

from app.context import Context
from app.errors import NotAllowed
from app.forms.material.parts import SubstituteForm
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.material.parts import PARTS, PartRow, part_details
from app.services.material.substitutes import accept_substitute, drop_substitute
from app.services.setup import save_settings
from models.enums import PartFamily, Role
from tests.app.queries.statements import count_statements
from tests.app.services.refusing import refused_at
from tests.conftest import OpenDesk
from tests.factories import FRIDAY
from tests.material_factories import make_part
from tests.stock_factories import make_stocked_part, take_on

D = Decimal


def rows(context: Context, *views: str, key: str = "number") -> list[PartRow]:
    return list(PARTS.read(context, PageRequest(ListFilter(views=frozenset(views)), Sort(key))).rows)


def numbers(context: Context, *views: str) -> list[str]:
    return sorted(row.number for row in rows(context, *views))


def test_a_row_tells_what_there_is_and_what_it_is_worth(context: Context) -> None:
    make_stocked_part(context, on_hand=3, unit_cost=D("33.34"), bin="A-01", family=PartFamily.PUMP)
    (row,) = rows(context)
    assert (row.on_hand, row.free, row.on_order, row.average, row.value) == (3, 3, 0, D("33.34"), D("100.02"))
    assert (row.bin, row.family) == ("A-01", PartFamily.PUMP)


def test_the_keeper_sees_how_many_but_not_what_they_cost(context: Context, open_desk: OpenDesk) -> None:
    part_id = make_stocked_part(context)
    keeper = open_desk(Role.WAREHOUSE)
    (row,) = rows(keeper)
    assert (row.on_hand, row.price, row.average, row.value) == (10, None, None, None)
    found = part_details(keeper, part_id)
    assert (found.price, found.cost, found.average, found.stock_value) == (None, None, None, None)
    with pytest.raises(NotAllowed):
        rows(keeper, key="value")


def test_views_show_what_runs_short_and_what_is_out(context: Context) -> None:
    make_stocked_part(context, number="A", on_hand=4, minimum=D(5))
    make_stocked_part(context, number="B", on_hand=5, minimum=D(5))
    make_part(context, number="C", minimum=D(1))
    make_part(context, number="D")
    assert numbers(context, "below_minimum") == ["A", "C"]
    assert numbers(context, "out") == ["C", "D"]
    assert PARTS.count_views(context)["below_minimum"] == 2


def test_slow_moving_is_what_nobody_used_for_as_long_as_the_setting_says(context: Context) -> None:
    for number, days in (("A", 400), ("B", 200), ("C", 10)):
        part_id = make_part(context, number=number)
        take_on(context, part_id, 1, at=FRIDAY - timedelta(days=days), unit_cost=D(50))
        assert part_details(context, part_id).slow_moving is (number == "A")
    assert numbers(context, "slow") == ["A"]
    save_settings(context, values={"slow_months": "6"})
    assert numbers(context, "slow") == ["A", "B"]
    assert refused_at(lambda: save_settings(context, values={"slow_months": "often"})) == "slow_months"
    save_settings(context, values={"slow_months": "0"})
    assert numbers(context, "slow") == ["A", "B"]


def test_c6_1_a_known_substitute_stands_with_its_reason_until_it_is_taken_back(context: Context) -> None:
    part_id, other = make_part(context), make_stocked_part(context, number="BJ-2")
    accept_substitute(context, part_id=part_id, form=SubstituteForm(substitute_id=other, reason="同轴径同材质"))
    (line,) = part_details(context, part_id).substitutes
    assert (line.number, line.free, line.reason) == ("BJ-2", 10, "同轴径同材质")
    assert part_details(context, other).substitutes == ()
    drop_substitute(context, part_id=part_id, substitute_id=other, reason="试用渗漏")
    found = part_details(context, part_id)
    assert (found.substitutes, "试用渗漏" in found.events[0].text) == ((), True)


def test_what_is_no_substitute_is_refused(context: Context) -> None:
    part_id, other = make_part(context), make_part(context, number="BJ-2")
    per_metre = make_part(context, number="BJ-3", unit="米")
    accept_substitute(context, part_id=part_id, form=SubstituteForm(substitute_id=other, reason="同型"))
    for substitute_id in (None, part_id, other, per_metre):
        form = SubstituteForm(substitute_id=substitute_id, reason="同型")
        assert refused_at(lambda form=form: accept_substitute(context, part_id=part_id, form=form)) == "substitute_id"
    form = SubstituteForm(substitute_id=other, reason=" ")
    assert refused_at(lambda: accept_substitute(context, part_id=part_id, form=form)) == "reason"


def test_reading_a_part_takes_as_many_statements_however_much_was_moved(context: Context) -> None:
    part_id = make_stocked_part(context)
    with count_statements(context) as few:
        part_details(context, part_id)
    for number in range(5):
        take_on(context, part_id, 1, batch=f"B-{number}")
    with count_statements(context) as many:
        part_details(context, part_id)
    assert len(many) <= len(few) + 1  # where there are batches, these are read

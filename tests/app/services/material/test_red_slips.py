"""What was issued and not used comes back by a red slip: no more than is out, at the value it left with (C6.3)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.context import Context
from app.errors import Invalid
from app.queries.material.costs import parts_cost
from app.queries.material.slip_forms import new_slip_form
from app.services.material.slips import save_slip
from models.enums import EventKind, SlipState
from models.material.part import Part
from tests.factories import make_project, stored, version_of
from tests.slip_factories import (
    UNUSED,
    approve,
    check,
    check_form_of,
    details_of,
    item,
    make_approved_slip,
    make_checked_slip,
    make_red_slip,
    make_slip,
    pack,
    take_back,
)
from tests.stock_factories import make_stocked_part, on_hand, take_on, untied


def test_c6_3_stock_rises_when_the_keeper_checks_what_came_back(context: Context) -> None:
    part = make_stocked_part(context)
    slip = make_checked_slip(context, item(part, 3))
    red = make_red_slip(context, slip, 2)
    assert approve(context, red) == "LL-2026-0002"
    assert (on_hand(context, part), stored(context, Part, part).reserved) == (Decimal(7), Decimal(0))
    check(context, red)
    assert on_hand(context, part) == Decimal(9)
    line = details_of(context, slip).lines[0]
    assert (line.checked, line.back, line.left) == (Decimal(3), Decimal(2), Decimal(1))
    assert untied(context) == []


def test_c6_3_it_comes_back_at_the_value_it_left_with(context: Context) -> None:
    part, project = make_stocked_part(context), make_project(context)
    slip = make_checked_slip(context, item(part, 3), project_id=project)
    take_on(context, part, 7, unit_cost=Decimal(900))
    take_back(context, slip, 1)
    with context.read() as session:
        assert parts_cost(session, project_id=project) == Decimal(1200)
    take_back(context, slip)
    with context.read() as session:
        assert parts_cost(session, project_id=project) == Decimal(0)
    assert stored(context, Part, part).stock_value == Decimal(10 * 600 + 7 * 900)


def test_c6_3_no_more_comes_back_than_is_out(context: Context) -> None:
    slip = make_checked_slip(context, item(make_stocked_part(context), 3))
    take_back(context, slip, 2)
    with pytest.raises(Invalid, match="机械密封"):
        make_red_slip(context, slip, 2)
    make_red_slip(context, slip, 1)


def test_what_another_red_slip_is_about_to_bring_is_not_brought_twice(context: Context) -> None:
    slip = make_checked_slip(context, item(make_stocked_part(context), 3))
    first, second = make_red_slip(context, slip, 2), make_red_slip(context, slip, 2)
    approve(context, first)
    with pytest.raises(Invalid):
        approve(context, second)


def test_less_than_was_announced_may_come_back(context: Context) -> None:
    part = make_stocked_part(context)
    slip = make_checked_slip(context, item(part, 3))
    red = make_red_slip(context, slip)
    approve(context, red)
    check(context, red, 1)
    assert on_hand(context, part) == Decimal(8)
    assert new_slip_form(context, reverses_id=slip).lines[0].quantity == Decimal(2)


def test_the_log_of_the_slip_says_what_came_back(context: Context) -> None:
    slip = make_checked_slip(context, item(make_stocked_part(context), 3))
    take_back(context, slip, 2)
    details = details_of(context, slip)
    assert [one.text for one in details.events if one.kind is EventKind.GOODS_RETURNED] == [
        "LL-2026-0002: 机械密封 2 套"
    ]
    assert [one.number for one in details.around.reds] == ["LL-2026-0002"]


def test_nothing_comes_back_of_what_has_not_left(context: Context) -> None:
    part = make_stocked_part(context)
    approved, checked = make_approved_slip(context, item(part)), make_checked_slip(context, item(part))
    form = replace(new_slip_form(context, reverses_id=checked), purpose=UNUSED)
    with pytest.raises(Invalid) as refusal:
        save_slip(context, form=replace(form, reverses_id=approved))
    assert refusal.value.field == "reverses_id"
    with pytest.raises(Invalid):
        save_slip(context, form=replace(form, reverses_id=take_back(context, checked)))


def test_a_red_slip_names_items_of_the_slip_it_reverses(context: Context) -> None:
    part = make_stocked_part(context)
    slip = make_checked_slip(context, item(part))
    form = replace(new_slip_form(context, reverses_id=slip), purpose=UNUSED)
    with pytest.raises(Invalid) as refusal:
        save_slip(context, form=replace(form, lines=(item(part),)))
    assert refusal.value.field == "lines"


def test_c6_3_goods_come_back_for_a_reason(context: Context) -> None:
    slip = make_checked_slip(context, item(make_stocked_part(context)))
    with pytest.raises(Invalid) as refusal:
        save_slip(context, form=new_slip_form(context, reverses_id=slip))
    assert refusal.value.field == "purpose"


def test_a_slip_does_not_turn_red(context: Context) -> None:
    part = make_stocked_part(context)
    checked, draft = make_checked_slip(context, item(part)), make_slip(context, item(part))
    form = replace(new_slip_form(context, reverses_id=checked), version=version_of(context, draft))
    with pytest.raises(Invalid):
        save_slip(context, form=form, record_id=draft)


def test_what_came_back_is_not_packed(context: Context) -> None:
    red = take_back(context, make_checked_slip(context, item(make_stocked_part(context))))
    assert [one.action for one in details_of(context, red).steps] == []
    with pytest.raises(Invalid):
        pack(context, red)
    assert details_of(context, red).state is SlipState.CHECKED


def test_a_batch_comes_back_with_its_last_day(context: Context) -> None:
    part = make_stocked_part(context)
    day = context.clock.now().date().replace(year=2027)
    take_on(context, part, 5, batch="B7", expires_on=day)
    slip = make_checked_slip(context, item(part, 5, batch="B7"))
    take_back(context, slip)
    assert check_form_of(context, make_approved_slip(context, item(part, 5))).lines[0].batch == "B7"

"""Stock counts: what is expected, what is asked for, and what an approval moves (C6.3)."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import Blocked, Conflict, Invalid, NotFound
from app.forms.approvals import DecisionForm
from app.forms.material.parts import CountLineForm
from app.i18n import using_language
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.material.counts import COUNTS, count_details, count_form, countable, new_count_form
from app.services.approvals.deciding import decide
from app.services.material.counts import cancel_count, save_count, submit_count, withdraw_count
from models.approval import Approval
from models.enums import CountState, EventKind, Role
from models.material.part import Part
from tests.app.services.refusing import refused_at
from tests.conftest import OpenDesk
from tests.factories import FRIDAY, stored, version_of
from tests.material_factories import make_part
from tests.stock_factories import (
    count_form_of,
    make_count,
    make_stocked_part,
    make_submitted_count,
    on_hand,
    take_on,
    untied,
)

D = Decimal


def say(context: Context, approval_id: int, *, approved: bool = True, reason: str = "") -> None:
    version = version_of(context, approval_id)
    decide(context, approval_id=approval_id, version=version, form=DecisionForm(approved=approved, reason=reason))


def test_c6_3_a_difference_is_moved_once_the_manager_approved_it(context: Context) -> None:
    part_id = make_stocked_part(context, on_hand=10, unit_cost=D(600))
    count_id, approval_id = make_submitted_count(context, (part_id, 8, "两套已装机未登记"))
    assert on_hand(context, part_id) == 10
    say(context, approval_id)
    found = count_details(context, count_id)
    assert (found.number, found.state, found.worth) == ("PD-2026-0001", CountState.APPROVED, D(-1200))
    assert on_hand(context, part_id) == 8
    assert stored(context, Part, part_id).stock_value == D(4800)
    assert untied(context) == []


def test_what_was_moved_since_it_was_counted_is_respected(context: Context, clock: FixedClock) -> None:
    part_id = make_stocked_part(context, on_hand=10)
    _count_id, approval_id = make_submitted_count(context, (part_id, 8, "短少"))
    clock.moment += timedelta(hours=2)
    take_on(context, part_id, 5)
    take_on(context, part_id, -1)
    say(context, approval_id)
    assert on_hand(context, part_id) == 12


def test_expected_is_what_the_ledger_said_when_it_was_counted(context: Context, clock: FixedClock) -> None:
    part_id = make_stocked_part(context, on_hand=10)
    clock.moment += timedelta(hours=3)
    take_on(context, part_id, 4)
    count_id = make_count(context, (part_id, 10, ""), counted_at=FRIDAY + timedelta(hours=1))
    (line,) = count_details(context, count_id).lines
    assert (line.part.expected, line.difference) == (10, 0)


def test_more_than_the_ledger_says_comes_in_at_the_average(context: Context) -> None:
    part_id = make_stocked_part(context, on_hand=10, unit_cost=D(600))
    _count_id, approval_id = make_submitted_count(context, (part_id, 12, "漏记入库"))
    say(context, approval_id)
    assert stored(context, Part, part_id).stock_value == D(7200)


def test_where_nothing_differs_nobody_is_asked(context: Context) -> None:
    part_id = make_stocked_part(context, on_hand=10)
    count_id, approval_id = make_submitted_count(context, (part_id, 10, ""))
    assert approval_id == 0
    found = count_details(context, count_id)
    assert (found.state, found.approval) == (CountState.APPROVED, None)
    assert untied(context) == []


def test_a_refused_count_goes_back_to_draft_with_the_reason_and_keeps_its_number(context: Context) -> None:
    part_id = make_stocked_part(context, on_hand=10)
    count_id, approval_id = make_submitted_count(context, (part_id, 3, "？"))
    say(context, approval_id, approved=False, reason="复盘一次")
    found = count_details(context, count_id)
    assert (found.state, found.number, on_hand(context, part_id)) == (CountState.DRAFT, "PD-2026-0001", 10)
    assert any("复盘一次" in event.text for event in found.events)


def test_moves_from_before_the_count_that_are_entered_later_ask_for_a_new_look(
    context: Context, clock: FixedClock
) -> None:
    part_id = make_stocked_part(context, on_hand=10)
    clock.moment += timedelta(hours=2)
    count_id, approval_id = make_submitted_count(context, (part_id, 8, "短少"))
    take_on(context, part_id, -2, at=FRIDAY + timedelta(hours=1), reason="漏记")
    with pytest.raises(Blocked, match="机械密封"):
        say(context, approval_id)
    withdraw_count(context, record_id=count_id, version=version_of(context, count_id), reason="漏记已补")
    assert submit_count(context, record_id=count_id, version=version_of(context, count_id)) is None
    assert on_hand(context, part_id) == 8


def test_c6_3_what_was_handed_out_since_cannot_be_missing_as_well(context: Context, clock: FixedClock) -> None:
    part_id = make_stocked_part(context, on_hand=10)
    _count_id, approval_id = make_submitted_count(context, (part_id, 4, "短少"))
    clock.moment += timedelta(hours=1)
    take_on(context, part_id, -6)
    with pytest.raises(Blocked, match="机械密封"):
        say(context, approval_id)
    assert on_hand(context, part_id) == 4


@pytest.mark.parametrize(
    ("fields", "line", "told"),
    [
        ({}, (None, ""), "not been counted"),
        ({}, (8, ""), "reason of these differences"),
        ({"counted_by": ""}, (10, ""), "Who counted"),
        ({"counted_at": None}, (10, ""), "Who counted"),
    ],
)
def test_c6_3_a_count_is_submitted_whole(
    context: Context, fields: dict[str, Any], line: tuple[int | None, str], told: str
) -> None:
    part_id = make_stocked_part(context, on_hand=10)
    count_id = make_count(context, (part_id, *line), **fields)
    with using_language("en"), pytest.raises(Blocked, match=told):
        submit_count(context, record_id=count_id, version=version_of(context, count_id))


def test_an_empty_count_is_not_submitted(context: Context) -> None:
    count_id = make_count(context)
    with using_language("en"), pytest.raises(Blocked, match="no item"):
        submit_count(context, record_id=count_id, version=version_of(context, count_id))


REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("scope", {"scope": " "}),
    ("counted_by", {"counted_by": "n" * 61}),
    ("counted_at", {"counted_at": FRIDAY + timedelta(minutes=5)}),
    ("lines", {"lines": (CountLineForm(part_id=1, counted=D(-1)),)}),
    ("lines", {"lines": (CountLineForm(part_id=1, counted=D("NaN")),)}),
    ("lines", {"lines": (CountLineForm(part_id=1), CountLineForm(part_id=1))}),
    ("lines", {"lines": (CountLineForm(part_id=1, reason="r" * 201),)}),
    ("lines", {"lines": tuple(CountLineForm(part_id=number) for number in range(201))}),
]


@pytest.mark.parametrize(("field", "fields"), REFUSED)
def test_bad_input_is_refused_at_its_field(context: Context, field: str, fields: dict[str, Any]) -> None:
    form = replace(count_form_of(context), **fields)
    assert refused_at(lambda: save_count(context, form=form)) == field


def test_only_parts_in_use_are_counted(context: Context) -> None:
    with pytest.raises(NotFound):
        make_count(context, (999_999, 1, ""))


def test_only_a_draft_is_changed_and_by_one_desk_at_a_time(context: Context) -> None:
    part_id = make_stocked_part(context)
    count_id, _approval = make_submitted_count(context, (part_id, 8, "短少"))
    form, known = count_form(context, count_id)
    assert (known[0].expected, form.lines[0].reason) == (10, "短少")
    with pytest.raises(Invalid):
        save_count(context, form=form, record_id=count_id)
    withdraw_count(context, record_id=count_id, version=form.version, reason="重盘")
    with pytest.raises(Conflict):
        save_count(context, form=form, record_id=count_id)


def test_cancelling_moves_nothing_and_ends_what_is_being_decided(context: Context) -> None:
    part_id = make_stocked_part(context)
    count_id, approval_id = make_submitted_count(context, (part_id, 8, "短少"))
    cancel_count(context, record_id=count_id, version=version_of(context, count_id), reason="盘错区")
    assert stored(context, Approval, approval_id).state == "dropped"
    assert (on_hand(context, part_id), untied(context)) == (10, [])


def test_the_keeper_counts_without_seeing_what_it_is_worth(context: Context, open_desk: OpenDesk) -> None:
    part_id = make_stocked_part(context)
    keeper = open_desk(Role.WAREHOUSE)
    count_id, approval_id = make_submitted_count(keeper, (part_id, 8, "短少"))
    found = count_details(keeper, count_id)
    assert (found.worth, found.lines[0].worth, found.approval) == (None, None, None)
    asked = next(event for event in found.events if event.kind is EventKind.APPROVAL_ASKED)
    assert (asked.text, asked.data) == ("", {})
    say(context, approval_id)
    assert on_hand(context, part_id) == 8


def test_the_list_tells_how_many_differ(context: Context) -> None:
    first, second = make_stocked_part(context), make_stocked_part(context, number="BJ-0002")
    make_submitted_count(context, (first, 8, "短少"), (second, 10, ""))
    (row,) = COUNTS.read(context, PageRequest(ListFilter(), Sort("number"))).rows
    assert (row.title, row.lines, row.differing, row.state) == ("A 区货架", 2, 1, CountState.SUBMITTED)
    assert COUNTS.count_views(context)["submitted"] == 1


def test_a_new_count_begins_with_the_parts_that_lie_there(context: Context) -> None:
    pump = make_part(context, number="BJ-2", bin="A-02")
    seal = make_part(context, number="BJ-1", bin="A-01")
    make_part(context, number="BJ-3", bin="B-01")
    make_part(context, number="BJ-4")
    assert [one.part_id for one in countable(context, bin_of="a-")] == [seal, pump]
    form, known = new_count_form(context, part_ids=(pump, seal))
    assert [one.part_id for one in known] == [seal, pump]
    assert [line.counted for line in form.lines] == [None, None]

"""What a dispatch left undone: noted, carried over, settled (C7.4)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.context import Context
from app.errors import Invalid
from app.forms.dispatch_steps import SettleItemForm
from app.queries.people.dispatches import new_dispatch_form
from app.services.people.dispatches import cancel_dispatch, plan_dispatch
from app.services.people.open_items import note_open_item, settle_open_item
from models.enums import CommitmentState
from models.people.dispatch import Dispatch
from tests.dispatch_factories import (
    ago,
    come_back_now,
    details,
    finish_now,
    left_undone,
    make_arrived_trip,
    step,
)
from tests.factories import dispatch_form, make_agreed_dispatch, make_staff, stored, version_of


def settling(context: Context, item: int, **fields: Any) -> SettleItemForm:
    return SettleItemForm(**{
        "item_id": item, "settled_by": "周敏", "settled_at": ago(context, 1), "settlement": "客户自行更换", **fields
    })  # fmt: skip


def make_item(context: Context) -> tuple[int, int]:
    """Return the ids of a dispatch that is back, and of what it left undone."""
    dispatch = make_arrived_trip(context)
    finish_now(context, dispatch, left_undone())
    come_back_now(context, dispatch)
    return dispatch, details(context, dispatch).open_items[0].id


def carry(context: Context, dispatch: int, *items: int) -> int:
    form = new_dispatch_form(context, stored(context, Dispatch, dispatch).request_id, items)
    dates = dispatch_form(context, make_staff(context))
    return plan_dispatch(
        context, form=replace(form, starts_at=dates.starts_at, ends_at=dates.ends_at, people=dates.people)
    )


def is_listed(context: Context, dispatch: int) -> bool:
    """Tell whether the return checklist still asks for open items."""
    return any(line.code == "open_items_settled" and not line.done for line in details(context, dispatch).checklist)


def test_c7_4_an_item_is_owed_by_its_day_until_it_is_settled(context: Context) -> None:
    dispatch, item = make_item(context)
    assert is_listed(context, dispatch)
    step(context, dispatch, settle_open_item, settling(context, item))
    read = details(context, dispatch)
    (promise,) = (one for one in read.commitments if one.slot == item)
    assert (promise.state, promise.due and promise.due.date()) == (CommitmentState.MET, date(2026, 3, 20))
    assert not is_listed(context, dispatch)
    with pytest.raises(Invalid):
        step(context, dispatch, settle_open_item, settling(context, item))


def test_c7_4_an_item_is_carried_over_into_a_new_dispatch(context: Context) -> None:
    dispatch, item = make_item(context)
    after = carry(context, dispatch, item)
    assert details(context, after).content == "待更换 3# 泵轴承"
    assert [(one.id, one.dispatch_id) for one in details(context, after).open_items] == [(item, dispatch)]
    assert not is_listed(context, dispatch)
    with pytest.raises(Invalid) as refusal:
        carry(context, dispatch, item)
    assert refusal.value.field == "carrying"


def test_c7_4_a_cancelled_dispatch_gives_back_what_it_had_taken_over(context: Context) -> None:
    dispatch, item = make_item(context)
    after = carry(context, dispatch, item)
    cancel_dispatch(context, record_id=after, version=version_of(context, after), reason="误")
    assert is_listed(context, dispatch)


def test_an_item_is_not_carried_to_another_request(context: Context) -> None:
    _dispatch, item = make_item(context)
    other = make_agreed_dispatch(context)
    with pytest.raises(Invalid) as refusal:
        carry(context, other, item)
    assert refusal.value.field == "carrying"


def test_an_item_is_noted_on_site_and_not_before(context: Context) -> None:
    dispatch = make_arrived_trip(context)
    step(context, dispatch, note_open_item, left_undone())
    assert len(details(context, dispatch).open_items) == 1
    with pytest.raises(Invalid):
        step(context, make_agreed_dispatch(context), note_open_item, left_undone())


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"settled_by": ""}, "settled_by"),
        ({"settlement": " "}, "settlement"),
        ({"settled_at": None}, "settled_at"),
        ({"item_id": 0}, "item_id"),
    ],
)
def test_settling_says_who_when_and_how(context: Context, changes: dict[str, Any], field: str) -> None:
    dispatch, item = make_item(context)
    with pytest.raises(Invalid) as refusal:
        step(context, dispatch, settle_open_item, replace(settling(context, item), **changes))
    assert refusal.value.field == field

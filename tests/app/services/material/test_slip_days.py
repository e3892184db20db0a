"""The days on an issue slip: needed on as its needs say, and a day that is past is asked about (C6.3)."""

from dataclasses import replace
from datetime import date

import pytest

from app.context import Context
from app.errors import Invalid
from app.queries.material.slip_forms import new_slip_form, slip_form
from app.services.material.slips import save_slip
from models.enums import SlipKind
from models.material.slip import Slip
from tests.factories import stored
from tests.need_factories import answer, make_needing_request, make_pump, need_form
from tests.purchase_factories import NEEDED
from tests.slip_factories import item, make_slip, slip_form_of
from tests.stock_factories import make_stocked_part

YESTERDAY, TODAY, LONG_AGO = date(2026, 3, 5), date(2026, 3, 6), date(2026, 1, 5)


def make_needing(context: Context, needed_on: date | None) -> int:
    """Return the id of a request that needs a pump on a day, and has one in stock."""
    pump = make_pump(context, stock=2)
    request = make_needing_request(context)
    answer(context, request, need_form(pump, needed_on=needed_on))
    return request


@pytest.mark.parametrize(("needed", "proposed"), [(NEEDED, NEEDED), (LONG_AGO, TODAY), (None, None)])
def test_the_day_of_the_needs_is_proposed(context: Context, needed: date | None, proposed: date | None) -> None:
    assert new_slip_form(context, record_id=make_needing(context, needed)).needed_on == proposed


@pytest.mark.parametrize("name", ["needed_on", "due_back_on"])
def test_a_day_that_is_past_is_asked_about(context: Context, name: str) -> None:
    part = item(make_stocked_part(context))
    form = slip_form_of(context, part, slip_kind=SlipKind.LOAN, project_id=None, due_back_on=TODAY)
    form = replace(form, project_id=slip_form_of(context).project_id, **{name: YESTERDAY})
    with pytest.raises(Invalid) as refusal:
        save_slip(context, form=form)
    assert refusal.value.field == "past_day"
    kept = save_slip(context, form=replace(form, past_day=True))
    assert getattr(stored(context, Slip, kept), name) == YESTERDAY


def test_a_day_agreed_to_before_is_not_asked_about_again(context: Context) -> None:
    slip = make_slip(context, item(make_stocked_part(context)), needed_on=YESTERDAY, past_day=True)
    form = slip_form(context, slip)
    save_slip(context, form=replace(form, department="仓库"), record_id=slip)
    with pytest.raises(Invalid):
        save_slip(context, form=replace(slip_form(context, slip), needed_on=LONG_AGO), record_id=slip)

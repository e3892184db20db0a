"""Dispatches that go on to further sites, with people who come later or go earlier (C7.1, C7.2, invariant 4)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.context import Context
from app.errors import Blocked, Invalid
from app.forms.people import DispatchForm, FurtherSiteForm, TravellerForm
from app.queries.people.dispatches import dispatch_details, dispatch_form
from app.services.keeping import retire
from app.services.people.dispatches import (
    agree_dispatch,
    edit_dispatch,
    plan_dispatch,
    record_department_agreed,
)
from models.people.dispatch import Dispatch
from models.people.qualification import Absence
from tests.factories import (
    agree,
    make_classed_request,
    make_customer,
    make_department,
    make_site,
    make_staff,
    stored,
    version_of,
)
from tests.factories import dispatch_form as form_for


def make_journey(context: Context, **fields: Any) -> tuple[DispatchForm, int]:
    """Return the form of a dispatch to two sites of one customer, and the department that lends its one person."""
    customer = make_customer(context)
    first, second = (make_site(context, customer_id=customer, name=name) for name in ("一期", "二期"))
    request = make_classed_request(context, customer_id=customer, site_id=first)
    department = make_department(context)
    staff = make_staff(context, department_id=department)
    form = form_for(context, staff, request_id=request, site_id=first, sites=(FurtherSiteForm(second, "巡检"),))
    return replace(form, customer_hands="王工 2 人", **fields), department


def test_c7_1_further_sites_and_the_customers_hands_are_kept(context: Context) -> None:
    form, _department = make_journey(context)
    dispatch = plan_dispatch(context, form=form)
    read = dispatch_details(context, dispatch)
    assert [(one.name, one.purpose) for one in read.sites] == [("二期", "巡检")]
    assert read.customer_hands == "王工 2 人"
    assert dispatch_form(context, dispatch).sites == form.sites


def test_c7_2_another_journey_or_other_times_ask_for_the_word_anew(context: Context) -> None:
    form, department = make_journey(context)
    dispatch = plan_dispatch(context, form=replace(form, sites=()))
    agree_word(context, dispatch, department)
    for changes in ({"sites": form.sites}, {"people": (joining_later(form),)}):
        agree_word(context, dispatch, department)
        edit_dispatch(context, record_id=dispatch, form=replace(dispatch_form(context, dispatch), **changes))
        assert [one.agreed_by for one in dispatch_details(context, dispatch).departments] == [""]


def agree_word(context: Context, dispatch: int, department: int) -> None:
    now = context.clock.now()
    record_department_agreed(context, record_id=dispatch, department_id=department, agreed_by="赵建国", at=now)


def joining_later(form: DispatchForm) -> TravellerForm:
    assert form.starts_at is not None
    return replace(form.people[0], joins_at=form.starts_at + timedelta(hours=4))


@pytest.mark.parametrize("sites", ["first", "twice", "none", "strange"])
def test_a_journey_names_each_site_of_the_customer_once(context: Context, sites: str) -> None:
    form, _department = make_journey(context)
    (second,) = form.sites
    named = {
        "first": (FurtherSiteForm(form.site_id),),
        "twice": (second, second),
        "none": (FurtherSiteForm(None),),
        "strange": (FurtherSiteForm(make_site(context)),),
    }
    with pytest.raises(Invalid) as refusal:
        plan_dispatch(context, form=replace(form, sites=named[sites]))
    assert refusal.value.field == "sites"


def test_a_site_on_the_way_is_not_put_out_of_use(context: Context) -> None:
    form, _department = make_journey(context)
    plan_dispatch(context, form=form)
    site = form.sites[0].site_id or 0
    with pytest.raises(Blocked):
        retire(context, record_id=site, version=version_of(context, site), reason="拆除")


def test_who_joins_after_another_trip_ends_is_in_one_place(context: Context) -> None:
    form, department = make_journey(context)
    first = plan_dispatch(context, form=form)
    agree(context, first, department)
    ends = stored(context, Dispatch, first).ends_at
    again, _department = make_journey(context)
    person = replace(form.people[0], joins_at=ends + timedelta(hours=1))
    later = replace(again, ends_at=ends + timedelta(days=1), people=(person,))
    plan_dispatch(context, form=later)
    with pytest.raises(Invalid) as refusal:
        plan_dispatch(context, form=replace(later, people=form.people))
    assert refusal.value.field == "people"


def test_who_is_absent_is_not_sent(context: Context) -> None:
    form, department = make_journey(context)
    dispatch = plan_dispatch(context, form=form)
    row = stored(context, Dispatch, dispatch)
    with context.write() as session:
        away = {"starts_at": row.ends_at, "ends_at": row.ends_at + timedelta(days=1)}
        session.add(Absence(staff_id=row.people[0].staff_id or 0, **away))
    agree_word(context, dispatch, department)
    with pytest.raises(Invalid, match="不能派出"):
        agree_dispatch(context, record_id=dispatch, version=version_of(context, dispatch))


@pytest.mark.parametrize(("joins", "leaves"), [(30, None), (4, 2)])
def test_nobody_joins_after_the_end_or_leaves_before_joining(context: Context, joins: int, leaves: int | None) -> None:
    form, _department = make_journey(context)
    assert form.starts_at is not None
    at = form.starts_at
    times = {"joins_at": at + timedelta(hours=joins), "leaves_at": at + timedelta(hours=leaves) if leaves else None}
    with pytest.raises(Invalid) as refusal:
        plan_dispatch(context, form=replace(form, people=(replace(form.people[0], **times),)))
    assert refusal.value.field == "people"

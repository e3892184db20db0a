"""Dispatches (C7): who is sent, whose word it takes, and one place at a time for everybody."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.context import Context
from app.errors import Blocked, Invalid
from app.forms.people import DispatchForm, TravellerForm
from app.queries.people.dispatches import dispatch_details, dispatch_form, new_dispatch_form
from app.queries.people.staff import departments
from app.services.people.dispatches import (
    agree_dispatch,
    cancel_dispatch,
    edit_dispatch,
    plan_dispatch,
    record_department_agreed,
    reopen_dispatch,
)
from app.services.people.staff import save_department
from app.services.requests.moving import cancel_request, solve_request
from models.enums import DispatchState, EventKind, PersonOrigin, RequestState
from models.people.department import Department
from models.people.dispatch import Dispatch
from models.record import Event
from models.requests.request import Request
from tests.factories import (
    agree,
    close_request,
    make_agreed_dispatch,
    make_classed_request,
    make_customer,
    make_department,
    make_dispatch,
    make_request,
    make_site,
    make_staff,
    stored,
    version_of,
)
from tests.factories import (
    dispatch_form as form_for,
)

MANUFACTURER = TravellerForm(name="李工", organisation="凯泉泵业", phone="021-5555 0000")


def own_department(context: Context) -> int:
    with context.read() as session:
        return session.scalars(select(Department.id).where(Department.is_own)).one()


def missing(context: Context, dispatch: int) -> list[tuple[str, str | None]]:
    """Return clause and remedy of all that stands between a dispatch and its settlement."""
    with pytest.raises(Blocked) as refusal:
        agree_dispatch(context, record_id=dispatch, version=version_of(context, dispatch))
    return [(reason.clause, reason.fix) for reason in refusal.value.reasons]


def word_given(context: Context, dispatch: int) -> dict[str, str]:
    return {department.name: department.agreed_by for department in dispatch_details(context, dispatch).departments}


def change(context: Context, dispatch: int, **changes: Any) -> None:
    edit_dispatch(context, record_id=dispatch, form=replace(dispatch_form(context, dispatch), **changes))


def test_a_draft_has_no_number_and_belongs_to_its_request(context: Context) -> None:
    request = make_classed_request(context)
    dispatch = plan_dispatch(context, form=form_for(context, make_staff(context), request_id=request))
    row, asked = stored(context, Dispatch, dispatch), stored(context, Request, request)
    assert (row.number, row.state, row.customer_id, row.title) == (None, "draft", asked.customer_id, asked.title)
    assert request_log(context, request)[-1] is EventKind.DISPATCH_PLANNED


def request_log(context: Context, record_id: int) -> list[EventKind]:
    with context.read() as session:
        return list(session.scalars(select(Event.kind).where(Event.record_id == record_id).order_by(Event.id)))


def test_a_new_dispatch_starts_from_its_requests_site(context: Context) -> None:
    customer = make_customer(context)
    site = make_site(context, customer_id=customer)
    request = make_request(context, customer_id=customer, site_id=site)
    assert new_dispatch_form(context, request) == DispatchForm(request_id=request, site_id=site)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("request_id", {"request_id": None}),
        ("starts_at", {"starts_at": None}),
        ("ends_at", {"ends_at": None}),
        ("ends_at", {"ends_at": datetime(2026, 3, 6, tzinfo=UTC)}),
        ("ends_at", {"ends_at": datetime(2028, 3, 6, tzinfo=UTC)}),
        ("starts_at", {"starts_at": datetime(1, 1, 1, tzinfo=UTC)}),
        ("ends_at", {"ends_at": datetime(9999, 12, 31, 20, tzinfo=UTC)}),
        ("content", {"content": "换\x07泵"}),
        ("people", {"people": (TravellerForm(name=" ", organisation="凯泉"),)}),
        ("people", {"people": (TravellerForm(name="李工"),)}),
        ("people", {"people": (replace(MANUFACTURER, phone="没有"),)}),
        ("people", {"people": (replace(MANUFACTURER, is_lead=True), replace(MANUFACTURER, is_lead=True))}),
    ],
)
def test_c7_2_an_impossible_plan_is_refused_at_its_field(context: Context, field: str, changes: dict[str, Any]) -> None:
    form = form_for(context, request_id=make_classed_request(context))
    with pytest.raises(Invalid) as refusal:
        plan_dispatch(context, form=replace(form, **changes))
    assert refusal.value.field == field


def test_nobody_is_named_twice(context: Context) -> None:
    staff = make_staff(context)
    with pytest.raises(Invalid, match=r"."):
        plan_dispatch(context, form=form_for(context, staff, staff, request_id=make_classed_request(context)))


def test_another_customers_site_is_refused(context: Context) -> None:
    with pytest.raises(Invalid) as refusal:
        make_dispatch(context, site_id=make_site(context))
    assert refusal.value.field == "site_id"


def test_c3_2_nobody_goes_before_the_class_is_confirmed(context: Context) -> None:
    customer = make_customer(context)
    request = make_request(context, customer_id=customer, site_id=make_site(context, customer_id=customer))
    staff = make_staff(context, department_id=own_department(context))
    assert missing(context, make_dispatch(context, staff, request_id=request)) == [("C3.2", "confirm_class")]


def test_c7_2_content_place_people_and_lead_have_to_be_there(context: Context) -> None:
    request = make_classed_request(context)
    dispatch = plan_dispatch(context, form=form_for(context, request_id=request, content=" "))
    assert missing(context, dispatch) == [("C7.2", "edit_dispatch")] * 4
    change(context, dispatch, content="换泵", people=(MANUFACTURER,))
    assert missing(context, dispatch) == [("C7.2", "edit_dispatch")] * 2  # the place and who leads


def test_c7_2_every_lending_department_has_to_agree(context: Context) -> None:
    first, second = make_department(context, name="工程部"), make_department(context, name="设计部")
    staff = [make_staff(context, department_id=department) for department in (first, second)]
    dispatch = make_dispatch(context, *staff)
    with pytest.raises(Blocked, match=r"工程部.*设计部"):
        agree(context, dispatch)
    with pytest.raises(Blocked, match="设计部"):
        agree(context, dispatch, first)
    assert agree(context, dispatch, second) == "PG-2026-0001"
    assert word_given(context, dispatch) == {"工程部": "赵建国", "设计部": "赵建国"}


def test_c7_2_our_own_people_need_nobodys_word(context: Context) -> None:
    dispatch = make_dispatch(context, make_staff(context, department_id=own_department(context)))
    assert word_given(context, dispatch) == {}
    assert agree(context, dispatch) == "PG-2026-0001"


def test_c7_2_a_manufacturers_person_needs_no_departments_word(context: Context) -> None:
    lead = replace(MANUFACTURER, is_lead=True)
    dispatch = make_dispatch(context, people=(lead,))
    assert agree(context, dispatch)
    (person,) = dispatch_details(context, dispatch).people
    assert (person.origin, person.organisation, person.staff_id) == (PersonOrigin.MANUFACTURER, "凯泉泵业", None)


def test_c7_2_a_word_is_given_by_somebody_in_the_past(context: Context) -> None:
    department = make_department(context)
    dispatch = make_dispatch(context, make_staff(context, department_id=department))
    word: dict[str, Any] = {"record_id": dispatch, "department_id": department, "agreed_by": "赵建国"}
    with pytest.raises(Invalid) as refusal:
        record_department_agreed(context, **word | {"at": context.clock.now() + timedelta(seconds=1)})
    assert refusal.value.field == "at"
    with pytest.raises(Invalid) as refusal:
        record_department_agreed(context, **word | {"at": context.clock.now(), "agreed_by": " "})
    assert refusal.value.field == "agreed_by"


def test_c7_2_a_department_that_lends_nobody_has_no_word(context: Context) -> None:
    dispatch = make_dispatch(context)
    for department in (make_department(context), own_department(context), 999):
        with pytest.raises(Invalid) as refusal:
            agree(context, dispatch, department)
        assert refusal.value.field == "department_id"


CHANGES: dict[str, Callable[[DispatchForm], dict[str, Any]]] = {
    "dates": lambda form: {"ends_at": (form.ends_at or datetime.now(UTC)) + timedelta(hours=1)},
    "content": lambda form: {"content": form.content + "，清洗"},
    "people": lambda form: {"people": ()},
}


@pytest.mark.parametrize("what", CHANGES)
def test_c7_2_a_changed_plan_voids_the_word(context: Context, what: str) -> None:
    department = make_department(context)
    dispatch = make_dispatch(context, make_staff(context, department_id=department))
    record_department_agreed(
        context, record_id=dispatch, department_id=department, agreed_by="赵建国", at=context.clock.now()
    )
    form = dispatch_form(context, dispatch)
    edit_dispatch(context, record_id=dispatch, form=replace(form, **CHANGES[what](form)))
    assert not any(word_given(context, dispatch).values())
    assert EventKind.AGREEMENT_VOIDED in request_log(context, dispatch)


def test_c7_2_the_word_stays_for_a_plan_that_means_the_same(context: Context) -> None:
    department = make_department(context, name="工程部")
    dispatch = make_dispatch(context, make_staff(context, department_id=department))
    record_department_agreed(
        context, record_id=dispatch, department_id=department, agreed_by="赵建国", at=context.clock.now()
    )
    form = dispatch_form(context, dispatch)
    zone = context.zone
    times = {"starts_at": form.starts_at.astimezone(zone), "ends_at": form.ends_at.astimezone(zone)}  # type: ignore[union-attr]
    edit_dispatch(context, record_id=dispatch, form=replace(form, tools="扳手", cautions="防酸", **times))
    assert word_given(context, dispatch) == {"工程部": "赵建国"}


def test_c7_2_one_departments_change_leaves_the_others_word(context: Context) -> None:
    first, second = make_department(context, name="工程部"), make_department(context, name="设计部")
    dispatch = make_dispatch(context, *(make_staff(context, department_id=d) for d in (first, second)))
    for department in (first, second):
        record_department_agreed(
            context, record_id=dispatch, department_id=department, agreed_by="赵建国", at=context.clock.now()
        )
    people = dispatch_form(context, dispatch).people
    newcomer = TravellerForm(staff_id=make_staff(context, department_id=second))
    change(context, dispatch, people=(*people, newcomer))
    assert word_given(context, dispatch) == {"工程部": "赵建国", "设计部": ""}


def test_settling_takes_the_request_in_hand_and_gives_the_number(context: Context) -> None:
    dispatch = make_agreed_dispatch(context)
    row = stored(context, Dispatch, dispatch)
    assert (row.state, row.number) == (DispatchState.AGREED, "PG-2026-0001")
    assert stored(context, Request, row.request_id).state == RequestState.IN_HAND


def test_invariant_3_the_number_is_kept_on_reopening_and_cancelling(context: Context) -> None:
    dispatch = make_agreed_dispatch(context)
    reopen_dispatch(context, record_id=dispatch, version=version_of(context, dispatch), reason="换人")
    assert (stored(context, Dispatch, dispatch).state, number(context, dispatch)) == ("draft", "PG-2026-0001")
    assert agree(context, dispatch) == "PG-2026-0001"
    cancel_dispatch(context, record_id=dispatch, version=version_of(context, dispatch), reason="客户自修")
    assert number(context, dispatch) == "PG-2026-0001"
    assert number(context, make_agreed_dispatch(context)) == "PG-2026-0002"


def number(context: Context, dispatch: int) -> str | None:
    return stored(context, Dispatch, dispatch).number


def test_a_settled_dispatch_is_not_edited(context: Context) -> None:
    dispatch = make_agreed_dispatch(context)
    with pytest.raises(Invalid):
        change(context, dispatch, content="另一件事")


@pytest.mark.parametrize("step", [reopen_dispatch, cancel_dispatch])
def test_going_back_needs_a_reason(context: Context, step: Callable[..., None]) -> None:
    dispatch = make_agreed_dispatch(context)
    with pytest.raises(Invalid) as refusal:
        step(context, record_id=dispatch, version=version_of(context, dispatch), reason="")
    assert refusal.value.field == "reason"


def test_nobody_is_sent_for_a_finished_request(context: Context) -> None:
    request = make_classed_request(context)
    cancel_request(context, record_id=request, version=version_of(context, request), reason="误报")
    with pytest.raises(Invalid) as refusal:
        plan_dispatch(context, form=form_for(context, request_id=request))
    assert refusal.value.field == "request_id"


def test_a_draft_left_over_from_a_closed_request_is_not_settled(context: Context) -> None:
    department = make_department(context)
    dispatch = make_dispatch(context, make_staff(context, department_id=department))
    request = stored(context, Dispatch, dispatch).request_id
    solve_request(context, record_id=request, version=version_of(context, request), result="客户自修")
    close_request(context, request)
    with pytest.raises(Invalid):
        agree(context, dispatch, department)


def test_invariant_4_a_person_is_in_one_place_at_a_time(context: Context) -> None:
    own = own_department(context)
    staff = make_staff(context, department_id=own, name="张伟")
    draft = make_dispatch(context, staff)
    settled = make_dispatch(context, staff)  # two drafts may compete
    agree(context, settled)
    with pytest.raises(Invalid, match=r"张伟.*PG-2026-0001"):
        agree(context, draft)
    with pytest.raises(Invalid) as refusal:
        make_dispatch(context, staff)
    assert refusal.value.field == "people"
    cancel_dispatch(context, record_id=settled, version=version_of(context, settled), reason="客户自修")
    assert agree(context, draft) == "PG-2026-0002"


def test_a_department_renamed_keeps_its_word(context: Context) -> None:
    department = make_department(context, name="工程部")
    dispatch = make_dispatch(context, make_staff(context, department_id=department))
    agree(context, dispatch, department)
    form = next(form for form in departments(context) if form.department_id == department)
    save_department(context, form=replace(form, name="工程一部", manager_name="赵建国"))
    assert word_given(context, dispatch) == {"工程一部": "赵建国"}


MOMENTS = st.integers(0, 12)


@given(first=st.tuples(MOMENTS, MOMENTS), second=st.tuples(MOMENTS, MOMENTS))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_invariant_4_exactly_overlapping_times_clash(
    context: Context, first: tuple[int, int], second: tuple[int, int]
) -> None:
    own = own_department(context)
    request = settled_request(context)
    staff = make_staff(context, department_id=own)
    base = context.clock.now()
    spans = [sorted(base + timedelta(hours=hour) for hour in span) for span in (first, second)]
    plans = [form_for(context, staff, request_id=request, starts_at=s, ends_at=e) for s, e in spans]
    agree(context, plan_dispatch(context, form=plans[0]))
    overlap = spans[0][0] <= spans[1][1] and spans[1][0] <= spans[0][1]
    if overlap:
        with pytest.raises(Invalid):
            plan_dispatch(context, form=plans[1])
    else:
        plan_dispatch(context, form=plans[1])


def settled_request(context: Context) -> int:
    """Return one classed request with a site, made once per database."""
    with context.read() as session:
        known = session.scalar(select(func.min(Request.id)))
    if known is not None:
        return known
    customer = make_customer(context)
    return make_classed_request(context, customer_id=customer, site_id=make_site(context, customer_id=customer))

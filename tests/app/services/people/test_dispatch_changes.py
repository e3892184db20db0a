"""Changes after the agreement: longer, with other people (C7.2, C12.2, C14, invariant 4)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.context import Context
from app.errors import Invalid
from app.forms.dispatch_steps import (
    AddPersonForm,
    DepartmentWordForm,
    ExtendForm,
    JoinerBriefingForm,
    SwapPersonForm,
    TakeOffForm,
)
from app.forms.people import TravellerForm
from app.services.people.changes import add_person, extend_dispatch, swap_person, take_off_person
from models.enums import CertificateKind, EventKind
from models.people.dispatch import Dispatch, DispatchPerson
from models.people.qualification import Absence
from models.people.secrecy import ConfidentialityAgreement
from models.people.staff import StaffMember
from models.safety.hazard import Hazard
from tests.briefing_factories import certify
from tests.dispatch_factories import bind, depart_now, details, make_departed_trip, make_ready_trip, step
from tests.factories import make_agreed_dispatch, make_department, make_dispatch, make_staff, stored


def home_of(context: Context, staff_id: int) -> int:
    return stored(context, StaffMember, staff_id).department_id


def word(context: Context, department_id: int) -> DepartmentWordForm:
    return DepartmentWordForm(department_id, "赵建国", context.clock.now())


def words_of(context: Context, dispatch: int) -> tuple[DepartmentWordForm, ...]:
    return tuple(word(context, one.id) for one in details(context, dispatch).departments)


def later(context: Context, dispatch: int, days: int = 2) -> ExtendForm:
    ends = stored(context, Dispatch, dispatch).ends_at + timedelta(days=days)
    return ExtendForm(ends, "现场增加工作", words_of(context, dispatch))


def refused(context: Context, dispatch: int, service: Any, form: Any) -> tuple[str | None, str | None]:
    with pytest.raises(Invalid) as refusal:
        step(context, dispatch, service, form)
    return refusal.value.field, refusal.value.clause


def test_c7_2_a_dispatch_is_extended_with_the_departments_word(context: Context) -> None:
    dispatch = make_agreed_dispatch(context)
    form = later(context, dispatch)
    assert refused(context, dispatch, extend_dispatch, replace(form, words=())) == ("words", "C7.2")
    step(context, dispatch, extend_dispatch, form)
    read = details(context, dispatch)
    assert (read.ends_at, read.events[0].kind) == (form.ends_at, EventKind.EXTENDED)
    assert [one.agreed_by for one in read.departments] == ["赵建国"]


@pytest.mark.parametrize("days", [0, -1, 400])
def test_c7_2_an_extension_ends_later_and_within_a_year(context: Context, days: int) -> None:
    dispatch = make_agreed_dispatch(context)
    assert refused(context, dispatch, extend_dispatch, later(context, dispatch, days))[0] == "ends_at"


def test_an_extension_is_refused_while_somebody_is_elsewhere(context: Context) -> None:
    dispatch = make_agreed_dispatch(context)
    row = stored(context, Dispatch, dispatch)
    away = {"starts_at": row.ends_at + timedelta(days=1), "ends_at": row.ends_at + timedelta(days=3)}
    with context.write() as session:
        session.add(Absence(staff_id=row.people[0].staff_id or 0, **away))
    assert refused(context, dispatch, extend_dispatch, later(context, dispatch))[0] == "ends_at"


def test_c12_2_an_extension_past_a_certificate_is_refused(context: Context) -> None:
    dispatch = make_ready_trip(context)
    kind = CertificateKind.ELECTRICIAN
    row = stored(context, Dispatch, dispatch)
    certify(context, row.people[0].staff_id or 0, kind, valid_until=row.ends_at.date())
    with context.write() as session:
        session.scalars(select(Hazard)).one().certificates = [kind.value]
    assert refused(context, dispatch, extend_dispatch, later(context, dispatch)) == ("ends_at", "C12.2")


def joiner(context: Context, staff_id: int, **fields: Any) -> AddPersonForm:
    words = (word(context, home_of(context, staff_id)),)
    joins = context.clock.now() + timedelta(days=1)
    traveller = TravellerForm(staff_id=staff_id, joins_at=joins)
    briefing = JoinerBriefingForm("陈安", context.clock.now() - timedelta(minutes=1))
    usual = {"traveller": traveller, "reason": "人手不够", "words": words, "briefing": briefing}
    return AddPersonForm(**{**usual, **fields})


def test_c7_2_c12_2_a_late_joiner_has_a_word_and_an_addendum(context: Context) -> None:
    dispatch = make_departed_trip(context)
    staff = make_staff(context, department_id=make_department(context))
    form = joiner(context, staff, secrecy_exception="长期合作，已口头教育")
    assert refused(context, dispatch, add_person, replace(form, briefing=None)) == ("briefing", "C12.2")
    assert refused(context, dispatch, add_person, replace(form, words=())) == ("words", "C7.2")
    assert refused(context, dispatch, add_person, replace(form, secrecy_exception="")) == ("secrecy_exception", "C14")
    person = step(context, dispatch, add_person, form)
    read = details(context, dispatch)
    (joined,) = (one for one in read.people if one.id == person)
    assert (joined.joins_at, joined.signed_at is not None) == (form.traveller.joins_at, True)
    assert [(one.gate, one.person_id) for one in read.exceptions] == [("untaught", person)]
    assert EventKind.PERSON_JOINED in [one.kind for one in read.events]


def test_a_joiner_after_departure_says_from_when(context: Context) -> None:
    dispatch = make_departed_trip(context)
    staff = make_staff(context, department_id=make_department(context))
    form = joiner(context, staff, traveller=TravellerForm(staff_id=staff))
    assert refused(context, dispatch, add_person, form)[0] == "joins_at"


def test_a_person_joins_once(context: Context) -> None:
    dispatch = make_agreed_dispatch(context)
    staff = stored(context, Dispatch, dispatch).people[0].staff_id or 0
    assert refused(context, dispatch, add_person, joiner(context, staff))[0] == "people"


def test_a_person_taken_off_before_the_departure_is_not_on_it_any_more(context: Context) -> None:
    dispatch = make_ready_trip(context, 2)
    lead, other = stored(context, Dispatch, dispatch).people
    assert refused(context, dispatch, take_off_person, TakeOffForm(lead.id, None, "生病"))[0] == "lead_id"
    step(context, dispatch, take_off_person, TakeOffForm(lead.id, None, "生病", other.id))
    assert [(one.id, one.is_lead) for one in details(context, dispatch).people] == [(other.id, True)]


def test_a_person_who_leaves_on_the_way_stays_on_record(context: Context) -> None:
    dispatch = make_departed_trip(context, 2)
    _lead, other = stored(context, Dispatch, dispatch).people
    at = context.clock.now() + timedelta(days=1)
    step(context, dispatch, take_off_person, TakeOffForm(other.id, at, "家中有事"))
    left = details(context, dispatch).people[1]
    assert (left.leaves_at, left.leaves_why) == (at, "家中有事")
    assert refused(context, dispatch, take_off_person, TakeOffForm(_lead.id, at, "生病"))[0] == "lead_id"


def make_early_leaver(context: Context) -> tuple[int, DispatchPerson]:
    """Return a dispatch of two that has departed, and who of them is to leave it on the next day."""
    dispatch = make_departed_trip(context, 2)
    other = stored(context, Dispatch, dispatch).people[1]
    form = TakeOffForm(other.id, context.clock.now() + timedelta(days=1), "另有安排")
    step(context, dispatch, take_off_person, form)
    return dispatch, other


def test_who_is_to_leave_earlier_may_leave_earlier_still(context: Context) -> None:
    dispatch, other = make_early_leaver(context)
    now = context.clock.now()
    step(context, dispatch, take_off_person, TakeOffForm(other.id, now, "生病"))
    assert details(context, dispatch).people[1].leaves_at == now
    assert refused(context, dispatch, take_off_person, TakeOffForm(other.id, now, "生病"))[0] == "person_id"


def test_c14_who_is_to_leave_earlier_has_an_agreement_up_to_then(context: Context) -> None:
    dispatch, other = make_early_leaver(context)
    assert not details(context, dispatch).people[1].lacks_agreement
    with context.write() as session:
        for agreement in session.scalars(
            select(ConfidentialityAgreement).where(ConfidentialityAgreement.staff_id == other.staff_id)
        ):
            agreement.valid_until = context.clock.now().date()
    assert details(context, dispatch).people[1].lacks_agreement


def test_somebody_has_to_stay(context: Context) -> None:
    dispatch = make_departed_trip(context)
    (only,) = stored(context, Dispatch, dispatch).people
    form = TakeOffForm(only.id, context.clock.now() + timedelta(days=1), "生病", only.id)
    assert refused(context, dispatch, take_off_person, form)[0] == "lead_id"


def test_c7_2_a_swap_is_both_in_one_step_and_the_lead_goes_over(context: Context) -> None:
    dispatch = make_ready_trip(context)
    (lead,) = stored(context, Dispatch, dispatch).people
    staff = make_staff(context, department_id=make_department(context))
    form = joiner(context, staff)
    swap = SwapPersonForm(lead.id, None, "生病", form.traveller, form.words, form.briefing)
    person = step(context, dispatch, swap_person, swap)
    assert [(one.id, one.is_lead) for one in details(context, dispatch).people] == [(person, True)]


def test_a_manufacturers_man_joins_without_a_departments_word(context: Context) -> None:
    dispatch = make_agreed_dispatch(context)
    traveller = TravellerForm(name="孙工", organisation="南方泵业")
    step(context, dispatch, add_person, AddPersonForm(traveller, "厂家派人"))
    assert [one.name for one in details(context, dispatch).people][1:] == ["孙工"]


def test_changes_of_this_kind_begin_with_the_agreement(context: Context) -> None:
    dispatch = make_dispatch(context)
    assert refused(context, dispatch, extend_dispatch, later(context, dispatch))[1] == "C7.2"


def test_c12_2_somebody_under_way_who_never_signed_is_named(context: Context) -> None:
    dispatch = make_ready_trip(context)
    depart_now(context, dispatch)
    with context.write() as session:
        row = session.get_one(Dispatch, dispatch)
        row.people.append(DispatchPerson(position=2, name="吴工", organisation="南方泵业", origin="manufacturer"))
    assert details(context, dispatch).unbriefed == ("吴工",)


def test_c14_a_lesson_is_asked_for_before_departure(context: Context) -> None:
    dispatch = make_agreed_dispatch(context)
    assert details(context, dispatch).people[0].lacks_lesson
    bind(context, dispatch, valid_until=date(2026, 3, 6))
    person = details(context, dispatch).people[0]
    assert (person.lacks_agreement, person.lacks_lesson) == (True, False)

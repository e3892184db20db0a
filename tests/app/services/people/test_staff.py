"""Staff and departments where dispatches need them (C7.2)."""

from dataclasses import replace

import pytest

from app.context import Context
from app.errors import Blocked, Conflict, Invalid, NotFound
from app.forms.people import DepartmentForm, TravellerForm
from app.queries.lists.paging import ListFilter
from app.queries.lists.record_list import OUT_OF_USE
from app.queries.people.dispatches import dispatch_form
from app.queries.people.staff import STAFF, department_form, staff_details, staff_form
from app.queries.search import pick
from app.services.keeping import restore, retire
from app.services.people.dispatches import edit_dispatch
from app.services.people.staff import save_department, save_staff
from models.enums import RecordKind
from tests.factories import make_department, make_dispatch, make_staff, version_of


@pytest.mark.parametrize("phone", ["１３８００１３８０００", "021-5555 转 12", ""])
def test_telephone_numbers_are_kept_in_half_width(context: Context, phone: str) -> None:
    member = make_staff(context)
    save_staff(context, record_id=member, form=replace(staff_form(context, member), mobile=phone))
    kept = staff_details(context, member).mobile
    assert kept.isascii() or "转" in kept
    assert bool(kept) == bool(phone)


@pytest.mark.parametrize("phone", ["12", "no number", "0574<8765"])
def test_what_is_no_telephone_number_is_refused_at_its_field(context: Context, phone: str) -> None:
    member = make_staff(context)
    with pytest.raises(Invalid) as refused:
        save_staff(context, record_id=member, form=replace(staff_form(context, member), mobile=phone))
    assert refused.value.field == "mobile"
    with pytest.raises(Invalid) as refused:
        save_department(context, form=DepartmentForm(name="工程部", manager_name="赵", manager_phone=phone))
    assert refused.value.field == "manager_phone"


def test_who_is_out_of_use_is_not_offered_and_not_sent(context: Context) -> None:
    member, other = make_staff(context, name="刘洋"), make_staff(context, name="陈静")
    dispatch = make_dispatch(context, other)
    retire(context, record_id=member, version=version_of(context, member), reason="离职")
    assert [found.id for found in pick(context, RecordKind.STAFF, "")] == [other]
    people = (TravellerForm(staff_id=member, name="刘洋", is_lead=True),)
    with pytest.raises(Invalid) as refused:
        edit_dispatch(context, record_id=dispatch, form=replace(dispatch_form(context, dispatch), people=people))
    assert refused.value.field == "people"


def test_who_is_planned_for_a_trip_stays_in_use(context: Context) -> None:
    member = make_staff(context)
    make_dispatch(context, member)
    with pytest.raises(Blocked):
        retire(context, record_id=member, version=version_of(context, member), reason="离职")


def test_who_is_out_of_use_has_a_view_of_their_own_and_comes_back(context: Context) -> None:
    member = make_staff(context)
    retire(context, record_id=member, version=version_of(context, member), reason="离职")
    assert staff_details(context, member).keeping.is_retired
    assert STAFF.count(context, ListFilter()) == 0
    assert STAFF.count_views(context)[OUT_OF_USE] == 1
    restore(context, record_id=member, version=version_of(context, member))
    assert STAFF.count(context, ListFilter()) == 1


def test_a_department_is_read_into_its_form(context: Context) -> None:
    form = DepartmentForm(name="工程部", manager_name="赵建国", manager_phone="8021")
    department = save_department(context, form=form)
    assert department_form(context, department) == replace(form, department_id=department, version=1)
    with pytest.raises(NotFound):
        department_form(context, 999_999)


def test_the_second_desk_that_saves_a_department_is_told(context: Context) -> None:
    form = department_form(context, make_department(context))
    save_department(context, form=replace(form, name="工程一部"))
    with pytest.raises(Conflict):
        save_department(context, form=replace(form, name="工程二部"))

"""Absences: nobody is in two places at once (invariant 4)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.context import Context
from app.errors import Conflict, Invalid, NotFound
from app.forms.qualifications import AbsenceForm
from app.i18n import using_language
from app.queries.people.absences import absence_form
from app.queries.people.dispatches import dispatch_details
from app.queries.people.staff import staff_details
from app.services.keeping import retire
from app.services.people.absences import cancel_absence, save_absence
from models.enums import AbsenceKind, EventKind
from tests.factories import agree, make_agreed_dispatch, make_department, make_dispatch, make_staff, version_of
from tests.people_factories import at, make_absence


def _traveller(context: Context, dispatch: int) -> int:
    staff_id = dispatch_details(context, dispatch).people[0].staff_id
    assert staff_id is not None
    return staff_id


def test_c7_2_who_is_on_an_agreed_dispatch_gets_no_leave_in_that_time(context: Context) -> None:
    dispatch = make_agreed_dispatch(context, starts_at=at(9), ends_at=at(11, 18))
    number = dispatch_details(context, dispatch).number or ""
    member = _traveller(context, dispatch)
    with pytest.raises(Invalid, match=number) as refused:
        make_absence(context, member, starts_at=at(11, 17), ends_at=at(12))
    assert refused.value.field == "starts_at"
    assert make_absence(context, member, starts_at=at(11, 19), ends_at=at(12))


def test_c7_2_a_draft_keeps_nobody_from_leave_and_cannot_be_agreed_then(context: Context) -> None:
    department = make_department(context)
    member = make_staff(context, department_id=department)
    dispatch = make_dispatch(context, member, starts_at=at(9), ends_at=at(11, 18))
    make_absence(context, member, starts_at=at(10), ends_at=at(10, 12))
    with using_language("en"), pytest.raises(Invalid, match="Leave"):
        agree(context, dispatch, department)


def test_nobody_is_absent_twice_at_once(context: Context) -> None:
    member = make_staff(context)
    make_absence(context, member, starts_at=at(9, 0), ends_at=at(11, 12))
    with using_language("en"), pytest.raises(Invalid, match="Leave"):
        make_absence(context, member, absence=AbsenceKind.TRAINING, starts_at=at(11, 12), ends_at=at(12))
    make_absence(context, member, absence=AbsenceKind.TRAINING, starts_at=at(11, 13), ends_at=at(12))
    assert [line.absence for line in staff_details(context, member).absences] == [
        AbsenceKind.TRAINING,
        AbsenceKind.LEAVE,
    ]


def test_an_absence_is_moved_within_its_own_time(context: Context) -> None:
    absence = make_absence(context)
    known = absence_form(context, absence).form
    assert known.ends_at is not None
    longer = replace(known, ends_at=known.ends_at + timedelta(days=1), note="延长")
    assert save_absence(context, form=longer, absence_id=absence, known=known) == absence
    assert absence_form(context, absence).form == longer


def test_an_absence_that_another_desk_changed_is_not_overwritten(context: Context) -> None:
    absence = make_absence(context)
    known = absence_form(context, absence).form
    save_absence(context, form=replace(known, note="改期"), absence_id=absence, known=known)
    with pytest.raises(Conflict):
        save_absence(context, form=known, absence_id=absence, known=known)
    with pytest.raises(Conflict):
        cancel_absence(context, absence_id=absence, known=known)


def test_a_cancelled_absence_is_gone_and_stands_in_the_log(context: Context) -> None:
    member = make_staff(context)
    absence = make_absence(context, member, note="家事")
    cancel_absence(context, absence_id=absence)
    kinds = [event.kind for event in staff_details(context, member).events]
    assert kinds.count(EventKind.ABSENCE_NOTED) == kinds.count(EventKind.ABSENCE_CANCELLED) == 1
    with pytest.raises(NotFound):
        absence_form(context, absence)
    with pytest.raises(NotFound):
        cancel_absence(context, absence_id=absence)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"staff_id": None}, "staff_id"),
        ({"starts_at": None}, "starts_at"),
        ({"ends_at": None}, "ends_at"),
        ({"ends_at": at(1)}, "ends_at"),
        ({"starts_at": at(1).replace(year=1926)}, "starts_at"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(context: Context, fields: dict[str, object], field: str) -> None:
    form = AbsenceForm(staff_id=make_staff(context), starts_at=at(9), ends_at=at(10))
    with pytest.raises(Invalid) as refused:
        save_absence(context, form=replace(form, **fields))  # type: ignore[arg-type]
    assert refused.value.field == field


def test_who_has_left_gets_no_new_absence(context: Context) -> None:
    member = make_staff(context)
    retire(context, record_id=member, version=version_of(context, member), reason="离职")
    with pytest.raises(Invalid) as refused:
        make_absence(context, member)
    assert refused.value.field == "staff_id"

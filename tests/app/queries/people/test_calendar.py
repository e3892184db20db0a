"""The calendar of people: who is where in a month."""

from datetime import date

from app.context import Context
from app.forms.people import DutyForm, DutyTurnForm
from app.queries.people.calendar import Entry, EntryKind, PeopleCalendar, people_calendar
from app.queries.people.dispatches import dispatch_details
from app.rules.duty import DayKind
from app.services.keeping import retire
from app.services.people.dispatches import cancel_dispatch
from app.services.people.duty import save_duty
from models.enums import AbsenceKind, DispatchState, DutyShift
from tests.app.queries.statements import count_statements
from tests.factories import make_agreed_dispatch, make_department, make_dispatch, make_staff, version_of
from tests.people_factories import at, make_absence

MARCH = date(2026, 3, 6)


def entries(found: PeopleCalendar, staff_id: int) -> tuple[Entry, ...]:
    """Return what is on a person's line."""
    return next(person.entries for person in found.people if person.id == staff_id)


def test_a_month_has_every_day_with_what_it_is(context: Context) -> None:
    found = people_calendar(context, date(2026, 10, 20))
    assert len(found.days) == 31
    assert found.days[date(2026, 10, 1)] is DayKind.HOLIDAY
    assert found.days[date(2026, 10, 10)] is DayKind.MADE_UP
    assert found.days[date(2026, 10, 17)] is DayKind.WEEKEND


def test_dispatches_absences_and_duty_stand_on_the_line_of_their_person(context: Context) -> None:
    member, other = make_staff(context, name="刘洋"), make_staff(context, name="陈静")
    dispatch = make_dispatch(context, member, starts_at=at(9), ends_at=at(11, 18))
    absence = make_absence(context, member, absence=AbsenceKind.SICK, starts_at=at(3, 0), ends_at=at(4, 12))
    turn = DutyTurnForm(date(2026, 3, 7), DutyShift.NIGHT, member, "刘洋", "13800138000")
    save_duty(context, form=DutyForm(date(2026, 3, 7), date(2026, 3, 8), (turn,)))
    found = people_calendar(context, MARCH)
    seen = [(one.kind, one.id, one.first_day.day, one.last_day.day) for one in entries(found, member)]
    assert seen == [
        (EntryKind.ABSENCE, absence, 3, 4),
        (EntryKind.DUTY, None, 7, 7),
        (EntryKind.DISPATCH, dispatch, 9, 11),
    ]
    assert entries(found, other) == ()


def test_what_reaches_into_a_month_from_another_is_shown(context: Context) -> None:
    member = make_staff(context)
    make_absence(context, member, starts_at=at(27, month=2), ends_at=at(2, 18))
    assert len(entries(people_calendar(context, date(2026, 2, 1)), member)) == 1
    assert len(entries(people_calendar(context, MARCH), member)) == 1
    assert not entries(people_calendar(context, date(2026, 4, 1)), member)


def test_a_cancelled_dispatch_takes_up_nobody(context: Context) -> None:
    member = make_staff(context)
    dispatch = make_dispatch(context, member, starts_at=at(9), ends_at=at(11, 18))
    assert entries(people_calendar(context, MARCH), member)[0].state is DispatchState.DRAFT
    cancel_dispatch(context, record_id=dispatch, version=version_of(context, dispatch), reason="改期")
    assert not entries(people_calendar(context, MARCH), member)


def test_one_department_is_shown_alone_and_who_has_left_not_at_all(context: Context) -> None:
    ours, theirs = make_department(context, is_own=True), make_department(context)
    staff = [make_staff(context, department_id=one) for one in (ours, theirs, ours)]
    retire(context, record_id=staff[2], version=version_of(context, staff[2]), reason="离职")
    assert {person.id for person in people_calendar(context, MARCH).people} >= {staff[0], staff[1]}
    assert [person.id for person in people_calendar(context, MARCH, ours).people] == [staff[0]]


def test_each_kind_is_read_in_one_statement_however_many_there_are(context: Context) -> None:
    with count_statements(context) as few:
        people_calendar(context, MARCH)
    for day in (9, 12, 16):
        dispatch = make_agreed_dispatch(context, starts_at=at(day), ends_at=at(day + 1))
        assert dispatch_details(context, dispatch).number
        make_absence(context, starts_at=at(day), ends_at=at(day + 1))
    with count_statements(context) as many:
        people_calendar(context, MARCH)
    assert len(many) == len(few)

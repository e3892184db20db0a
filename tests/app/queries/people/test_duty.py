"""Reading the roster: who is on duty at a moment, the days that want one, the spans there is one for (N3)."""

from datetime import date

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import NotFound
from app.forms.people import DutyForm, DutyTurnForm
from app.queries.archive.reports import reportable
from app.queries.people.duty import duty_person, on_duty, roster, roster_span
from app.queries.people.staff import staff_form
from app.rules.duty import DayKind, DutyPerson
from app.services.keeping import retire
from app.services.people.duty import save_duty
from models.enums import DutyShift
from tests.factories import local_time, make_staff


def put_on_duty(context: Context, *turns: tuple[int, DutyShift, str]) -> None:
    said = tuple(
        DutyTurnForm(date(2026, 10, day), shift, name=name, phone="139 0000 1111") for day, shift, name in turns
    )
    save_duty(context, form=DutyForm(date(2026, 10, 1), date(2026, 10, 31), said))


def test_whoever_has_the_shift_of_a_moment_is_on_duty(context: Context) -> None:
    put_on_duty(context, (1, DutyShift.NIGHT, "张伟"), (1, DutyShift.NIGHT, "刘洋"), (2, DutyShift.DAY, "许嘉"))
    found = on_duty(context, local_time("2026-10-02 03:00"))
    assert found is not None
    assert (found.day, found.shift) == (date(2026, 10, 1), DutyShift.NIGHT)
    assert found.names == "张伟 139 0000 1111、刘洋 139 0000 1111"
    by_day = on_duty(context, local_time("2026-10-02 09:00"))
    assert by_day is not None
    assert [person.name for person in by_day.people] == ["许嘉"]


def test_nobody_is_on_duty_where_nobody_is_entered(context: Context) -> None:
    assert on_duty(context, local_time("2026-10-02 09:00")) is None


def test_the_next_holiday_wants_a_roster(context: Context, clock: FixedClock) -> None:
    assert roster_span(context) == (date(2026, 4, 4), date(2026, 4, 6))
    clock.moment = local_time("2026-09-29 09:00")
    assert roster_span(context) == (date(2026, 10, 1), date(2026, 10, 7))


def test_a_roster_says_what_its_days_are(context: Context) -> None:
    found = roster(context, date(2026, 10, 7), date(2026, 10, 10))
    assert list(found.kinds.values()) == [DayKind.HOLIDAY, DayKind.WORKED, DayKind.WORKED, DayKind.MADE_UP]
    assert found.form == DutyForm(date(2026, 10, 7), date(2026, 10, 10))


def test_one_of_our_staff_comes_with_their_number(context: Context) -> None:
    person = make_staff(context, name="张伟", mobile="139 0000 1111")
    assert duty_person(context, person) == DutyPerson("张伟", "139 0000 1111", person)
    retire(context, record_id=person, version=staff_form(context, person).version, reason="已调走")
    with pytest.raises(NotFound):
        duty_person(context, person)


def test_rosters_can_be_printed_over_days_without_a_gap(context: Context) -> None:
    put_on_duty(context, *((day, DutyShift.DAY, "张伟") for day in (1, 2, 3, 10, 31)))
    assert [name for name, _title in reportable(context, "duty_roster")] == [
        "2026-10-01..2026-10-03",
        "2026-10-10",
        "2026-10-31",
    ]

"""The working calendar as the department sets it: days, a published year, business hours; due times follow."""

from datetime import date

import pytest
from sqlalchemy import select

from app.context import Context
from app.errors import Invalid, NotFound
from app.forms.promises import CalendarDayForm
from app.queries.promises.preview import preview_calendar
from app.queries.promises.working_calendar import calendar_year
from app.rules.promises.calendar import parse_hours
from app.rules.promises.calendar_changes import with_day, with_hours
from app.services.promises.recomputing import recompute_open
from app.services.promises.working_calendar import (
    remove_day,
    save_day,
    save_workplace,
    take_over_year,
)
from models.commitment import Commitment
from models.enums import CommitmentKind
from tests.factories import local_time, make_request

MONDAY = date(2026, 3, 9)
FREE_MONDAY = CalendarDayForm(MONDAY, working=False, source="厂休")


def quotation_due(context: Context, request_id: int) -> object:
    with context.read() as session:
        wanted = (Commitment.record_id == request_id, Commitment.kind == CommitmentKind.QUOTATION)
        return session.scalars(select(Commitment.due_at).where(*wanted)).one()


def test_c5_2_a_day_off_moves_what_is_due_on_the_next_working_day(context: Context) -> None:
    request = make_request(context)  # Friday 13:00, paid: Monday 12:00
    assert quotation_due(context, request) == local_time("2026-03-09 12:00")
    assert preview_calendar(context, lambda known: with_day(known, MONDAY, working=False)).total == 1
    save_day(context, form=FREE_MONDAY)
    recompute_open(context)
    assert quotation_due(context, request) == local_time("2026-03-10 12:00")
    remove_day(context, day=MONDAY)
    recompute_open(context)
    assert quotation_due(context, request) == local_time("2026-03-09 12:00")


def test_other_business_hours_move_what_is_due_at_close(context: Context) -> None:
    request = make_request(context, received_at=local_time("2026-03-06 11:00"))
    hours = "09:00-12:00，13:30-18:00"
    spans = parse_hours(hours)
    assert preview_calendar(context, lambda known: with_hours(known, spans)).total == 1
    save_workplace(context, business_hours=hours)
    recompute_open(context)
    assert quotation_due(context, request) == local_time("2026-03-06 18:00")
    assert context.settings().text("business_hours") == "09:00-12:00, 13:30-18:00"


@pytest.mark.parametrize("hours", ["", "9 to 5", "12:00-08:00", "08:00-12:00, 11:00-17:00", "08:00-25:00"])
def test_hours_that_are_none_are_refused(context: Context, hours: str) -> None:
    with pytest.raises(Invalid) as refusal:
        save_workplace(context, business_hours=hours)
    assert refusal.value.field == "business_hours"


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (CalendarDayForm(None, working=False, source="厂休"), "day"),
        (CalendarDayForm(date(9999, 1, 1), working=False, source="厂休"), "day"),
        (CalendarDayForm(MONDAY, working=True, source="厂休"), "working"),
        (CalendarDayForm(date(2026, 3, 7), working=False, source="厂休"), "working"),
        (CalendarDayForm(MONDAY, working=False, source=" "), "source"),
        (CalendarDayForm(MONDAY, working=False, source="长" * 61), "source"),
    ],
)
def test_a_day_that_cannot_be_meant_is_refused_at_its_field(
    context: Context, form: CalendarDayForm, field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        save_day(context, form=form)
    assert refusal.value.field == field


def test_a_published_year_is_taken_over_and_the_department_s_own_days_stay(context: Context) -> None:
    save_day(context, form=FREE_MONDAY)
    remove_day(context, day=date(2026, 1, 4))
    save_day(context, form=CalendarDayForm(date(2026, 10, 10), working=True, source="published 2026"))
    assert take_over_year(context, year=2026) == 1
    days = {line.day: line for line in calendar_year(context, 2026).days}
    assert days[date(2026, 1, 4)].working
    assert days[MONDAY].source == "厂休"
    assert take_over_year(context, year=2026) == 0


def test_a_year_without_make_up_days_is_provisional(context: Context) -> None:
    assert not calendar_year(context, 2026).provisional
    assert calendar_year(context, 2027).provisional
    assert calendar_year(context, 2040).days == ()


def test_a_day_that_is_not_in_the_calendar_cannot_be_taken_out(context: Context) -> None:
    with pytest.raises(NotFound):
        remove_day(context, day=MONDAY)


def test_n2_our_province_is_set(context: Context) -> None:
    save_workplace(context, business_hours="08:30-17:30", home_province=" 浙江 ")
    assert calendar_year(context, 2026).home_province == "浙江"

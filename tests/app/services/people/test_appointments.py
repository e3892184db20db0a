"""The time agreed with the customer: agreed, moved, three failed calls (N1)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.context import Context
from app.errors import Invalid
from app.forms.dispatch_steps import AppointmentForm, FailedCallForm
from app.services.people.appointments import agree_appointment, record_failed_call
from models.enums import EventKind
from tests.dispatch_factories import ago, arrive_now, details, make_arrived_trip, make_departed_trip, step
from tests.factories import local_time, make_agreed_dispatch


def appointment(context: Context, hours: int = 20) -> AppointmentForm:
    return AppointmentForm(context.clock.now() + timedelta(hours=hours), "王工", ago(context, 10))


def call(context: Context, dispatch: int) -> None:
    step(context, dispatch, record_failed_call, FailedCallForm(ago(context, 1), "0571-8888 0000", "无人接听"))


def test_n1_an_appointment_is_agreed_then_moved_with_the_reason(context: Context) -> None:
    dispatch = make_agreed_dispatch(context)
    step(context, dispatch, agree_appointment, appointment(context))
    moved = appointment(context, 44)
    with pytest.raises(Invalid) as refusal:
        step(context, dispatch, agree_appointment, moved)
    assert refusal.value.field == "reason"
    step(context, dispatch, agree_appointment, replace(moved, reason="客户停产推迟"))
    read = details(context, dispatch)
    assert read.appointment.at == moved.appointment_at
    kinds = [one.kind for one in read.events if one.kind.name.startswith("APPOINTMENT")]
    assert sorted(kinds) == [EventKind.APPOINTMENT_AGREED, EventKind.APPOINTMENT_MOVED]


def test_n1_three_failed_calls_ask_for_a_letter_until_somebody_is_reached(context: Context) -> None:
    dispatch = make_agreed_dispatch(context)
    for count in (1, 2, 3):
        call(context, dispatch)
        seen = details(context, dispatch).appointment
        assert (seen.failed_calls, seen.asks_for_letter) == (count, count == 3)
    step(context, dispatch, agree_appointment, replace(appointment(context), agreed_at=context.clock.now()))
    assert not details(context, dispatch).appointment.failed_calls


def test_n1_nobody_is_written_to_any_more_once_somebody_is_on_site(context: Context) -> None:
    dispatch = make_departed_trip(context)
    for _call in range(3):
        call(context, dispatch)
    assert details(context, dispatch).appointment.asks_for_letter
    arrive_now(context, dispatch, minutes=0)
    seen = details(context, dispatch).appointment
    assert (seen.failed_calls, seen.asks_for_letter) == (3, False)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"appointment_at": None}, "appointment_at"),
        ({"agreed_with": " "}, "agreed_with"),
        ({"agreed_at": None}, "agreed_at"),
        ({"appointment_at": local_time("2026-03-06 08:00")}, "appointment_at"),
    ],
)
def test_an_impossible_appointment_is_refused_at_its_field(
    context: Context, changes: dict[str, Any], field: str
) -> None:
    dispatch = make_agreed_dispatch(context)
    with pytest.raises(Invalid) as refusal:
        step(context, dispatch, agree_appointment, replace(appointment(context), **changes))
    assert refusal.value.field == field


def test_n1_who_is_on_site_needs_no_appointment(context: Context) -> None:
    dispatch = make_arrived_trip(context)
    with pytest.raises(Invalid):
        call(context, dispatch)

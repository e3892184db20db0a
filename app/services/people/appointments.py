"""The time agreed with the customer: agreed, moved, and calls that reached nobody (N1)."""

from datetime import datetime

from app.context import Context
from app.errors import Invalid
from app.formatting import date_time_text
from app.forms.dispatch_steps import AppointmentForm, FailedCallForm
from app.i18n import _
from app.queries.people.dispatch_facts import zone_of
from app.rules.inputs import clean_phone, clean_text
from app.rules.people.dispatch_arrows import BEFORE_WORK
from app.rules.permissions import Permission
from app.services.use_case import check_past, check_year, load, log, required, use_case
from models.enums import EventKind
from models.people.dispatch import Dispatch

CLAUSE = "N1"
TEXT_LIMIT = 4000


@use_case(Permission.PLAN_DISPATCH)
def agree_appointment(context: Context, *, record_id: int, version: int, form: AppointmentForm) -> None:
    """Record the time agreed with the customer: with whom, when; another one than before is moved, with the reason.

    Invalid at the form's field, for a time that lies before it was agreed, and once somebody is on site.
    """
    other = required(form.agreed_with, _("Enter who agreed to it at the customer's."), field="agreed_with", limit=60)
    agreed_at = _past(context, form.agreed_at, field="agreed_at")
    appointment = _appointment(form, agreed_at)
    with context.write() as session:
        dispatch = _before_work(load(session, Dispatch, record_id, version))
        before, told = dispatch.appointment_at, date_time_text(appointment, zone_of(session))
        reason = clean_text(form.reason, field="reason", limit=TEXT_LIMIT)
        if before is None:
            kind, data = EventKind.APPOINTMENT_AGREED, {"at": appointment.isoformat()}
        else:
            reason = required(reason, _("Give the reason."), field="reason", limit=TEXT_LIMIT)
            who = "us" if form.moved_by_us else "customer"
            kind, data = (
                EventKind.APPOINTMENT_MOVED,
                {"from": before.isoformat(), "at": appointment.isoformat(), "by": who},
            )
        dispatch.appointment_at = appointment
        log(session, dispatch, kind, f"{told}\n{reason}".strip(), at=agreed_at, counterpart=other, data=data)


def _appointment(form: AppointmentForm, agreed_at: datetime) -> datetime:
    if form.appointment_at is None:
        raise Invalid(_("Enter the time agreed with the customer."), field="appointment_at")
    check_year(form.appointment_at, field="appointment_at")
    if form.appointment_at < agreed_at:
        raise Invalid(_("This lies before it was agreed."), field="appointment_at", clause=CLAUSE)
    return form.appointment_at


@use_case(Permission.PLAN_DISPATCH)
def record_failed_call(context: Context, *, record_id: int, version: int, form: FailedCallForm) -> None:
    """Record a call that reached nobody: when, which number. After three of them the customer is written to (N1)."""
    called_at = _past(context, form.called_at, field="called_at")
    number = clean_phone(form.number, field="number", limit=40)
    note = clean_text(form.note, field="note", limit=TEXT_LIMIT)
    with context.write() as session:
        dispatch = _before_work(load(session, Dispatch, record_id, version))
        log(session, dispatch, EventKind.CALL_FAILED, note, at=called_at, counterpart=number)


def _before_work(dispatch: Dispatch) -> Dispatch:
    if dispatch.state not in BEFORE_WORK:
        raise Invalid(_("Appointments are made until somebody is on site."), clause=CLAUSE)
    return dispatch


def _past(context: Context, moment: datetime | None, *, field: str) -> datetime:
    if moment is None:
        raise Invalid(_("Enter when it was."), field=field)
    return check_past(moment, context.clock.now(), field=field)

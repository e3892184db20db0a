"""Holds: the clocks of a request, or of a customer's goods with us, stand while the customer is waited for or nothing
can be done (domain.md).
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.errors import Invalid, NotFound
from app.formatting import date_time_text
from app.forms.requests import HoldForm
from app.i18n import _
from app.labels import label
from app.rules.inputs import clean_text
from app.rules.permissions import Permission
from app.rules.promises.clocks import Interval
from app.rules.promises.holds import CLAUSE, Held, in_a_row, needs_confirmation, overlap
from app.services.promises.keeping import settle, settle_correction
from app.services.promises.unfinished import held_record
from app.services.use_case import check_past, check_year, log, required, use_case
from models.commitment import Hold
from models.enums import EventKind, HoldReason
from models.material.customer_goods import CustomerGoods
from models.requests.request import Request

NOTE_LIMIT = 4000


@use_case(Permission.EDIT_REQUEST)
def put_on_hold(context: Context, *, record_id: int, form: HoldForm) -> int:
    """Let the clocks of an open request, or of goods not given back yet, stand for one of the three allowed reasons;
    returns the id of the hold.

    The first reply and the assignment are never held. Beyond 24 h the hold counts once the manager confirms it; the
    manager's own is confirmed at once. Invalid names the field: a hold starts after the receipt and not in the future,
    ends after it starts, overlaps no other, and makes no more than 24 h in a row that nobody confirmed.
    """
    note = clean_text(form.note, field="note", limit=NOTE_LIMIT)
    with context.write(note) as session:
        record = held_record(session, record_id)
        hold = _new_hold(session, record, form, note)
        _check_beside(context, session, hold, field="starts_at")
        session.add(hold)
        session.flush()
        log(session, record, EventKind.HELD, note, data=_told(hold))
        settle_correction(session, record, context.actor, note, field="note")
        return hold.id


def _new_hold(session: Session, record: Request | CustomerGoods, form: HoldForm, note: str) -> Hold:
    if form.reason is None:
        raise Invalid(_("Choose why the clocks stand."), field="reason", clause=CLAUSE)
    if form.starts_at is None:
        raise Invalid(_("Enter from when the clocks stand."), field="starts_at", clause=CLAUSE)
    check_past(form.starts_at, session.info["now"], field="starts_at")
    if form.starts_at < record.received_at:
        raise Invalid(_("This lies before it was received."), field="starts_at", clause=CLAUSE)
    starts_at, ends_at = form.starts_at, _checked_end(form.starts_at, form.ends_at)
    info = session.info
    return Hold(
        record_id=record.id, reason=form.reason, note=note, starts_at=starts_at, ends_at=ends_at,
        created_at=info["now"], created_by=info["user_name"], confirmed_by="", withdrawn=False,
    )  # fmt: skip


def _checked_end(starts_at: datetime, ends_at: datetime | None) -> datetime:
    if ends_at is None:
        raise Invalid(
            _("Enter until when the clocks stand; the end may be moved later."), field="ends_at", clause=CLAUSE
        )
    check_year(ends_at, field="ends_at")
    if ends_at <= starts_at:
        raise Invalid(_("A hold ends after it starts."), field="ends_at", clause=CLAUSE)
    return ends_at


def _check_beside(context: Context, session: Session, hold: Hold, *, field: str) -> None:
    """Refuse a hold that overlaps another, or that waits in a row with one for the manager, whose own needs nobody
    else's word.
    """
    others = select(Hold).where(Hold.record_id == hold.record_id, ~Hold.withdrawn, Hold.id != (hold.id or 0))
    known = session.scalars(others.order_by(Hold.starts_at)).all()
    reasons = {(row.starts_at, row.ends_at): row.reason for row in known}
    met = overlap(hold.starts_at, hold.ends_at, reasons)
    if met is not None:
        text = _("This overlaps the hold “{reason}” from {start} to {end}.")
        raise Invalid(_about(session, text, met, reasons[met]), field=field, clause=CLAUSE)
    beside = in_a_row(held(hold), map(held, known))
    if context.actor.may(Permission.CONFIRM_HOLD):
        if beside is not None or needs_confirmation(held(hold)):
            _confirm(session, hold)
    elif beside is not None:
        text = _(
            "With the hold “{reason}” from {start} to {end} the clocks would stand for more than 24 h in a row. "
            "The manager enters it, or you move the end of that hold: beyond 24 h the manager confirms it."
        )
        raise Invalid(_about(session, text, beside, reasons[beside]), field=field, clause=CLAUSE)


def _about(session: Session, text: str, hold: Interval, reason: HoldReason) -> str:
    zone = ZoneInfo(settings_of(session).text("zone"))
    start, end = (date_time_text(moment, zone) for moment in hold)
    return text.format(reason=label(reason), start=start, end=end)


def _confirm(session: Session, hold: Hold) -> None:
    hold.confirmed_at, hold.confirmed_by = session.info["now"], session.info["user_name"]
    hold.confirmed_until = hold.ends_at


def held(hold: Hold) -> Held:
    """Return a stored hold as the rules read it."""
    return Held(hold.starts_at, hold.ends_at, hold.confirmed_until)


def _told(hold: Hold) -> dict[str, object]:
    return {
        "hold": hold.id,
        "reason": hold.reason.value,
        "starts_at": hold.starts_at.isoformat(),
        "ends_at": hold.ends_at.isoformat(),
    }


@use_case(Permission.EDIT_REQUEST)
def end_hold(context: Context, *, hold_id: int, ends_at: datetime, reason: str = "") -> None:
    """Move the end of a hold, forwards or back; what lies beyond 24 h and beyond what was confirmed needs the manager.

    Where that moves a due time which was missed already, it is the manager's, with a reason.
    """
    why = clean_text(reason, field="reason", limit=NOTE_LIMIT)
    with context.write(why) as session:
        hold, record = _open_hold(session, hold_id)
        hold.ends_at = _checked_end(hold.starts_at, ends_at)
        _check_beside(context, session, hold, field="ends_at")
        log(session, record, EventKind.HOLD_CHANGED, why, data=_told(hold))
        settle_correction(session, record, context.actor, why)


@use_case(Permission.EDIT_REQUEST)
def withdraw_hold(context: Context, *, hold_id: int, reason: str) -> None:
    """Take back a hold that was entered by mistake, with a reason; it stays on record and counts no longer."""
    why = required(reason, _("Give the reason."), field="reason", limit=NOTE_LIMIT)
    with context.write(why) as session:
        hold, record = _open_hold(session, hold_id)
        hold.withdrawn = True
        log(session, record, EventKind.HOLD_CHANGED, why, data=_told(hold) | {"withdrawn": True})
        settle_correction(session, record, context.actor, why)


@use_case(Permission.CONFIRM_HOLD)
def confirm_hold(context: Context, *, hold_id: int) -> None:
    """Confirm a hold of more than 24 h in its present length: from now on it counts in full."""
    with context.write() as session:
        hold, record = _open_hold(session, hold_id)
        if not needs_confirmation(held(hold)):
            raise Invalid(_("This hold waits for nobody's word."), clause=CLAUSE)
        _confirm(session, hold)
        log(session, record, EventKind.HOLD_CONFIRMED, hold.note, data=_told(hold))
        settle(session, record)


def _open_hold(session: Session, hold_id: int) -> tuple[Hold, Request | CustomerGoods]:
    hold = session.get(Hold, hold_id)
    if hold is None:
        raise NotFound(_("This record no longer exists."))
    if hold.withdrawn:
        raise Invalid(_("This hold was taken back."), clause=CLAUSE)
    return hold, held_record(session, hold.record_id)

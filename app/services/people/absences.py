"""When our people cannot be sent: leave, illness, training (invariant 4)."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.errors import Conflict, Invalid, NotFound
from app.formatting import date_time_text
from app.forms.qualifications import AbsenceForm
from app.i18n import _
from app.queries.people.absences import form_of
from app.queries.people.whereabouts import taken_stays
from app.rules.inputs import clean_line, plausible_day
from app.rules.people.whereabouts import Stay
from app.rules.permissions import Permission
from app.services.keeping import in_use
from app.services.use_case import log, use_case
from models.enums import EventKind
from models.people.qualification import Absence
from models.people.staff import StaffMember

LONGEST_NOTE = 200  # characters


@dataclass(frozen=True, slots=True)
class _Span:
    """The two moments of an absence; both belong to it."""

    starts_at: datetime
    ends_at: datetime


@use_case(Permission.EDIT_STAFF)
def save_absence(
    context: Context, *, form: AbsenceForm, absence_id: int | None = None, known: AbsenceForm | None = None
) -> int:
    """Enter an absence, or change the one that was ``known`` as this; returns its id.

    Invalid with its number for a time in which the person is on a dispatch that was agreed, and for one in which he or
    she is absent already; Conflict when somebody else changed the absence since it was read.
    """
    span = _span(form)
    note = clean_line(form.note, field="note", limit=LONGEST_NOTE)
    if form.staff_id is None:
        raise Invalid(_("Choose the person."), field="staff_id")
    with context.write() as session:
        row = Absence() if absence_id is None else _known(session, absence_id, known)
        member = in_use(session, StaffMember, form.staff_id, field="staff_id", kept=row.staff_id)
        _refuse_two_places(session, member, span, absence_id or 0)
        row.staff_id, row.absence, row.note = member.id, form.absence, note
        row.starts_at, row.ends_at = span.starts_at, span.ends_at
        session.add(row)
        session.flush()
        _log(session, EventKind.ABSENCE_NOTED, row)
        return row.id


@use_case(Permission.EDIT_STAFF)
def cancel_absence(context: Context, *, absence_id: int, known: AbsenceForm | None = None) -> None:
    """Take an absence away: the person can be sent then. Conflict where it is not the one that was ``known``."""
    with context.write() as session:
        row = _known(session, absence_id, known)
        _log(session, EventKind.ABSENCE_CANCELLED, row)
        session.delete(row)


def _span(form: AbsenceForm) -> _Span:
    if form.starts_at is None:
        raise Invalid(_("Enter when the absence begins."), field="starts_at")
    if form.ends_at is None:
        raise Invalid(_("Enter when the absence ends."), field="ends_at")
    for field, moment in (("starts_at", form.starts_at), ("ends_at", form.ends_at)):
        plausible_day(moment.date(), field=field)
    if form.ends_at < form.starts_at:
        raise Invalid(_("The end lies before the start."), field="ends_at")
    return _Span(form.starts_at, form.ends_at)


def _known(session: Session, absence_id: int, known: AbsenceForm | None) -> Absence:
    row = session.get(Absence, absence_id)
    if row is None:
        raise NotFound(_("This absence no longer exists."))
    if known is not None and form_of(row) != known:
        message = _("Somebody else changed this absence in the meantime. Nothing was overwritten.")
        raise Conflict(message, record_id=row.staff_id)
    return row


def _refuse_two_places(session: Session, member: StaffMember, span: _Span, absence_id: int) -> None:
    with session.no_autoflush:
        taken = taken_stays(session, {member.id}, span.starts_at, span.ends_at, beside_absence=absence_id)
    if taken:
        raise Invalid(_taken_words(session, member.title, taken[0]), field="starts_at")


def _taken_words(session: Session, name: str, stay: Stay) -> str:
    zone = ZoneInfo(settings_of(session).text("zone"))
    span = f"{date_time_text(stay.starts_at, zone)} – {date_time_text(stay.ends_at, zone)}"
    if stay.is_absence:
        return _("{name} is absent already in this time: {reason}, {span}.").format(
            name=name, reason=stay.where, span=span
        )
    text = _("{name} is on dispatch {number} in this time, {span}. Take the person off it first.")
    return text.format(name=name, number=stay.where, span=span)


def _log(session: Session, kind: EventKind, row: Absence) -> None:
    member = session.get_one(StaffMember, row.staff_id)
    told = {name: getattr(row, name).isoformat() for name in ("starts_at", "ends_at")}
    log(session, member, kind, row.note, data={"absence": row.absence.value, **told})

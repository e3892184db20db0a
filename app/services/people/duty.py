"""The duty roster (N3): who can be reached at night and on days off."""

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Conflict, Invalid
from app.forms.people import DutyForm, DutyTurnForm
from app.i18n import _
from app.queries.people.duty import turn_form, turns_of
from app.rules.duty import check_roster_days
from app.rules.inputs import clean_line, clean_phone, comparison_key
from app.rules.permissions import Permission
from app.rules.spans import Span
from app.services.use_case import use_case
from models.enums import BasicState
from models.people.duty import Duty
from models.people.staff import StaffMember

CLAUSE = "N3"
LONGEST_NAME, LONGEST_PHONE, LONGEST_NOTE = 60, 40, 200  # characters


@use_case(Permission.EDIT_DUTY)
def save_duty(context: Context, *, form: DutyForm) -> int:
    """Put ``form.turns`` in the place of what was known of these days; returns how many turns there are now.

    Invalid for days that cannot be, a turn outside of them, somebody without a name or number, or twice in one shift;
    Conflict when the roster of these days has been changed since it was read.
    """
    span = _span(form)
    turns = tuple(_clean(turn, span) for turn in form.turns)
    _refuse_twice(turns)
    with context.write() as session:
        if turns_of(session, span) != form.known:
            message = _("Somebody else changed the roster of these days in the meantime. Nothing was overwritten.")
            raise Conflict(message, record_id=0)
        _check_staff(session, turns, {turn.staff_id for turn in form.known})
        _replace(session, span, turns)
    return len(turns)


def _span(form: DutyForm) -> Span:
    if form.since is None or form.until is None:
        raise Invalid(_("Enter the days of the roster."), field="since" if form.since is None else "until")
    check_roster_days(form.since, form.until)
    return form.since, form.until


def _clean(turn: DutyTurnForm, span: Span) -> DutyTurnForm:
    """Return a turn as it is kept; the refusal names its day."""
    if not span[0] <= turn.day <= span[1]:
        raise _refusal(turn.day, _("This day is not one of the roster's."))
    try:
        name = clean_line(turn.name, field="turns", limit=LONGEST_NAME)
        phone = clean_phone(turn.phone, field="turns", limit=LONGEST_PHONE)
        note = clean_line(turn.note, field="turns", limit=LONGEST_NOTE)
    except Invalid as error:
        raise _refusal(turn.day, error.message) from error
    if not name:
        raise _refusal(turn.day, _("Enter who is on duty."))
    if not phone:
        raise _refusal(turn.day, _("Enter the number under which {name} is reached.").format(name=name))
    return DutyTurnForm(turn.day, turn.shift, turn.staff_id, name, phone, note)


def _refusal(day: date, problem: str) -> Invalid:
    message = _("{day}: {problem}").format(day=day.isoformat(), problem=problem)
    return Invalid(message, field="turns", clause=CLAUSE)


def _refuse_twice(turns: Iterable[DutyTurnForm]) -> None:
    """Nobody stands twice in the same shift, neither by the staff's list nor by name and number."""
    seen = set()
    for turn in turns:
        who = turn.staff_id if turn.staff_id is not None else (comparison_key(turn.name), turn.phone)
        if (turn.day, turn.shift, who) in seen:
            raise _refusal(turn.day, _("{name} stands twice in the same shift.").format(name=turn.name))
        seen.add((turn.day, turn.shift, who))


def _check_staff(session: Session, turns: Iterable[DutyTurnForm], known: Collection[int | None]) -> None:
    """Whoever is newly put on duty as one of our staff is one, and in use."""
    wanted = {turn.staff_id: turn for turn in turns if turn.staff_id is not None}
    stored = select(StaffMember.id, StaffMember.state).where(StaffMember.id.in_(wanted))
    states = {row.id: row.state for row in session.execute(stored)}
    for staff_id, turn in wanted.items():
        if staff_id not in states:
            raise _refusal(turn.day, _("{name} is none of our staff.").format(name=turn.name))
        if states[staff_id] != BasicState.ACTIVE and staff_id not in known:
            raise _refusal(turn.day, _("{name} is out of use.").format(name=turn.name))


def _replace(session: Session, span: Span, turns: Iterable[DutyTurnForm]) -> None:
    """Turns that stay keep their rows, so that the audit trail tells of changes alone."""
    stored = list(session.scalars(select(Duty).where(Duty.day.between(*span)).order_by(Duty.id)))
    kept = {turn_form(duty): duty for duty in stored}
    wanted = list(dict.fromkeys(turns))
    for turn, duty in kept.items():
        if turn not in wanted:
            session.delete(duty)
    for turn in wanted:
        if turn not in kept:
            session.add(Duty(**{name: getattr(turn, name) for name in DutyTurnForm.__slots__}))

"""Trainings of customers' people and of our own: planned, held with who was there, cancelled (N5).

A held training of a project meets what its handover owes; what our people were taught is read from here as well, so
that it is entered once.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.forms.trainings import TraineeForm, TrainingEntry, TrainingHoldingForm
from app.i18n import _
from app.rules.care.trainings import CLAUSE, ENTRIES, check_hours, score_problem
from app.rules.inputs import clean_line, clean_phone, clean_text, plausible_day
from app.rules.permissions import Permission
from app.rules.trips.on_site import OnSiteFacts
from app.services.care.owners import write_owner
from app.services.keeping import in_use
from app.services.moves import move
from app.services.past_days import past_day
from app.services.promises import keeping
from app.services.scans import ScannedPaper, file_scan, stored_scan
from app.services.use_case import fresh, load, log, next_number, required, use_case
from models.care.training import Training, TrainingAttendee
from models.enums import EventKind, HandoverState, RecordKind, TrainingAudience, TrainingState
from models.people.staff import StaffMember
from models.projects.handover import Handover

NAME_LIMIT, LINE_LIMIT, TOPIC_LIMIT, PHONE_LIMIT = 60, 200, 120, 40
TEXT_LIMIT, REASON_LIMIT = 10_000, 4000


@use_case(Permission.EDIT_CARE)
def save_training(context: Context, *, form: TrainingEntry, record_id: int | None = None) -> int:
    """Plan a training, or change it until it was held; returns its id. It has its number at once: the register that
    people sign carries it. Invalid at the form's field; at ``reason`` where it should have been held already.
    """
    why = clean_text(form.reason, field="reason", limit=REASON_LIMIT)
    with context.write(why) as session:
        training = load(session, Training, record_id, form.version) if record_id else _new(session)
        if training.state != TrainingState.PLANNED:
            message = _("This training was held, or cancelled, and is not changed any more.")
            raise Invalid(message, clause=CLAUSE)
        _write_owner(session, training, form)
        _write_what(session, training, form)
        training.attendees = _attendees(session, training, form.attendees)
        session.add(training)
        session.flush()
        log(session, training, EventKind.EDITED if record_id else EventKind.REGISTERED, why)
        keeping.settle_correction(session, training, context.actor, why)
        return training.id


def _new(session: Session) -> Training:
    number = next_number(session, RecordKind.TRAINING)
    return Training(number=number, state=TrainingState.PLANNED, sort_at=session.info["now"], **fresh(session))


def _write_owner(session: Session, training: Training, form: TrainingEntry) -> None:
    training.audience = form.audience
    if form.audience is TrainingAudience.STAFF:
        training.dispatch_id = training.customer_id = training.project_id = training.site_id = None
    else:
        write_owner(session, training, form, CLAUSE)
        training.dispatch_id = form.dispatch_id


def _write_what(session: Session, training: Training, form: TrainingEntry) -> None:
    training.title = required(form.topic, _("Enter the topic."), field="topic", limit=TOPIC_LIMIT)
    day = plausible_day(form.planned_on, field="planned_on")
    if day is None:
        raise Invalid(_("Enter the day it is planned for."), field="planned_on", clause=CLAUSE)
    training.planned_on = day
    training.hours = check_hours(form.hours)
    for name in ("place", "teacher", "material"):
        setattr(training, name, clean_line(getattr(form, name), field=name, limit=LINE_LIMIT))
    training.content = clean_text(form.content, field="content", limit=TEXT_LIMIT)


# who is taught ---------------------------------------------------------------------------------------------------


def _attendees(session: Session, training: Training, forms: Sequence[TraineeForm]) -> list[TrainingAttendee]:
    """Return the rows of who is taught; each line keeps the row now in its place. Invalid for somebody named twice."""
    known = {row.position: row for row in training.attendees}
    named = {row.staff_id for row in training.attendees}
    rows, seen = [], set()
    for position, form in enumerate(forms, start=1):
        values = _trainee(session, training, form, named)
        who = (values["staff_id"], values["name"], values["phone"])
        if who in seen:
            raise Invalid(_("The same person is named twice."), field="attendees", clause=CLAUSE)
        seen.add(who)
        row = known.get(position) or TrainingAttendee(position=position)
        for name, value in values.items():
            setattr(row, name, value)
        rows.append(row)
    return rows


def _trainee(session: Session, training: Training, form: TraineeForm, named: set[int | None]) -> dict[str, Any]:
    """Return what a row says: one of our people brings name and post along, a customer's is named."""
    problem = score_problem(form.score)
    if problem:
        raise Invalid(problem, field="attendees", clause=CLAUSE)
    note = clean_line(form.note, field="attendees", limit=LINE_LIMIT)
    scored = {"score": form.score, "note": note}
    if training.audience is TrainingAudience.STAFF:
        if form.staff_id is None:
            raise Invalid(_("Choose one of our people."), field="attendees", clause=CLAUSE)
        kept = form.staff_id if form.staff_id in named else None
        member = in_use(session, StaffMember, form.staff_id, field="attendees", kept=kept)
        return {"staff_id": member.id, "name": member.title, "post": member.post, "phone": "", **scored}
    return {
        "staff_id": None,
        "name": required(form.name, _("Enter the person's name."), field="attendees", limit=NAME_LIMIT),
        "post": clean_line(form.post, field="attendees", limit=LINE_LIMIT),
        "phone": clean_phone(form.phone, field="attendees", limit=PHONE_LIMIT),
        **scored,
    }


# steps -----------------------------------------------------------------------------------------------------------


@use_case(Permission.EDIT_CARE)
def hold_training(context: Context, *, record_id: int, version: int, form: TrainingHoldingForm) -> None:
    """Record that a training was held: on which day, by whom, who was there, what came of it; the signed register is
    filed. Invalid at the form's field: for a day to come, or where nobody was there.
    """
    scan = stored_scan(context.store, form.scan) if form.scan is not None else None
    with context.write() as session:
        training = load(session, Training, record_id, version)
        move(context, session, training, "hold", OnSiteFacts())
        training.held_on = _held_on(session, form.held_on)
        teacher = required(form.teacher, _("Enter who taught."), field="teacher", limit=LINE_LIMIT)
        training.teacher, training.hours = teacher, check_hours(form.hours)
        training.attendees = _attendees(session, training, form.attendees)
        if not training.attendees:
            raise Invalid(_("Enter who was there."), field="attendees", clause=CLAUSE)
        training.result = clean_text(form.result, field="result", limit=TEXT_LIMIT)
        names = _(", ").join(row.name for row in training.attendees)
        log(session, training, EventKind.TRAINED, names, person=training.teacher)
        if scan is not None:
            paper = ScannedPaper(ENTRIES[training.audience], training.title, training.held_on, training.number)
            file_scan(session, context.store, training, scan, paper)
        _settle(session, training)


def _held_on(session: Session, day: date | None) -> date:
    return past_day(session, day, field="held_on", missing=_("Enter when it was held."), clause=CLAUSE)


@use_case(Permission.CANCEL_RECORD)
def reopen_training(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Open a held training for correction, with a reason; until it is recorded again it counts as not held."""
    why = required(reason, _("Give the reason."), field="reason", limit=REASON_LIMIT)
    with context.write(why) as session:
        training = load(session, Training, record_id, version)
        move(context, session, training, "reopen", OnSiteFacts(), text=why)
        training.held_on = None
        _settle(session, training)


@use_case(Permission.EDIT_CARE)
def cancel_training(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Cancel a training that is not held, with a reason; its number stays (作废). One that is on record as held is
    cancelled by the manager alone.
    """
    why = required(reason, _("Give the reason."), field="reason", limit=REASON_LIMIT)
    with context.write(why) as session:
        training = load(session, Training, record_id, version)
        move(context, session, training, "cancel", OnSiteFacts(), text=why)
        keeping.drop_all(session, training, why)
        _settle_handover(session, training)


def _settle(session: Session, training: Training) -> None:
    session.flush()
    keeping.settle(session, training)
    _settle_handover(session, training)


def _settle_handover(session: Session, training: Training) -> None:
    """Settle what the handover of the project owes: training the customer's people is one of it (N5)."""
    if training.project_id is None or training.audience is not TrainingAudience.CUSTOMER:
        return
    session.flush()
    of_project = (Handover.project_id == training.project_id, Handover.state != HandoverState.CANCELLED)
    for handover in session.scalars(select(Handover).where(*of_project)):
        keeping.settle(session, handover)

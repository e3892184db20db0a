"""Lessons on confidentiality (保密教育): planned, held, who was there (C14)."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.forms.secrecy import AttendeeForm, LessonEntry, LessonHoldingForm
from app.i18n import _
from app.queries.material.stock import local_day
from app.rules.inputs import clean_line, clean_text
from app.rules.people.secrecy_gates import SecrecyFacts
from app.rules.permissions import Permission
from app.services.keeping import in_use
from app.services.moves import move
from app.services.scans import ScannedPaper, file_scan, stored_scan
from app.services.use_case import check_past, check_year, fresh, load, log, next_number, required, use_case
from models.enums import EventKind, LessonState, RecordKind
from models.people.department import Department
from models.people.secrecy import Lesson, LessonAttendee
from models.people.staff import StaffMember

CLAUSE = "C14"
ENTRY = "B2-05"  # catalogue: trainings and hours of the staff
NAME_LIMIT, TEXT_LIMIT = 60, 10_000
MOST_HOURS = Decimal(24)


@use_case(Permission.EDIT_STAFF)
def save_lesson(context: Context, *, form: LessonEntry, record_id: int | None = None) -> int:
    """Plan a lesson, or change it until it was held; returns its id. It has its number at once: the list that people
    sign carries it. Invalid at the form's field (people: "attendees").
    """
    with context.write() as session:
        lesson = load(session, Lesson, record_id, form.version) if record_id else _new(session)
        if lesson.state != LessonState.PLANNED:
            raise Invalid(_("A lesson that was held, or cancelled, is not changed any more."), clause=CLAUSE)
        _write(lesson, form)
        lesson.attendees = _attendees(session, lesson, form.attendees)
        session.add(lesson)
        session.flush()
        log(session, lesson, EventKind.EDITED if record_id else EventKind.REGISTERED)
        return lesson.id


def _new(session: Session) -> Lesson:
    number = next_number(session, RecordKind.LESSON)
    return Lesson(number=number, state=LessonState.PLANNED, sort_at=session.info["now"], **fresh(session))


def _write(lesson: Lesson, form: LessonEntry) -> None:
    lesson.title = required(form.topic, _("Enter the topic."), field="topic")
    if form.held_at is not None:
        check_year(form.held_at, field="held_at")
        lesson.sort_at = form.held_at
    if form.hours is not None and not 0 < form.hours <= MOST_HOURS:
        raise Invalid(_("A lesson lasts up to {most} hours.").format(most=MOST_HOURS), field="hours")
    lesson.held_at, lesson.form, lesson.hours = form.held_at, form.form, form.hours
    lesson.place = clean_line(form.place, field="place", limit=200)
    lesson.lecturer = clean_line(form.lecturer, field="lecturer", limit=NAME_LIMIT)
    lesson.content = clean_text(form.content, field="content", limit=TEXT_LIMIT)


def _attendees(session: Session, lesson: Lesson, forms: Sequence[AttendeeForm]) -> list[LessonAttendee]:
    """Return the rows of who attends, each line's row kept for the line now in its place: rows cannot exchange places.
    Invalid for somebody named twice.
    """
    known = {row.position: row for row in lesson.attendees}
    named = {row.staff_id for row in lesson.attendees}
    rows, seen = [], set()
    for position, form in enumerate(forms, start=1):
        values = _attendee(session, form, named)
        who = (form.staff_id,) if form.staff_id is not None else (values["name"], values["organisation"])
        if who in seen:
            raise Invalid(_("The same person is named twice."), field="attendees")
        seen.add(who)
        row = known.get(position) or LessonAttendee(position=position)
        for name, value in values.items():
            setattr(row, name, value)
        rows.append(row)
    return rows


def _attendee(session: Session, form: AttendeeForm, named: set[int | None]) -> dict[str, Any]:
    """Return what a row says of one who attends: one of our people brings name and department along."""
    values: dict[str, Any] = {
        "staff_id": form.staff_id,
        "was_present": form.was_present,
        "score": clean_line(form.score, field="attendees", limit=NAME_LIMIT),
        "remark": clean_line(form.remark, field="attendees", limit=200),
    }
    if form.staff_id is None:
        name = required(form.name, _("Enter the person's name."), field="attendees", limit=NAME_LIMIT)
        return {**values, "name": name, "organisation": clean_line(form.organisation, field="attendees", limit=200)}
    kept = form.staff_id if form.staff_id in named else None
    member = in_use(session, StaffMember, form.staff_id, field="attendees", kept=kept)
    department = session.get(Department, member.department_id)
    return {**values, "name": member.title, "organisation": department.name if department else ""}


@use_case(Permission.EDIT_STAFF)
def hold_lesson(context: Context, *, record_id: int, version: int, form: LessonHoldingForm) -> None:
    """Record that a lesson was held: when, who was there, with what result; the signed list is filed. Invalid at the
    form's field: for a time to come, or when nobody was there.
    """
    scan = stored_scan(context.store, form.scan) if form.scan is not None else None
    with context.write() as session:
        lesson = load(session, Lesson, record_id, version)
        lesson.held_at = lesson.sort_at = _held_at(session, form.held_at)
        lesson.attendees = _attendees(session, lesson, form.attendees)
        lesson.effect = clean_text(form.effect, field="effect", limit=TEXT_LIMIT)
        move(context, session, lesson, "hold", SecrecyFacts(len(lesson.attendees)))
        present = [row.name for row in lesson.attendees if row.was_present]
        if not present:
            raise Invalid(_("Tick who was there."), field="attendees", clause=CLAUSE)
        log(session, lesson, EventKind.LESSON_HELD, _(", ").join(present), at=lesson.held_at, person=lesson.lecturer)
        if scan is not None:
            paper = ScannedPaper(ENTRY, lesson.title, local_day(session, lesson.held_at), lesson.number)
            file_scan(session, context.store, lesson, scan, paper)


def _held_at(session: Session, moment: datetime | None) -> datetime:
    if moment is None:
        raise Invalid(_("Enter when it was held."), field="held_at")
    return check_past(moment, session.info["now"], field="held_at")


@use_case(Permission.EDIT_STAFF)
def cancel_lesson(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Cancel a lesson that will not be held, with a reason; its number stays (作废)."""
    why = required(reason, _("Give the reason."), field="reason", limit=4000)
    with context.write(why) as session:
        lesson = load(session, Lesson, record_id, version)
        move(context, session, lesson, "cancel", SecrecyFacts(), text=why)

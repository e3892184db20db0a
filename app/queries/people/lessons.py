"""Reading lessons on confidentiality, and their forms (C14)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select

from app.context import Context
from app.forms.secrecy import AttendeeForm, LessonEntry
from app.queries.records.closing_parts import closing_parts
from app.queries.records.lookup import existing
from app.queries.records.record_parts import CommitmentLine, EventLine, NextStep, PaperLine, ScanLine
from app.rules.people.secrecy_gates import SecrecyFacts
from app.rules.permissions import Permission
from models.enums import BasicState, LessonForm, LessonState
from models.people.secrecy import Lesson, LessonAttendee
from models.people.staff import StaffMember


@dataclass(frozen=True, slots=True)
class AttendeeLine:
    """One who was to attend, and what came of it."""

    staff_id: int | None
    name: str
    organisation: str
    was_present: bool
    score: str
    remark: str


@dataclass(frozen=True, slots=True)
class LessonDetails:
    """One lesson in full."""

    id: int
    version: int
    number: str
    name: str
    state: LessonState
    held_at: datetime | None
    place: str
    lecturer: str
    form: LessonForm
    hours: Decimal | None
    content: str
    effect: str
    attendees: tuple[AttendeeLine, ...]
    steps: tuple[NextStep, ...]
    commitments: tuple[CommitmentLine, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int

    @property
    def present(self) -> int:
        """How many were there."""
        return sum(one.was_present for one in self.attendees)


_OWN = ("id", "version", "held_at", "place", "lecturer", "form", "hours", "content", "effect")
_LINE = ("staff_id", "name", "organisation", "was_present", "score", "remark")


def lesson_details(context: Context, record_id: int) -> LessonDetails:
    """Read one lesson; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, Lesson, record_id)
        return LessonDetails(
            **{name: getattr(found, name) for name in _OWN},
            number=found.number or "",
            name=found.title,
            state=LessonState(found.state),
            attendees=tuple(AttendeeLine(**{name: getattr(row, name) for name in _LINE}) for row in found.attendees),
            **closing_parts(context, session, found, SecrecyFacts(len(found.attendees))),
        )


def lesson_form(context: Context, record_id: int) -> LessonEntry:
    """Read a lesson into the form that changes it until it was held."""
    context.require(Permission.EDIT_STAFF)
    with context.read() as session:
        found = existing(session, Lesson, record_id)
        own = {name: getattr(found, name) for name in LessonEntry.__slots__ if name not in ("topic", "attendees")}
        return LessonEntry(**own, topic=found.title, attendees=tuple(map(_attendee, found.attendees)))


def new_lesson_form(context: Context) -> LessonEntry:
    """Return the form of a new lesson: for all our people in use, as once a year is asked of each (C14)."""
    context.require(Permission.EDIT_STAFF)
    with context.read() as session:
        people = session.scalars(
            select(StaffMember.id).where(StaffMember.state == BasicState.ACTIVE).order_by(StaffMember.sort_title)
        )
        return LessonEntry(attendees=tuple(AttendeeForm(staff_id=one) for one in people))


def _attendee(row: LessonAttendee) -> AttendeeForm:
    return AttendeeForm(**{name: getattr(row, name) for name in _LINE})

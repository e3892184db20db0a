"""Reading the confidentiality agreement and the last lesson of one of our people (C14)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, case, select
from sqlalchemy.orm import Session, lazyload

from models.enums import AgreementState, LessonState
from models.people.secrecy import ConfidentialityAgreement, Lesson, LessonAttendee


@dataclass(frozen=True, slots=True)
class StaffSecrecy:
    """The agreement signed last with its last day (None: without an end, or ended none), and the lesson held last.

    Ids are None, numbers "" where there is none.
    """

    agreement_id: int | None = None
    agreement_no: str = ""
    signed_on: date | None = None
    valid_until: date | None = None
    lesson_id: int | None = None
    lesson_no: str = ""
    held_at: datetime | None = None

    def has_ended(self, today: date) -> bool:
        """Tell whether the agreement is over."""
        return self.valid_until is not None and self.valid_until < today


def secrecy_of(session: Session, staff_id: int) -> StaffSecrecy:
    """Read the agreement that lasts longest and the last lesson that the person attended."""
    agreement = session.scalar(_agreement(staff_id))
    lesson = session.scalar(_lesson(staff_id))
    return StaffSecrecy(
        agreement_id=agreement.id if agreement else None,
        agreement_no=(agreement.number or "") if agreement else "",
        signed_on=agreement.signed_on if agreement else None,
        valid_until=_last_day(agreement) if agreement else None,
        lesson_id=lesson.id if lesson else None,
        lesson_no=(lesson.number or "") if lesson else "",
        held_at=lesson.held_at if lesson else None,
    )


def _last_day(agreement: ConfidentialityAgreement) -> date | None:
    ends = [day for day in (agreement.valid_until, agreement.ended_on) if day is not None]
    return min(ends, default=None)


def _agreement(staff_id: int) -> Select[ConfidentialityAgreement]:
    own = ConfidentialityAgreement
    in_force = case((own.state == AgreementState.SIGNED, 0), else_=1)
    return (
        select(own)
        .where(own.staff_id == staff_id, own.signed_on.is_not(None))
        .order_by(in_force, own.valid_until.is_not(None), own.valid_until.desc(), own.id.desc())
        .limit(1)
    )


def _lesson(staff_id: int) -> Select[Lesson]:
    attended = select(LessonAttendee.lesson_id).where(LessonAttendee.staff_id == staff_id, LessonAttendee.was_present)
    return (
        select(Lesson)
        .options(lazyload(Lesson.attendees))
        .where(Lesson.id.in_(attended), Lesson.state == LessonState.HELD)
        .order_by(Lesson.held_at.desc(), Lesson.id.desc())
        .limit(1)
    )

"""The record of a lesson on confidentiality (保密教育记录, confidentiality_training): the content, who was there (C14).

It has no gate: it is printed with the names for everybody to sign, and again with what came of it.
"""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.formatting import quantity
from app.i18n import _
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import Row, enumerated, when, zone_of
from app.papers.sources import TITLE_LIMIT, ticked, with_notes
from models.enums import LessonState
from models.people.secrecy import Lesson, LessonAttendee
from models.people.staff import StaffMember
from models.record import Record

ISSUED_FROM = frozenset(LessonState) - {LessonState.CANCELLED}


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of a lesson; runs inside ``using_language`` of the paper's language."""
    lesson = session.get_one(Lesson, record.id)
    values: dict[str, FieldValue] = {
        "topic": lesson.title,
        "held_at": when(lesson.held_at, zone_of(session)) if lesson.held_at else "",
        "place": lesson.place,
        "lecturer": lesson.lecturer,
        "hours": quantity(lesson.hours) if lesson.hours is not None else "",
        "form": ticked(lesson.form),
        "content": lesson.content,
        "effect": lesson.effect,
        **_counts(lesson),
    }
    posts = _posts(session, lesson)
    rows = tuple(_row(place, one, posts, lesson) for place, one in enumerate(lesson.attendees, start=1))
    title = _("Confidentiality training: {topic}").format(topic=lesson.title)
    return Filled(title[:TITLE_LIMIT], values, {"attendees": rows} if rows else {})


def _counts(lesson: Lesson) -> dict[str, FieldValue]:
    """Return how many were to come; once it was held, how many came, and who did not and why."""
    values: dict[str, FieldValue] = {"due_count": str(len(lesson.attendees)) if lesson.attendees else ""}
    if lesson.state != LessonState.HELD:
        return values
    absent = [with_notes(one.name, (one.remark,)) for one in lesson.attendees if not one.was_present]
    values["present_count"] = str(len(lesson.attendees) - len(absent))
    values["absent_note"] = enumerated(absent) if absent else _("nobody")
    return values


def _posts(session: Session, lesson: Lesson) -> Mapping[int | None, str]:
    """Return the posts of our people who attend."""
    ids = {one.staff_id for one in lesson.attendees if one.staff_id is not None}
    found = session.execute(select(StaffMember.id, StaffMember.post).where(StaffMember.id.in_(ids)))
    return {row.id: row.post for row in found}


def _row(place: int, person: LessonAttendee, posts: Mapping[int | None, str], lesson: Lesson) -> Row:
    home = " ".join(part for part in (person.organisation, posts.get(person.staff_id, "")) if part)
    is_absent = lesson.state == LessonState.HELD and not person.was_present
    return {
        "seq": str(place),
        "name": person.name,
        "dept": home,
        "score": person.score,
        "sign": "",
        "remark": _("absent") if is_absent else person.remark,
    }

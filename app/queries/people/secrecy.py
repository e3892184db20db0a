"""Reading who of a dispatch has a confidentiality agreement in force and was taught within the last year (C14)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, ColumnElement, FromClause, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import local
from app.queries.records.pieces import Piece, Reading, Row
from app.rules.people.secrecy import AgreementFact, LessonFact, TripPerson, lacking
from models.enums import AgreementState, LessonState
from models.people.dispatch import Dispatch, DispatchPerson
from models.people.secrecy import ConfidentialityAgreement, Lesson, LessonAttendee
from models.record import Record

_agreement, _lesson, _attendee = ConfidentialityAgreement.__table__, Lesson.__table__, LessonAttendee.__table__
_signed, _held = Record.__table__.alias("agreement_record"), Record.__table__.alias("lesson_record")
_bound, _taught = DispatchPerson.__table__.alias("bound_person"), DispatchPerson.__table__.alias("taught_person")
_DISPATCH: BindParameter[int] = bindparam("dispatch_id")


def _agreements(tables: FromClause, is_one: ColumnElement[bool], row_id: ColumnElement[int]) -> FromClause:
    return tables.outerjoin(_agreement, and_(is_one, _agreement.c.id == row_id)).outerjoin(
        _signed, _signed.c.id == _agreement.c.id
    )


def _lessons(tables: FromClause, is_one: ColumnElement[bool], row_id: ColumnElement[int]) -> FromClause:
    return tables.outerjoin(_attendee, and_(is_one, _attendee.c.id == row_id)).outerjoin(
        _lesson, _lesson.c.id == _attendee.c.lesson_id
    )


_THEIRS = or_(
    _agreement.c.staff_id == _bound.c.staff_id,
    and_(
        _bound.c.staff_id.is_(None),
        _signed.c.title == _bound.c.name,
        _agreement.c.organisation == _bound.c.organisation,
    ),
)
# Parts of a larger reading too: the details of a dispatch read them with all the rest, by ``dispatch_id``.
SECRECY_PIECES = (
    Piece(
        "agreement",
        select(_agreement.c.id)
        .distinct()
        .join(_signed, _signed.c.id == _agreement.c.id)
        .join(_bound, _THEIRS)
        .where(_bound.c.dispatch_id == _DISPATCH, _signed.c.state != AgreementState.DRAFT.value),
        {
            "agreement": (
                _agreement.c.staff_id,
                _agreement.c.organisation,
                _agreement.c.signed_on,
                _agreement.c.valid_until,
                _agreement.c.ended_on,
            ),
            "agreed_record": (_signed.c.title,),
        },
        _agreements,
    ),
    Piece(
        "lesson",
        select(_attendee.c.id)
        .join(_held, _held.c.id == _attendee.c.lesson_id)
        .join(_taught, _taught.c.staff_id == _attendee.c.staff_id)
        .where(_taught.c.dispatch_id == _DISPATCH, _attendee.c.was_present, _held.c.state == LessonState.HELD.value),
        {"lesson": (_lesson.c.held_at,), "taught": (_attendee.c.staff_id,)},
        _lessons,
    ),
)
_READING = Reading(*SECRECY_PIECES)


def secrecy_standing(
    session: Session, dispatch: Dispatch, now: datetime, *, rows: Mapping[str, Sequence[Row]] | None = None
) -> Mapping[int, tuple[str, ...]]:
    """Return by the id of the person on the dispatch what is missing, "agreement" or "lesson"; nobody who lacks
    nothing, or has left.

    ``rows`` of SECRECY_PIECES, where they have been read already.
    """
    found = _READING.read(session, dispatch_id=dispatch.id) if rows is None else rows
    zone = ZoneInfo(settings_of(session).text("zone"))
    agreements = [_agreement_fact(row) for row in found["agreement"]]
    lessons = [LessonFact(row["taught"].staff_id, _day(row["lesson"].held_at, zone)) for row in found["lesson"]]
    people = (_trip_person(dispatch, person, zone) for person in dispatch.people if person.is_along(now))
    missing = {one.id: lacking(one, agreements, lessons) for one in people}
    return {person_id: codes for person_id, codes in missing.items() if codes}


def _agreement_fact(row: Any) -> AgreementFact:
    own = row["agreement"]
    return AgreementFact(
        own.staff_id, row["agreed_record"].title, own.organisation, own.signed_on, own.valid_until, own.ended_on
    )


def _trip_person(dispatch: Dispatch, person: DispatchPerson, zone: ZoneInfo) -> TripPerson:
    first, last = person.joins_at or dispatch.starts_at, person.leaves_at or dispatch.ends_at
    return TripPerson(person.id, person.staff_id, person.name, person.organisation, _day(first, zone), _day(last, zone))


def _day(moment: Any, zone: ZoneInfo) -> date:
    return local(moment, zone).date()

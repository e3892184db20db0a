"""Reading what happened in a month as far as the service assessment asks for it: a few statements whatever the month
holds (N6, C14).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, func, literal, or_, select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import local
from app.queries.care.answerable import answerable, staff_by_name
from app.rules.care.assessing import (
    About,
    BadCheck,
    BareTraveller,
    Ground,
    JudgedComplaint,
    MissedPromise,
    Person,
    WrittenReceipt,
    known_person,
)
from app.rules.people.secrecy import AgreementFact, LessonFact, TripPerson, lacking
from app.rules.spans import month_of
from models.care.assessment import SpotCheck
from models.care.complaint import Complaint
from models.commitment import Commitment
from models.enums import AgreementState, CommitmentState, Fault, LessonState, RecordKind, SignOffState
from models.people.dispatch import Dispatch, DispatchPerson
from models.people.secrecy import ConfidentialityAgreement, Lesson, LessonAttendee
from models.record import Record
from models.requests.request import Request
from models.trips.service_receipt import ServiceReceipt, WorkHours

_c, _record = Commitment.__table__.c, Record.__table__
_check, _check_record = SpotCheck.__table__, Record.__table__.alias("check_record")
_judged_by = func.coalesce(_c.frozen_due_at, _c.due_at, type_=_c.due_at.type)


@dataclass(frozen=True, slots=True)
class _Month:
    """A month in the department's zone: its days, its first moment and the first one after it."""

    first: date
    last: date
    start: datetime
    end: datetime
    zone: ZoneInfo

    def holds(self, moment: Any) -> ColumnElement[bool]:
        """Return that a stored moment lies in the month."""
        return and_(moment >= literal(self.start, moment.type), moment < literal(self.end, moment.type))

    def day(self, moment: datetime) -> date:
        """Return the local day of a moment."""
        return local(moment, self.zone).date()


def _month(session: Session, month: date) -> _Month:
    zone = ZoneInfo(settings_of(session).text("zone"))
    first, last = month_of(month)
    start = datetime.combine(first, time.min, zone)
    end = datetime.combine(last + timedelta(days=1), time.min, zone)
    return _Month(first, last, start, end, zone)


def had_work(session: Session, month: date) -> bool:
    """Tell whether the department had a request or a dispatch in a month; without there is nothing to assess."""
    span = _month(session, month)
    asked = select(Request.id).where(span.holds(Request.received_at))
    sent = select(Dispatch.id).where(or_(span.holds(Dispatch.starts_at), span.holds(Dispatch.departed_at)))
    return any(session.scalar(one.limit(1)) is not None for one in (asked, sent))


def month_ground(session: Session, month: date, now: datetime) -> Ground:
    """Read what counts of a month, as it is known ``now``."""
    span, staff = _month(session, month), staff_by_name(session)
    missed, receipts, checks = _missed(session, span, now), _receipts(session, span), _checks(session, span)
    asked = [row.record_id for row in missed] + [row.id for row in receipts]
    asked += [_checked(row) for row in checks]
    people = answerable(session, asked, staff)
    return Ground(
        promises=tuple(
            MissedPromise(row.id, _about(row), people[row.record_id], row.kind, span.day(row.due)) for row in missed
        ),
        complaints=tuple(_complaints(session, span, staff)),
        travellers=tuple(_travellers(session, span)),
        receipts=tuple(_receipt(row, people, span) for row in receipts),
        checks=tuple(_bad_check(row, people) for row in checks),
    )


def _about(row: Any) -> About:
    return About(row.record_id, " ".join(part for part in (row.number, row.title) if part))


def _missed(session: Session, span: _Month, now: datetime) -> list[Any]:
    """Promises that fell due in the month and were kept late, are still open, or went only after they were missed."""
    open_past = and_(_c.state == CommitmentState.OPEN, _judged_by < literal(now, _c.due_at.type))
    gone = and_(_c.state == CommitmentState.DROPPED, _c.frozen_due_at.is_not(None))
    wanted = select(_c.id, _c.record_id, _c.kind, _judged_by.label("due"), _record.c.number, _record.c.title).join_from(
        Commitment.__table__, _record, _record.c.id == _c.record_id
    )
    was_missed = or_(_c.state == CommitmentState.MET_LATE, open_past, gone)
    return list(session.execute(wanted.where(span.holds(_judged_by), was_missed, ~_c.provisional).order_by(_c.id)))


def _complaints(session: Session, span: _Month, staff: Mapping[str, int]) -> Iterable[JudgedComplaint]:
    named = Record.__table__.alias("complained_of")
    rows = session.execute(
        select(
            Complaint.id.label("record_id"), Complaint.number, Complaint.title, Complaint.closed_at,
            Complaint.staff_id, named.c.title.label("name"), Complaint.owner, Complaint.created_by,
        )
        .outerjoin(named, named.c.id == Complaint.staff_id)
        .where(span.holds(Complaint.closed_at), Complaint.fault == Fault.OURS)
        .order_by(Complaint.id)
    )  # fmt: skip
    for row in rows:
        ours = row.staff_id is not None
        person = Person(row.staff_id, row.name) if ours else known_person(row.owner or row.created_by, staff)
        yield JudgedComplaint(_about(row), person, span.day(row.closed_at))


def _travellers(session: Session, span: _Month) -> Iterable[BareTraveller]:
    """Yield who left in the month without an agreement in force or a lesson within the year, by exception or not."""
    rows = session.execute(
        select(DispatchPerson, Dispatch)
        .join(Dispatch, Dispatch.id == DispatchPerson.dispatch_id)
        .where(span.holds(Dispatch.departed_at))
        .order_by(Dispatch.id, DispatchPerson.position)
    ).all()
    if not rows:
        return
    agreements, lessons = _agreements(session), _lessons(session, span.zone)
    for person, dispatch in rows:
        departed = dispatch.departed_at
        if departed is None or not person.is_along(departed):
            continue
        first, last = person.joins_at or dispatch.starts_at, person.leaves_at or dispatch.ends_at
        trip = TripPerson(person.id, person.staff_id, person.name, person.organisation, span.day(first), span.day(last))
        about = About(dispatch.id, " ".join(part for part in (dispatch.number, dispatch.title) if part))
        whom = Person(person.staff_id, person.name)
        yield BareTraveller(person.id, about, whom, span.day(departed), lacking(trip, agreements, lessons))


def _agreements(session: Session) -> tuple[AgreementFact, ...]:
    found = session.scalars(
        select(ConfidentialityAgreement).where(ConfidentialityAgreement.state != AgreementState.DRAFT)
    )
    return tuple(
        AgreementFact(one.staff_id, one.title, one.organisation, one.signed_on, one.valid_until, one.ended_on)
        for one in found
    )


def _lessons(session: Session, zone: ZoneInfo) -> tuple[LessonFact, ...]:
    attended = (
        select(LessonAttendee.staff_id, Lesson.held_at)
        .join(Lesson, Lesson.id == LessonAttendee.lesson_id)
        .where(LessonAttendee.was_present, LessonAttendee.staff_id.is_not(None), Lesson.state == LessonState.HELD)
    )
    return tuple(
        LessonFact(staff_id, local(held_at, zone).date())
        for staff_id, held_at in session.execute(attended)
        if staff_id is not None and held_at is not None
    )


def _receipts(session: Session, span: _Month) -> list[Any]:
    receipt = ServiceReceipt.__table__.c
    written = func.coalesce(receipt.left_at, _record.c.created_at, type_=_record.c.created_at.type)
    has_hours = select(WorkHours.id).where(WorkHours.receipt_id == receipt.id).exists()
    wanted = (
        select(
            receipt.id, receipt.id.label("record_id"), receipt.rating, written.label("written"),
            has_hours.label("has_hours"), _record.c.number, _record.c.title, _record.c.state,
        )
        .join_from(ServiceReceipt.__table__, _record, _record.c.id == receipt.id)
        .where(span.holds(written), _record.c.state != SignOffState.CANCELLED.value)
        .order_by(receipt.id)
    )  # fmt: skip
    return list(session.execute(wanted))


def _receipt(row: Any, people: Mapping[int, Person], span: _Month) -> WrittenReceipt:
    state = SignOffState(row.state)
    return WrittenReceipt(_about(row), people[row.id], span.day(row.written), state, bool(row.has_hours), row.rating)


def _checks(session: Session, span: _Month) -> list[Any]:
    wanted = (
        select(
            _check.c.id, _check.c.id.label("record_id"), _check.c.subject_id, _check.c.staff_id, _check.c.checked_on,
            _check.c.finding, _check_record.c.number, _check_record.c.title,
        )
        .join_from(_check, _check_record, _check_record.c.id == _check.c.id)
        .where(_check.c.checked_on.between(span.first, span.last), ~_check.c.is_good)
        .where(_check_record.c.kind == RecordKind.SPOT_CHECK)
        .order_by(_check.c.id)
    )  # fmt: skip
    return list(session.execute(wanted))


def _checked(row: Any) -> int:
    """Return the record that says who was checked: the check where it names somebody, else what was checked."""
    return int(row.id if row.staff_id is not None else row.subject_id)


def _bad_check(row: Any, people: Mapping[int, Person]) -> BadCheck:
    return BadCheck(_about(row), people[_checked(row)], row.checked_on, row.finding)

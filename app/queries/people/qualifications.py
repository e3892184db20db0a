"""Reading what our people may and can do: certificates, trainings (C12.2)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.forms.qualifications import CertificateForm, TrainingForm
from app.rules.people.certificates import Certificate, Validity, standing
from models.care.training import Training, TrainingAttendee
from models.enums import CertificateKind, TrainingState
from models.people.qualification import StaffCertificate, StaffTraining
from models.people.staff import StaffMember

_own = StaffCertificate.__table__
_newer = aliased(_own, name="newer_certificate")


@dataclass(frozen=True, slots=True)
class HeldCertificate:
    """A certificate of a person; ``is_replaced`` when it ends soon or has ended and a newer one stands in its place."""

    id: int
    certificate: CertificateKind
    name: str
    certificate_no: str
    issued_by: str
    issued_on: date | None
    valid_until: date | None
    is_replaced: bool


@dataclass(frozen=True, slots=True)
class TrainingLine:
    """Something a person was taught."""

    held_on: date
    topic: str
    teacher: str
    hours: Decimal | None
    result: str


def certificates_of(session: Session, staff_ids: Collection[int]) -> Mapping[int, tuple[Certificate, ...]]:
    """Return the certificates of these people by whose they are, in one statement."""
    found: dict[int, list[Certificate]] = defaultdict(list)
    if staff_ids:
        rows = select(_own.c.staff_id, _own.c.certificate, _own.c.name, _own.c.issued_on, _own.c.valid_until)
        for staff_id, *own in session.execute(rows.where(_own.c.staff_id.in_(staff_ids)).order_by(_own.c.id)):
            found[staff_id].append(Certificate(*own))
    return {staff_id: tuple(held) for staff_id, held in found.items()}


def held_certificates(rows: Sequence[StaffCertificate], today: date) -> tuple[HeldCertificate, ...]:
    """Return a person's certificates, those that matter first: expired ones, those that expire soon, valid ones."""
    facts = {row.id: certificate_fact(row) for row in rows}
    found = {row_id: standing(fact, facts.values(), today) for row_id, fact in facts.items()}
    order = tuple(Validity)
    names = [name for name in HeldCertificate.__slots__ if name != "is_replaced"]
    held = [
        HeldCertificate(**{name: getattr(row, name) for name in names}, is_replaced=found[row.id] is Validity.REPLACED)
        for row in rows
    ]
    return tuple(sorted(held, key=lambda one: (order.index(found[one.id]), one.valid_until or date.max, one.id)))


def certificate_fact(row: StaffCertificate) -> Certificate:
    """Return what of a stored certificate the rules look at."""
    return Certificate(row.certificate, row.name, row.issued_on, row.valid_until)


def training_lines(rows: Sequence[StaffTraining], attended: Sequence[TrainingLine]) -> tuple[TrainingLine, ...]:
    """Return what a person was taught, newest first: what was entered with the person, and the trainings attended."""
    lines = (TrainingLine(**{name: getattr(row, name) for name in TrainingLine.__slots__}) for row in rows)
    return tuple(sorted((*lines, *attended), key=lambda one: one.held_on, reverse=True))


def attended_trainings(session: Session, staff_id: int) -> tuple[TrainingLine, ...]:
    """Return the trainings of our people that a person attended (N5); these are entered with the training alone."""
    held_on = func.coalesce(Training.held_on, Training.planned_on)
    told = (held_on, Training.title, Training.teacher, Training.hours, TrainingAttendee.score)
    attended = select(*told).join(TrainingAttendee, TrainingAttendee.training_id == Training.id)
    held = attended.where(TrainingAttendee.staff_id == staff_id, Training.state == TrainingState.HELD)
    rows = session.execute(held.order_by(Training.id))
    return tuple(TrainingLine(*row[:4], str(row.score) if row.score is not None else "") for row in rows)


def certificate_forms(member: StaffMember) -> tuple[CertificateForm, ...]:
    """Return a person's certificates as they are edited."""
    names = [name for name in CertificateForm.__slots__ if name != "certificate_id"]
    return tuple(
        CertificateForm(**{name: getattr(row, name) for name in names}, certificate_id=row.id)
        for row in member.certificates
    )


def training_forms(member: StaffMember) -> tuple[TrainingForm, ...]:
    """Return a person's trainings as they are edited."""
    names = [name for name in TrainingForm.__slots__ if name != "training_id"]
    return tuple(
        TrainingForm(**{name: getattr(row, name) for name in names}, training_id=row.id) for row in member.trainings
    )


def holds_ending(staff_id: ColumnElement[int], since: date | None, until: date) -> ColumnElement[bool]:
    """Return the condition that a person holds a certificate that ends in these days, without a newer one of its kind;
    ``since`` None is ever before.
    """
    ends = [_own.c.valid_until <= until, *([_own.c.valid_until >= since] if since is not None else [])]
    newer = exists().where(
        _newer.c.staff_id == _own.c.staff_id,
        _newer.c.certificate == _own.c.certificate,
        or_(_own.c.certificate != CertificateKind.OTHER.value, _newer.c.name == _own.c.name),
        or_(_newer.c.valid_until.is_(None), _newer.c.valid_until > _own.c.valid_until),
    )
    held = select(_own.c.staff_id).where(*ends, ~newer.correlate(_own))
    return staff_id.in_(held.correlate(None))

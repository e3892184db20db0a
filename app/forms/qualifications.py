"""What our people may and can do, and when they cannot be sent, as it is entered (C12.2, N5)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from models.enums import AbsenceKind, CertificateKind


@dataclass(frozen=True, slots=True)
class CertificateForm:
    """A certificate of a person, ``certificate_id`` None for a new one; valid up to and including ``valid_until``, None
    without an end.
    """

    certificate: CertificateKind | None = None
    name: str = ""
    certificate_no: str = ""
    issued_by: str = ""
    issued_on: date | None = None
    valid_until: date | None = None
    certificate_id: int | None = None


@dataclass(frozen=True, slots=True)
class TrainingForm:
    """Something a person was taught, ``training_id`` None for what is new; ``hours`` of teaching."""

    held_on: date | None = None
    topic: str = ""
    teacher: str = ""
    hours: Decimal | None = None
    result: str = ""
    training_id: int | None = None


@dataclass(frozen=True, slots=True)
class AbsenceForm:
    """A time when one of our people cannot be sent; both ends belong to it."""

    staff_id: int | None = None
    absence: AbsenceKind = AbsenceKind.LEAVE
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    note: str = ""

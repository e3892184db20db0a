"""Confidentiality agreements and lessons as they are entered (C14)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from models.enums import LessonForm, PartyType, SecrecyLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementForm:
    """An agreement with one of our people (``staff_id``), or with somebody from outside by name and organisation.

    ``carriers`` is what secret material is handed over, a line each.
    """

    staff_id: int | None = None
    party_type: PartyType = PartyType.STAFF
    name: str = ""
    organisation: str = ""
    identity_no: str = ""
    post: str = ""
    project_id: int | None = None
    secrecy_level: SecrecyLevel = SecrecyLevel.ORDINARY
    valid_until: date | None = None
    liability: str = ""
    carriers: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementSigningForm:
    """The agreement was signed: on which day, in force until which (None: without an end); ``scan`` is the sheet."""

    signed_on: date | None = None
    valid_until: date | None = None
    scan: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementEndForm:
    """A signed agreement ends early: its last day, and why."""

    ended_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendeeForm:
    """One who is to attend a lesson: ours by ``staff_id``, or somebody from outside."""

    staff_id: int | None = None
    name: str = ""
    organisation: str = ""
    was_present: bool = False
    score: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonEntry:
    """A lesson on confidentiality as it is planned, or afterwards corrected."""

    topic: str = ""
    held_at: datetime | None = None
    place: str = ""
    lecturer: str = ""
    form: LessonForm = LessonForm.CLASS
    hours: Decimal | None = None
    content: str = ""
    attendees: tuple[AttendeeForm, ...] = ()
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonHoldingForm:
    """A lesson was held: when, who was there with which result, how well it went; ``scan`` is the signed list."""

    held_at: datetime | None = None
    effect: str = ""
    attendees: tuple[AttendeeForm, ...] = ()
    scan: Path | None = None

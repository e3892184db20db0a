"""Safety briefings as they are entered (C12.2): prepared, held, signed person by person; news told by phone."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from models.enums import ProtectiveGear, SignatureWay, WorkType


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingForm:
    """What people are to be told. ``person_ids`` (of ``dispatch_person``) names those of an addendum, for people who
    join later; empty: a briefing of everybody on the dispatch. ``guardian`` is asked for where a confined space is.
    """

    person_ids: tuple[int, ...] = ()
    place: str = ""
    guardian: str = ""
    overview: str = ""
    technical_points: str = ""
    gear: frozenset[ProtectiveGear] = frozenset()
    permits: frozenset[WorkType] = frozenset()
    measures: str = ""
    emergency: str = ""
    emergency_phone: str = ""
    hospital: str = ""
    assembly_point: str = ""
    customer_hazards: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingForm:
    """The briefing was held: when, where, by whom; what was asked and answered."""

    at: datetime | None = None
    place: str = ""
    by: str = ""
    questions: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureForm:
    """One person's own signature: nobody signs for another."""

    person_id: int = 0
    at: datetime | None = None
    way: SignatureWay = SignatureWay.SHEET


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningForm:
    """Signatures of several people on one sheet; ``scan`` is the sheet or, at night, a photo of it."""

    signatures: tuple[SignatureForm, ...] = ()
    scan: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HazardNewsForm:
    """A changed hazard told by phone after departure: who told whom (``person_ids``) what, when."""

    at: datetime | None = None
    by: str = ""
    person_ids: tuple[int, ...] = ()
    text: str = ""

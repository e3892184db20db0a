"""Hazards, briefings and incidents as they are entered (C12)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.enums import AccidentKind, CertificateKind, HazardOrigin, ProtectiveGear, WorkType


@dataclass(frozen=True, slots=True)
class HazardForm:
    """A hazard of a project, of a site, or of one site of a project; L, E and C are figures of the LEC method.

    ``reviewed_on`` and ``reviewed_by`` tell the first look at it and count for a new hazard only: later looks are
    reviews. ``template`` is the code of the template it was started from.
    """

    project_id: int | None = None
    site_id: int | None = None
    title: str = ""
    place: str = ""
    activity: str = ""
    work_type: WorkType = WorkType.ORDINARY
    accident: AccidentKind = AccidentKind.OTHER
    result: str = ""
    origin: HazardOrigin = HazardOrigin.THE_WORK
    likelihood: Decimal | None = None
    exposure: Decimal | None = None
    consequence: Decimal | None = None
    prevention: str = ""
    gear: tuple[ProtectiveGear, ...] = ()
    certificates: tuple[CertificateKind, ...] = ()
    min_persons: int = 1
    emergency: str = ""
    reviewed_on: date | None = None
    reviewed_by: str = ""
    template: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class TemplatesForm:
    """Hazards added from several templates at once, to a project, a site, or one site of a project."""

    project_id: int | None = None
    site_id: int | None = None
    templates: tuple[str, ...] = ()
    reviewed_on: date | None = None
    reviewed_by: str = ""


@dataclass(frozen=True, slots=True)
class ReviewForm:
    """A new look at a hazard: who, when, the figures as they are now, what was found."""

    reviewed_on: date | None = None
    reviewed_by: str = ""
    likelihood: Decimal | None = None
    exposure: Decimal | None = None
    consequence: Decimal | None = None
    prevention: str = ""
    emergency: str = ""
    note: str = ""

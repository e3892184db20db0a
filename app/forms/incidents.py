"""Accidents and near misses as they are entered (C12.2)."""

from dataclasses import dataclass
from datetime import date, datetime

from models.enums import IncidentKind, Injury


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentForm:
    """What happened where, to whom; ``hazard_id`` is None where it was not on the list of hazards.

    With a ``dispatch_id`` customer, project and site are those of the dispatch unless a further site of it is named.
    """

    dispatch_id: int | None = None
    project_id: int | None = None
    site_id: int | None = None
    incident_kind: IncidentKind = IncidentKind.NEAR_MISS
    title: str = ""
    happened_at: datetime | None = None
    place: str = ""
    hazard_id: int | None = None
    persons: str = ""
    injury: Injury = Injury.NONE
    course: str = ""
    damage: str = ""
    first_aid: str = ""
    reason: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportUpForm:
    """The report upward: to whom, when, what was said."""

    at: datetime | None = None
    to: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentClosingForm:
    """Why it happened, and what is done so that it does not happen again: by whom, until when."""

    cause: str = ""
    measures: str = ""
    responsible: str = ""
    measures_until: date | None = None

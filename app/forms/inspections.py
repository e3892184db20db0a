"""Inspection plans and inspections as they are entered (N3, N4)."""

from dataclasses import dataclass
from datetime import date, datetime

from models.enums import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionPlanForm:
    """What is looked at where, every how many months, from when until when, by how many people at least.

    ``order_id`` is the maintenance agreement it rests on, where there is one; ``title`` "" is made from the checklist.
    ``reason`` is that of a change.
    """

    project_id: int | None = None
    site_id: int | None = None
    order_id: int | None = None
    title: str = ""
    checklist: str = ""
    equipment_ids: tuple[int, ...] = ()
    cycle_months: int | None = None
    min_persons: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    responsible: str = ""
    note: str = ""
    reason: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingForm:
    """What was found at the item at ``position``, with what was read and what is to be said of it."""

    position: int
    finding: Finding | None = None
    reading: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionRecordForm:
    """What an inspection found: when, who went, how many, whom they met, how the plant runs.

    ``accepted`` are the questions that were answered with yes; ``reason`` is that of a correction.
    """

    inspected_at: datetime | None = None
    inspectors: str = ""
    persons: int | None = None
    met: str = ""
    running: str = ""
    findings: tuple[FindingForm, ...] = ()
    accepted: frozenset[str] = frozenset()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusionForm:
    """What the report says in the end, and what the customer is advised to do."""

    conclusion: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayForm:
    """Another day for an inspection, agreed with whom of the customer, and why."""

    day: date | None = None
    agreed_with: str = ""
    reason: str = ""

"""Visits, their rounds, and what follows from them, as they are entered (C13)."""

from dataclasses import dataclass
from datetime import date, datetime

from models.enums import FollowUpKind, RunStatus, VisitMode


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitForm:
    """A visit as it is planned; with a ``dispatch_id`` it is paid on that trip. ``reason`` is why it is corrected."""

    customer_id: int | None = None
    project_id: int | None = None
    dispatch_id: int | None = None
    mode: VisitMode = VisitMode.ON_SITE
    planned_on: date | None = None
    visitor: str = ""
    focus: str = ""
    reason: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitMoveForm:
    """Another day for a visit, and why."""

    planned_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpForm:
    """One thing that follows from a visit; ``line_id`` None adds one. A lead names whom it is ``passed_to``."""

    line_id: int | None = None
    kind: FollowUpKind = FollowUpKind.TASK
    text: str = ""
    passed_to: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRecordForm:
    """What was found and said on a visit; satisfaction is 1 to 5, None where nobody asked.

    ``logs_payment`` puts what was said of money into the log of collection too. ``reason`` is why a record is
    corrected.
    """

    visited_at: datetime | None = None
    mode: VisitMode = VisitMode.ON_SITE
    visitor: str = ""
    interviewee: str = ""
    phone: str = ""
    run_status: RunStatus | None = None
    flow: str = ""
    inlet: str = ""
    outlet: str = ""
    consumables: str = ""
    upkeep: str = ""
    problems: str = ""
    sat_quality: int | None = None
    sat_service: int | None = None
    suggestions: str = ""
    promotion: str = ""
    payment_talk: str = ""
    logs_payment: bool = False
    spot_action: str = ""
    next_visit_on: date | None = None
    follow_ups: tuple[FollowUpForm, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlingForm:
    """How something that followed from a visit ended, and when."""

    at: datetime | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundLineForm:
    """One visit on the list of a round; ``visit_id`` None adds it, one that is not ``listed`` is left out, or taken off
    the list.
    """

    visit_id: int | None = None
    listed: bool = True
    customer_id: int | None = None
    project_id: int | None = None
    mode: VisitMode = VisitMode.ON_SITE
    planned_on: date | None = None
    visitor: str = ""
    focus: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundForm:
    """A round: its days, both included, by when its list is issued, on which principle, and the list itself."""

    starts_on: date | None = None
    ends_on: date | None = None
    list_by: date | None = None
    principle: str = ""
    lines: tuple[RoundLineForm, ...] = ()
    reason: str = ""
    version: int = 0

"""Deadlines and calendar as they are edited."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum

from models.enums import CommitmentKind, DeadlineUnit


class Relation(StrEnum):
    """How a line of a policy's condition compares a fact."""

    IS = "is"
    ONE_OF = "one_of"
    OVER = "over"
    UP_TO = "up_to"


@dataclass(frozen=True, slots=True)
class ConditionForm:
    """One line of a policy's condition: which fact, compared how, with which values; several for "one of" alone."""

    fact: str = ""
    relation: Relation = Relation.IS
    values: tuple[str | bool | int | Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class CutOffForm:
    """One line of a cut-off table (C5.2): what comes ``before`` this time (None: the rest of the day) is due ``days``
    working days later ``at`` this time (None: close of business). That of a ``free_day`` is for what comes on days off.
    """

    before: time | None = None
    days: int | None = None
    at: time | None = None
    free_day: bool = False


@dataclass(frozen=True, slots=True)
class PolicyForm:
    """One version of a policy row; ``policy_id`` is the version it takes the place of, None for a row that is new.

    ``amount`` and ``target`` count in ``unit``; less than nothing means before the anchor.
    """

    policy_id: int | None = None
    profile: str = ""
    kind: CommitmentKind | None = None
    clause: str = ""
    conditions: tuple[ConditionForm, ...] = ()
    unit: DeadlineUnit | None = None
    amount: Decimal | None = None
    target: Decimal | None = None
    cut_offs: tuple[CutOffForm, ...] = ()
    effective_from: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class EndPolicyForm:
    """The end of a policy row: from which day on it no longer counts, and why."""

    policy_id: int = 0
    effective_from: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CalendarDayForm:
    """A day that differs from Monday to Friday, and who says so."""

    day: date | None = None
    working: bool = False
    source: str = ""

"""The service assessment, its items and spot checks as they are entered (N6). Amounts in yuan."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.enums import LineVerdict


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemForm:
    """An item of the table: its points (minus takes away), and the yuan they stand for."""

    name: str = ""
    points: int | None = None
    amount: Decimal | None = None
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentForm:
    """The assessment of a month, of which ``month`` is any day."""

    month: date | None = None
    remark: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementForm:
    """What the manager makes of one line: counted or struck, with how many points, and why."""

    line_id: int
    verdict: LineVerdict = LineVerdict.PROPOSED
    points: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgingForm:
    """The judgements of several lines at once."""

    lines: tuple[JudgementForm, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HandLineForm:
    """A line by hand: one of ours (``staff_id``) or somebody by name, for an item, on a day, with its points."""

    staff_id: int | None = None
    person: str = ""
    item_id: int | None = None
    happened_on: date | None = None
    points: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotCheckForm:
    """A check of somebody's work or of a record: good, or a finding with what is demanded until when."""

    title: str = ""
    checked_on: date | None = None
    checker: str = ""
    staff_id: int | None = None
    subject_id: int | None = None
    is_good: bool = True
    finding: str = ""
    demand: str = ""
    due_on: date | None = None
    reason: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PutRightForm:
    """On which day a finding was put right, and how."""

    put_right_on: date | None = None
    result: str = ""

"""Handovers and items left over as they are entered (C10.1, C10.3)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverForm:
    """A handover notice (签单交付通知) came: when, its number, and on which day the project was handed over.

    ``reason`` is why what was registered is corrected.
    """

    project_id: int | None = None
    noticed_on: date | None = None
    handed_over_on: date | None = None
    notice_no: str = ""
    reason: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewForm:
    """What the review of a handover came to."""

    summary: str = ""
    reviewed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PunchItemForm:
    """Something left over at handover: what, which department answers for it, by when."""

    project_id: int | None = None
    title: str = ""
    department: str = ""
    responsible: str = ""
    found_on: date | None = None
    deadline_on: date | None = None
    detail: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLineForm:
    """One of several items that are entered together."""

    title: str = ""
    department: str = ""
    responsible: str = ""
    deadline_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsForm:
    """What is left over of a project, as lines; all of it was found on one day."""

    project_id: int | None = None
    found_on: date | None = None
    lines: tuple[ItemLineForm, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemMovingForm:
    """Another day by which an item is to be done, and why."""

    deadline_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderForm:
    """A department was reminded of open items; ``text`` is what it said."""

    item_ids: tuple[int, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemClosingForm:
    """How an item left over was closed, and on which day."""

    closed_on: date | None = None
    closing: str = ""

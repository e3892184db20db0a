"""Trainings of customers' people and of our own as they are entered (N5)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from models.enums import TrainingAudience


@dataclass(frozen=True, slots=True, kw_only=True)
class TraineeForm:
    """One who is taught: one of our people (``staff_id``), or somebody of the customer by name; ``score`` 0 to 100."""

    staff_id: int | None = None
    name: str = ""
    post: str = ""
    phone: str = ""
    score: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingEntry:
    """A training that is planned: whom it is for, about what, when and where, by whom.

    With a ``dispatch_id`` customer and project are those of the dispatch; one of our own people has neither.
    ``reason`` says why a training that should have been held already is changed.
    """

    audience: TrainingAudience = TrainingAudience.CUSTOMER
    dispatch_id: int | None = None
    customer_id: int | None = None
    project_id: int | None = None
    topic: str = ""
    planned_on: date | None = None
    place: str = ""
    teacher: str = ""
    hours: Decimal | None = None
    content: str = ""
    material: str = ""
    attendees: tuple[TraineeForm, ...] = ()
    reason: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingHoldingForm:
    """A training was held: when, by whom, how long, who was there, what came of it; with the signed register."""

    held_on: date | None = None
    teacher: str = ""
    hours: Decimal | None = None
    attendees: tuple[TraineeForm, ...] = ()
    result: str = ""
    scan: Path | None = None

"""Calls and letters as they are entered (N6)."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from models.enums import Direction, Medium


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrespondenceForm:
    """A call or a letter: when, by whom of ours (``handled_by``), with whom (``counterpart``) of which customer or
    other ``unit``, what about. ``their_no`` is the number on the letter, ``about_id`` the record that it is about.
    ``to_do`` is what follows from it, by ``due_on`` if a day was named. ``scan`` is a file that is filed with it.
    """

    direction: Direction = Direction.INCOMING
    medium: Medium = Medium.CALL
    at: datetime | None = None
    handled_by: str = ""
    customer_id: int | None = None
    project_id: int | None = None
    unit: str = ""
    counterpart: str = ""
    phone: str = ""
    their_no: str = ""
    title: str = ""
    text: str = ""
    about_id: int | None = None
    to_do: str = ""
    due_on: date | None = None
    scan: Path | None = None
    reason: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlingForm:
    """What was done about a call or a letter, and when."""

    at: datetime | None = None
    result: str = ""

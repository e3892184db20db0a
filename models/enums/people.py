"""Dispatches and duty."""

from enum import StrEnum


class DispatchState(StrEnum):
    """Arrows of a dispatch: draft → agreed → briefed → departed → arrived → finished → returned → closed."""

    DRAFT = "draft"
    AGREED = "agreed"
    BRIEFED = "briefed"
    DEPARTED = "departed"
    ARRIVED = "arrived"
    FINISHED = "finished"
    RETURNED = "returned"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class DispatchMode(StrEnum):
    """Guidance first (C7.1): guide the customer's hands, or do the work."""

    GUIDANCE = "guidance"
    WORK = "work"


class DutyShift(StrEnum):
    """The part of a day for which somebody is on duty."""

    DAY = "day"
    NIGHT = "night"


class PersonOrigin(StrEnum):
    """Whether a traveller is ours or a manufacturer's (C12.2 binds both)."""

    OWN = "own"
    MANUFACTURER = "manufacturer"

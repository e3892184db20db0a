"""Known errors: what can go wrong in the ordinary course of work and is told to the user in words.

Everything else is a bug and takes the other way (``ui.runtime.errors``, log file). A known error says what happened
and what to do; ``field`` names the field of a form to mark, ``clause`` the clause of the rulebook that forbids it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.rules.gate import BlockReason


class AppError(Exception):
    """Root of the known errors; ``message`` is in the user's language, ``details`` are for copying."""

    def __init__(self, message: str, *, field: str | None = None, clause: str | None = None, details: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.clause = clause
        self.details = details


class Invalid(AppError):
    """What was entered is empty, impossible or contradicts itself; ``field`` says where."""


class Questioned(Invalid):
    """It looks like a slip but may be right: it is taken once somebody says so.

    ``asked`` are the questions in words, by the codes with which whoever answers yes names them as accepted.
    """

    def __init__(self, asked: Mapping[str, str]) -> None:
        super().__init__("\n".join(asked.values()), field="accepted")
        self.asked = dict(asked)


class Blocked(AppError):
    """A gate is closed: ``reasons`` name each clause and what is missing."""

    def __init__(self, message: str, reasons: Sequence[BlockReason] = (), *, clause: str | None = None) -> None:
        first = reasons[0].clause if reasons else None
        super().__init__(message, clause=clause or first, details="\n".join(f"{r.clause} {r.text}" for r in reasons))
        self.reasons = tuple(reasons)


class Conflict(AppError):
    """Another desk saved this record first; nothing was overwritten."""

    def __init__(self, message: str, *, record_id: int) -> None:
        super().__init__(message)
        self.record_id = record_id


class NotAllowed(AppError):
    """The user's role does not include the permission that this use case asks for."""


class LoginRefused(AppError):
    """Name or password is wrong, or nobody may try again before ``until``."""

    def __init__(self, message: str, *, until: datetime | None = None, field: str = "password") -> None:
        super().__init__(message, field=field)
        self.until = until


class NotFound(AppError):
    """No such record, number, form or file."""


class StorageError(AppError):
    """Disk, file or database cannot do what is asked: full, read-only, locked, damaged, newer, missing."""

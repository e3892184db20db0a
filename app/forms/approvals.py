"""Decisions as they are entered."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionForm:
    """A word on an approval. A refusal needs its ``reason``, and so does a yes below the margin floor (C8.3)."""

    approved: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDecisionForm:
    """A word given on paper: who decided when, and the signed ``scan`` of the approval sheet, which is filed."""

    approved: bool = True
    reason: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    scan: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionForm:
    """The wish to pass a gate of pay-first once: which one, and why it is urgent (C8.1, C9.1)."""

    gate: str = ""
    reason: str = ""

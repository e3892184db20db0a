"""Disputes over quality as they are entered (C10.4). Sums in yuan."""

from dataclasses import dataclass
from datetime import date

from app.forms.money import ShareForm
from models.enums import DisputeVerdict


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeForm:
    """A customer refuses to pay over quality: since when, who says so, what is wrong, and which sums it holds back.

    ``request_id`` is the service request that the fault became, where it did. A share without a sum holds back all
    that is open of its instalment. ``reason`` is that of a correction.
    """

    customer_id: int | None = None
    project_id: int | None = None
    request_id: int | None = None
    raised_on: date | None = None
    raised_by: str = ""
    title: str = ""
    description: str = ""
    shares: tuple[ShareForm, ...] = ()
    reason: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictForm:
    """What verifying found, by whom; with our fault what is done about it, by whom and until when."""

    finding: str = ""
    verdict: DisputeVerdict | None = None
    verified_by: str = ""
    measures: str = ""
    responsible: str = ""
    measures_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionForm:
    """How a dispute ended, on which day."""

    resolved_on: date | None = None
    resolution: str = ""

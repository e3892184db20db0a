"""Which hazards concern somebody who is sent, what they say, and when they ask for a new look (C12.1, C12.2)."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from app.rules.safety.lec import level_of
from models.enums import AccidentKind, CertificateKind, ProtectiveGear, RiskLevel, WorkType

REVIEW_MONTHS = 12  # a list older than a year asks for a new look (C12.2)


@dataclass(frozen=True, slots=True)
class HazardFact:
    """A hazard as people are told it; ``danger`` is D of the LEC method."""

    id: int
    number: str
    title: str
    place: str
    activity: str
    work_type: WorkType
    accident: AccidentKind
    result: str
    danger: Decimal
    prevention: str
    gear: tuple[ProtectiveGear, ...]
    certificates: tuple[CertificateKind, ...]
    min_persons: int
    emergency: str
    reviewed_on: date
    review_reason: str = ""

    @property
    def level(self) -> RiskLevel:
        """The level that D means."""
        return level_of(self.danger)


# What somebody signed for: a review that changes none of it does not void a signature.
_TOLD = ("id", "title", "place", "activity", "work_type", "accident", "result", "danger", "prevention", "gear",
         "certificates", "min_persons", "emergency")  # fmt: skip


def hazards_hash(hazards: Iterable[HazardFact]) -> str:
    """Return the SHA-256 of what these hazards tell people, whatever their order; "" of no hazards is a hash too."""
    told = [
        {name: str(value) for name, value in asdict(one).items() if name in _TOLD}
        for one in sorted(hazards, key=lambda one: one.id)
    ]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()

"""Which hazards concern somebody who is sent, what they say, and when they ask for a new look (C12.1, C12.2)."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from app.errors import Invalid
from app.formatting import date_text
from app.i18n import _
from app.rules.promises.clocks import add_months
from app.rules.safety.lec import level_of, plan_needed
from models.enums import AccidentKind, CertificateKind, ProtectiveGear, RiskLevel, WorkType

REVIEW_MONTHS = 12  # a list older than a year asks for a new look (C12.2)
FIRST_YEAR = 2000
PERSONS = range(1, 21)
LISTED, REVIEWS = "C12.1", "C12.2"


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
TOLD = ("id", "title", "place", "activity", "work_type", "accident", "result", "danger", "prevention", "gear",
        "certificates", "min_persons", "emergency")  # fmt: skip


def hazards_hash(hazards: Iterable[HazardFact]) -> str:
    """Return the SHA-256 of what these hazards tell people, whatever their order; that of no hazards is a hash too."""
    told = [{name: _plain(getattr(one, name)) for name in TOLD} for one in sorted(hazards, key=lambda one: one.id)]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _plain(value: object) -> str | list[str]:
    """Return a value as it is the same wherever it was read: 90 is 90.000, a choice has no order."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return sorted(map(str, value)) if isinstance(value, tuple) else str(value)


def review_due(reviewed_on: date) -> date:
    """Return the last day on which a hazard that was looked at on a day is not older than a year (C12.2)."""
    return add_months(reviewed_on, REVIEW_MONTHS)


def oldest_good(today: date) -> date:
    """Return the earliest day of a look that is not older than a year on a day."""
    day = add_months(today, -REVIEW_MONTHS)
    return day if review_due(day) >= today else day + timedelta(days=1)


def is_outdated(reviewed_on: date, review_reason: str, today: date) -> bool:
    """Tell whether a hazard asks for a new look: it is older than a year, or an incident reopened it (C12.2)."""
    return bool(review_reason) or today > review_due(reviewed_on)


def check_reviewed(reviewed_on: date | None, *, today: date, since: date | None = None) -> date:
    """Return the day of a look at a hazard; Invalid when there is none, when it is yet to come, or lies before
    ``since``: the last look, or the incident that asked for a new one.
    """
    if reviewed_on is None:
        raise Invalid(_("Enter on which day the hazard was looked at."), field="reviewed_on", clause=REVIEWS)
    if reviewed_on > today:
        raise Invalid(_("This day is yet to come. Enter when it really was."), field="reviewed_on", clause=REVIEWS)
    if reviewed_on.year < FIRST_YEAR:
        raise Invalid(_("Check the year of this date."), field="reviewed_on")
    if since is not None and reviewed_on < since:
        text = _("It was looked at, or reopened, on {day}. The new look comes after that.")
        raise Invalid(text.format(day=date_text(since)), field="reviewed_on", clause=REVIEWS)
    return reviewed_on


def check_plan(value: Decimal, prevention: str, emergency: str) -> None:
    """Refuse (Invalid) a hazard of level serious or worse, by its D, without prevention or emergency plan (C12.1)."""
    if not plan_needed(value):
        return
    if not prevention:
        text = _("From “serious” up, write down how it is prevented.")
        raise Invalid(text, field="prevention", clause=LISTED)
    if not emergency:
        text = _("From “serious” up, write down what to do in an emergency.")
        raise Invalid(text, field="emergency", clause=LISTED)


def check_persons(count: int) -> int:
    """Return how many must go together; Invalid unless it is 1 to 20."""
    if count not in PERSONS:
        raise Invalid(_("Enter how many must go together, 1 to 20."), field="min_persons", clause=REVIEWS)
    return count

"""Who is visited in a round, why, how and when: a ranking of customers, grouped by region (C13, lesson 12)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from app.i18n import N_
from models.enums import VisitMode


class Reason(StrEnum):
    """Why a customer is to be seen, gravest first."""

    COMPLAINT = "complaint"
    LOW_SCORE = "low_score"
    DEBT = "debt"
    WARRANTY_END = "warranty_end"
    LONG_UNSEEN = "long_unseen"
    KEY_CUSTOMER = "key_customer"


REASON_WORDS: Mapping[Reason, str] = {
    Reason.COMPLAINT: N_("complaint not settled"),
    Reason.LOW_SCORE: N_("dissatisfied last time"),
    Reason.DEBT: N_("payment overdue"),
    Reason.WARRANTY_END: N_("warranty ends soon"),
    Reason.LONG_UNSEEN: N_("not contacted for long"),
    Reason.KEY_CUSTOMER: N_("key customer"),
}
IN_PERSON = frozenset({Reason.COMPLAINT, Reason.DEBT})  # what is not settled over the phone


@dataclass(frozen=True, slots=True)
class Standing:
    """How one customer stands: what may be a reason to see them, and where they are.

    ``satisfaction`` is that of the last visit or survey in percent; ``contact_due`` the day by which the rhythm of
    contacts asks for the next one. Unknown kilometres count as near.
    """

    customer_id: int
    region: str = ""
    km: Decimal | None = None
    is_key: bool = False
    warranty_end: date | None = None
    is_overdue: bool = False
    satisfaction: Decimal | None = None
    open_complaints: int = 0
    contact_due: date | None = None


@dataclass(frozen=True, slots=True)
class Horizon:
    """What the ranking goes by: the round's first and last day, until when an end of warranty counts, below how many
    percent somebody is dissatisfied, and from how many kilometres on customers are called.
    """

    starts_on: date
    ends_on: date
    warranty_until: date
    low_percent: int
    phone_beyond_km: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """One customer as proposed: why, in which mode, on which day; without a reason not before the others are seen."""

    customer_id: int
    region: str
    reasons: tuple[Reason, ...]
    mode: VisitMode
    day: date


def reasons_of(standing: Standing, horizon: Horizon) -> tuple[Reason, ...]:
    """Return why a customer is to be seen in the round, gravest first."""
    end, due, percent = standing.warranty_end, standing.contact_due, standing.satisfaction
    holds = {
        Reason.COMPLAINT: standing.open_complaints > 0,
        Reason.LOW_SCORE: percent is not None and percent < horizon.low_percent,
        Reason.DEBT: standing.is_overdue,
        Reason.WARRANTY_END: end is not None and horizon.starts_on <= end <= horizon.warranty_until,
        Reason.LONG_UNSEEN: due is not None and due <= horizon.ends_on,
        Reason.KEY_CUSTOMER: standing.is_key,
    }
    return tuple(reason for reason in Reason if holds[reason])


def mode_of(standing: Standing, reasons: Sequence[Reason], horizon: Horizon) -> VisitMode:
    """Return how a customer is seen: on site where money or a complaint is to be talked about, or where it is near."""
    if IN_PERSON.intersection(reasons):
        return VisitMode.ON_SITE
    is_far = standing.km is not None and standing.km > horizon.phone_beyond_km
    return VisitMode.PHONE if is_far else VisitMode.ON_SITE


def spread(count: int, days: Sequence[date]) -> tuple[date, ...]:
    """Return a day for each of ``count`` visits in their order, as many on each day as on any other, give or take one;
    ValueError without a day.
    """
    if not days:
        raise ValueError("visits need a day")
    return tuple(days[place * len(days) // count] for place in range(count))


def propose(
    standings: Sequence[Standing], horizon: Horizon, weights: Mapping[Reason, int], days: Sequence[date], most: int
) -> tuple[Proposal, ...]:
    """Return the ``most`` pressing customers, those of a region one after the other: the region of the most pressing
    one first, and within it by rank. ``days`` are the working days over which they are spread.
    """
    known = {one.customer_id: (one, reasons_of(one, horizon)) for one in standings}
    rank = {key: sum(weights[reason] for reason in reasons) for key, (_one, reasons) in known.items()}
    chosen = sorted(known, key=lambda key: (-rank[key], known[key][0].contact_due or date.max, key))[:most]
    regions = list(dict.fromkeys(known[key][0].region for key in chosen))
    ordered = sorted(chosen, key=lambda key: (regions.index(known[key][0].region), chosen.index(key)))
    found = zip(ordered, spread(len(ordered), days), strict=True) if ordered else ()
    return tuple(
        Proposal(key, known[key][0].region, known[key][1], mode_of(*known[key], horizon), day) for key, day in found
    )

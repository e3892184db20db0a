"""Whether everyone about to leave has been told the hazards of today and signed (C12.2).

Pure rules over values: who has signed, whose signature is stale because a hazard changed since, who is missing; which
certificates nobody holds on all days of the trip; whether enough people go; which hazards ask for a new look.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.rules.safety.hazards import HazardFact, is_outdated
from models.enums import CertificateKind, SignatureWay


class Standing(StrEnum):
    """What is known of one person's signature."""

    SIGNED = "signed"
    TOLD = "told"  # signed once; told by phone, after departure, what has changed since
    STALE = "stale"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class SignatureFact:
    """A signature on a held briefing; ``hazards_hash`` is what the hazards said then."""

    person_id: int
    signed_at: datetime
    hazards_hash: str
    briefing_id: int
    number: str
    way: SignatureWay


@dataclass(frozen=True, slots=True)
class NewsFact:
    """Names of people who were told by phone what the hazards say now, with the hash of what they say."""

    names: tuple[str, ...]
    hazards_hash: str


@dataclass(frozen=True, slots=True)
class CertificateFact:
    """A certificate of one of our people; both ends belong to it, None is without an end."""

    person_id: int
    kind: CertificateKind
    valid_from: date | None
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class TravellerFact:
    """A person of a dispatch who has not left it; ``waits`` for one who joins later than the others set out."""

    person_id: int
    name: str
    waits: bool = False


@dataclass(frozen=True, slots=True)
class PersonStanding:
    """One person's standing; ``signed_at``, ``number`` and ``way`` are of the newest signature that there is."""

    person_id: int
    name: str
    standing: Standing
    signed_at: datetime | None = None
    number: str = ""
    way: SignatureWay | None = None
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A certificate that is asked for and that a person holds, but not on all days of the trip."""

    name: str
    kind: CertificateKind
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class BriefingStanding:
    """All facts of the gate: ``hash`` of the hazards of now, each person's standing, and what is not as it has to be.

    ``outdated`` are titles of hazards that ask for a new look, ``uncertified`` the certificates that nobody of ours
    holds on all days, ``lapsed`` those somebody holds that end too early, ``wanted`` how many have to go together and
    ``going`` how many do.
    """

    hash: str
    hazards: tuple[HazardFact, ...]
    people: tuple[PersonStanding, ...]
    outdated: tuple[str, ...]
    uncertified: tuple[CertificateKind, ...]
    lapsed: tuple[Lapsed, ...]
    wanted: int
    going: int

    @property
    def stale(self) -> tuple[str, ...]:
        """Names of those whose signature a changed hazard made void; after departure, who is to be told by phone."""
        return tuple(one.name for one in self.people if one.standing is Standing.STALE)

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of those who never signed."""
        return tuple(one.name for one in self.people if one.standing is Standing.MISSING)


@dataclass(frozen=True, slots=True)
class Trip:
    """What of a dispatch the rule looks at; the days are local and both belong to it. ``today`` is for the reviews."""

    first_day: date
    last_day: date
    today: date
    people: tuple[TravellerFact, ...]
    hazards: tuple[HazardFact, ...]
    hash: str


def standing_of(
    trip: Trip,
    signatures: Sequence[SignatureFact],
    news: Sequence[NewsFact],
    certificates: Sequence[CertificateFact],
) -> BriefingStanding:
    """Return how the people of a trip stand (C12.2)."""
    names = {one.person_id: one.name for one in trip.people}
    asked = asked_certificates(trip.hazards)
    holders = {kind: _holders(certificates, kind, names, trip) for kind in asked}
    return BriefingStanding(
        hash=trip.hash,
        hazards=trip.hazards,
        people=tuple(_person(one, signatures, news, trip.hash) for one in trip.people),
        outdated=tuple(
            one.title for one in trip.hazards if is_outdated(one.reviewed_on, one.review_reason, trip.today)
        ),
        uncertified=tuple(kind for kind in asked if not holders[kind]),
        lapsed=tuple(_lapsed(certificates, holders, names, trip.last_day)),
        wanted=max((one.min_persons for one in trip.hazards), default=1),
        going=sum(not one.waits for one in trip.people),
    )


def _person(
    one: TravellerFact, signatures: Iterable[SignatureFact], news: Iterable[NewsFact], now: str
) -> PersonStanding:
    own = [row for row in signatures if row.person_id == one.person_id]
    if not own:
        return PersonStanding(one.person_id, one.name, Standing.MISSING, waits=one.waits)
    newest = max(own, key=lambda row: (row.hazards_hash == now, row.signed_at, row.briefing_id))
    if newest.hazards_hash == now:
        standing = Standing.SIGNED
    elif any(row.hazards_hash == now and one.name in row.names for row in news):
        standing = Standing.TOLD
    else:
        standing = Standing.STALE
    return PersonStanding(
        one.person_id, one.name, standing, newest.signed_at, newest.number, newest.way, waits=one.waits
    )


def asked_certificates(hazards: Iterable[HazardFact]) -> tuple[CertificateKind, ...]:
    """Return, once each and in order, the certificates that hazards ask for."""
    asked = {kind for one in hazards for kind in one.certificates}
    return tuple(kind for kind in CertificateKind if kind in asked)


def _holders(
    certificates: Iterable[CertificateFact], kind: CertificateKind, names: Mapping[int, str], trip: Trip
) -> frozenset[int]:
    own: dict[int, list[CertificateFact]] = {}
    for row in certificates:
        if row.kind is kind and row.person_id in names:
            own.setdefault(row.person_id, []).append(row)
    return frozenset(person for person, rows in own.items() if _covers(rows, trip.first_day, trip.last_day))


def _covers(rows: Iterable[CertificateFact], first: date, last: date) -> bool:
    """Tell whether certificates of one kind, one renewed by the next, are valid on every day from first to last."""
    reached = first
    for row in sorted(rows, key=lambda one: one.valid_from or date.min):
        if row.valid_from is not None and row.valid_from > reached:
            return False
        if row.valid_until is None or row.valid_until >= last:
            return True
        reached = max(reached, row.valid_until + timedelta(days=1))
    return False


def _lapsed(
    certificates: Iterable[CertificateFact],
    holders: Mapping[CertificateKind, frozenset[int]],
    names: Mapping[int, str],
    last: date,
) -> Iterable[Lapsed]:
    """Yield, per person and kind, the newest certificate that ends before the trip does."""
    newest: dict[tuple[int, CertificateKind], date] = {}
    for row in certificates:
        if row.kind not in holders or row.person_id not in names or row.person_id in holders[row.kind]:
            continue
        if row.valid_until is not None and row.valid_until < last:
            key = (row.person_id, row.kind)
            newest[key] = max(newest.get(key, row.valid_until), row.valid_until)
    for (person, kind), until in newest.items():
        yield Lapsed(names[person], kind, until)

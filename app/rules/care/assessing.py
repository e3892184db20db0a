"""What a month's service assessment (考核) is made of: from what happened to the lines proposed, from judged lines to
totals (N6, C14). Pure: values in, values out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from app.i18n import _
from app.labels import label
from app.rules.people.secrecy import AGREEMENT, LESSON
from models.enums import AssessmentSource, CommitmentKind, LineVerdict, Rating, SignOffState

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a line is about: ours by ``staff_id``, else by name alone."""

    staff_id: int | None
    name: str


@dataclass(frozen=True, slots=True)
class About:
    """The record that something was found at: its id and how one calls it, e.g. "SR-2026-0001 Pump stops"."""

    record_id: int
    words: str


@dataclass(frozen=True, slots=True)
class MissedPromise:
    """A promise (by the id of its row) that fell due on ``due_on`` and was not kept in time."""

    id: int
    about: About
    person: Person
    kind: CommitmentKind
    due_on: date


@dataclass(frozen=True, slots=True)
class JudgedComplaint:
    """A complaint that was closed as our fault."""

    about: About
    person: Person
    closed_on: date


@dataclass(frozen=True, slots=True)
class BareTraveller:
    """Somebody (by the id of the row on the dispatch) who left on a trip lacking what C14 asks for (``lacking``)."""

    id: int
    about: About
    person: Person
    departed_on: date
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WrittenReceipt:
    """A service receipt as far as it is filled in; it is its leader's."""

    about: About
    person: Person
    written_on: date
    state: SignOffState
    has_hours: bool
    rating: Rating | None


@dataclass(frozen=True, slots=True)
class BadCheck:
    """A spot check that found something."""

    about: About
    person: Person
    checked_on: date
    finding: str


@dataclass(frozen=True, slots=True)
class Ground:
    """What happened in a month, as far as the assessment asks for it."""

    promises: tuple[MissedPromise, ...] = ()
    complaints: tuple[JudgedComplaint, ...] = ()
    travellers: tuple[BareTraveller, ...] = ()
    receipts: tuple[WrittenReceipt, ...] = ()
    checks: tuple[BadCheck, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the table: the points and the yuan that it stands for."""

    id: int
    source: AssessmentSource
    points: int
    amount: Decimal
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that an item may be proposed for; ``key`` names it once and for all."""

    source: AssessmentSource
    key: str
    person: Person
    about: About
    happened_on: date
    text: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A line as it is proposed."""

    finding: Finding
    item: Item


def proposals(ground: Ground, items: Iterable[Item], known: Iterable[str] = ()) -> tuple[Proposal, ...]:
    """Return the lines that a month asks for and that are not ``known`` by their keys, in the order of their days.

    Of several items for one source the first in use counts; a source without one is not assessed.
    """
    table: dict[AssessmentSource, Item] = {}
    for item in items:
        if not item.retired:
            table.setdefault(item.source, item)
    seen = set(known)
    found = (one for one in findings(ground) if one.source in table and one.key not in seen)
    return tuple(Proposal(one, table[one.source]) for one in sorted(found, key=lambda one: (one.happened_on, one.key)))


def findings(ground: Ground) -> tuple[Finding, ...]:
    """Return everything that counts in a month, whatever the table of items makes of it."""
    return (
        *map(_promise, ground.promises),
        *map(_complaint, ground.complaints),
        *(_traveller(one) for one in ground.travellers if one.lacking),
        *(_incomplete(one) for one in ground.receipts if missing_on(one)),
        *(_praise(one) for one in ground.receipts if is_praise(one)),
        *map(_check, ground.checks),
    )


def _promise(one: MissedPromise) -> Finding:
    key, told = f"promise:{one.id}", f"{one.about.words} · {label(one.kind)}"
    return Finding(AssessmentSource.MISSED_PROMISE, key, one.person, one.about, one.due_on, told)


def _complaint(one: JudgedComplaint) -> Finding:
    key = f"complaint:{one.about.record_id}"
    return Finding(AssessmentSource.COMPLAINT, key, one.person, one.about, one.closed_on, one.about.words)


def _traveller(one: BareTraveller) -> Finding:
    words = {AGREEMENT: _("no confidentiality agreement in force"), LESSON: _("not taught confidentiality")}
    told = f"{one.about.words} · {_(', ').join(words[code] for code in one.lacking)}"
    key = f"traveller:{one.id}"
    return Finding(AssessmentSource.NO_AGREEMENT, key, one.person, one.about, one.departed_on, told)


def _incomplete(one: WrittenReceipt) -> Finding:
    told = f"{one.about.words} · {_(', ').join(missing_on(one))}"
    key = f"receipt:{one.about.record_id}"
    return Finding(AssessmentSource.INCOMPLETE_RECEIPT, key, one.person, one.about, one.written_on, told)


def _praise(one: WrittenReceipt) -> Finding:
    key = f"praise:{one.about.record_id}"
    return Finding(AssessmentSource.PRAISE, key, one.person, one.about, one.written_on, one.about.words)


def _check(one: BadCheck) -> Finding:
    told = " · ".join(part for part in (one.about.words, one.finding) if part)
    key = f"check:{one.about.record_id}"
    return Finding(AssessmentSource.SPOT_CHECK, key, one.person, one.about, one.checked_on, told)


def missing_on(receipt: WrittenReceipt) -> tuple[str, ...]:
    """Return in words what a receipt lacks: the signature, hours, the customer's word; none where it is complete."""
    lacking = {
        _("not signed yet"): receipt.state is SignOffState.DRAFT,
        _("signature refused"): receipt.state is SignOffState.REFUSED,
        _("no hours"): not receipt.has_hours,
        _("no word on satisfaction"): receipt.rating is None,
    }
    return tuple(words for words, is_lacking in lacking.items() if is_lacking)


def is_praise(receipt: WrittenReceipt) -> bool:
    """Tell whether the customer signed that they are very satisfied."""
    return receipt.state is SignOffState.SIGNED and receipt.rating is Rating.VERY_SATISFIED


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """A line as it is judged; ``proposed`` points stand for ``amount`` yuan."""

    person: Person
    verdict: LineVerdict
    proposed: int
    points: int
    amount: Decimal

    @property
    def sum(self) -> Decimal:
        """What the line comes to in yuan: taken away with points that take away, in their proportion."""
        return amount_of(self.points, self.proposed, self.amount)


def amount_of(points: int, proposed: int, amount: Decimal) -> Decimal:
    """Return the yuan of so many points, where ``proposed`` ones stand for ``amount``; negative where taken away."""
    if points == 0:
        return Decimal(0)
    share = Decimal(abs(points)) / abs(proposed) if proposed else Decimal(1)
    sized = (amount * share).quantize(CENT, ROUND_HALF_UP)
    return sized if points > 0 else -sized


@dataclass(slots=True)
class PersonTotal:
    """What the counted lines of a person come to: how many, points taken away and given, yuan."""

    person: Person
    lines: int = 0
    minus: int = 0
    plus: int = 0
    amount: Decimal = field(default=Decimal(0))

    @property
    def points(self) -> int:
        """All points together."""
        return self.minus + self.plus


def totals(lines: Iterable[JudgedLine]) -> tuple[PersonTotal, ...]:
    """Return by person what the counted lines come to, in the order of their names; struck ones count nothing."""
    found: dict[tuple[int | None, str], PersonTotal] = {}
    for line in lines:
        if line.verdict is not LineVerdict.COUNTED:
            continue
        total = found.setdefault(same_person(line.person), PersonTotal(line.person))
        total.lines += 1
        total.minus += min(line.points, 0)
        total.plus += max(line.points, 0)
        total.amount += line.sum
    return tuple(sorted(found.values(), key=lambda one: (one.person.name, one.person.staff_id or 0)))


def points_text(points: int) -> str:
    """Return points with their sign, "0" without one."""
    return f"{points:+d}" if points else "0"


def same_person(person: Person) -> tuple[int | None, str]:
    """Return what tells one person from another: the staff record, else the name."""
    return (person.staff_id, "") if person.staff_id is not None else (None, person.name)


def known_person(name: str, staff: Mapping[str, int]) -> Person:
    """Return who is called so: one of ours where exactly one bears the ``name`` (ids by name)."""
    return Person(staff.get(name), name)


def judgement_problem(verdict: LineVerdict, points: int | None, proposed: int, reason: str) -> tuple[str, str]:
    """Return the field that is wrong with a judgement and why (translated), two "" where it can be kept."""
    if verdict is LineVerdict.PROPOSED:
        return "", ""
    if points is None:
        return "points", _("Enter the points.")
    if verdict is LineVerdict.STRUCK and not reason.strip():
        return "reason", _("Give the reason why it is struck.")
    if verdict is LineVerdict.COUNTED and points != proposed and not reason.strip():
        return "reason", _("Give the reason for other points.")
    return "", ""

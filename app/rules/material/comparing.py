"""Whether a part in stock can take another's place: what differs, and what must not differ (C6.1).

Pure. Whichever of two parts is wanted, the same attributes differ; only where one of them must not go down
(``AttributeSpec.not_below``) is the lesser part worse than the greater one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from app.i18n import _
from app.rules.inputs import comparison_key
from app.rules.material.attribute import AttributeKind, AttributeSpec, Below, shown
from app.rules.material.attributes import SPECS
from app.rules.searching import plain_tokens
from models.enums import PartFamily

HUNDRED = Decimal(100)


class Verdict(StrEnum):
    """What comparing two parts came to, the best first."""

    ALIKE = "alike"
    DIFFERS = "differs"
    WEAKER = "weaker"
    UNSURE = "unsure"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartFacts:
    """What is compared of a part; ``attributes`` by code in their normal form (``checked_attributes``)."""

    name: str
    spec: str = ""
    brand: str = ""
    unit: str = ""
    family: PartFamily = PartFamily.OTHER
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not the same, in words: ``wanted`` and ``offered`` are "" where nobody knows.

    A ``decisive`` one must not differ; ``below`` says what comes of it that less is offered than wanted, None where
    this is not so or does not matter.
    """

    title: str
    wanted: str
    offered: str
    decisive: bool = False
    below: Below | None = None

    @property
    def is_known(self) -> bool:
        """True where both sides are known, so that they do differ."""
        return bool(self.wanted and self.offered)

    @property
    def words(self) -> str:
        """What a person reads: "Flow: 50 m³/h → 45 m³/h"."""
        unknown = _("not known")
        return f"{self.title}: {self.wanted or unknown} → {self.offered or unknown}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What comparing came to; ``refusals`` say in words why the one cannot take the other's place.

    ``unknown`` names decisive attributes that are not known of either. ``score`` is from 0 (nothing in common) to 1.
    """

    verdict: Verdict
    differences: tuple[Difference, ...]
    refusals: tuple[str, ...]
    unknown: tuple[str, ...]
    score: Decimal

    @property
    def is_refused(self) -> bool:
        """True where the one must not take the other's place."""
        return self.verdict is Verdict.REFUSED


def compare(wanted: PartFacts, candidate: PartFacts) -> Comparison:
    """Compare a part that is wanted with one that may take its place.

    REFUSED where a decisive attribute, the unit or the family differs, or less is offered of what must not go down;
    UNSURE where a decisive one is not known of both parts, or there is none to compare by; WEAKER where less is offered
    of what had better not go down; DIFFERS where other attributes do; ALIKE where all that is known is the same.
    """
    specs = SPECS[wanted.family] if wanted.family is candidate.family else ()
    differences = tuple(_differences(wanted, candidate, specs))
    refusals = (*_basic_refusals(wanted, candidate), *filter(None, map(_refusal, differences)))
    unknown = tuple(_(spec.title) for spec in specs if spec.decisive and not _values(spec, wanted, candidate))
    verdict = _verdict(differences, refusals, is_unsure=bool(unknown) or not specs)
    return Comparison(verdict, differences, refusals, unknown, _score(wanted, candidate, specs))


def _verdict(differences: tuple[Difference, ...], refusals: tuple[str, ...], *, is_unsure: bool) -> Verdict:
    if refusals:
        return Verdict.REFUSED
    if is_unsure or any(one.decisive for one in differences):
        return Verdict.UNSURE
    if any(one.below for one in differences):
        return Verdict.WEAKER
    return Verdict.DIFFERS if differences else Verdict.ALIKE


def _basic_refusals(wanted: PartFacts, candidate: PartFacts) -> Iterator[str]:
    if wanted.family is not candidate.family:
        yield _("It is another sort of part")
    if comparison_key(wanted.unit) != comparison_key(candidate.unit):
        message = _("It is counted in another unit: {wanted} → {offered}")
        yield message.format(wanted=wanted.unit or _("not known"), offered=candidate.unit or _("not known"))


def _refusal(difference: Difference) -> str:
    """Return in words why a difference refuses a part, "" where it does not."""
    if difference.decisive and difference.is_known:
        return _("{difference} (has to be the same)").format(difference=difference.words)
    if difference.below is Below.REFUSED:
        return _("{difference} (must not be less)").format(difference=difference.words)
    return ""


def _differences(wanted: PartFacts, candidate: PartFacts, specs: tuple[AttributeSpec, ...]) -> Iterator[Difference]:
    """Yield what differs or is known of one alone: the attributes first, those that decide in front, then the brand."""
    for spec in sorted(specs, key=lambda one: not one.decisive):
        one, other = wanted.attributes.get(spec.code, ""), candidate.attributes.get(spec.code, "")
        if (one or other) and not _is_same(spec, one, other):
            below = spec.not_below if _is_less(spec, one, other) else None
            yield Difference(_(spec.title), _shown(spec, one), _shown(spec, other), spec.decisive, below)
    if wanted.brand and candidate.brand and comparison_key(wanted.brand) != comparison_key(candidate.brand):
        yield Difference(_("Brand"), wanted.brand, candidate.brand)


def _shown(spec: AttributeSpec, value: str) -> str:
    return shown(spec, value) if value else ""


def _values(spec: AttributeSpec, *parts: PartFacts) -> tuple[str, ...]:
    return tuple(part.attributes[spec.code] for part in parts if part.attributes.get(spec.code))


def _is_same(spec: AttributeSpec, one: str, other: str) -> bool:
    """Tell whether two values are the same; a number within the tolerance is, whichever of the two is wanted."""
    if not (one and other):
        return False
    if spec.kind is AttributeKind.NUMBER:
        first, second = Decimal(one), Decimal(other)
        return abs(first - second) * HUNDRED <= spec.tolerance * max(abs(first), abs(second))
    return comparison_key(one) == comparison_key(other)


def _is_less(spec: AttributeSpec, wanted: str, offered: str) -> bool:
    """Tell whether less of a number is offered than wanted, both known; whoever asks knows that it is not the same."""
    return spec.kind is AttributeKind.NUMBER and bool(wanted and offered) and Decimal(offered) < Decimal(wanted)


def _score(wanted: PartFacts, candidate: PartFacts, specs: tuple[AttributeSpec, ...]) -> Decimal:
    """Return how much two parts have in common: name, model, and the attributes known of either, each a third."""
    known = [spec for spec in specs if _values(spec, wanted, candidate)]
    same = [spec for spec in known if _is_same(spec, *_pair(spec, wanted, candidate))]
    agreement = Decimal(len(same)) / len(known) if known else Decimal(0)
    total = likeness(wanted.name, candidate.name) + likeness(wanted.spec, candidate.spec) + agreement
    return (total / 3).quantize(Decimal("0.001"))


def _pair(spec: AttributeSpec, wanted: PartFacts, candidate: PartFacts) -> tuple[str, str]:
    return wanted.attributes.get(spec.code, ""), candidate.attributes.get(spec.code, "")


def likeness(one: str, other: str) -> Decimal:
    """Return how much two texts have in common, from 0 to 1, by the tokens that the search finds them by."""
    first, second = frozenset(plain_tokens(one)), frozenset(plain_tokens(other))
    if not first or not second:
        return Decimal(0)
    return Decimal(2 * len(first & second)) / (len(first) + len(second))

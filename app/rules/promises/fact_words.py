"""The facts that policy rows may ask for, as data: name, what a person reads, kind of value, choices.

The editor of policies, the problems it tells and the lists read this one table. A further fact is a row here, and a
line in the facts reader of its record (``app.queries.promises.facts``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, StrEnum, auto

from app.formatting import MISSING, quantity
from app.i18n import N_, _, pgettext
from app.labels import label_of
from app.rules.promises.conditions import Condition, Facts, FactValue, Range, Wanted
from models.enums import (
    CommitmentKind,
    ComplaintSeverity,
    PartClass,
    ServiceClass,
    ServiceGrade,
    ServiceZone,
    Severity,
    VisitOccasion,
)


class FactKind(Enum):
    """What the values of a fact are."""

    CHOICE = auto()
    FLAG = auto()
    NUMBER = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class FactWord:
    """One fact. ``label`` is a msgid; ``choices`` are its values with their msgids, or an enum whose labels count.

    ``yes`` and ``no`` (msgids) say a flag as part of a sentence. ``always`` tells that every case has one of the
    choices, so that nothing else can be. ``kinds`` are the promises that know the fact, empty for all.
    """

    name: str
    label: str
    kind: FactKind
    choices: type[StrEnum] | Mapping[FactValue, str] | None = None
    yes: str = ""
    no: str = ""
    unit: str = ""
    always: bool = False
    kinds: frozenset[CommitmentKind] = frozenset()

    @property
    def values(self) -> tuple[FactValue, ...]:
        """The values that can be chosen, none for numbers and texts."""
        if self.kind is FactKind.FLAG:
            return (True, False)
        if isinstance(self.choices, Mapping):
            return tuple(self.choices)
        return tuple(member.value for member in self.choices) if self.choices else ()

    def words(self, value: FactValue) -> str:
        """Return one value as a person reads it."""
        if self.kind is FactKind.FLAG:
            return _(self.yes if value else self.no)
        if isinstance(value, Decimal):
            return f"{quantity(value)} {_(self.unit)}".strip()
        if isinstance(self.choices, Mapping):
            return _(self.choices[value]) if value in self.choices else str(value)
        if self.choices is not None and str(value) in {member.value for member in self.choices}:
            return label_of(self.choices, str(value))
        return str(value)

    def is_known_by(self, kind: CommitmentKind) -> bool:
        """Tell whether promises of a kind know the fact."""
        return not self.kinds or kind in self.kinds


_LEVELS: Mapping[FactValue, str] = {1: N_("Fault level 1"), 2: N_("Fault level 2"), 3: N_("Fault level 3")}
_AFTER: Mapping[FactValue, str] = {"service": N_("After the service"), "guidance": N_("After guidance by phone")}

FACTS: tuple[FactWord, ...] = (
    FactWord("class", N_("Free or paid"), FactKind.CHOICE, ServiceClass),
    FactWord("severity", N_("Severity"), FactKind.CHOICE, Severity, always=True),
    FactWord("urgent", N_("Urgent"), FactKind.FLAG, yes=N_("urgent"), no=N_("not urgent"), always=True),
    FactWord(
        "visit", N_("Visit on site"), FactKind.FLAG, yes=N_("visit needed"), no=N_("no visit needed"), always=True
    ),
    FactWord("km", N_("Distance"), FactKind.NUMBER, unit="km", always=True),
    FactWord(
        "km_known",
        N_("Distance known"),
        FactKind.FLAG,
        yes=N_("distance known"),
        no=N_("distance unknown"),
        always=True,
    ),
    FactWord("zone", N_("Service zone"), FactKind.CHOICE, ServiceZone),
    FactWord("in_province", N_("In our province"), FactKind.FLAG, yes=N_("in our province"), no=N_("outside it")),
    FactWord("province", N_("Province"), FactKind.TEXT),
    FactWord(
        "manufacturer",
        N_("Manufacturer needed"),
        FactKind.FLAG,
        yes=N_("manufacturer needed"),
        no=N_("no manufacturer needed"),
        always=True,
    ),
    FactWord(
        "large", N_("Large or important"), FactKind.FLAG, yes=N_("large or important"), no=N_("ordinary"), always=True
    ),
    FactWord("level", N_("Fault level"), FactKind.CHOICE, _LEVELS),
    FactWord("grade", N_("Grade of service"), FactKind.CHOICE, ServiceGrade),
    FactWord("part_class", N_("Part class"), FactKind.CHOICE, PartClass, kinds=frozenset({CommitmentKind.PARTS})),
    FactWord(
        "after",
        N_("After what"),
        FactKind.CHOICE,
        _AFTER,
        always=True,
        kinds=frozenset({CommitmentKind.FOLLOW_UP}),
    ),
    FactWord(
        "reopened",
        N_("Reopened by an incident"),
        FactKind.FLAG,
        yes=N_("after an incident"),
        no=N_("in the usual course"),
        always=True,
        kinds=frozenset({CommitmentKind.HAZARD_REVIEW}),
    ),
    FactWord(
        "occasion",
        N_("Occasion of the visit"),
        FactKind.CHOICE,
        VisitOccasion,
        always=True,
        kinds=frozenset({CommitmentKind.VISIT}),
    ),
    FactWord(
        "key_customer",
        N_("Key customer"),
        FactKind.FLAG,
        yes=N_("key customer"),
        no=N_("other customer"),
        always=True,
        kinds=frozenset({CommitmentKind.VISIT}),
    ),
    FactWord(
        "complaint_severity",
        N_("Severity of the complaint"),
        FactKind.CHOICE,
        ComplaintSeverity,
        always=True,
        kinds=frozenset({CommitmentKind.COMPLAINT_CLOSING}),
    ),
)
FACT_WORDS: Mapping[str, FactWord] = {fact.name: fact for fact in FACTS}


def fact_label(name: str) -> str:
    """Return what a person reads for a fact, its own name for one that the table does not have."""
    return _(FACT_WORDS[name].label) if name in FACT_WORDS else name


def condition_words(condition: Condition) -> str:
    """Return a condition in words, "Free, urgent, over 100 km"; "always" for an empty one."""
    if not condition:
        return pgettext("condition", "always")
    names = sorted(condition, key=_place)
    return _(", ").join(wanted_words(name, condition[name]) for name in names)


def wanted_words(name: str, wanted: Wanted) -> str:
    """Return what a condition wants of one fact, in words."""
    if isinstance(wanted, Range):
        return _range_words(name, wanted)
    if isinstance(wanted, tuple):
        return _(" or ").join(_value_words(name, value) for value in wanted)
    return _value_words(name, wanted)


def facts_words(facts: Facts, conditions: Iterable[Condition]) -> str:
    """Return facts as a person reads them, for telling which case a problem is about.

    A fact that is None stands for what none of the ``conditions`` names.
    """
    asked = list(conditions)
    told = (_fact_words(name, facts[name], asked) for name in sorted(facts, key=_place))
    return _(", ").join(told) or pgettext("condition", "always")


def _fact_words(name: str, value: FactValue | None, conditions: Iterable[Condition]) -> str:
    if value is not None:
        return _value_words(name, value)
    rest = rest_of(name, conditions)
    if rest and FACT_WORDS[name].always:
        return _(" or ").join(_value_words(name, one) for one in rest)
    return _("{fact}: another or not known").format(fact=fact_label(name))


def rest_of(name: str, conditions: Iterable[Condition]) -> tuple[FactValue, ...]:
    """Return the choices of a fact that none of the conditions names."""
    named = {value for condition in conditions for value in _named(condition.get(name))}
    return tuple(value for value in FACT_WORDS[name].values if value not in named) if name in FACT_WORDS else ()


def _named(wanted: Wanted | None) -> tuple[FactValue, ...]:
    if wanted is None or isinstance(wanted, Range):
        return ()
    return wanted if isinstance(wanted, tuple) else (wanted,)


def _value_words(name: str, value: FactValue) -> str:
    if name not in FACT_WORDS:
        return f"{name} = {value}"
    return FACT_WORDS[name].words(value)


def _range_words(name: str, wanted: Range) -> str:
    unit = f" {_(FACT_WORDS[name].unit)}" if name in FACT_WORDS and FACT_WORDS[name].unit else ""
    over, to = (MISSING if end is None else quantity(end) for end in (wanted.over, wanted.to))
    if wanted.over is None:
        return _("up to {to}{unit}").format(to=to, unit=unit)
    if wanted.to is None:
        return _("over {over}{unit}").format(over=over, unit=unit)
    return _("over {over} up to {to}{unit}").format(over=over, to=to, unit=unit)


def _place(name: str) -> tuple[int, str]:
    """Where a fact stands in the table; what the table does not have comes last."""
    return (list(FACT_WORDS).index(name), name) if name in FACT_WORDS else (len(FACT_WORDS), name)

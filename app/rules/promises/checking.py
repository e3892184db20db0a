"""Whether the rows of a profile agree: no two of them contradict each other, none leaves a gap (decision 7).

For each pair of rows, and beside each range, a case is looked for that would show the problem: facts are chosen one
after the other from those that the rows can tell apart, and a way is given up as soon as a row settles it. Each problem
is told in words, with that case.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, auto
from itertools import combinations

from app.i18n import _
from app.labels import label
from app.rules.promises.conditions import Condition, FactValue, Range, holds, representative_facts
from app.rules.promises.fact_words import FACT_WORDS, condition_words, facts_words, rest_of
from app.rules.promises.policies import PolicyRule, in_force
from models.enums import CommitmentKind

NEEDED_ALWAYS = frozenset({CommitmentKind.REPLY})  # everybody who asks is answered (C4.1, C5.1)
FROM_A_DISTANCE_ON = frozenset({CommitmentKind.VISIT_ANSWER})  # owed for far places only (C4.3)
NOWHERE = Decimal(0)  # what an unknown distance counts as (domain.md)

Case = Mapping[str, FactValue | None]
Domains = Mapping[str, Sequence[FactValue | None]]


class ProblemKind(Enum):
    """What can be wrong with a set of rows."""

    CONTRADICTION = auto()
    GAP = auto()


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: in which case (``facts``, in words) which rows (their conditions, in words) disagree.

    ``rows`` are the two that contradict each other, or of a gap the one that speaks of its neighbours, none where the
    kind has to be owed in any case.
    """

    problem: ProblemKind
    kind: CommitmentKind
    facts: str
    rows: tuple[str, ...] = ()

    def text(self) -> str:
        """Return the problem as a sentence, with what to do."""
        if self.problem is ProblemKind.CONTRADICTION:
            told = _(
                "Two rows speak of the same case: “{one}” and “{other}” both fit “{facts}”. "
                "Make one of them more specific."
            )
            return told.format(one=self.rows[0], other=self.rows[1], facts=self.facts)
        if self.rows:
            told = _(
                "A gap: for “{facts}” no row would say by when, though “{row}” speaks of cases beside it. "
                "Close the range, or add a more general row first."
            )
            return told.format(facts=self.facts, row=self.rows[0])
        told = _("A gap: for “{facts}” no row would say by when “{promise}” is owed. Add a more general row first.")
        return told.format(facts=self.facts, promise=label(self.kind))


def problems(rules: Iterable[PolicyRule], kind: CommitmentKind, on: date) -> tuple[Problem, ...]:
    """Return what is wrong with the rows of one profile and ``kind`` that are in force on a day.

    Each pair of rows is told once, each range with a gap beside it once. No rows, no problems: another profile decides.
    """
    rows = in_force((rule for rule in rules if rule.kind is kind), on)
    if not rows:
        return ()
    return (*_contradictions(rows), *_gaps(rows, kind))


def new_problems(
    before: Sequence[PolicyRule], after: Sequence[PolicyRule], kind: CommitmentKind, since: date
) -> tuple[Problem, ...]:
    """Return what a change of the rows would make wrong from a day on, on each day on which other rows come into force.

    What was wrong already is not told again: it has to be put right one step at a time.
    """
    days = {since} | {rule.effective_from for rule in after if rule.kind is kind and rule.effective_from > since}
    found: dict[Problem, None] = {}
    for day in sorted(days):
        known = {(one.problem, one.rows) for one in problems(before, kind, day)}
        found.update((one, None) for one in problems(after, kind, day) if (one.problem, one.rows) not in known)
    return tuple(found)


def _contradictions(rows: Sequence[PolicyRule]) -> Iterator[Problem]:
    """Yield the pairs, equally specific, that fit one case which no more specific row decides."""
    domains = _domains(rows)
    for one, other in combinations(rows, 2):
        if len(one.condition) != len(other.condition):
            continue
        both = _narrowed(_narrowed(domains, one.condition), other.condition)
        stronger = [row.condition for row in rows if len(row.condition) > len(one.condition)]
        case = _case_without(stronger, both, {**one.condition, **other.condition})
        if case is not None:
            pair = (condition_words(one.condition), condition_words(other.condition))
            yield Problem(ProblemKind.CONTRADICTION, one.kind, _told(rows, case), pair)


def _gaps(rows: Sequence[PolicyRule], kind: CommitmentKind) -> Iterator[Problem]:
    """Yield the cases that no row speaks of: any at all where one has to, else those beside the range of a row."""
    domains, conditions = _domains(rows), [row.condition for row in rows]
    if kind in NEEDED_ALWAYS:
        case = _case_without(conditions, domains, ())
        if case is not None:
            yield Problem(ProblemKind.GAP, kind, _told(rows, case))
        return
    for row in rows:
        for name, wanted in row.condition.items():
            if isinstance(wanted, Range):
                rest = {fact: want for fact, want in row.condition.items() if fact != name}
                beside = {**_narrowed(domains, rest), name: _beside(domains[name], wanted, kind)}
                case = _case_without(conditions, beside, row.condition)
                if case is not None:
                    yield Problem(ProblemKind.GAP, kind, _told(rows, case), (condition_words(row.condition),))


def _beside(numbers: Sequence[FactValue | None], wanted: Range, kind: CommitmentKind) -> list[FactValue | None]:
    """Return the numbers outside a range; for kinds owed from a distance on only those above it."""
    outside = [number for number in numbers if not wanted.holds(number)]
    if kind not in FROM_A_DISTANCE_ON:
        return outside
    return [
        number for number in outside if isinstance(number, Decimal) and wanted.to is not None and number > wanted.to
    ]


def _domains(rows: Sequence[PolicyRule]) -> Domains:
    """Return of each fact that the rows ask for the values that stand for all they can tell apart and that can be."""
    conditions = [row.condition for row in rows]
    return {name: _values(name, conditions) for name in dict.fromkeys(name for one in conditions for name in one)}


def _values(name: str, conditions: Sequence[Condition]) -> Sequence[FactValue | None]:
    asked = [{name: condition[name]} for condition in conditions if name in condition]
    values = [facts[name] for facts in representative_facts(asked)]
    if name == "km":
        values[0] = NOWHERE  # of the nearest stretch, so that an unknown distance lies in it
    fact = FACT_WORDS.get(name)
    is_complete = fact is not None and fact.always and bool(fact.values) and not rest_of(name, asked)
    return [value for value in values if value is not None or not is_complete]


def _narrowed(domains: Domains, condition: Condition) -> Domains:
    """Return the values that are left where a condition holds."""
    return {
        name: [value for value in values if name not in condition or holds({name: condition[name]}, {name: value})]
        for name, values in domains.items()
    }


def _case_without(
    conditions: Sequence[Condition], domains: Domains, needed: Collection[str], chosen: Case | None = None
) -> Case | None:
    """Return facts from ``domains``, those ``needed`` and what decides beside them, under which none of the conditions
    holds; None if there are none.
    """
    case = chosen or {}
    undecided = [one for one in conditions if all(_may_hold(one, name, case) for name in one)]
    if any(all(name in case for name in one) for one in undecided):
        return None
    asked = (name for one in undecided for name in one)
    name = next((name for name in (*needed, *asked) if name not in case), None)
    if name is None:
        return case
    tried = (_with(case, name, value) for value in domains[name])
    found = (_case_without(undecided, domains, needed, further) for further in tried if further is not None)
    return next((one for one in found if one is not None), None)


def _may_hold(condition: Condition, name: str, case: Case) -> bool:
    return name not in case or holds({name: condition[name]}, case)


def _with(case: Case, name: str, value: FactValue | None) -> Case | None:
    """Add a fact to a case; None where both cannot be: an unknown distance counts as none, never as a far one."""
    further = {**case, name: value}
    is_unknown = further.get("km_known") is False
    return None if is_unknown and further.get("km", NOWHERE) != NOWHERE else further


def _told(rows: Sequence[PolicyRule], case: Case) -> str:
    known = {name: value for name, value in case.items() if name != "km" or case.get("km_known") is not False}
    return facts_words(known, (row.condition for row in rows))

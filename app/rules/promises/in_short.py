"""The promises in force in short, for whoever answers the phone at night: a line for each thing a caller may ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from app.formatting import kilometres
from app.i18n import N_, _, pgettext
from app.rules.promises.conditions import Condition, FactValue, Range
from app.rules.promises.deadlines import Case, PolicyBook
from app.rules.promises.policies import PolicyRule
from app.rules.promises.promise_words import duration_of
from models.enums import CommitmentKind


@dataclass(frozen=True, slots=True)
class _Ask:
    """What a caller may ask: the promise, the facts of the case, and how one says it."""

    kind: CommitmentKind
    facts: Mapping[str, FactValue]
    words: str


_URGENT: Mapping[str, FactValue] = {"class": "free", "severity": "general", "urgent": True, "visit": True}
_NEAR: Mapping[str, FactValue] = {**_URGENT, "km": Decimal(10), "zone": "town", "in_province": True}
_FAR: Mapping[str, FactValue] = {**_URGENT, "km": Decimal(500), "zone": "county", "in_province": False}

_ASKED: tuple[_Ask, ...] = (
    _Ask(CommitmentKind.REPLY, {"severity": "general", "class": "free"}, N_("First reply, general problem")),
    _Ask(CommitmentKind.REPLY, {"severity": "major", "class": "free"}, N_("First reply, major problem")),
    _Ask(CommitmentKind.ARRIVAL, _NEAR, N_("Urgent, under warranty: on site")),
    _Ask(CommitmentKind.VISIT_ANSWER, _FAR, N_("Urgent, under warranty: answer on the visit")),
    _Ask(CommitmentKind.ARRIVAL, _FAR, N_("Urgent, under warranty: on site")),
)


def promises_in_short(book: PolicyBook, now: datetime) -> tuple[str, ...]:
    """Return lines such as "First reply, general problem: 4 hours (C4.1)", of what the department promises now.

    What is agreed case by case is left out.
    """
    rules = ((ask, book.rule(ask.kind, Case(now, ask.facts))) for ask in _ASKED)
    lines = (_line(ask, rule) for ask, rule in rules if rule is not None and rule.amount is not None)
    return tuple(dict.fromkeys(lines))


def _line(ask: _Ask, rule: PolicyRule) -> str:
    length = duration_of(int(rule.amount or 0), rule.unit)
    notes = _(", ").join(note for note in (_where(rule.condition), rule.clause) if note)
    return _("{asked} {length} ({notes})").format(asked=_(ask.words), length=length, notes=notes)


def _where(condition: Condition) -> str:
    """Return for which places a row holds, "" for all."""
    distance, zone = condition.get("km"), condition.get("zone")
    if isinstance(distance, Range):
        if distance.over is None:
            return _("within {distance}").format(distance=kilometres(distance.to))
        return _("beyond {distance}").format(distance=kilometres(distance.over))
    if condition.get("in_province") is True:
        return pgettext("place of a promise", "in our province")
    return {
        "town": pgettext("place of a promise", "in town"),
        "county": pgettext("place of a promise", "in the county"),
    }.get(str(zone), "")

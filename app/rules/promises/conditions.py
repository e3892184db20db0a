"""When a policy row holds: conditions over the facts of a case, as they stand in profiles and in the database.

A condition maps names of facts to what each must be: one value, one of several, or a number within a range. In JSON a
range is ``{"over": "100.0", "to": "300.0"}``: more than the first, at most the second, either end may be missing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import product
from typing import Any

FactValue = str | bool | int | Decimal
Facts = Mapping[str, FactValue | None]


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers more than ``over`` and at most ``to``; None leaves that end open (100.0 counts as within 100)."""

    over: Decimal | None = None
    to: Decimal | None = None

    def __post_init__(self) -> None:
        """Refuse a range that holds nothing or everything."""
        if self.over is None and self.to is None:
            raise ValueError("a range has at least one end")
        if any(end is not None and not end.is_finite() for end in (self.over, self.to)):
            raise ValueError("a range ends at a number")
        if self.over is not None and self.to is not None and self.to <= self.over:
            raise ValueError(f"there is no number over {self.over} and up to {self.to}")

    def holds(self, value: FactValue | None) -> bool:
        """Return whether a number lies within."""
        if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
            return False
        return (self.over is None or value > self.over) and (self.to is None or value <= self.to)


Wanted = FactValue | tuple[FactValue, ...] | Range
Condition = Mapping[str, Wanted]


def holds(condition: Condition, facts: Facts) -> bool:
    """Return whether every fact that the condition names is as it wants; a fact that is unknown never is."""
    return all(_is_as_wanted(wanted, facts.get(name)) for name, wanted in condition.items())


def _is_as_wanted(wanted: Wanted, value: FactValue | None) -> bool:
    if value is None:
        return False
    if isinstance(wanted, Range):
        return wanted.holds(value)
    if isinstance(wanted, tuple):
        return any(_same(one, value) for one in wanted)
    return _same(wanted, value)


def _same(one: FactValue, other: FactValue) -> bool:
    """Compare values; True is not 1."""
    return isinstance(one, bool) is isinstance(other, bool) and one == other


def parse_condition(stored: Mapping[str, Any]) -> Condition:
    """Read a condition as JSON holds it; ValueError for one that cannot be."""
    return {str(name): _parsed(name, value) for name, value in stored.items()}


def _parsed(name: str, value: Any) -> Wanted:
    if isinstance(value, Mapping):
        unknown = set(value) - {"over", "to"}
        if unknown:
            raise ValueError(f"{name}: a range has no {', '.join(sorted(unknown))}")
        return Range(_number(value.get("over")), _number(value.get("to")))
    if isinstance(value, list):
        if not value or not all(isinstance(one, (str, bool, int)) for one in value):
            raise ValueError(f"{name}: a choice names its values")
        return tuple(value)
    if isinstance(value, (str, bool, int)):
        return value
    raise ValueError(f"{name}: {value!r} is no condition")


def _number(text: Any) -> Decimal | None:
    if text is None:
        return None
    try:
        return Decimal(str(text))
    except InvalidOperation as error:
        raise ValueError(f"{text!r} is no number") from error


def plain_condition(condition: Condition) -> dict[str, Any]:
    """Return a condition as JSON stores it, facts in alphabetical order."""
    return {name: _plain(wanted) for name, wanted in sorted(condition.items())}


def _plain(wanted: Wanted) -> Any:
    if isinstance(wanted, Range):
        ends = {"over": wanted.over, "to": wanted.to}
        return {name: str(end) for name, end in ends.items() if end is not None}
    if isinstance(wanted, tuple):
        return list(wanted)
    return str(wanted) if isinstance(wanted, Decimal) else wanted


def condition_key(condition: Condition) -> tuple[tuple[str, str], ...]:
    """Return what two equal conditions have in common, fit to be a dictionary's key.

    Neither the order of the facts nor that of the values of a choice makes a difference.
    """
    return tuple(sorted((name, _key(wanted)) for name, wanted in condition.items()))


def _key(wanted: Wanted) -> str:
    if isinstance(wanted, Range):
        ends = (wanted.over, wanted.to)
        return " ".join("" if end is None else f"{end.normalize():f}" for end in ends)
    choice = wanted if isinstance(wanted, tuple) else (wanted,)
    return repr(sorted({_plain(value) for value in choice}, key=repr))


def representative_facts(conditions: Iterable[Condition]) -> Iterable[dict[str, FactValue | None]]:
    """Yield combinations of facts that stand for all that these conditions can tell apart.

    Of each fact every value that a condition names, one that none does (None), and of ranges a number within every
    stretch between their ends. What holds for all of these holds for any facts.
    """
    values: dict[str, dict[FactValue | None, None]] = {}
    ends: dict[str, set[Decimal]] = {}
    for condition in conditions:
        for name, wanted in condition.items():
            known = values.setdefault(name, {})
            if isinstance(wanted, Range):
                ends.setdefault(name, set()).update(end for end in (wanted.over, wanted.to) if end is not None)
            else:
                known.update(dict.fromkeys(wanted if isinstance(wanted, tuple) else (wanted,)))
    for name, known in values.items():
        known.update(dict.fromkeys(_within_stretches(ends[name]) if name in ends else _others(known)))
    names = list(values)
    for combination in product(*values.values()):
        yield dict(zip(names, combination, strict=True))


def _others(known: Iterable[FactValue | None]) -> list[FactValue | None]:
    """Return what a fact can be beside the values named: the other of yes and no, anything else of the rest."""
    named = set(known)
    return [not value for value in named if isinstance(value, bool)] or [None]


def _within_stretches(ends: set[Decimal]) -> list[Decimal]:
    """Return a number in every stretch that the ends cut the line into, each end itself belonging to the lower one."""
    return [*sorted(ends), max(ends) + 1]

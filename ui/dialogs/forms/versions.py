"""Two versions of one form beside each other, and what each of the two sides changed (invariant 5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ui.widgets.forms.form import FormDialog

_CONTEXT = 60  # characters shown before the first difference of two long texts
_MOST_SHOWN = 400


class Side(StrEnum):
    """Whose version of a field stands."""

    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Version:
    """What the fields of a form hold, by name: for keeping, as words, as values; ``wrong`` are no values yet."""

    kept: Mapping[str, Any]
    shown: Mapping[str, str]
    values: Mapping[str, Any]
    wrong: frozenset[str]


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that reads differently; ``side`` is who alone changed it, None when both did and a person has to say."""

    name: str
    title: str
    mine: str
    theirs: str
    side: Side | None


def version_of(form: FormDialog) -> Version:
    """Return what a form holds now."""
    fields = {row.name: row.field for row in form.rows}
    return Version(
        {name: field.kept() for name, field in fields.items()},
        {name: field.shown() for name, field in fields.items()},
        {name: field.value() for name, field in fields.items()},
        frozenset(name for name, field in fields.items() if field.problem()),
    )


def differences(form: FormDialog, base: Mapping[str, Any], mine: Version, theirs: Version) -> tuple[Difference, ...]:
    """Compare two versions that both began as ``base``, in the order of the form's fields."""
    return tuple(
        Difference(
            row.name,
            row.title,
            *_around_difference(mine.shown[row.name], theirs.shown[row.name]),
            _only_changed_by(base.get(row.name), mine.kept[row.name], theirs.kept[row.name]),
        )
        for row in form.rows
        if row.name in theirs.kept and not _same(row.name, mine, theirs)
    )


def _same(name: str, mine: Version, theirs: Version) -> bool:
    """Tell whether a field is the same in both, even if one of them is typed in another way (1.2万, 12,000)."""
    if mine.kept[name] == theirs.kept[name]:
        return True
    return name not in mine.wrong and mine.values[name] is not None and mine.values[name] == theirs.values[name]


def _only_changed_by(base: Any, mine: Any, theirs: Any) -> Side | None:
    if mine == base:
        return Side.THEIRS
    return Side.MINE if theirs == base else None


def _around_difference(mine: str, theirs: str) -> tuple[str, str]:
    """Cut long texts to the part where they begin to differ."""
    if max(len(mine), len(theirs)) <= _MOST_SHOWN:
        return mine, theirs
    pairs = zip(mine, theirs, strict=False)
    first = next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(mine), len(theirs)))
    start = max(0, first - _CONTEXT)
    return _cut(mine, start), _cut(theirs, start)


def _cut(text: str, start: int) -> str:
    part = text[start : start + _MOST_SHOWN]
    return ("…" if start else "") + part + ("…" if start + _MOST_SHOWN < len(text) else "")

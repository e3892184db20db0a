"""What an inspection looks at, by kind of plant and equipment, read from ``resources/care`` (N3, N4)."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.errors import Invalid
from app.i18n import _
from app.resources import resource_path

GENERAL = "general"  # what is looked at on equipment that no list of a plant is made for
_TEXTS = {"zh_CN": "zh", "en": "en"}

Texts = Mapping[str, str]  # by language: "zh_CN", "en"


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One thing to look at: in which part, what, and how it has to be."""

    area: Texts
    item: Texts
    standard: Texts


@dataclass(frozen=True, slots=True)
class Checklist:
    """One list. ``families`` are words of the names of the equipment that it is made for; a plant's list ``includes``
    others by their codes: its own items are looked at once, theirs on every piece that they fit.
    """

    code: str
    title: Texts
    families: tuple[str, ...]
    includes: tuple[str, ...]
    items: tuple[CheckItem, ...]

    @property
    def is_for_plants(self) -> bool:
        """True for a list of a whole plant."""
        return bool(self.includes)

    def fits(self, name: str) -> bool:
        """Return whether a piece of equipment is of its families, by its name and model."""
        return any(_is_named(word, name) for word in self.families)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of equipment that a plan looks at; ``name`` with its model."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class PlacedItem:
    """An item and the piece that it is looked at on; None for the plant as a whole."""

    equipment_id: int | None
    item: CheckItem


@cache
def checklists() -> Mapping[str, Checklist]:
    """Return every list that is shipped, by its code, in the order in which they are offered."""
    data = json.loads(resource_path("care", "checklists.json").read_text(encoding="utf-8"))
    return {row["code"]: _checklist(row) for row in data["checklists"]}


def checklist(code: str) -> Checklist:
    """Return one list; Invalid when there is none of this code."""
    found = checklists().get(code)
    if found is None:
        raise Invalid(_("Choose the checklist."), field="checklist")
    return found


def items_for(wanted: Checklist, pieces: Sequence[Piece]) -> tuple[PlacedItem, ...]:
    """Return what an inspection looks at.

    A plant's list: its own items once, then for each piece those of the first included list that fits it, else the
    general ones. Any other list: its items for each piece, once where no piece is named.
    """
    if not wanted.is_for_plants:
        owners: list[int | None] = [*(piece.id for piece in pieces)] or [None]
        return tuple(PlacedItem(owner, item) for owner in owners for item in wanted.items)
    own = (PlacedItem(None, item) for item in wanted.items)
    fitting = (PlacedItem(piece.id, item) for piece in pieces for item in _list_of(wanted, piece.name).items)
    return (*own, *fitting)


def _list_of(plant: Checklist, name: str) -> Checklist:
    known = checklists()
    return next((known[code] for code in plant.includes if known[code].fits(name)), known[GENERAL])


def _is_named(word: str, name: str) -> bool:
    """Chinese words stand anywhere in a name; a Latin one is a word of its own (the RO of "RO-2", not of "rotor")."""
    if word.isascii():
        return re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", name, re.IGNORECASE | re.ASCII) is not None
    return word in name


def _checklist(row: Mapping[str, Any]) -> Checklist:
    return Checklist(
        code=row["code"],
        title=_texts(row["title"]),
        families=tuple(row["families"]),
        includes=tuple(row["includes"]),
        items=tuple(_items(row["items"])),
    )


def _items(rows: Iterable[Mapping[str, Any]]) -> Iterator[CheckItem]:
    for row in rows:
        yield CheckItem(**{name: _texts(row[name]) for name in ("area", "item", "standard")})


def _texts(words: Mapping[str, str]) -> Texts:
    return {language: words[key] for language, key in _TEXTS.items()}

"""What lies in the demo's store: where, how much, since when, and what is said about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from app.sample.texts import PartText, part_text, read_sample
from models.enums import PartFamily


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where a part lies and what it is technically; ``opening`` of it came ``days`` before the story ends."""

    family: PartFamily
    bin: str
    minimum: Decimal | None
    opening: Decimal
    days: int
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class StockTexts:
    """The shelves by the code of the part, machines that are kept beside the usual parts, and words."""

    shelves: Mapping[str, Shelf]
    machines: tuple[PartText, ...]
    words: Mapping[str, Any]


@cache
def stock_texts() -> StockTexts:
    """Return the demo's store."""
    told = read_sample("stock")
    shelves = {code: _shelf(*row) for code, *row in told["shelf"]}
    shelves |= {row[0]: _shelf(*row[8:]) for row in told["machines"]}
    machines = tuple(_machine(*row[:8]) for row in told["machines"])
    return StockTexts(shelves, machines, told["words"])


def _shelf(family: str, place: str, minimum: Any, opening: Any, days: int, attributes: Mapping[str, str]) -> Shelf:
    least = None if minimum is None else Decimal(minimum)
    return Shelf(PartFamily(family), place, least, Decimal(opening), days, attributes)


def _machine(code: str, name: str, spec: str, brand: str, unit: str, part_class: str, *sums: str) -> PartText:
    return part_text(name, spec, unit, part_class, code, brand, *sums)

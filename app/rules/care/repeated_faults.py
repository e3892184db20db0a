"""Faults that come back on one model of equipment, wherever its pieces stand (N1, N6)."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.rules.inputs import comparison_key

FAULT_MONTHS, FAULTS_FROM = 12, 2  # how far back repairs count, and how many of one model are worth a word


@dataclass(frozen=True, slots=True)
class Repair:
    """A finished repair of a piece of equipment; ``cause`` and ``parts`` (replaced ones) as they are on record."""

    request_id: int
    number: str
    title: str
    received_at: datetime
    equipment_id: int
    model: str
    maker: str
    customer: str
    cause: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RepeatedFault:
    """A model with its repairs, newest first; model and maker as they are written most often."""

    model: str
    maker: str
    repairs: tuple[Repair, ...]

    @property
    def id(self) -> int:
        """What tells it from others: its newest repair."""
        return self.repairs[0].request_id

    @property
    def pieces(self) -> int:
        """How many pieces of equipment were repaired."""
        return len({one.equipment_id for one in self.repairs})

    @property
    def last_at(self) -> datetime:
        """When a repair was last asked for."""
        return self.repairs[0].received_at

    @property
    def customers(self) -> tuple[str, ...]:
        """The customers concerned, the latest first."""
        return tuple(dict.fromkeys(one.customer for one in self.repairs if one.customer))

    @property
    def causes(self) -> tuple[str, ...]:
        """The causes found, the latest first."""
        return tuple(dict.fromkeys(one.cause for one in self.repairs if one.cause))

    @property
    def parts(self) -> tuple[tuple[str, int], ...]:
        """The parts replaced and how often, the most frequent first."""
        return tuple(Counter(part for one in self.repairs for part in one.parts).most_common())


def model_key(model: str) -> str:
    """Return what two spellings of one model have in common: case, width, blanks and dashes do not count."""
    return "".join(sign for sign in comparison_key(model) if sign.isalnum())


def repeated_faults(repairs: Iterable[Repair], least: int = FAULTS_FROM) -> tuple[RepeatedFault, ...]:
    """Return the models with at least ``least`` repairs, the most first; pieces without a model are no model."""
    of_model: dict[str, list[Repair]] = defaultdict(list)
    for one in repairs:
        if key := model_key(one.model):
            of_model[key].append(one)
    found = [_fault(group) for group in of_model.values() if len(group) >= least]
    return tuple(sorted(found, key=lambda one: (-len(one.repairs), model_key(one.model))))


def _fault(group: list[Repair]) -> RepeatedFault:
    newest = tuple(sorted(group, key=lambda one: (one.received_at, one.request_id), reverse=True))
    return RepeatedFault(_usual(one.model for one in newest), _usual(one.maker for one in newest), newest)


def _usual(words: Iterable[str]) -> str:
    """Return what is written most often, the latest of equals; "" where nothing is."""
    return next((word for word, _count in Counter(word for word in words if word).most_common(1)), "")

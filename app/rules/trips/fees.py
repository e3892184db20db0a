"""What work on site costs by the rate card (收费标准): charges only by the printed card (N1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from models.enums import LineKind

_FEN = Decimal("0.01")
_HOURS, _DAYS, _WAY = ("时", "hour", "h"), ("天", "日", "day"), ("公里", "千米", "km")
NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate of the card: ``price`` with tax for one ``unit``, in yuan."""

    kind: LineKind
    unit: str
    price: Decimal


@dataclass(frozen=True, slots=True)
class Effort:
    """What was spent on site: hours and days of all persons, and the way there in km, None where unknown."""

    hours: Decimal
    days: int
    km: Decimal | None


@dataclass(frozen=True, slots=True)
class Fees:
    """What is charged, in yuan with tax."""

    labour: Decimal
    parts: Decimal
    travel: Decimal


def propose_fees(rates: Sequence[Rate], effort: Effort, parts: Decimal) -> Fees:
    """Return the fees by the rate card: labour by the hour, else by the day; the way by the kilometre there and back,
    else once. Nothing where the card has no rate.
    """
    return Fees(_labour(rates, effort), parts.quantize(_FEN, ROUND_HALF_UP), _travel(rates, effort))


def _labour(rates: Sequence[Rate], effort: Effort) -> Decimal:
    by_hour = _rate(rates, LineKind.LABOUR, _HOURS)
    if by_hour is not None:
        return (by_hour.price * effort.hours).quantize(_FEN, ROUND_HALF_UP)
    by_day = _rate(rates, LineKind.LABOUR, _DAYS)
    return (by_day.price * effort.days).quantize(_FEN) if by_day is not None else NOTHING


def _travel(rates: Sequence[Rate], effort: Effort) -> Decimal:
    by_way = _rate(rates, LineKind.TRAVEL, _WAY)
    if by_way is not None and effort.km is not None:
        return (by_way.price * effort.km * 2).quantize(_FEN, ROUND_HALF_UP)
    once = next((rate for rate in rates if rate.kind is LineKind.TRAVEL and rate != by_way), None)
    return once.price.quantize(_FEN) if once is not None else NOTHING


def _rate(rates: Sequence[Rate], kind: LineKind, units: tuple[str, ...]) -> Rate | None:
    def fits(unit: str) -> bool:
        words = unit.casefold()
        return any(word == words if word.isascii() and len(word) == 1 else word in words for word in units)

    return next((rate for rate in rates if rate.kind is kind and fits(rate.unit)), None)

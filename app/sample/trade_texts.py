"""What the demo department sells, at which prices, and the words that are used on the way: frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from app.sample.texts import PartText, part_text, read_sample
from models.enums import CostKind, DeclineReason, InstalmentKind, LineKind


@dataclass(frozen=True, slots=True)
class RateText:
    """A rate, with what it cost ``last`` year and costs this year; prices with tax, ``cost`` without, in yuan."""

    kind: LineKind
    name: str
    unit: str
    last: Decimal
    price: Decimal
    cost: Decimal
    tax_rate: Decimal
    note: str


@dataclass(frozen=True, slots=True)
class TradeTexts:
    """The words around quotations, orders and money; {name} is the customer's contact."""

    settings: Mapping[str, str]
    leader: str
    chemicals: tuple[PartText, ...]
    rates: tuple[RateText, ...]
    rate_card: Mapping[str, str]
    terms: Mapping[str, str]
    own_titles: Mapping[str, str]
    talks: tuple[str, ...]
    accepted: tuple[str, ...]
    declined: Mapping[DeclineReason, str]
    costs: tuple[tuple[CostKind, str], ...]
    instalments: Mapping[InstalmentKind, str]
    words: Mapping[str, str]

    def rate(self, name: str) -> RateText:
        """Return the rate of this name; KeyError for none."""
        return {rate.name: rate for rate in self.rates}[name]


@cache
def trade_texts() -> TradeTexts:
    """Return what is sold and said."""
    data = dict(read_sample("trade"))
    told: dict[str, Any] = {name: data.pop(name) for name in ("settings", "leader", "rate_card", "terms", "own_titles")}
    return TradeTexts(
        **told,
        chemicals=tuple(part_text(*row) for row in data.pop("chemicals")),
        rates=tuple(_rate(*row) for row in data.pop("rates")),
        talks=tuple(data.pop("talks")),
        accepted=tuple(data.pop("accepted")),
        declined={DeclineReason(reason): words for reason, words in data.pop("declined").items()},
        costs=tuple((CostKind(kind), words) for kind, words in data.pop("costs")),
        instalments={InstalmentKind(kind): words for kind, words in data.pop("instalments").items()},
        words=data,
    )


def _rate(kind: str, name: str, unit: str, *figures: str) -> RateText:
    *sums, note = figures
    last, price, cost, tax_rate = map(Decimal, sums)
    return RateText(LineKind(kind), name, unit, last, price, cost, tax_rate, note)

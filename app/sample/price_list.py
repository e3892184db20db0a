"""What the demo department sells: its particulars for the papers, parts and two rate cards, and lines made of them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import ROUND_DOWN, Decimal
from functools import partial
from itertools import chain
from typing import Any

from app.forms.material.parts import PartForm
from app.forms.trade import PricedLineForm, RateCardForm, RateLineForm
from app.rules.trade.lines import line_price
from app.rules.trade.pricing import sums
from app.sample.stock_texts import stock_texts
from app.sample.story import Story
from app.sample.texts import PartText, parts
from app.sample.trade_texts import RateText, trade_texts
from app.services.material.parts import save_part
from app.services.papers import issue_paper
from app.services.setup import save_settings
from app.services.trade.rate_cards import save_rate_card
from models.enums import LineKind, PartFamily

GOODS_TAX = Decimal(13)
KEEPS = 24  # months that chemicals keep
CARD = "rate_card"
ENTERED = time(9, 20)
BEFORE_THE_YEAR = timedelta(days=12)
WHOLE, NOTHING = Decimal(1), Decimal(0)


class PriceList:
    """Enters the parts and rates, and makes priced lines of them."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._parts: dict[str, int] = {}  # by code

    def enter(self) -> None:
        """Enter settings and parts now, and plan the two rate cards: last year's and this year's."""
        save_settings(self._story.context, values=dict(trade_texts().settings))
        for text in chain(*parts().values(), trade_texts().chemicals, stock_texts().machines):
            self._parts[text.code] = save_part(self._story.context, form=_part(text))
        year = self._story.day_before(0).year
        self._plan_card(year - 1, [(rate, rate.last) for rate in trade_texts().rates])
        self._plan_card(year, [(rate, rate.price) for rate in trade_texts().rates])

    def _plan_card(self, year: int, rates: list[tuple[RateText, Decimal]]) -> None:
        first = date(year, 1, 1)
        told = trade_texts().rate_card
        form = RateCardForm(
            title=told["title"].format(year=year),
            valid_from=first,
            valid_to=date(year, 12, 31),
            note=told["note"],
            lines=tuple(_rate_line(rate, price) for rate, price in rates),
        )
        entered = datetime.combine(first - BEFORE_THE_YEAR, ENTERED, self._story.zone)
        self._story.at(max(entered, self._story.start + timedelta(hours=1)), partial(self._enter_card, form))

    def _enter_card(self, form: RateCardForm) -> None:
        card = save_rate_card(self._story.context, form=form)
        if self._story.context.printer is not None:
            issue_paper(self._story.context, form_id=CARD, record_id=card)

    def part_id(self, code: str) -> int:
        """Return the part of a code."""
        return self._parts[code]

    def goods(self, part: PartText, quantity: Decimal) -> PricedLineForm:
        """Return a line of material or chemicals at its price."""
        chemical = part in trade_texts().chemicals
        return PricedLineForm(
            kind=LineKind.CHEMICALS if chemical else LineKind.MATERIAL,
            part_id=self._parts[part.code],
            name=part.name,
            spec=part.spec,
            brand=part.brand,
            unit=part.unit,
            quantity=quantity,
            unit_cost=part.cost,
            unit_price=part.price,
            tax_rate=GOODS_TAX,
        )

    def work(self, name: str, quantity: Decimal) -> PricedLineForm:
        """Return a line of a rate as it stands on the card of the day."""
        rate = trade_texts().rate(name)
        newest = self._story.today().year == self._story.day_before(0).year
        return PricedLineForm(
            kind=rate.kind,
            name=rate.name,
            unit=rate.unit,
            quantity=quantity,
            unit_cost=rate.cost,
            unit_price=rate.price if newest else rate.last,
            tax_rate=rate.tax_rate,
        )


def total_of(lines: Iterable[PricedLineForm]) -> Decimal:
    """Return what lines come to with tax, before any discount."""
    return sum(((line.quantity or NOTHING) * (line.unit_price or NOTHING) for line in lines), NOTHING)


def at_margin(lines: Sequence[PricedLineForm], margin: Decimal) -> tuple[PricedLineForm, ...]:
    """Return lines whose prices, in whole yuan, leave about this margin of what is paid without tax."""
    whole = sums([line_price(line) for line in lines])
    level = (whole.cost or NOTHING) / (1 - margin) / whole.net
    return tuple(
        replace(line, unit_price=((line.unit_price or NOTHING) * level).quantize(WHOLE, ROUND_DOWN)) for line in lines
    )


def _part(text: PartText) -> PartForm:
    return replace(_on_shelf(text.code), **_priced(text))


def _on_shelf(code: str) -> PartForm:
    """Return what the store knows of a part; of some it keeps none."""
    shelf = stock_texts().shelves.get(code)
    if shelf is None:
        return PartForm()
    return PartForm(
        family=shelf.family,
        attributes=shelf.attributes,
        bin=shelf.bin,
        minimum=shelf.minimum,
        shelf_life_months=KEEPS if shelf.family is PartFamily.CHEMICAL else None,
    )


def _priced(text: PartText) -> dict[str, Any]:
    told = {name: getattr(text, name) for name in ("name", "spec", "brand", "unit", "part_class", "price", "cost")}
    return {**told, "number": text.code, "tax_rate": GOODS_TAX}


def _rate_line(rate: RateText, price: Decimal) -> RateLineForm:
    return RateLineForm(
        kind=rate.kind,
        name=rate.name,
        unit=rate.unit,
        price=price,
        cost=rate.cost,
        tax_rate=rate.tax_rate,
        note=rate.note,
    )

"""The tax rates in use, as the settings name them: "13, 9, 6, 3, 1, 0" percent."""

import re
from collections.abc import Collection
from decimal import Decimal, InvalidOperation

from app.errors import Invalid
from app.i18n import _
from app.rules.trade.amounts import is_percent

_BETWEEN = re.compile(r"[\s,，、;；%％]+")


def parse_rates(text: str) -> tuple[Decimal, ...]:
    """Return the rates in percent, in their order, each once; what is no percentage is left out."""
    read = (_rate(word) for word in _BETWEEN.split(text) if word)
    return tuple(dict.fromkeys(rate for rate in read if rate is not None))


def check_rate(rate: Decimal | None, rates: Collection[Decimal], *, field: str, kept: Decimal | None = None) -> Decimal:
    """Return a tax rate that is in use, or stood there before (``kept``); Invalid at ``field`` for another, or none."""
    if rate is None:
        raise Invalid(_("Choose the tax rate."), field=field)
    if rate not in rates and rate != kept:
        known = _(", ").join(rate_text(one) for one in rates)
        raise Invalid(_("This tax rate is not in use; in use are {rates}.").format(rates=known), field=field)
    return rate


def rate_code(rate: Decimal) -> str:
    """Return a rate in its shortest spelling, which names it: "13", "1.5"."""
    return f"{rate.normalize():f}"


def rate_text(rate: Decimal) -> str:
    """Return a rate as a person reads it: "13 %", "1.5 %"."""
    return f"{rate_code(rate)} %"


def _rate(word: str) -> Decimal | None:
    try:
        rate = Decimal(word)
    except InvalidOperation:
        return None
    return rate if is_percent(rate) else None

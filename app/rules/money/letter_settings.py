"""Settings of letters: what is plausible of them (paperwork.md 3)."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial

from app.errors import Invalid
from app.formatting import figure
from app.i18n import _
from app.rules.inputs import clean_email, clean_phone
from models.enums import InterestBasis

USUAL_BASES = (InterestBasis.NONE, InterestBasis.REGULATION, InterestBasis.LPR)  # a clause is one contract's own
MOST_GAP_DAYS = 90
HIGHEST_LPR, HIGHEST_MARGIN = Decimal(24), Decimal(300)  # percent; four times the LPR is what courts still grant


def checked_letter_setting(key: str, text: str) -> str:
    """Return a setting of letters as it is kept; Invalid at its key for what it cannot be. Others are free text."""
    check = _CHECKS.get(key)
    return check(text) if check is not None else text


def _basis(text: str) -> str:
    if text not in USUAL_BASES:
        raise Invalid(_("There is no such basis of interest."), field="interest_basis")
    return text


def _gap(text: str) -> str:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_GAP_DAYS:
        message = _("Enter a whole number of days from 1 to {most}.").format(most=MOST_GAP_DAYS)
        raise Invalid(message, field="letter_gap_days")
    return str(int(text))


def _lpr(text: str) -> str:
    rate = _percent(text)
    if rate is None or not 0 < rate <= HIGHEST_LPR:
        message = _("Enter the rate in percent a year, e.g. 3.0, up to {most}.").format(most=HIGHEST_LPR)
        raise Invalid(message, field="lpr_percent")
    return f"{rate.normalize():f}"


def _margin(text: str) -> str:
    margin = _percent(text)
    if margin is None or not 0 <= margin <= HIGHEST_MARGIN:
        message = _("Enter the margin in percent, e.g. 30, up to {most}.").format(most=HIGHEST_MARGIN)
        raise Invalid(message, field="lpr_margin")
    return f"{margin.normalize():f}"


def _percent(text: str) -> Decimal | None:
    """Read a rate with at most two decimals, with or without its sign; None for what is none."""
    rate = figure(text.replace("％", "%").removesuffix("%").strip())
    return rate if rate is not None and rate == rate.quantize(Decimal("0.01")) else None


_CHECKS: Mapping[str, Callable[[str], str]] = {
    "interest_basis": _basis,
    "letter_email": partial(clean_email, field="letter_email", limit=200),
    "letter_gap_days": _gap,
    "lpr_percent": _lpr,
    "letter_phone": partial(clean_phone, field="letter_phone", limit=200),
    "director_phone": partial(clean_phone, field="director_phone", limit=200),
    "lpr_margin": _margin,
}

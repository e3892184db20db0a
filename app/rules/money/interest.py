"""Default interest: on what it is claimed, and what it comes to by a day (paperwork.md 3, decided for letters).

Legal bases have to be confirmed by the company's counsel; the setting is not to claim any.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from app.errors import Invalid
from app.i18n import _
from app.rules.trade.pricing import ZERO
from models.enums import CustomerNature, InterestBasis

REGULATION_RATE = Decimal("0.05")  # percent a day: article 17 of the payment regulation for small enterprises
HIGHEST_RATE = Decimal(1)  # percent a day: more can only be a slip
REGULATION_BINDS = (CustomerNature.GOVERNMENT, CustomerNature.INSTITUTION, CustomerNature.STATE_OWNED)
_FEN, _HUNDRED, _YEAR = Decimal("0.01"), Decimal(100), Decimal(365)
_THOUSANDTH = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class InterestTerms:
    """On what interest is claimed; ``rate`` in percent, a day for contract and regulation, a year for the LPR.

    ``clause`` is that of the contract.
    """

    basis: InterestBasis = InterestBasis.NONE
    rate: Decimal | None = None
    clause: str = ""


@dataclass(frozen=True, slots=True)
class LprSettings:
    """The one-year loan prime rate in percent a year, and the margin over it in percent of it."""

    percent: Decimal
    margin: Decimal

    @property
    def rate(self) -> Decimal:
        """Return the rate claimed, in percent a year."""
        return (self.percent * (1 + self.margin / _HUNDRED)).quantize(_THOUSANDTH, ROUND_HALF_UP)


def check_terms(terms: InterestTerms | None) -> None:
    """Check what a contract says of late payment (None: nothing); Invalid at the field.

    Its own clause has a rate in percent a day and its number. Every other basis has a rate of its own.
    """
    if terms is None or terms.basis is not InterestBasis.CONTRACT:
        if terms is not None and terms.rate is not None:
            raise Invalid(_("This basis has a rate of its own."), field="interest_rate")
        return
    if not _is_daily_rate(terms.rate):
        message = _("Enter the rate in percent a day with at most three decimals, up to {highest}.")
        raise Invalid(message.format(highest=HIGHEST_RATE), field="interest_rate")
    if not terms.clause:
        raise Invalid(_("Enter the clause of the contract, e.g. 9.2."), field="interest_clause")


def _is_daily_rate(rate: Decimal | None) -> bool:
    if rate is None or not rate.is_finite() or not ZERO < rate <= HIGHEST_RATE:
        return False
    return rate == rate.quantize(_THOUSANDTH)


def terms_by(basis: InterestBasis, nature: CustomerNature | None, lpr: LprSettings) -> InterestTerms:
    """Return the terms of a basis that is not the contract's own; the regulation binds only some customers, large ones
    among them (a state-owned one counts as large).
    """
    if basis is InterestBasis.REGULATION and nature in REGULATION_BINDS:
        return InterestTerms(basis, REGULATION_RATE)
    if basis is InterestBasis.LPR:
        return InterestTerms(basis, lpr.rate)
    return InterestTerms()


def interest_on(outstanding: Decimal, due_on: date | None, until: date, terms: InterestTerms) -> Decimal:
    """Return the interest on a sum from the day after it was due up to ``until``, both included, half up to fen."""
    if terms.rate is None or due_on is None or until <= due_on:
        return ZERO
    days = (until - due_on).days
    a_day = terms.rate / _YEAR if terms.basis is InterestBasis.LPR else terms.rate
    return (outstanding * a_day * days / _HUNDRED).quantize(_FEN, ROUND_HALF_UP)

"""The LEC method: D = L × E × C, and the level that D means by the usual bands (C12.1)."""

from decimal import Decimal

from models.enums import RiskLevel

LIKELIHOODS = tuple(map(Decimal, ("10", "6", "3", "1", "0.5", "0.2", "0.1")))
EXPOSURES = tuple(map(Decimal, ("10", "6", "3", "2", "1", "0.5")))
CONSEQUENCES = tuple(map(Decimal, ("100", "40", "15", "7", "3", "1")))
BANDS: tuple[tuple[Decimal, RiskLevel], ...] = (
    (Decimal(160), RiskLevel.MAJOR),
    (Decimal(70), RiskLevel.SERIOUS),
    (Decimal(20), RiskLevel.MODERATE),
)


def danger(likelihood: Decimal, exposure: Decimal, consequence: Decimal) -> Decimal:
    """Return D, the product of the three figures."""
    return likelihood * exposure * consequence


def level_of(value: Decimal) -> RiskLevel:
    """Return the level of a D: from 160 major, from 70 serious, from 20 moderate, below that low."""
    return next((level for least, level in BANDS if value >= least), RiskLevel.LOW)

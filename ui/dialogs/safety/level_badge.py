"""The level of a hazard as a badge: its words and its colour (C12.1)."""

from collections.abc import Mapping
from decimal import Decimal

from app.formatting import quantity
from app.i18n import _
from app.labels import label
from models.enums import RiskLevel
from ui.theme.badge import Badge
from ui.theme.palette import Tone

TONES: Mapping[RiskLevel, Tone] = {
    RiskLevel.MAJOR: Tone.OVERDUE,
    RiskLevel.SERIOUS: Tone.GRAVE,
    RiskLevel.MODERATE: Tone.SOON,
    RiskLevel.LOW: Tone.ACCENT,
}


def level_badge(level: RiskLevel) -> Badge:
    """Return the badge of a level."""
    return Badge(label(level), TONES[level])


def danger_words(likelihood: Decimal, exposure: Decimal, consequence: Decimal) -> str:
    """Return the assessment as one reads it, "3 × 6 × 15 = 270"."""
    figures = {"l": quantity(likelihood), "e": quantity(exposure), "c": quantity(consequence)}
    return _("{l} × {e} × {c} = {d}").format(**figures, d=quantity(likelihood * exposure * consequence))

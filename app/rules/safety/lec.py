"""The LEC method: D = L × E × C, and the level that D means by the usual bands (C12.1)."""

from collections.abc import Mapping
from decimal import Decimal

from app.errors import Invalid
from app.i18n import N_, _
from models.enums import RiskLevel

LIKELIHOODS: Mapping[Decimal, str] = {
    Decimal("10"): N_("to be expected"),
    Decimal("6"): N_("quite possible"),
    Decimal("3"): N_("possible, but unusual"),
    Decimal("1"): N_("possible by mere chance"),
    Decimal("0.5"): N_("conceivable, but very unlikely"),
    Decimal("0.2"): N_("hardly conceivable"),
    Decimal("0.1"): N_("practically impossible"),
}
EXPOSURES: Mapping[Decimal, str] = {
    Decimal("10"): N_("all the time"),
    Decimal("6"): N_("every working day"),
    Decimal("3"): N_("once a week or by chance"),
    Decimal("2"): N_("once a month"),
    Decimal("1"): N_("a few times a year"),
    Decimal("0.5"): N_("very rarely"),
}
CONSEQUENCES: Mapping[Decimal, str] = {
    Decimal("100"): N_("catastrophe, many dead"),
    Decimal("40"): N_("disaster, several dead"),
    Decimal("15"): N_("very serious, one dead"),
    Decimal("7"): N_("serious, grave injuries"),
    Decimal("3"): N_("considerable, disabled"),
    Decimal("1"): N_("noticeable, first aid needed"),
}
FIGURES: Mapping[str, Mapping[Decimal, str]] = {
    "likelihood": LIKELIHOODS, "exposure": EXPOSURES, "consequence": CONSEQUENCES,
}  # fmt: skip
BANDS: tuple[tuple[Decimal, RiskLevel], ...] = (
    (Decimal(160), RiskLevel.MAJOR),
    (Decimal(70), RiskLevel.SERIOUS),
    (Decimal(20), RiskLevel.MODERATE),
)
_PLAN_NEEDED = (RiskLevel.MAJOR, RiskLevel.SERIOUS)


def danger(likelihood: Decimal, exposure: Decimal, consequence: Decimal) -> Decimal:
    """Return D, the product of the three figures."""
    return likelihood * exposure * consequence


def level_of(value: Decimal) -> RiskLevel:
    """Return the level of a D: from 160 major, from 70 serious, from 20 moderate, below that low."""
    return next((level for least, level in BANDS if value >= least), RiskLevel.LOW)


def plan_needed(value: Decimal) -> bool:
    """Tell whether a D is so high that prevention and emergency plan have to be written down: from serious up."""
    return level_of(value) in _PLAN_NEEDED


def band(level: RiskLevel) -> tuple[Decimal, Decimal | None]:
    """Return the smallest D of a level and that of the next worse one, None for the worst."""
    least = {one: value for value, one in BANDS} | {RiskLevel.LOW: Decimal(0)}
    worse = [value for value in least.values() if value > least[level]]
    return least[level], min(worse, default=None)


def figure_words(name: str, value: Decimal) -> str:
    """Return a figure of ``FIGURES`` as a person reads it, "6 · quite possible"."""
    return f"{value.normalize():f} · {_(FIGURES[name][value])}"


def checked_danger(likelihood: Decimal | None, exposure: Decimal | None, consequence: Decimal | None) -> Decimal:
    """Return D of three figures that were entered; Invalid at the one that is missing or not of the method."""
    figures = {"likelihood": likelihood, "exposure": exposure, "consequence": consequence}
    product = Decimal(1)
    for name, value in figures.items():
        if value is None:
            raise Invalid(_("Choose a figure of the LEC method."), field=name, clause="C12.1")
        if value not in FIGURES[name]:
            known = _(", ").join(f"{one:f}" for one in FIGURES[name])
            text = _("The LEC method has no such figure. It knows {figures}.")
            raise Invalid(text.format(figures=known), field=name, clause="C12.1")
        product *= value
    return product

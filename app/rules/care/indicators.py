"""The indicators of the department as data: what each counts, in which unit, and what is aimed at (N8).

Each has a formula in words; how it is read, and the list that it counts, is ``app.queries.care.counting``.
"""

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum

from app.errors import Invalid
from app.formatting import MISSING, figure, money
from app.i18n import N_, _
from app.settings import Settings

CLAUSE = "N8"
WHOLE = Decimal(100)
REPEAT_DAYS = 90  # a repair so soon after another one of the same equipment is a repeated one
_WHOLE, _TENTH, _FEN = Decimal(1), Decimal("0.1"), Decimal("0.01")


class Measure(StrEnum):
    """What a figure is: how many, how much of them in percent, hours on average, or yuan."""

    COUNT = "count"
    SHARE = "share"
    HOURS = "hours"
    MONEY = "money"


class Sense(StrEnum):
    """How a figure is held against its target: it reaches it, or it stays below."""

    AT_LEAST = "at_least"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Target:
    """What is aimed at: the setting that holds it in percent, and which way it is meant."""

    setting: str
    sense: Sense


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: ``name``, ``unit`` and ``formula`` are msgids; ``priced`` ones are for those who may see money."""

    code: str
    name: str
    unit: str
    formula: str
    measure: Measure = Measure.COUNT
    priced: bool = False
    target: Target | None = None

    @property
    def formula_text(self) -> str:
        """The formula in words."""
        return _(self.formula).format(days=REPEAT_DAYS)


_JOBS, _CASES = N_("jobs"), N_("pcs.")
_PERCENT, _HOURS, _YUAN = "%", N_("hours"), N_("CNY")


def _count(code: str, name: str, formula: str, unit: str = _JOBS) -> Indicator:
    return Indicator(code, name, unit, formula)


def _share(code: str, name: str, formula: str, target: Target | None = None) -> Indicator:
    return Indicator(code, name, _PERCENT, formula, Measure.SHARE, target=target)


def _money(code: str, name: str, formula: str) -> Indicator:
    return Indicator(code, name, _YUAN, formula, Measure.MONEY, priced=True)


INDICATORS: tuple[Indicator, ...] = (
    _count("received", N_("Requests received"), N_("requests received in the span, without cancelled and merged ones")),
    _count(
        "dispatched", N_("Dispatch orders"), N_("numbered dispatches that begin in the span, without cancelled ones")
    ),
    _count("completed", N_("Requests completed"), N_("requests solved in the span, whenever they were received")),
    _share(
        "completion",
        N_("Completion rate"),
        N_("of the requests received in the span, those solved by its last day"),
    ),
    Indicator(
        "response_hours",
        N_("Average time to first reply"),
        _HOURS,
        N_("from receipt to first reply, over the requests received in the span that were answered"),
        Measure.HOURS,
    ),
    _share("arrival", N_("On site in time"), N_("of the arrivals due in the span, those in time")),
    _share(
        "first_fix",
        N_("First-time fix rate"),
        N_("of the requests solved in the span to which people were sent, those that took a single dispatch"),
    ),
    _share(
        "repeated",
        N_("Repeated repairs"),
        N_("of the equipment repairs received in the span, those within {days} days of an earlier one"),
    ),
    _share(
        "followed_up",
        N_("Follow-up rate"),
        N_("of the visits and follow-up calls due in the span, those made"),
    ),
    _share(
        "satisfied",
        N_("Satisfied customers"),
        N_("of the service receipts signed, surveys answered and visits with a word in the span, those satisfied"),
        Target("target_satisfied", Sense.AT_LEAST),
    ),
    _share(
        "in_time",
        N_("Service in time"),
        N_("of all commitments due in the span, those kept in time; waived ones count only if missed before"),
        Target("target_in_time", Sense.AT_LEAST),
    ),
    _count("complaints", N_("Complaints received"), N_("complaints received in the span"), _CASES),
    _share(
        "complaints_closed",
        N_("Complaints closed"),
        N_("of the complaints received in the span, those closed by its last day"),
    ),
    _share(
        "our_fault",
        N_("Complaints our fault"),
        N_("complaints closed in the span as our fault, over the requests solved in the span"),
        Target("target_our_fault", Sense.BELOW),
    ),
    _count("incidents", N_("Safety incidents"), N_("accidents and near misses that happened in the span"), _CASES),
    _money(
        "warranty_cost",
        N_("Cost of free service"),
        N_("parts issued, less returned, for free requests, and travel claims checked in the span of their dispatches"),
    ),
    _money("paid_income", N_("Income from paid service"), N_("orders whose service ended in the span, with tax")),
    _money("parts_issued", N_("Parts issued"), N_("cost of all parts issued in the span, less what came back")),
    _money("receivable", N_("Receivables open"), N_("open on the last day of the span, or today if that is earlier")),
    _money("overdue", N_("Overdue receivables"), N_("of the receivables open on that day, what was due before it")),
    _money("collected", N_("Money collected"), N_("receipts dated in the span")),
    Indicator(
        "collection",
        N_("Collection rate"),
        _PERCENT,
        N_("of what was open at the beginning and due by the end of the span, what came in during it"),
        Measure.SHARE,
        priced=True,
    ),
    _money("travel", N_("Travel expenses"), N_("expense claims checked in the span, less deductions")),
)
BY_CODE = {one.code: one for one in INDICATORS}


def value_of(measure: Measure, part: Decimal, whole: Decimal) -> Decimal | None:
    """Return the figure made of what counts and what it is counted among; None where there is nothing to judge.

    A share is in percent, rounded down to one decimal, so that a miss is never rounded away; hours are an average.
    """
    if measure is Measure.SHARE:
        return (part * WHOLE / whole).quantize(_TENTH, ROUND_DOWN) if whole else None
    if measure is Measure.HOURS:
        return (part / whole).quantize(_TENTH, ROUND_HALF_UP) if whole else None
    return part.quantize(_FEN if measure is Measure.MONEY else _WHOLE)


def value_text(indicator: Indicator, value: Decimal | None) -> str:
    """Return a figure as it stands beside its unit; a dash where there is none."""
    if value is None:
        return MISSING
    return f"{value:,.2f}" if indicator.measure is Measure.MONEY else f"{value:,}"


def figure_text(indicator: Indicator, value: Decimal | None) -> str:
    """Return a figure as it stands by itself: "92.3 %", "3.0 hours", "¥1,200.00", "18"."""
    if value is None or indicator.measure is Measure.COUNT:
        return value_text(indicator, value)
    if indicator.measure is Measure.MONEY:
        return money(value)
    return f"{value} %" if indicator.measure is Measure.SHARE else _("{hours} hours").format(hours=value)


def target_text(indicator: Indicator, target: Decimal | None) -> str:
    """Return what is aimed at: "≥ 90 %"; "" without a target."""
    if indicator.target is None or target is None:
        return ""
    return f"{'≥' if indicator.target.sense is Sense.AT_LEAST else '<'} {target.normalize():f} %"


def target_of(indicator: Indicator, settings: Settings) -> Decimal | None:
    """Return what is aimed at, in percent; None for an indicator without a target."""
    return Decimal(settings.text(indicator.target.setting)) if indicator.target is not None else None


def is_met(indicator: Indicator, value: Decimal | None, target: Decimal | None) -> bool | None:
    """Tell whether a figure meets its target; None where it has no target, or nothing to judge."""
    if indicator.target is None or value is None or target is None:
        return None
    return value >= target if indicator.target.sense is Sense.AT_LEAST else value < target


def checked_target(key: str, text: str) -> str:
    """Return a target as it is stored; Invalid for what is no percentage."""
    percent = figure(text.replace("％", "%").removesuffix("%").strip())
    if percent is None or not 0 < percent <= WHOLE or percent != percent.quantize(_TENTH):
        raise Invalid(_("Enter a percentage, e.g. 90."), field=key)
    return f"{percent.normalize():f}"


TARGETS = frozenset(one.target.setting for one in INDICATORS if one.target is not None)

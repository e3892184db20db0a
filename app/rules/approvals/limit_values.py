"""Which values a limit can have, and how they are said: yuan, percent, days."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from app.formatting import money
from app.i18n import N_, _, ngettext
from app.rules.trade.tax_rates import rate_text
from models.enums import LimitKind


class Unit(Enum):
    """What a limit counts."""

    YUAN = auto()
    PERCENT = auto()
    DAYS = auto()


@dataclass(frozen=True, slots=True)
class Range:
    """The values of a limit: from ``least`` to ``most``, both included; ``refusal`` is the msgid for any other."""

    unit: Unit
    least: Decimal
    most: Decimal
    refusal: str

    @property
    def places(self) -> int:
        """How many places after the point a value may have."""
        return 0 if self.unit is Unit.DAYS else 2


_SHARE = N_("Enter a share from 0 to 100 %.")
RANGES: Mapping[LimitKind, Range] = {
    LimitKind.LEADER_AMOUNT: Range(
        Unit.YUAN, Decimal("0.01"), Decimal(1_000_000_000), N_("Enter an amount from ¥0.01 to ¥1,000,000,000.")
    ),
    LimitKind.TOGETHER_DAYS: Range(Unit.DAYS, Decimal(0), Decimal(366), N_("Enter whole days, from 0 to 366.")),
    LimitKind.MARGIN_FLOOR: Range(Unit.PERCENT, Decimal(0), Decimal("99.99"), N_("Enter a margin from 0 to 99.99 %.")),
    LimitKind.USUAL_ADVANCE: Range(Unit.PERCENT, Decimal(0), Decimal(100), _SHARE),
    LimitKind.USUAL_BALANCE_DAYS: Range(Unit.DAYS, Decimal(0), Decimal(366), N_("Enter whole days, from 0 to 366.")),
    LimitKind.VALIDITY_DAYS: Range(Unit.DAYS, Decimal(1), Decimal(366), N_("Enter whole days, from 1 to 366.")),
}


def value_problem(kind: LimitKind, value: Decimal) -> str:
    """Return why a limit cannot have this value, in the current language; "" when it can."""
    allowed = RANGES[kind]
    fits = value.is_finite() and allowed.least <= value <= allowed.most
    return "" if fits and value == round(value, allowed.places) else _(allowed.refusal)


def value_text(kind: LimitKind, value: Decimal) -> str:
    """Return the value of a limit with its unit."""
    match RANGES[kind].unit:
        case Unit.YUAN:
            return money(value)
        case Unit.PERCENT:
            return rate_text(value)
        case Unit.DAYS:
            return ngettext("{count} day", "{count} days", int(value)).format(count=int(value))

"""The limits that approvals and terms hang on, as rows with a first day (C8.2, C8.3, C9.1, C9.2, C5.2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.enums import LimitKind

SHIPPED: Mapping[LimitKind, Decimal] = {
    LimitKind.LEADER_AMOUNT: Decimal(50_000),
    LimitKind.TOGETHER_DAYS: Decimal(30),
    LimitKind.MARGIN_FLOOR: Decimal(20),
    LimitKind.USUAL_ADVANCE: Decimal(100),
    LimitKind.USUAL_BALANCE_DAYS: Decimal(15),
    LimitKind.VALIDITY_DAYS: Decimal(30),
}
SHIPPED_FROM = date(2000, 1, 1)
CLAUSES: Mapping[LimitKind, str] = {
    LimitKind.LEADER_AMOUNT: "C8.2",
    LimitKind.TOGETHER_DAYS: "C8.2",
    LimitKind.MARGIN_FLOOR: "C8.3",
    LimitKind.USUAL_ADVANCE: "C9.1",
    LimitKind.USUAL_BALANCE_DAYS: "C9.2",
    LimitKind.VALIDITY_DAYS: "C5.2",
}


@dataclass(frozen=True, slots=True)
class LimitRow:
    """One value of a limit, from a day on; ``limit_id`` orders those of one day."""

    kind: LimitKind
    value: Decimal
    effective_from: date
    limit_id: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits as they stand on one day: yuan with tax, days, percent."""

    leader_amount: Decimal
    together_days: int
    margin_floor: Decimal
    usual_advance: Decimal
    usual_balance_days: int
    validity_days: int


def limits_on(rows: Iterable[LimitRow], day: date) -> Limits:
    """Return the limits in force on ``day``: of each kind the last one from that day or before, else the shipped."""
    values = dict(SHIPPED)
    for row in sorted(rows, key=lambda row: (row.effective_from, row.limit_id)):
        if row.effective_from <= day:
            values[row.kind] = row.value
    return Limits(
        leader_amount=values[LimitKind.LEADER_AMOUNT],
        together_days=int(values[LimitKind.TOGETHER_DAYS]),
        margin_floor=values[LimitKind.MARGIN_FLOOR],
        usual_advance=values[LimitKind.USUAL_ADVANCE],
        usual_balance_days=int(values[LimitKind.USUAL_BALANCE_DAYS]),
        validity_days=int(values[LimitKind.VALIDITY_DAYS]),
    )

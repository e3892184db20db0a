"""Fees on site come from the printed rate card and from nowhere else (N1)."""

from decimal import Decimal

import pytest

from app.rules.trips.fees import Effort, Rate, propose_fees
from models.enums import LineKind

EFFORT = Effort(hours=Decimal("12.5"), days=2, km=Decimal("86.5"))
HOURLY = Rate(LineKind.LABOUR, "工时", Decimal("150.00"))
DAILY = Rate(LineKind.LABOUR, "人·天", Decimal("1200.00"))
PER_KM = Rate(LineKind.TRAVEL, "公里", Decimal("3.50"))
ONCE = Rate(LineKind.TRAVEL, "次", Decimal("300.00"))


@pytest.mark.parametrize(
    ("rates", "labour", "travel"),
    [
        ((HOURLY, DAILY, PER_KM), "1875.00", "605.50"),
        ((DAILY, ONCE), "2400.00", "300.00"),
        ((Rate(LineKind.LABOUR, "h", Decimal(100)), Rate(LineKind.TRAVEL, "km", Decimal(2))), "1250.00", "346.00"),
        ((Rate(LineKind.OTHER, "次", Decimal(100)),), "0.00", "0.00"),
        ((), "0.00", "0.00"),
    ],
)
def test_n1_fees_follow_the_rate_card(rates: tuple[Rate, ...], labour: str, travel: str) -> None:
    fees = propose_fees(rates, EFFORT, Decimal("680"))
    assert (str(fees.labour), str(fees.travel), str(fees.parts)) == (labour, travel, "680.00")


def test_without_a_distance_the_way_is_not_charged_by_the_kilometre() -> None:
    fees = propose_fees((PER_KM,), Effort(Decimal(8), 1, None), Decimal(0))
    assert fees.travel == 0

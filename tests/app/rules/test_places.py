"""Where a site lies, as deadlines ask."""

from decimal import Decimal

import pytest

from app.errors import Invalid
from app.rules.places import checked_km, is_same_province, place_facts
from models.enums import ServiceZone


@pytest.mark.parametrize(("km", "kept"), [("100.04", "100.0"), ("100.05", "100.1"), ("0", "0.0"), ("20000", "20000.0")])
def test_a_distance_has_one_place(km: str, kept: str) -> None:
    assert str(checked_km(Decimal(km))) == kept
    assert checked_km(None) is None


@pytest.mark.parametrize("km", ["-0.1", "20000.1", "NaN", "Infinity"])
def test_what_is_no_distance_is_refused(km: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_km(Decimal(km))
    assert refused.value.field == "km"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("江苏", "江苏省", True),
        ("广西", "广西壮族自治区", True),
        ("新疆维吾尔自治区", "新疆", True),
        ("上海市", " 上海", True),
        ("香港特别行政区", "香港", True),
        ("江苏", "江西", False),
        ("Jiangsu", "jiangsu", True),
    ],
)
def test_a_province_is_known_with_or_without_its_kind(one: str, other: str, expected: bool) -> None:
    assert is_same_province(one, other) is expected


def test_unknown_distance_counts_as_near_and_is_told_as_unknown() -> None:
    facts = place_facts(None, None, "", "江苏")
    assert (facts["km"], facts["km_known"], facts["zone"]) == (Decimal(0), False, None)
    assert (facts["province"], facts["in_province"]) == (None, None)
    assert place_facts(Decimal(5), ServiceZone.TOWN, "江苏省", "江苏")["in_province"] is True
    assert place_facts(Decimal(5), ServiceZone.TOWN, "江苏省", "")["in_province"] is None

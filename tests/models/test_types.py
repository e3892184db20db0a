"""Amounts and moments are exact, or they are refused before they reach the database."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from models.enums import Severity
from models.types import Code, Kilometres, Money, Quantity, Scaled, UtcDateTime
from tests.factories import local_time

DIALECT = sqlite.dialect()
TYPES = [Money(), Quantity(), Kilometres()]


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: type(kind).__name__)
@pytest.mark.parametrize("wrong", [Decimal("NaN"), Decimal("Infinity"), Decimal("-Infinity"), Decimal("1.00001")])
def test_amounts_that_cannot_be_kept_exactly_are_refused(kind: Scaled, wrong: Decimal) -> None:
    with pytest.raises(ValueError, match=r"decimal places|not an amount"):
        kind.process_bind_param(wrong, DIALECT)


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: type(kind).__name__)
def test_floats_are_refused(kind: Scaled) -> None:
    value: Any = 0.1
    with pytest.raises(TypeError, match="Decimal"):
        kind.process_bind_param(value, DIALECT)


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: type(kind).__name__)
@given(whole=st.integers(-(10**15), 10**15))
def test_amounts_come_back_as_they_were(kind: Scaled, whole: int) -> None:
    amount = Decimal(whole).scaleb(-kind.places)
    assert kind.process_result_value(kind.process_bind_param(amount, DIALECT), DIALECT) == amount


def test_money_is_stored_as_fen() -> None:
    assert Money().process_bind_param(Decimal("1200.50"), DIALECT) == 120050
    assert str(Money().process_result_value(120050, DIALECT)) == "1200.50"


@pytest.mark.parametrize(("exact", "rounded"), [("0.005", "0.01"), ("0.0149", "0.01"), ("-0.005", "-0.01")])
def test_computed_money_is_rounded_half_up(exact: str, rounded: str) -> None:
    assert Money.to_fen(Decimal(exact)) == Decimal(rounded)


def test_moments_without_a_time_zone_are_refused() -> None:
    with pytest.raises(TypeError, match="time zone"):
        UtcDateTime().process_bind_param(datetime(2026, 3, 6, 14, 0), DIALECT)  # noqa: DTZ001 (the point of the test)


def test_moments_are_stored_as_utc() -> None:
    stored = UtcDateTime().process_bind_param(local_time("2026-03-06 07:30"), DIALECT)
    assert stored == datetime(2026, 3, 5, 23, 30, tzinfo=UTC).replace(tzinfo=None)
    assert UtcDateTime().process_result_value(stored, DIALECT) == local_time("2026-03-06 07:30")


def test_codes_outside_the_vocabulary_are_refused_both_ways() -> None:
    with pytest.raises(ValueError, match="dreadful"):
        Code(Severity).process_bind_param("dreadful", DIALECT)
    with pytest.raises(ValueError, match="dreadful"):
        Code(Severity).process_result_value("dreadful", DIALECT)
    assert Code(Severity).process_result_value("major", DIALECT) is Severity.MAJOR


@pytest.mark.parametrize("kind", [*TYPES, UtcDateTime(), Code(Severity)], ids=lambda kind: type(kind).__name__)
def test_nothing_stays_nothing(kind: Any) -> None:
    assert kind.process_bind_param(None, DIALECT) is None
    assert kind.process_result_value(None, DIALECT) is None

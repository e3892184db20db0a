"""Which values a limit can have, and how they are said."""

from decimal import Decimal

import pytest

from app.i18n import using_language
from app.rules.approvals.limit_values import RANGES, value_problem, value_text
from app.rules.approvals.limits import SHIPPED
from models.enums import LimitKind

K = LimitKind


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (K.LEADER_AMOUNT, "0"),
        (K.LEADER_AMOUNT, "-1"),
        (K.LEADER_AMOUNT, "0.005"),
        (K.LEADER_AMOUNT, "1000000000.01"),
        (K.LEADER_AMOUNT, "NaN"),
        (K.LEADER_AMOUNT, "Infinity"),
        (K.TOGETHER_DAYS, "2.5"),
        (K.TOGETHER_DAYS, "367"),
        (K.MARGIN_FLOOR, "100"),
        (K.MARGIN_FLOOR, "-0.01"),
        (K.USUAL_ADVANCE, "100.01"),
        (K.VALIDITY_DAYS, "0"),
    ],
)
def test_an_absurd_value_is_refused(kind: LimitKind, value: str) -> None:
    assert value_problem(kind, Decimal(value))


@pytest.mark.parametrize("kind", LimitKind)
def test_the_shipped_value_and_both_ends_are_possible(kind: LimitKind) -> None:
    for value in (SHIPPED[kind], RANGES[kind].least, RANGES[kind].most):
        assert value_problem(kind, value) == ""


@pytest.mark.parametrize(
    ("kind", "value", "chinese", "english"),
    [
        (K.LEADER_AMOUNT, "50000", "¥50,000.00", "¥50,000.00"),
        (K.MARGIN_FLOOR, "17.5", "17.5 %", "17.5 %"),
        (K.TOGETHER_DAYS, "30", "30 天", "30 days"),
        (K.VALIDITY_DAYS, "1", "1 天", "1 day"),
    ],
)
def test_a_value_is_said_with_its_unit(kind: LimitKind, value: str, chinese: str, english: str) -> None:
    for language, words in (("zh_CN", chinese), ("en", english)):
        with using_language(language):
            assert value_text(kind, Decimal(value)) == words

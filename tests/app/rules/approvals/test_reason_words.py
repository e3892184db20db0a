"""Why a step is needed, in words."""

from typing import Any

import pytest

from app.i18n import using_language
from app.labels import label
from app.rules.approvals.reason_words import reason_text
from app.rules.approvals.steps import NeedReason
from models.enums import ApprovalReason

R = ApprovalReason


@pytest.mark.parametrize(
    ("reason", "values", "words"),
    [
        (R.AMOUNT, {"total": "58000.00", "limit": "50000"}, "¥58,000.00 with tax, the leader approves from ¥50,000.00"),
        (
            R.AMOUNT_TOGETHER,
            {"total": "61000", "limit": "50000", "days": "30", "others": ["FW-2026-0001"]},
            "¥61,000.00 together with FW-2026-0001 of the last 30 days, the leader approves from ¥50,000.00",
        ),
        (R.BELOW_FLOOR, {"margin": "12.40", "floor": "20.000"}, "Margin 12.4 %, below the floor of 20 %"),
        (R.BELOW_COST, {"lines": list("ABCDEFG")}, "Below cost: A, B, C, D, E and 2 more"),
        (
            R.ADVANCE_NOT_IN,
            {"orders": ["FW-2026-0001"], "advance": "8000", "missing": "3000.50"},
            "Of the advance of FW-2026-0001, ¥8,000.00 in all, ¥3,000.50 has not come in",
        ),
        (R.LARGE, {}, "Large, special or batch supply"),
    ],
)
def test_figures_and_limits_are_named(reason: ApprovalReason, values: dict[str, Any], words: str) -> None:
    with using_language("en"):
        assert reason_text(NeedReason(reason, values)) == words


@pytest.mark.parametrize("reason", ApprovalReason)
def test_without_figures_the_reason_has_its_label(reason: ApprovalReason) -> None:
    assert reason_text(NeedReason(reason)) == label(reason)

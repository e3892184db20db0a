"""Pay first, then serve (C8.1, C9.1)."""

from decimal import Decimal

import pytest

from app.rules.trade.pay_first import (
    ADVANCE_IN,
    ORDER_IN_FORCE,
    OrderInForce,
    PayFirstFacts,
    advance_missing,
    departure_blocks,
    order_missing,
)

PAID_UP = OrderInForce("FW-2026-0001", Decimal("1000.00"), Decimal("1000.00"))
HALF_PAID = OrderInForce("FW-2026-0002", Decimal("1000.00"), Decimal("400.00"))


@pytest.mark.parametrize(
    ("facts", "clauses"),
    [
        (PayFirstFacts(paid=False), []),
        (PayFirstFacts(paid=True), ["C8.1"]),
        (PayFirstFacts(paid=True, orders=[PAID_UP]), []),
        (PayFirstFacts(paid=True, orders=[HALF_PAID]), ["C9.1"]),
        (PayFirstFacts(paid=True, orders=[PAID_UP, HALF_PAID]), ["C9.1"]),
        (PayFirstFacts(paid=True, excepted=frozenset({ORDER_IN_FORCE})), []),
        (PayFirstFacts(paid=True, excepted=frozenset({ADVANCE_IN})), ["C8.1"]),
        (PayFirstFacts(paid=True, orders=[HALF_PAID], excepted=frozenset({ADVANCE_IN})), []),
        (PayFirstFacts(paid=True, orders=[HALF_PAID], excepted=frozenset({ORDER_IN_FORCE})), ["C9.1"]),
        (PayFirstFacts(paid=False, orders=[HALF_PAID]), []),
        (PayFirstFacts(paid=True, orders=[OrderInForce("FW-1", Decimal(0), Decimal(0))]), []),
    ],
)
def test_c8_1_c9_1_what_keeps_people_from_leaving(facts: PayFirstFacts, clauses: list[str]) -> None:
    assert [reason.clause for reason in departure_blocks(facts)] == clauses


def test_c8_1_the_refusal_leads_to_making_an_order() -> None:
    (reason,) = order_missing(PayFirstFacts(paid=True))
    assert (reason.clause, reason.fix) == ("C8.1", "make_order")


def test_c9_1_the_refusal_names_order_and_sum() -> None:
    (reason,) = advance_missing(PayFirstFacts(paid=True, orders=[HALF_PAID]))
    assert "FW-2026-0002" in reason.text
    assert "¥1,000.00" in reason.text
    assert "¥600.00" in reason.text
    assert reason.fix == "record_receipt"

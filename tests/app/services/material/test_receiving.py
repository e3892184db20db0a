"""Goods on order that come in, and what they bring about (C6.2, C4.2)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.context import Context
from app.errors import Invalid, NotAllowed
from app.forms.material.purchases import TakingBackForm
from app.services.material.receiving import take_back_receipt
from models.enums import EventKind, PurchaseState, Role
from models.material.purchase import Purchase
from tests.app.services.refusing import refused_at
from tests.app.services.requests.logs import entries, promises_of
from tests.conftest import OpenDesk
from tests.factories import stored, version_of
from tests.purchase_factories import (
    came,
    details_of,
    line_of,
    make_chemical,
    make_need,
    make_ordered,
    make_stock_part,
    make_submitted,
    put_in_stock,
    receive,
    record_of_need,
    share_of,
    stock_of,
)


def state_of(context: Context, purchase_id: int) -> str:
    return stored(context, Purchase, purchase_id).state


def take_back(context: Context, purchase_id: int, quantity: str, **fields: object) -> None:
    usual = {"line_no": 1, "person": "仓管吴工", "reason": "点错数", "quantity": Decimal(quantity)}
    form = TakingBackForm(**{**usual, **fields})  # type: ignore[arg-type]
    take_back_receipt(context, record_id=purchase_id, version=version_of(context, purchase_id), form=form)


def test_c6_2_what_comes_in_raises_the_stock_at_what_it_cost(context: Context) -> None:
    seal = make_stock_part(context)
    put_in_stock(context, seal, "2", "600.00")
    purchase = make_ordered(context, line_of(seal, answer_reason="库存不足"))
    receive(context, purchase, came(1, "4", unit_cost=Decimal("630.00")))
    assert stock_of(context, seal) == (Decimal(6), Decimal("3720.00"), Decimal(0))
    assert state_of(context, purchase) == PurchaseState.RECEIVED
    (receipt,) = details_of(context, purchase).lines[0].receipts
    assert (receipt.person, receipt.quantity, receipt.unit_cost) == ("仓管吴工", Decimal(4), Decimal("630.00"))


def test_without_a_cost_the_estimate_counts_and_without_one_the_parts_own(context: Context) -> None:
    seal, pump = make_stock_part(context), make_stock_part(context, name="计量泵", cost=Decimal("2000.00"))
    purchase = make_ordered(context, line_of(seal, "1"), line_of(pump, "1", estimate=None))
    receive(context, purchase, came(1, "1"), came(2, "1"))
    assert stock_of(context, seal)[1] == Decimal("580.00")
    assert stock_of(context, pump)[1] == Decimal("2000.00")


def test_c6_2_goods_come_in_parts_and_the_rest_stays_on_order(context: Context) -> None:
    seal = make_stock_part(context)
    purchase = make_ordered(context, line_of(seal))
    receive(context, purchase, came(1, "1"))
    assert (state_of(context, purchase), stock_of(context, seal)[2]) == (PurchaseState.PARTLY_RECEIVED, Decimal(3))
    receive(context, purchase, came(1, "1"))
    receive(context, purchase, came(1, "2"))
    assert (state_of(context, purchase), stock_of(context, seal)[2]) == (PurchaseState.RECEIVED, Decimal(0))


def test_c6_2_more_than_ordered_is_asked_about_and_taken_with_a_reason(context: Context) -> None:
    seal, ring = make_stock_part(context), make_stock_part(context, name="O 型圈", unit="个")
    purchase = make_ordered(context, line_of(seal), line_of(ring, "10"))
    more = came(1, "5"), came(2, "12")
    with pytest.raises(Invalid) as told:
        receive(context, purchase, *more)
    assert told.value.field == "accept_more"
    assert "机械密封 +1 套" in told.value.message
    assert "O 型圈 +2 个" in told.value.message
    assert refused_at(lambda: receive(context, purchase, *more, accept_more=True)) == "reason"
    receive(context, purchase, *more, accept_more=True, reason="供方整箱发货")
    assert (stock_of(context, seal)[0], state_of(context, purchase)) == (Decimal(5), PurchaseState.RECEIVED)
    (told_in_log,) = entries(context, purchase, EventKind.GOODS_RECEIVED)
    assert "供方整箱发货" in told_in_log.text


def test_c6_2_a_rest_that_will_not_come_is_closed_with_a_reason(context: Context) -> None:
    seal = make_stock_part(context)
    purchase = make_ordered(context, line_of(seal))
    assert refused_at(lambda: receive(context, purchase, came(1, "3", close=True))) == "lines"
    receive(context, purchase, came(1, "3", close=True, reason="型号停产"))
    line = details_of(context, purchase).lines[0]
    assert (line.closed, line.closed_reason, line.to_come) == (True, "型号停产", Decimal(0))
    assert (state_of(context, purchase), stock_of(context, seal)[2]) == (PurchaseState.RECEIVED, Decimal(0))


def test_a_purchase_of_which_nothing_comes_at_all_is_cancelled_instead(context: Context) -> None:
    purchase = make_ordered(context)
    with pytest.raises(Invalid):
        receive(context, purchase, came(1, close=True, reason="型号停产"))
    assert state_of(context, purchase) == PurchaseState.ORDERED


def test_closing_one_line_leaves_the_others_to_come(context: Context) -> None:
    purchase = make_ordered(context, line_of(make_stock_part(context)), line_of(make_stock_part(context)))
    receive(context, purchase, came(1, close=True, reason="型号停产"))
    assert state_of(context, purchase) == PurchaseState.ORDERED
    assert [line.to_come for line in details_of(context, purchase).lines] == [Decimal(0), Decimal(4)]


def test_c6_2_a_chemical_comes_with_its_batch_and_expiry(context: Context) -> None:
    acid = make_chemical(context)
    purchase = make_ordered(context, line_of(acid, "50"))
    assert refused_at(lambda: receive(context, purchase, came(1, "25"))) == "lines"
    first = came(1, "25", batch="20260210", expires_on=date(2027, 2, 9))
    receive(context, purchase, first, came(1, "25", batch="20260301", expires_on=date(2027, 2, 28)))
    receipts = details_of(context, purchase).lines[0].receipts
    assert [(one.batch, one.quantity) for one in receipts] == [("20260210", Decimal(25)), ("20260301", Decimal(25))]


def test_c4_2_who_needs_it_first_gets_what_came_in_and_is_told(context: Context) -> None:
    seal = make_stock_part(context)
    late = make_need(context, seal, "2", needed_on=date(2026, 4, 10))
    early = make_need(context, seal, "2", needed_on=date(2026, 3, 12))
    purchase = make_ordered(context, line_of(seal, shares=(share_of(late, "2"), share_of(early, "2"))))
    receive(context, purchase, came(1, "3"))
    shares = {share.need_id: (share.came, share.coming) for share in details_of(context, purchase).lines[0].shares}
    assert shares == {early: (Decimal(2), Decimal(0)), late: (Decimal(1), Decimal(1))}
    (told,) = entries(context, record_of_need(context, early), EventKind.GOODS_RECEIVED)
    assert "机械密封 2 套" in told.text
    assert "QG-2026-0001" in told.text
    assert "机械密封 1 套" in entries(context, record_of_need(context, late), EventKind.GOODS_RECEIVED)[0].text
    receive(context, purchase, came(1, "1"))
    assert len(entries(context, record_of_need(context, early), EventKind.GOODS_RECEIVED)) == 1


def test_what_came_for_a_need_is_not_free_for_others(context: Context) -> None:
    seal = make_stock_part(context)
    need = make_need(context, seal, "3")
    purchase = make_ordered(context, line_of(seal, shares=(share_of(need, "3"),)))
    receive(context, purchase, came(1, "4"))
    assert details_of(context, purchase).lines[0].free_now == Decimal(1)


def test_goods_come_in_only_once_they_are_ordered_and_not_in_the_future(context: Context) -> None:
    with pytest.raises(Invalid):
        receive(context, make_submitted(context), came(1, "1"))
    purchase = make_ordered(context)
    now = context.clock.now()
    for wrong in (None, now + timedelta(minutes=1), now - timedelta(days=1)):
        assert refused_at(lambda at=wrong: receive(context, purchase, came(1, "1"), at=at)) == "at"  # type: ignore[misc]
    assert refused_at(lambda: receive(context, purchase, came(1, "1"), person="")) == "person"
    assert refused_at(lambda: receive(context, purchase, came(9, "1"))) == "lines"
    assert refused_at(lambda: receive(context, purchase)) == "lines"


def test_c6_2_the_last_goods_meet_the_delivery(context: Context) -> None:
    purchase = make_ordered(context)
    receive(context, purchase, came(1, "3"))
    assert promises_of(context, purchase)[0].met_at is None
    receive(context, purchase, came(1, "1"))
    assert promises_of(context, purchase)[0].met_at == context.clock.now()


def test_the_keeper_receives_without_seeing_or_setting_a_cost(open_desk: OpenDesk) -> None:
    manager, keeper = open_desk(), open_desk(Role.WAREHOUSE)
    seal = make_stock_part(manager)
    purchase = make_ordered(manager, line_of(seal))
    receive(keeper, purchase, came(1, "4", unit_cost=Decimal("1.00")))
    assert stock_of(manager, seal)[1] == Decimal("2320.00")
    line = details_of(keeper, purchase).lines[0]
    assert (line.estimate, line.receipts[0].unit_cost, details_of(keeper, purchase).estimated) == (None, None, None)
    with pytest.raises(NotAllowed):
        receive(open_desk(Role.SECRETARY), purchase, came(1, "1"))


def test_c6_2_a_wrong_receipt_is_taken_back_at_what_it_came_in_with(context: Context) -> None:
    seal = make_stock_part(context)
    put_in_stock(context, seal, "2", "500.00")
    purchase = make_ordered(context, line_of(seal, answer_reason="库存不足"))
    receive(context, purchase, came(1, "4", unit_cost=Decimal("700.00")))
    take_back(context, purchase, "3")
    assert stock_of(context, seal) == (Decimal(3), Decimal("1700.00"), Decimal(3))
    assert state_of(context, purchase) == PurchaseState.PARTLY_RECEIVED
    take_back(context, purchase, "1")
    assert stock_of(context, seal) == (Decimal(2), Decimal("1000.00"), Decimal(4))
    assert state_of(context, purchase) == PurchaseState.ORDERED
    assert [one.quantity for one in details_of(context, purchase).lines[0].receipts] == [4, -3, -1]
    assert promises_of(context, purchase)[0].met_at is None


def test_no_more_is_taken_back_than_came_in_of_the_batch_or_is_on_hand(context: Context) -> None:
    seal = make_stock_part(context)
    purchase = make_ordered(context, line_of(seal))
    receive(context, purchase, came(1, "4"))
    assert refused_at(lambda: take_back(context, purchase, "5")) == "quantity"
    assert refused_at(lambda: take_back(context, purchase, "1", batch="X")) == "quantity"
    assert refused_at(lambda: take_back(context, purchase, "1", line_no=2)) == "line_no"
    assert refused_at(lambda: take_back(context, purchase, "1", reason=" ")) == "reason"


def test_a_closed_line_is_open_again_when_its_receipt_was_wrong(context: Context) -> None:
    purchase = make_ordered(context)
    receive(context, purchase, came(1, "3", close=True, reason="型号停产"))
    take_back(context, purchase, "3")
    line = details_of(context, purchase).lines[0]
    assert (line.closed, line.to_come, state_of(context, purchase)) == (False, Decimal(4), PurchaseState.ORDERED)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(1, 60_000), st.integers(0, 100_000)), min_size=1, max_size=5))
def test_c6_2_however_receipts_are_split_they_add_up(context: Context, pieces: list[tuple[int, int]]) -> None:
    quantities = [Decimal(thousandths) / 1000 for thousandths, _fen in pieces]
    part = make_stock_part(context)
    purchase = make_ordered(context, line_of(part, str(sum(quantities)), answer_reason="分批"))
    value = Decimal(0)
    for quantity, (_thousandths, fen) in zip(quantities, pieces, strict=True):
        cost = Decimal(fen) / 100
        receive(context, purchase, came(1, str(quantity), unit_cost=cost))
        value += (quantity * cost).quantize(Decimal("0.01"), "ROUND_HALF_UP")
    line = details_of(context, purchase).lines[0]
    assert (line.received, line.to_come, state_of(context, purchase)) == (sum(quantities), 0, PurchaseState.RECEIVED)
    assert stock_of(context, part) == (sum(quantities), value, Decimal(0))
    assert sum(one.quantity for one in line.receipts) == sum(quantities)

"""What was bought or reserved for a need goes where the need goes, and comes back when it changes (C6.1, C6.2)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.clock import FixedClock
from app.context import Context
from app.errors import Blocked, Invalid
from app.forms.material.purchases import TakingBackForm
from app.i18n import using_language
from app.queries.material.need_forms import needs_start
from app.queries.material.needs import needs_of, shortages
from app.queries.material.stock_looks import stock_look
from app.services.material.receiving import take_back_receipt
from app.services.material.slips import cancel_slip
from app.services.requests.joining import merge_request
from app.services.requests.moving import cancel_request, move_request
from app.services.trade.order_steps import end_service, settle_order
from models.enums import EventKind, StockAnswer
from models.material.need import MaterialNeed
from models.material.part import Part
from tests.app.services.refusing import refused_at
from tests.app.services.requests.logs import entries, lines_of
from tests.factories import (
    keep_promises,
    make_customer,
    make_project,
    make_solved_request,
    stored,
    version_of,
)
from tests.need_factories import answer, make_needing_request, need_form, wanted
from tests.order_factories import approved, enforced, make_order_in_force, make_order_of_request, pay
from tests.purchase_factories import (
    came,
    details_of,
    line_of,
    make_need,
    make_ordered,
    make_stock_part,
    put_in_stock,
    receive,
    record_of_need,
    share_of,
)
from tests.quotation_factories import SEAL
from tests.slip_factories import approve, check, item, make_approved_slip, make_slip, take_back
from tests.stock_factories import make_stocked_part, untied

D = Decimal
SEALS = wanted("机械密封", 2, "套")


def free_request(context: Context) -> dict[str, int]:
    """Return the customer and project of a request that costs nothing."""
    customer = make_customer(context)
    return {"customer_id": customer, "project_id": make_project(context, customer_id=customer)}


# a part without an answer -----------------------------------------------------------------------------------------


def test_c6_1_a_part_that_was_picked_is_kept_until_it_is_looked_up(context: Context) -> None:
    request, seal = make_needing_request(context, SEALS), make_stock_part(context)
    (need,) = answer(context, request, replace(need_form(seal, quantity=D(2)), answer=None))
    assert (need.part.id, need.answer, need.answered_at, need.answered_by) == (seal, None, None, "")
    assert [line.line_no for line in needs_of(context, request).to_look_up] == [1]
    with context.read() as session:
        assert shortages(session, (need.id,)) == ()
    (start,) = needs_start(context, request).starts
    assert (start.form.part_id, start.form.answer) == (seal, None)


def test_a_part_without_a_quantity_is_not_kept(context: Context) -> None:
    request, seal = make_needing_request(context, SEALS), make_stock_part(context)
    form = replace(need_form(seal, quantity=None), answer=None)
    assert refused_at(lambda: answer(context, request, form)) == "needs"


# an order and its request -----------------------------------------------------------------------------------------


def bought_before(context: Context, *, received: str = "") -> tuple[int, int, int]:
    """Return an order approved after two seals were bought for its request, the part and the purchase."""
    request, seal = make_needing_request(context, SEALS, paid=True), make_stock_part(context)
    (need,) = answer(context, request, need_form(seal, StockAnswer.BUY, quantity=D(2)))
    purchase = make_ordered(context, line_of(seal, "2", shares=(share_of(need.id, "2"),)), request_id=request)
    if received:
        receive(context, purchase, came(1, received))
    return enforced(context, approved(context, make_order_of_request(context, request))), seal, purchase


def test_c6_1_what_came_in_for_its_request_is_found_for_an_order(context: Context) -> None:
    order, seal, _purchase = bought_before(context, received="2")
    assert (stock_look(context, seal).free, stock_look(context, seal, record_id=order).free) == (0, 2)
    (need,) = answer(context, order, need_form(seal, quantity=D(2)))
    assert (need.coverage.earmarked, need.coverage.short) == (2, 0)
    assert untied(context) == []


def test_c6_1_what_is_on_order_for_its_request_is_found_for_an_order(context: Context) -> None:
    order, seal, _purchase = bought_before(context)
    (goods,) = stock_look(context, seal, record_id=order).coming
    assert (goods.own, goods.free) == (2, 0)
    on_order = {"quantity": D(2), "purchase_line_id": goods.purchase_line_id}
    (need,) = answer(context, order, need_form(seal, StockAnswer.ON_ORDER, **on_order))
    assert (need.coverage.coming, need.coverage.short) == (2, 0)


def test_what_was_bought_for_a_need_and_came_in_asks_for_no_reason(context: Context) -> None:
    seal = make_stock_part(context)
    need = make_need(context, seal, "2")
    receive(context, make_ordered(context, line_of(seal, "2", shares=(share_of(need, "2"),))), came(1, "2"))
    request = record_of_need(context, need)
    (again,) = answer(context, request, need_form(seal, StockAnswer.BUY, quantity=D(2), needed_on=date(2026, 3, 25)))
    assert again.needed_on == date(2026, 3, 25)


# an answer that changes -------------------------------------------------------------------------------------------


def reserved_and_bought(context: Context) -> tuple[int, int, int]:
    """Return a request whose six seals are partly reserved of goods on order, the part, what bought the rest."""
    seal = make_stock_part(context)
    make_ordered(context, line_of(seal, "4"))
    request = make_needing_request(context, wanted("机械密封", 6, "套"))
    (goods,) = stock_look(context, seal).coming
    reserved = {"quantity": D(6), "purchase_line_id": goods.purchase_line_id}
    (need,) = answer(context, request, need_form(seal, StockAnswer.ON_ORDER, **reserved))
    bought = make_ordered(context, line_of(seal, "2", shares=(share_of(need.id, "2"),), answer_reason="不足"))
    return request, seal, bought


def test_c6_1_another_answer_gives_back_what_it_reserved_and_nothing_that_was_bought(context: Context) -> None:
    request, seal, bought = reserved_and_bought(context)
    (need,) = answer(context, request, need_form(seal, StockAnswer.BUY, quantity=D(6), reason="改为采购"))
    assert [(one.purchase_id, one.quantity) for one in need.purchases] == [(bought, 2)]
    assert (need.coverage.coming, need.coverage.short) == (2, 4)
    assert untied(context) == []


def test_what_was_bought_beside_what_is_reserved_keeps_its_part(context: Context) -> None:
    request, _seal, _bought = reserved_and_bought(context)
    other = make_stock_part(context, spec="MG1-50")
    form = need_form(other, StockAnswer.BUY, quantity=D(6), reason="型号有误")
    assert refused_at(lambda: answer(context, request, form)) == "needs"


def test_goods_that_were_bought_may_come_in_before_the_answer_changes(context: Context) -> None:
    request, seal, bought = reserved_and_bought(context)
    receive(context, bought, came(1, "2"))
    (need,) = answer(context, request, need_form(seal, StockAnswer.BUY, quantity=D(6), reason="改为采购"))
    assert need.coverage.earmarked == 2


# two requests that are one ----------------------------------------------------------------------------------------


def test_c2_1_what_was_found_and_bought_goes_over_to_the_request_that_goes_on(
    context: Context, clock: FixedClock
) -> None:
    of = free_request(context)
    first = make_needing_request(context, **of)
    clock.moment += timedelta(minutes=10)
    second, seal = make_needing_request(context, SEALS, **of), make_stock_part(context)
    (need,) = answer(context, second, need_form(seal, StockAnswer.BUY, quantity=D(2)))
    purchase = make_ordered(context, line_of(seal, "2", shares=(share_of(need.id, "2"),)))
    receive(context, purchase, came(1, "1"))
    merge_request(context, record_id=second, version=version_of(context, second), into_id=first, reason="同一故障")
    (found,) = needs_of(context, first).needs
    assert (found.id, found.line_no, found.coverage.bought, found.coverage.earmarked) == (need.id, 2, 2, 1)
    assert lines_of(context, first)[-1].line_no == 2
    assert needs_of(context, second).needs == ()
    assert (stored(context, Part, seal).reserved, untied(context)) == (1, [])


# a receipt that was wrong -----------------------------------------------------------------------------------------


def take_receipt_back(context: Context, purchase: int, quantity: str) -> None:
    form = TakingBackForm(line_no=1, quantity=D(quantity), person="仓管吴工", reason="点错数")
    take_back_receipt(context, record_id=purchase, version=version_of(context, purchase), form=form)


def test_c6_2_who_was_told_that_goods_are_here_is_told_that_they_are_not(context: Context) -> None:
    seal = make_stock_part(context)
    early, late = make_need(context, seal, "2", needed_on=date(2026, 3, 12)), make_need(context, seal, "2")
    purchase = make_ordered(context, line_of(seal, "4", shares=(share_of(early, "2"), share_of(late, "2"))))
    receive(context, purchase, came(1, "4"))
    with using_language("en"):
        take_receipt_back(context, purchase, "1")
    told = entries(context, record_of_need(context, late), EventKind.GOODS_RECEIVED)
    number = details_of(context, purchase).number
    assert [one.text for one in told if one.data.get("taken_back")] == [f"{number}: Taken back: 机械密封 1 套 (点错数)"]
    assert len(entries(context, record_of_need(context, early), EventKind.GOODS_RECEIVED)) == 1


# what is set aside ends with it -----------------------------------------------------------------------------------


def test_c6_3_an_open_slip_keeps_a_request_from_being_closed(context: Context) -> None:
    request = make_solved_request(context, **free_request(context))
    keep_promises(context, request)
    slip = make_approved_slip(context, item(make_stocked_part(context)), request_id=request)
    with pytest.raises(Blocked) as caught:
        move_request(context, record_id=request, version=version_of(context, request), action="close")
    assert [(one.clause, one.fix) for one in caught.value.reasons] == [("C6.3", "show_slips")]
    check(context, slip)
    move_request(context, record_id=request, version=version_of(context, request), action="close")


def test_c6_3_an_open_slip_keeps_an_order_from_being_settled(context: Context) -> None:
    order = make_order_in_force(context, lines=(SEAL,))
    slip = make_approved_slip(context, item(make_stocked_part(context)), order_id=order)
    end_service(context, record_id=order, version=version_of(context, order), served_at=context.clock.now())
    pay(context, order)
    with pytest.raises(Blocked, match="LL-2026-0001"):
        settle_order(context, record_id=order, version=version_of(context, order))
    cancel_slip(context, record_id=slip, version=version_of(context, slip), reason="不再领用")
    settle_order(context, record_id=order, version=version_of(context, order))


# never less than nothing is free ----------------------------------------------------------------------------------


def test_c6_1_what_was_handed_out_is_kept_for_nobody_who_needs_it_earlier(context: Context) -> None:
    seal = make_stock_part(context)
    first, second = (make_need(context, seal, "4", of=free_request(context)) for _each in range(2))
    purchase = make_ordered(context, line_of(seal, "8", shares=(share_of(first, "4"), share_of(second, "4"))))
    receive(context, purchase, came(1, "4"))
    hand_out(context, seal, first, 4)
    request = record_of_need(context, second)
    early = need_form(seal, StockAnswer.BUY, quantity=D(4), needed_on=date(2026, 3, 9))
    (need,) = answer(context, request, early)
    assert (need.coverage.earmarked, need.coverage.coming, need.coverage.short) == (0, 4, 0)
    assert stored(context, Part, seal).free == 0


def hand_out(context: Context, part: int, need: int, quantity: int) -> int:
    slip = make_slip(context, item(part, quantity, need_id=need), request_id=record_of_need(context, need))
    approve(context, slip)
    check(context, slip)
    return slip


class _Room:
    """Two needs of one part, with what was bought for them: what people do, whatever comes into their heads."""

    def __init__(self, context: Context) -> None:
        self.context, self.part = context, make_stock_part(context)
        of, reason = free_request(context), "不用相近型号"
        self.needs = [make_need(context, self.part, "4", of=of, reason=reason) for _each in range(2)]
        shares = tuple(share_of(need, "4") for need in self.needs)
        self.purchase = make_ordered(context, line_of(self.part, "10", shares=shares, answer_reason=reason))
        self.slips: list[int] = []

    def receive(self, _which: int, amount: int) -> None:
        receive(self.context, self.purchase, came(1, str(amount)))

    def take_on(self, _which: int, amount: int) -> None:
        put_in_stock(self.context, self.part, str(amount))

    def hand_out(self, which: int, amount: int) -> None:
        self.slips.append(hand_out(self.context, self.part, self.needs[which], amount))

    def set_aside(self, which: int, amount: int) -> None:
        request = record_of_need(self.context, self.needs[which])
        line = item(self.part, amount, need_id=self.needs[which])
        make_approved_slip(self.context, line, request_id=request)

    def hand_to_others(self, _which: int, amount: int) -> None:
        self.slips.append(make_approved_slip(self.context, item(self.part, amount)))
        check(self.context, self.slips[-1])

    def bring_back(self, _which: int, amount: int) -> None:
        if self.slips:
            take_back(self.context, self.slips[-1], amount)

    def need_more(self, which: int, amount: int) -> None:
        self.change(which, quantity=D(4 + amount))

    def need_earlier(self, which: int, amount: int) -> None:
        self.change(which, needed_on=date(2026, 3, 8 + amount))

    def change(self, which: int, **fields: object) -> None:
        need = stored(self.context, MaterialNeed, self.needs[which])
        kept = {"quantity": need.quantity, "needed_on": need.needed_on, "reason": "照旧", **fields}
        answer(self.context, need.record_id, need_form(self.part, StockAnswer.BUY, **kept))

    def give_up(self, which: int, _amount: int) -> None:
        request = record_of_need(self.context, self.needs[which])
        version = version_of(self.context, request)
        cancel_request(self.context, record_id=request, version=version, reason="客户撤单")


DEEDS: tuple[Callable[[_Room, int, int], None], ...] = (
    _Room.receive, _Room.hand_out, _Room.set_aside, _Room.hand_to_others, _Room.bring_back, _Room.need_more,
    _Room.need_earlier, _Room.give_up, _Room.take_on,
)  # fmt: skip


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 1), st.integers(1, 4)), min_size=3, max_size=6))
def test_invariant_1_whatever_is_done_never_less_than_nothing_is_free(
    context: Context, done: list[tuple[Callable[[_Room, int, int], None], int, int]]
) -> None:
    room = _Room(context)
    for deed, which, amount in done:
        try:
            deed(room, which, amount)
        except (Invalid, Blocked):
            continue
        assert stored(context, Part, room.part).free >= 0, deed.__name__
    assert untied(context) == []

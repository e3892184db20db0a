"""Purchase orders from draft to purchasing (C6.2, C5.3)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.context import Context
from app.errors import Blocked, Conflict, Invalid
from app.forms.material.needs import NeedForm, NeedsForm
from app.forms.material.purchases import PurchaseForm, PurchaseLineForm
from app.queries.material.needs import needs_of
from app.queries.material.purchase_forms import purchase_form
from app.services.material.needs import answer_needs
from app.services.material.purchases import cancel_purchase, save_purchase, withdraw_purchase
from app.services.requests.moving import cancel_request
from models.enums import CommitmentKind, CommitmentState, EventKind, PurchaseState, PurchaseUrgency, StockAnswer
from models.material.purchase import Purchase
from tests.app.services.refusing import refused_at
from tests.app.services.requests.logs import entries, promises_of
from tests.factories import make_customer, make_project, make_request, stored, version_of
from tests.order_factories import make_order_in_force
from tests.purchase_factories import (
    NEEDED,
    came,
    details_of,
    line_of,
    make_need,
    make_ordered,
    make_purchase,
    make_stock_part,
    make_submitted,
    put_in_stock,
    receive,
    record_of_need,
    share_of,
    stock_of,
    submit,
)
from tests.quotation_factories import LABOUR, SEAL


def state_of(context: Context, purchase_id: int) -> str:
    return stored(context, Purchase, purchase_id).state


def refused(context: Context, *lines: PurchaseLineForm, **fields: Any) -> str:
    with pytest.raises(Invalid) as told:
        save_purchase(context, form=PurchaseForm(lines=lines, **fields))
    assert told.value.field == "lines"
    return told.value.message


def test_c6_2_a_draft_collects_what_has_to_be_bought_and_has_no_number_yet(context: Context) -> None:
    seal, filter_ = make_stock_part(context), make_stock_part(context, name="滤芯", spec="5μm")
    purchase = make_purchase(context, line_of(seal), line_of(filter_, "20", needed_on=date(2026, 3, 12)))
    details = details_of(context, purchase)
    assert (details.number, details.state, details.title) == ("", PurchaseState.DRAFT, "机械密封 / 滤芯")
    assert details.needed_on == date(2026, 3, 12)
    assert details.requester == "经理"
    assert details.estimated == Decimal("13920.00")
    assert stock_of(context, seal)[2] == 0


def test_c6_2_submitting_gives_the_number_and_counts_as_on_order(context: Context) -> None:
    seal = make_stock_part(context)
    purchase = make_submitted(context, line_of(seal))
    details = details_of(context, purchase)
    assert (details.number, details.state) == ("QG-2026-0001", PurchaseState.SUBMITTED)
    assert stock_of(context, seal)[2] == Decimal(4)
    assert details.lines[0].stock_then == 0


def test_c6_1_nothing_is_submitted_before_somebody_looked_in_stock_and_named_a_day(context: Context) -> None:
    purchase = make_purchase(context, line_of(make_stock_part(context), answer=None, needed_on=None))
    with pytest.raises(Blocked) as told:
        submit(context, purchase)
    assert {reason.fix for reason in told.value.reasons} == {"edit"}
    assert [reason.clause for reason in told.value.reasons] == ["C6.1", "C6.2"]
    assert all("机械密封" in reason.text for reason in told.value.reasons)


def test_c6_1_what_is_free_in_stock_is_bought_only_with_a_reason(context: Context) -> None:
    seal = make_stock_part(context)
    put_in_stock(context, seal, "3")
    purchase = make_purchase(context, line_of(seal))
    with pytest.raises(Blocked):
        submit(context, purchase)
    form = purchase_form(context, purchase)
    line = replace(form.lines[0], answer_reason="库存 3 套留作应急")
    save_purchase(context, form=replace(form, lines=(line,)), record_id=purchase)
    submit(context, purchase)
    assert details_of(context, purchase).lines[0].stock_then == Decimal(3)


def test_stock_up_to_the_minimum_is_no_reason_not_to_buy(context: Context) -> None:
    seal = make_stock_part(context, minimum=Decimal(5))
    put_in_stock(context, seal, "3")
    assert details_of(context, make_submitted(context, line_of(seal))).number == "QG-2026-0001"


def test_an_empty_purchase_is_not_submitted(context: Context) -> None:
    purchase = save_purchase(context, form=PurchaseForm())
    with pytest.raises(Blocked):
        submit(context, purchase)


@pytest.mark.parametrize(
    "fields",
    [
        {"quantity": None},
        {"quantity": Decimal("NaN")},
        {"quantity": Decimal("-1")},
        {"quantity": Decimal("0.0001")},
        {"part_id": None},
        {"part_id": 0},
        {"needed_on": date(9999, 1, 1)},
        {"answer": StockAnswer.FROM_STOCK},
        {"estimate": Decimal("0.001")},
        {"estimate": Decimal("900000000.00")},
        {"requirement": "x" * 201},
        {"requirement": "a\x00b"},
    ],
)
def test_a_line_that_is_wrong_is_refused_at_its_place(context: Context, fields: dict[str, Any]) -> None:
    line = replace(line_of(make_stock_part(context)), **fields)
    assert "1" in refused(context, line)


def test_a_part_stands_once_for_each_day(context: Context) -> None:
    seal = make_stock_part(context)
    refused(context, line_of(seal), line_of(seal, "2"))
    make_purchase(context, line_of(seal), line_of(seal, needed_on=date(2026, 4, 20)))


def test_what_is_urgent_says_why(context: Context) -> None:
    urgent = PurchaseForm(urgency=PurchaseUrgency.URGENT)
    assert refused_at(lambda: save_purchase(context, form=urgent)) == "urgent_reason"
    save_purchase(context, form=replace(urgent, urgent_reason="停产"))


def test_customer_and_project_are_those_of_the_request(context: Context) -> None:
    customer = make_customer(context)
    project = make_project(context, customer_id=customer)
    request = make_request(context, customer_id=customer, project_id=project)
    details = details_of(context, make_purchase(context, request_id=request))
    assert (details.project and details.project.id) == project
    assert (details.customer and details.customer.id) == customer
    other = PurchaseForm(request_id=request, project_id=make_project(context))
    assert refused_at(lambda: save_purchase(context, form=other)) == "project_id"


def test_nothing_is_bought_for_a_request_that_was_cancelled(context: Context) -> None:
    request = make_request(context)
    cancel_request(context, record_id=request, version=version_of(context, request), reason="用户撤回")
    assert refused_at(lambda: save_purchase(context, form=PurchaseForm(request_id=request))) == "request_id"


def test_c6_1_a_share_is_for_what_the_need_still_lacks(context: Context) -> None:
    seal, pump = make_stock_part(context), make_stock_part(context, name="计量泵", unit="台")
    need = make_need(context, seal, "4")
    refused(context, line_of(pump, shares=(share_of(need, "1"),)))
    refused(context, line_of(seal, "2", shares=(share_of(need, "3"),)))
    refused(context, line_of(seal, "9", shares=(share_of(need, "5"),)))
    make_purchase(context, line_of(seal, "3", shares=(share_of(need, "3"),)))
    assert "1" in refused(context, line_of(seal, "2", shares=(share_of(need, "2"),)))


def test_c6_2_the_request_that_waits_is_told_and_its_purchase_is_seen_from_it(context: Context) -> None:
    seal = make_stock_part(context)
    need = make_need(context, seal)
    purchase = make_submitted(context, line_of(seal, shares=(share_of(need, "4"),)))
    request = record_of_need(context, need)
    (told,) = entries(context, request, EventKind.PURCHASE_MADE)
    assert told.data == {"purchase": purchase, "number": "QG-2026-0001"}
    (share,) = details_of(context, purchase).lines[0].shares
    assert (share.record and share.record.id, share.coming, share.stands) == (request, Decimal(4), True)


def test_shares_of_a_cancelled_request_are_shown_as_no_longer_needed(context: Context) -> None:
    seal = make_stock_part(context)
    need = make_need(context, seal)
    purchase = make_submitted(context, line_of(seal, shares=(share_of(need, "4"),)))
    request = record_of_need(context, need)
    cancel_request(context, record_id=request, version=version_of(context, request), reason="用户撤回")
    (share,) = details_of(context, purchase).lines[0].shares
    assert (share.stands, share.coming) == (False, Decimal(0))


def test_c6_2_once_submitted_it_is_changed_only_by_way_of_the_draft(context: Context) -> None:
    seal = make_stock_part(context)
    purchase = make_submitted(context, line_of(seal))
    with pytest.raises(Invalid):
        save_purchase(context, form=purchase_form(context, purchase), record_id=purchase)
    withdraw_purchase(context, record_id=purchase, version=version_of(context, purchase), reason="数量写错")
    assert (state_of(context, purchase), stock_of(context, seal)[2]) == (PurchaseState.DRAFT, Decimal(0))
    submit(context, purchase)
    assert details_of(context, purchase).number == "QG-2026-0001"


def test_what_purchasing_ordered_is_not_taken_back_to_draft(context: Context) -> None:
    purchase = make_ordered(context)
    with pytest.raises(Invalid):
        withdraw_purchase(context, record_id=purchase, version=version_of(context, purchase), reason="改型号")


def test_cancelling_frees_what_was_on_order_and_tells_who_waited(context: Context) -> None:
    seal = make_stock_part(context)
    need = make_need(context, seal)
    purchase = make_ordered(context, line_of(seal, shares=(share_of(need, "4"),)))
    cancel_purchase(context, record_id=purchase, version=version_of(context, purchase), reason="供方停产")
    assert (state_of(context, purchase), stock_of(context, seal)[2]) == (PurchaseState.CANCELLED, Decimal(0))
    notes = entries(context, record_of_need(context, need), EventKind.NOTE)
    assert "供方停产" in notes[-1].text
    assert details_of(context, purchase).number == "QG-2026-0001"


def test_c6_2_what_has_come_in_is_not_cancelled_any_more(context: Context) -> None:
    purchase = make_ordered(context, line_of(make_stock_part(context), "1"), line_of(make_stock_part(context)))
    receive(context, purchase, came(1, "1"))
    with pytest.raises(Invalid):
        cancel_purchase(context, record_id=purchase, version=version_of(context, purchase), reason="不要了")


def test_somebody_elses_change_is_not_overwritten(context: Context) -> None:
    purchase = make_purchase(context)
    form = purchase_form(context, purchase)
    save_purchase(context, form=replace(form, purpose="二期改造"), record_id=purchase)
    with pytest.raises(Conflict):
        save_purchase(context, form=form, record_id=purchase)


def test_a_form_read_back_says_what_was_entered(context: Context) -> None:
    seal = make_stock_part(context)
    need = make_need(context, seal)
    line = line_of(seal, shares=(share_of(need, "4"),), requirement="配静环", answer_reason="无库存")
    form = PurchaseForm(lines=(line,), purpose="更换", deliver_to="宁波仓库", requester="周敏", budget_item="维修费")
    read = purchase_form(context, save_purchase(context, form=form))
    assert replace(read, version=0, lines=(replace(read.lines[0], line_no=0),)) == form
    assert read.lines[0].needed_on == NEEDED


def test_c5_3_a_purchase_for_all_that_an_order_needs_meets_its_promise(context: Context) -> None:
    seal = make_stock_part(context)
    order = make_order_in_force(context, lines=(replace(SEAL, part_id=seal), LABOUR))
    need = NeedForm(line_no=1, part_id=seal, quantity=Decimal(2), answer=StockAnswer.BUY, needed_on=NEEDED)
    answer_needs(context, record_id=order, form=NeedsForm(needs=(need,), version=version_of(context, order)))
    found = needs_of(context, order).needs[0]
    purchase = make_purchase(context, line_of(seal, "2", shares=(share_of(found.id, "2"),)), order_id=order)
    assert not entries(context, order, EventKind.MATERIAL_REQUESTED)
    submit(context, purchase)
    (promise,) = (one for one in promises_of(context, order) if one.kind is CommitmentKind.PURCHASE)
    assert (promise.clause, promise.state) == ("C5.3", CommitmentState.MET)

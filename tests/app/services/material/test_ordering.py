"""What purchasing says: ordered, and by when it comes (C6.2)."""

from datetime import date, timedelta
from typing import Any

import pytest

from app.clock import FixedClock
from app.context import Context
from app.forms.material.purchases import ExpectedForm
from app.queries.promises.agenda import Section, agenda
from app.rules.material.purchases import DeliveryMark
from app.services.material.ordering import record_expected
from models.enums import CommitmentKind, CommitmentState, EventKind, PartnerRole, PurchaseState
from tests.app.services.refusing import refused_at
from tests.app.services.requests.logs import entries, promises_of
from tests.factories import local_time, make_partner, version_of
from tests.purchase_factories import (
    came,
    details_of,
    line_of,
    make_need,
    make_ordered,
    make_stock_part,
    make_submitted,
    order_goods,
    receive,
    record_of_need,
    share_of,
)


def expect(context: Context, purchase_id: int, day: date | None, **fields: Any) -> None:
    form = ExpectedForm(**{"expected_on": day, "person": "采购部钱工", "reason": "供方推迟发货", **fields})
    record_expected(context, record_id=purchase_id, version=version_of(context, purchase_id), form=form)


def test_c6_2_ordering_says_who_where_and_when_and_starts_the_clock_of_the_delivery(context: Context) -> None:
    supplier = make_partner(context, name="上海密封件有限公司", roles=frozenset({PartnerRole.SUPPLIER}))
    purchase = make_submitted(context)
    order_goods(context, purchase, supplier_id=supplier)
    details = details_of(context, purchase)
    assert (details.state, details.ordered_by, details.order_ref) == (PurchaseState.ORDERED, "采购部钱工", "CG-118")
    assert (details.supplier and details.supplier.title) == "上海密封件有限公司"
    (promise,) = details.commitments
    assert (promise.kind, promise.clause, promise.state) == (CommitmentKind.DELIVERY, "C6.2", CommitmentState.OPEN)
    assert promise.due == local_time("2026-03-16 23:59:59")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"person": " "}, "person"),
        ({"at": None}, "at"),
        ({"at": local_time("2026-03-06 14:01")}, "at"),
        ({"at": local_time("2026-03-05 14:00")}, "at"),
        ({"expected_on": None}, "expected_on"),
        ({"expected_on": date(2026, 3, 5)}, "expected_on"),
        ({"expected_on": date(9999, 3, 5)}, "expected_on"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(context: Context, fields: dict[str, Any], field: str) -> None:
    purchase = make_submitted(context)
    assert refused_at(lambda: order_goods(context, purchase, **fields)) == field


def test_c6_2_who_waits_is_told_by_when_it_comes(context: Context) -> None:
    seal = make_stock_part(context)
    need = make_need(context, seal)
    purchase = make_ordered(context, line_of(seal, shares=(share_of(need, "4"),)))
    expect(context, purchase, date(2026, 3, 25))
    told = entries(context, record_of_need(context, need), EventKind.GOODS_ORDERED)
    assert ["2026-03-16" in told[0].text, "2026-03-25" in told[1].text] == [True, True]


def test_goods_that_come_later_than_needed_or_not_at_all_are_marked(context: Context, clock: FixedClock) -> None:
    purchase = make_ordered(context)
    assert details_of(context, purchase).mark is None
    expect(context, purchase, date(2026, 3, 25))
    assert details_of(context, purchase).mark is DeliveryMark.TOO_LATE
    clock.moment += timedelta(days=21)
    assert details_of(context, purchase).mark is DeliveryMark.OVERDUE
    receive(context, purchase, came(1, "4"))
    assert details_of(context, purchase).mark is None


def test_c6_2_a_day_that_was_missed_stays_missed_when_another_one_is_told(context: Context, clock: FixedClock) -> None:
    purchase = make_ordered(context)
    clock.moment += timedelta(days=11)
    expect(context, purchase, date(2026, 3, 25))
    receive(context, purchase, came(1, "4"))
    (promise,) = promises_of(context, purchase)
    assert (promise.state, promise.frozen_due_at) == (CommitmentState.MET_LATE, local_time("2026-03-16 23:59:59"))
    assert promise.due_at == local_time("2026-03-25 23:59:59")


def test_another_day_has_its_reason_and_goods_that_are_on_their_way(context: Context) -> None:
    purchase = make_ordered(context)
    assert refused_at(lambda: expect(context, purchase, date(2026, 3, 25), reason="")) == "reason"
    assert refused_at(lambda: expect(context, purchase, date(2026, 3, 25), person="")) == "person"
    assert refused_at(lambda: expect(context, purchase, None)) == "expected_on"
    submitted = make_submitted(context, line_of(make_stock_part(context)))
    assert refused_at(lambda: expect(context, submitted, date(2026, 3, 25))) is None


def test_what_nobody_ordered_by_the_day_it_is_needed_is_marked(context: Context, clock: FixedClock) -> None:
    purchase = make_submitted(context)
    clock.moment += timedelta(days=15)
    assert details_of(context, purchase).mark is DeliveryMark.NOT_ORDERED


def test_goods_that_should_be_here_stand_in_the_work_list(context: Context, clock: FixedClock) -> None:
    purchase = make_ordered(context)
    clock.moment += timedelta(days=11)
    (line,) = agenda(context).section(Section.OVERDUE).lines
    assert (line.record_id, line.number, line.kind) == (purchase, "QG-2026-0001", CommitmentKind.DELIVERY)

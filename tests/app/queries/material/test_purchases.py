"""Reading purchases: the list, one in full, and what new ones start from (C6.1, C6.2)."""

from datetime import date, timedelta
from decimal import Decimal

from app.clock import FixedClock
from app.context import Context
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.material.purchase_forms import new_purchase_form, part_stock
from app.queries.material.purchase_list import PURCHASES, PurchaseRow
from app.queries.material.purchases import purchase_details
from app.queries.records.records import find_record
from app.queries.trade.order_forms import new_order_form
from app.rules.material.purchases import DeliveryMark
from app.services.trade.orders import save_order
from models.enums import CostBearer, PurchaseState, PurchaseType, RecordKind, Role, StockAnswer
from tests.app.queries.statements import count_statements
from tests.conftest import OpenDesk
from tests.purchase_factories import (
    NEEDED,
    came,
    details_of,
    line_of,
    make_chemical,
    make_need,
    make_ordered,
    make_purchase,
    make_stock_part,
    make_submitted,
    order_goods,
    put_in_stock,
    receive,
    record_of_need,
    share_of,
)


def rows(context: Context, *views: str, sort: str = "number", **wanted: str) -> list[PurchaseRow]:
    page = PageRequest(ListFilter(views=frozenset(views), **wanted), Sort(sort))
    return list(PURCHASES.read(context, page).rows)


def test_the_list_says_what_is_bought_where_it_stands_and_what_is_wrong(context: Context, clock: FixedClock) -> None:
    make_purchase(context)
    ordered = make_ordered(context, line_of(make_stock_part(context, name="滤芯")))
    late = make_submitted(context)
    order_goods(context, late, expected_on=date(2026, 3, 25))
    assert {row.name for row in rows(context)} == {"机械密封", "滤芯"}
    assert [row.id for row in rows(context, "too_late")] == [late]
    clock.moment += timedelta(days=12)
    (overdue,) = rows(context, DeliveryMark.OVERDUE.value)
    assert (overdue.id, overdue.number, overdue.mark) == (ordered, "QG-2026-0001", DeliveryMark.OVERDUE)
    assert PURCHASES.count_views(context) == {
        "draft": 1, "submitted": 0, "coming": 2, "overdue": 1, "not_ordered": 0, "too_late": 1
    }  # fmt: skip
    receive(context, ordered, came(1, "4"))
    assert [row.state for row in rows(context, "finished")] == [PurchaseState.RECEIVED]


def test_the_list_finds_by_number_and_by_what_is_bought(context: Context) -> None:
    purchase = make_submitted(context)
    assert [row.id for row in rows(context, text="qg20260001")] == [purchase]
    assert [row.id for row in rows(context, text="jxmf")] == [purchase]
    assert find_record(context, RecordKind.PURCHASE, "QG-2026-0001") == purchase


def test_one_in_full_takes_few_statements_however_much_it_holds(context: Context) -> None:
    parts = [make_stock_part(context) for _each in range(4)]
    needs = [make_need(context, part, "2") for part in parts]
    lines = [line_of(part, shares=(share_of(need, "2"),)) for part, need in zip(parts, needs, strict=True)]
    purchase = make_ordered(context, *lines)
    receive(context, purchase, *(came(number, "1") for number in range(1, 5)))
    with count_statements(context) as statements:
        purchase_details(context, purchase)
    assert len(statements) <= 12


def test_the_keeper_is_not_shown_an_order_nor_an_estimate(open_desk: OpenDesk) -> None:
    manager = open_desk()
    seal = make_stock_part(manager)
    request = record_of_need(manager, make_need(manager, seal))
    form = new_order_form(manager, request_id=request)
    order = save_order(manager, form=form)
    purchase = make_purchase(manager, line_of(seal), order_id=order, request_id=request)
    assert details_of(manager, purchase).order is not None
    seen = details_of(open_desk(Role.WAREHOUSE), purchase)
    assert (seen.order, seen.estimated, seen.approval, seen.lines[0].estimate) == (None, None, None, None)
    assert seen.request is not None


def test_c6_2_what_is_missing_is_collected_by_part_and_need_date(context: Context) -> None:
    seal, ring = make_stock_part(context), make_stock_part(context, name="O 型圈", unit="个")
    first, second = make_need(context, seal, "2"), make_need(context, seal, "3")
    april = make_need(context, seal, "1", needed_on=date(2026, 4, 1))
    rings = make_need(context, ring, "5", needed_on=date(2026, 3, 10))
    form = new_purchase_form(context, need_ids=(first, second, april, rings))
    assert [(line.part_id, line.needed_on, line.quantity) for line in form.lines] == [
        (ring, date(2026, 3, 10), Decimal(5)),
        (seal, NEEDED, Decimal(5)),
        (seal, date(2026, 4, 1), Decimal(1)),
    ]
    assert [(share.need_id, share.quantity) for share in form.lines[1].shares] == [(first, 2), (second, 3)]
    assert all(line.answer is StockAnswer.BUY for line in form.lines)
    assert form.request_id is None


def test_what_is_in_stock_or_on_a_draft_is_not_bought_once_more(context: Context) -> None:
    seal = make_stock_part(context)
    need = make_need(context, seal, "4")
    make_purchase(context, line_of(seal, "3", shares=(share_of(need, "3"),)))
    (line,) = new_purchase_form(context, need_ids=(need,)).lines
    assert line.quantity == Decimal(1)
    put_in_stock(context, seal, "2")
    assert new_purchase_form(context, need_ids=(need,)).lines == ()


def test_a_purchase_for_one_request_names_it_and_who_bears_the_cost(context: Context) -> None:
    need = make_need(context, make_stock_part(context))
    form = new_purchase_form(context, need_ids=(need,))
    assert form.request_id == record_of_need(context, need)
    assert form.cost_bearer is CostBearer.CUSTOMER
    assert form.requester == "经理"


def test_parts_below_their_minimum_are_filled_up_to_it(context: Context) -> None:
    acid = make_chemical(context, minimum=Decimal(100))
    put_in_stock(context, acid, "30", "8.50")
    form = new_purchase_form(context, part_ids=(acid,))
    (line,) = form.lines
    assert (line.quantity, line.answer, line.estimate) == (Decimal(70), StockAnswer.BUY, Decimal("8.50"))
    assert form.purchase_type is PurchaseType.CONSUMABLES


def test_a_line_shows_what_there_is_of_its_part(context: Context) -> None:
    seal = make_stock_part(context)
    put_in_stock(context, seal, "3")
    make_submitted(context, line_of(seal, answer_reason="留作应急"))
    stock = part_stock(context, (seal, 0))[seal]
    assert (stock.on_hand, stock.free, stock.on_order, stock.unit_cost) == (3, 3, 4, Decimal("600.00"))

"""What a slip does for the request and the order it is made for: gates, handed-over lines, promises, cost (C3.2, C4.2,
C5.3, C8.1, C8.3).
"""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.context import Context
from app.errors import Blocked, Invalid
from app.forms.trade import CallOffForm
from app.queries.material.needs import needs_of
from app.queries.material.slip_forms import new_slip_form
from app.queries.requests.requests import request_details
from app.queries.trade.orders import order_details
from app.services.material.slips import save_slip
from app.services.people.dispatches import cancel_dispatch
from app.services.requests.joining import merge_request
from app.services.requests.moving import cancel_request
from app.services.trade.order_records import call_off
from app.services.trade.order_steps import cancel_order, end_service
from models.enums import ClassBasis, CommitmentKind, CommitmentState, EventKind, MoveKind, Role, ServiceClass, SlipKind
from models.material.ledger import StockMove
from models.material.loan import Loan
from models.material.slip import SlipLine
from tests.approval_factories import make_exception
from tests.conftest import OpenDesk
from tests.factories import make_classed_request, make_customer, make_dispatch, make_project, make_request, version_of
from tests.order_factories import CHEMICAL, make_order_in_force, make_paid_request
from tests.quotation_factories import SEAL
from tests.quotation_factories import approve as approve_paper
from tests.slip_factories import (
    SEAL_LINE,
    approve,
    check,
    details_of,
    item,
    look_in_stock,
    make_checked_slip,
    make_red_slip,
    make_request_for,
    make_slip,
)
from tests.stock_factories import make_stocked_part


def slip_for(context: Context, record_id: int) -> int:
    """Return the id of a draft as it is proposed for a request, an order or a dispatch."""
    form = new_slip_form(context, record_id=record_id)
    return save_slip(context, form=replace(form, picker_name="李工"))


def paid_request_for(context: Context, part_id: int, **fields: object) -> int:
    request = make_paid_request(context, lines=(replace(SEAL_LINE, quantity=Decimal(2)),), **fields)
    look_in_stock(context, request, part_id)
    return request


def free_request_for(context: Context, part_id: int) -> int:
    customer = make_customer(context)
    return make_request_for(
        context, part_id, customer_id=customer, project_id=make_project(context, customer_id=customer)
    )


def mixed_request(context: Context, seal: int, membrane: int) -> int:
    """Return the id of a request under warranty of which the customer pays for the membranes (C3.2)."""
    customer = make_customer(context)
    project = make_project(context, customer_id=customer)
    paid = replace(
        SEAL_LINE, text="膜元件", unit="支", service_class=ServiceClass.PAID, class_basis=ClassBasis.MISUSE,
        class_reason="进水余氯超标",
    )  # fmt: skip
    request = make_classed_request(context, customer_id=customer, project_id=project, lines=(SEAL_LINE, paid))
    look_in_stock(context, request, seal, membrane)
    return request


def blocks(context: Context, slip_id: int) -> list[tuple[str, str | None]]:
    with pytest.raises(Blocked) as refusal:
        approve(context, slip_id)
    return [(one.clause, one.fix) for one in refusal.value.reasons]


def order_in_force_for(context: Context, request_id: int, part_id: int) -> int:
    line = replace(SEAL, part_id=part_id)
    details = request_details(context, request_id)
    return make_order_in_force(context, request_id=request_id, customer_id=details.customer_id, lines=(line,))


def parts_promise(context: Context, request_id: int) -> CommitmentState:
    lines = request_details(context, request_id).commitments
    return next(one.state for one in lines if one.kind is CommitmentKind.PARTS)


def test_c3_2_nothing_is_set_aside_before_the_class_is_confirmed(context: Context) -> None:
    part, request = make_stocked_part(context), make_request(context, lines=(SEAL_LINE,))
    slip = make_slip(context, item(part), request_id=request, slip_kind=SlipKind.WARRANTY)
    assert blocks(context, slip) == [("C3.2", "confirm_class")]


def test_c8_1_paid_goods_need_an_order_in_force(context: Context) -> None:
    part = make_stocked_part(context)
    request = paid_request_for(context, part)
    slip = slip_for(context, request)
    assert details_of(context, slip).slip_kind is SlipKind.PAID
    assert blocks(context, slip) == [("C8.1", "make_order")]
    order = order_in_force_for(context, request, part)
    approve(context, slip)
    found = details_of(context, slip).around.order
    assert found is not None
    assert found.id == order


def test_c8_1_an_exception_granted_counts(context: Context, open_desk: OpenDesk) -> None:
    part = make_stocked_part(context)
    request = paid_request_for(context, part, urgent=True)
    slip = slip_for(context, request)
    approve_paper(context, make_exception(open_desk(Role.SECRETARY), request))
    assert approve(context, slip) == "LL-2026-0001"


def test_c8_1_only_paid_lines_ask_for_an_order(context: Context) -> None:
    seal, membrane = make_stocked_part(context), make_stocked_part(context, number="BJ-9", name="膜元件", unit="支")
    request = mixed_request(context, seal, membrane)
    form = new_slip_form(context, record_id=request)
    free, paid = (save_slip(context, form=replace(form, picker_name="李工", lines=(line,))) for line in form.lines)
    assert approve(context, free) == "LL-2026-0001"
    assert blocks(context, paid) == [("C8.1", "make_order")]


def test_open_slips_keep_an_order_from_being_cancelled(context: Context) -> None:
    part = make_stocked_part(context)
    request = paid_request_for(context, part, urgent=True)
    slip = slip_for(context, request)
    order = order_in_force_for(context, request, part)
    approve(context, slip)
    with pytest.raises(Blocked, match="LL-2026-0001"):
        cancel_order(context, record_id=order, version=version_of(context, order), reason="客户取消")


def test_c4_2_a_need_issued_in_full_hands_the_line_over(context: Context) -> None:
    part = make_stocked_part(context)
    request = free_request_for(context, part)
    slip = slip_for(context, request)
    approve(context, slip)
    assert parts_promise(context, request) is CommitmentState.OPEN
    check(context, slip)
    details = request_details(context, request)
    assert details.lines[0].handed_over_at == context.clock.now()
    assert parts_promise(context, request) is CommitmentState.MET
    assert {EventKind.SLIP_MADE, EventKind.GOODS_CHECKED, EventKind.PARTS_HANDED_OVER} <= {
        one.kind for one in details.events
    }


def test_c4_2_a_part_of_it_hands_nothing_over_until_the_rest_is_issued(context: Context) -> None:
    part = make_stocked_part(context)
    request = free_request_for(context, part)
    slip = slip_for(context, request)
    approve(context, slip)
    check(context, slip, 1)
    assert request_details(context, request).lines[0].handed_over_at is None
    assert [one.coverage.left for one in needs_of(context, request).needs] == [Decimal(1)]
    rest = slip_for(context, request)
    assert details_of(context, rest).lines[0].quantity == Decimal(1)
    approve(context, rest)
    check(context, rest)
    assert request_details(context, request).lines[0].handed_over_at is not None


def test_c4_2_what_the_order_needed_serves_the_line_of_its_request(context: Context) -> None:
    part = make_stocked_part(context)
    request = paid_request_for(context, part)
    order = order_in_force_for(context, request, part)
    look_in_stock(context, order, part)
    slip = slip_for(context, order)
    approve(context, slip)
    check(context, slip)
    assert request_details(context, request).lines[0].handed_over_at is not None


def test_c5_3_a_slip_for_every_line_of_an_order_has_asked_the_warehouse(context: Context) -> None:
    part = make_stocked_part(context)
    request = paid_request_for(context, part)
    order = order_in_force_for(context, request, part)
    look_in_stock(context, order, part)
    approve(context, slip_for(context, order))
    found = next(one for one in order_details(context, order).commitments if one.kind is CommitmentKind.PURCHASE)
    assert found.state is CommitmentState.MET


def test_c8_3_parts_issued_lower_the_realised_profit_and_raise_it_when_they_come_back(context: Context) -> None:
    part = make_stocked_part(context)
    request = paid_request_for(context, part)
    order = order_in_force_for(context, request, part)
    slip = slip_for(context, order)
    assert details_of(context, slip).lines == ()
    paid = make_checked_slip(context, item(part, 2), order_id=order, slip_kind=SlipKind.PAID)
    profit = order_details(context, order).profit
    assert profit is not None
    assert (profit.cost, details_of(context, paid).lines[0].value) == (Decimal(1200), Decimal(1200))


def test_a_chemical_is_issued_as_it_is_called_off(context: Context) -> None:
    part = make_stocked_part(context, name="阻垢剂", spec="MDC220", unit="kg", on_hand=300)
    order = make_order_in_force(context, lines=(replace(CHEMICAL, part_id=part),))
    for amount in (100, 50):
        form = CallOffForm(line_no=1, called_at=context.clock.now(), quantity=Decimal(amount), called_by="王工")
        call_off(context, record_id=order, form=form)
        slip = slip_for(context, order)
        assert [line.quantity for line in details_of(context, slip).lines] == [Decimal(amount)]
        approve(context, slip)


def test_open_slips_keep_requests_from_being_cancelled_or_merged(context: Context) -> None:
    part = make_stocked_part(context)
    request = free_request_for(context, part)
    slip = slip_for(context, request)
    approve(context, slip)
    with pytest.raises(Blocked, match="LL-2026-0001"):
        cancel_request(context, record_id=request, version=version_of(context, request), reason="误报")
    customer = request_details(context, request).customer_id
    earlier = make_request(context, customer_id=customer, received_at=context.clock.now() - timedelta(hours=9))
    with pytest.raises(Blocked, match="LL-2026-0001"):
        merge_request(context, record_id=request, version=version_of(context, request), into_id=earlier, reason="重复")


def test_an_open_slip_keeps_a_dispatch_from_being_cancelled(context: Context) -> None:
    dispatch = make_dispatch(context)
    slip = slip_for(context, dispatch)
    assert details_of(context, slip).around.dispatch is not None
    with pytest.raises(Blocked, match=r"C6\.3"):
        cancel_dispatch(context, record_id=dispatch, version=version_of(context, dispatch), reason="改期")


def test_the_keeper_sees_no_value_on_a_slip(context: Context, open_desk: OpenDesk) -> None:
    slip = make_checked_slip(context, item(make_stocked_part(context)))
    assert [line.value for line in details_of(open_desk(Role.WAREHOUSE), slip).lines] == [None]


@pytest.mark.parametrize(
    ("kind", "fields", "field"),
    [
        (SlipKind.PAID, {"purpose": "备件"}, "request_id"),
        (SlipKind.PROJECT, {"purpose": "安装", "project_id": None}, "project_id"),
        (SlipKind.OTHER, {"purpose": " "}, "purpose"),
        (SlipKind.LOAN, {"purpose": "备用机"}, "request_id"),
    ],
)
def test_a_slip_says_what_its_goods_are_for(
    context: Context, kind: SlipKind, fields: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        make_slip(context, slip_kind=kind, **fields)
    assert refusal.value.field == field


def test_nothing_new_is_issued_for_a_request_that_is_over(context: Context) -> None:
    request = make_request(context)
    cancel_request(context, record_id=request, version=version_of(context, request), reason="误报")
    with pytest.raises(Invalid) as refusal:
        make_slip(context, request_id=request, slip_kind=SlipKind.WARRANTY)
    assert refusal.value.field == "request_id"


def test_c8_1_an_order_whose_service_ended_meanwhile_stops_the_keeper(context: Context) -> None:
    part = make_stocked_part(context)
    request = paid_request_for(context, part)
    slip = slip_for(context, request)
    order = order_in_force_for(context, request, part)
    approve(context, slip)
    end_service(context, record_id=order, version=version_of(context, order), served_at=context.clock.now())
    with pytest.raises(Blocked, match=r"C8\.1"):
        check(context, slip)


def test_n4_what_is_lent_becomes_a_loan_and_hands_nothing_over(context: Context) -> None:
    part = make_stocked_part(context)
    request = free_request_for(context, part)
    form = new_slip_form(context, record_id=request)
    day = context.clock.now().date() + timedelta(days=30)
    form = replace(form, slip_kind=SlipKind.LOAN, due_back_on=day, picker_name="李工")
    slip = save_slip(context, form=form)
    approve(context, slip)
    check(context, slip)
    with context.read() as session:
        kinds = session.scalars(select(StockMove.kind).where(StockMove.source_id == slip)).all()
        lent = session.scalars(select(Loan).join(SlipLine, SlipLine.id == Loan.slip_line_id)).all()
    assert kinds == [MoveKind.LOAN_OUT]
    assert {loan.due_back_on for loan in lent} == {day}
    assert sum(loan.quantity for loan in lent) == Decimal(2)
    assert request_details(context, request).lines[0].handed_over_at is None
    with pytest.raises(Invalid):
        make_red_slip(context, slip)


def test_request_and_project_of_a_slip_belong_together(context: Context) -> None:
    customer = make_customer(context)
    own, other = (make_project(context, customer_id=customer) for _ in range(2))
    request = make_request(context, customer_id=customer, project_id=own)
    with pytest.raises(Invalid) as refusal:
        make_slip(context, request_id=request, project_id=other, slip_kind=SlipKind.WARRANTY)
    assert refusal.value.field == "project_id"
    free_standing = make_request(context)
    with pytest.raises(Invalid) as refusal:
        make_slip(context, request_id=free_standing, project_id=other, slip_kind=SlipKind.WARRANTY)
    assert refusal.value.field == "project_id"

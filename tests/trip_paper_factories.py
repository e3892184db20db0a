"""Advances and claims with all there is to print on their papers (C7.3, C7.4)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from app.context import Context
from app.services.people.dispatches import plan_dispatch
from models.enums import AdvanceMethod, DispatchState, ExpenseItem
from models.trips.expense import Expense
from tests.factories import dispatch_form, make_classed_request, make_department, make_staff
from tests.paper_factories import plant, with_letterhead
from tests.remembered import remembered
from tests.trip_money_factories import (
    BACK,
    HOTEL,
    SINCE,
    TAXI,
    THERE,
    UNTIL,
    check,
    go,
    hand_over,
    make_advance,
    make_allowance,
    make_claim,
    pay_out,
    pay_part,
)

ACCOUNT = "6222 0210 0111 6654 321　工商银行余杭支行"
PARCEL = replace(
    TAXI,
    item=ExpenseItem.PHONE_COURIER,
    amount=Decimal("26.00"),
    city="宁波",
    quantity=None,
    invoice_no="0338 2291",
    note="寄回旧件",
)


@remembered
def full_trip(context: Context) -> int:
    """Return a dispatch of one engineer to a plant, who is back, under the company's letterhead."""
    with_letterhead(context)
    make_allowance(context)
    where = plant(context, since=date(2025, 8, 1))
    department = make_department(context, name="工程一部")
    lead = make_staff(context, department_id=department, name="张磊", post="高级工程师")
    request = make_classed_request(context, text="2# 高压泵机械密封漏水，浓水流量偏低", **where)
    form = dispatch_form(context, lead, request_id=request, starts_at=SINCE, ends_at=UNTIL)
    dispatch = plan_dispatch(context, form=form)
    go(context, dispatch, DispatchState.FINISHED)
    return dispatch


@remembered
def full_claim(context: Context, costs: int = 3) -> int:
    """Return a claim that was checked, its advance set off, handed to finance and paid in part; one cost is over the
    standard, and explained. ``costs`` beyond three are more parcels.
    """
    trip = full_trip(context)
    advance = make_advance(context, trip, amount=Decimal(800), payee_account=ACCOUNT)
    pay_out(context, advance)
    parcels = tuple(
        replace(PARCEL, invoice_no=f"0338 22{place:02}", spent_on=date(2026, 3, 3)) for place in range(costs - 2)
    )
    lines = (replace(HOTEL, amount=Decimal(960), city="宁波"), replace(TAXI, city="宁波"), *parcels)
    there = replace(THERE, origin="南京南站", destination="宁波站", departs_at=SINCE + timedelta(minutes=20))
    back = replace(BACK, origin="宁波站", destination="南京南站")
    claim = make_claim(
        context,
        trip,
        advance_id=advance,
        lines=lines,
        legs=(there, back),
        method=AdvanceMethod.TRANSFER,
        payee_account=ACCOUNT,
    )
    check(context, claim, over_standard="会议期间协议酒店满房，就近入住，经理电话同意。")
    hand_over(context, claim)
    pay_part(context, claim, "100")
    return claim


@remembered
def full_advance(context: Context) -> int:
    """Return the advance that a claim has used up."""
    claim = full_claim(context)
    with context.read() as session:
        advance = session.get_one(Expense, claim).advance_id
    return advance or 0


MAKERS = {"cash_advance": full_advance, "travel_expense_claim": full_claim, "ticket_sheet": full_claim}

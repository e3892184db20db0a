"""Advances, claims and allowance tables as they occur, taken through the services as far as a test needs."""

from datetime import date
from decimal import Decimal
from typing import Any

from app.context import Context
from app.forms.trip_money import (
    AdvanceForm,
    AllowanceForm,
    AllowanceRateForm,
    ClaimCheckForm,
    CostForm,
    ExpenseForm,
    LegForm,
    PayingForm,
    RefundForm,
    ToFinanceForm,
)
from app.queries.trips.advances import AdvanceDetails, advance_details
from app.queries.trips.expenses import ExpenseDetails, expense_details
from app.services.promises import keeping
from app.services.trips.advances import pay_advance, refund_advance, save_advance
from app.services.trips.allowances import save_allowance
from app.services.trips.expense_steps import check_claim, hand_to_finance, pay_claim
from app.services.trips.expenses import save_expense
from app.services.trips.settling import owe_settlement
from app.services.use_case import next_number
from models.enums import CityClass, DispatchState, ExpenseItem, PostLevel, RecordKind, Transport
from models.people.dispatch import Dispatch
from tests.factories import (
    local_time,
    make_classed_request,
    make_customer,
    make_department,
    make_dispatch,
    make_site,
    make_staff,
    stored,
    version_of,
)
from tests.remembered import remembered

SINCE, UNTIL = local_time("2026-03-02 08:00"), local_time("2026-03-04 18:00")
TODAY = date(2026, 3, 6)
THERE = LegForm(
    departs_at=SINCE, origin="杭州", arrives_at=local_time("2026-03-02 09:10"), destination="绍兴北站",
    transport=Transport.TRAIN, ticket_no="E 0912-3401", fare=Decimal("62.00"), vat=Decimal("5.12"),
    allowance_days=Decimal(3), allowance_rate=Decimal(80),
)  # fmt: skip
BACK = LegForm(
    departs_at=local_time("2026-03-04 16:40"), origin="绍兴北站", arrives_at=local_time("2026-03-04 17:30"),
    destination="杭州", ticket_no="E 0912-3466", fare=Decimal("62.00"), vat=Decimal("5.12"),
)  # fmt: skip
HOTEL = CostForm(
    item=ExpenseItem.HOTEL, spent_on=date(2026, 3, 4), city="绍兴", quantity=Decimal(2), amount=Decimal("520.00"),
    vat=Decimal("29.43"), invoice_no="26332000000123456789", note="含早餐",
)  # fmt: skip
TAXI = CostForm(
    item=ExpenseItem.LOCAL_TRANSPORT, spent_on=date(2026, 3, 3), city="绍兴", quantity=Decimal(3),
    amount=Decimal("90.00"), sheets=4, note="站点与现场往返",
)  # fmt: skip
NAMES = ("张磊", "陈志强", "赵敏")
TOTAL = Decimal("974.00")  # two fares, three days at 80, hotel and taxis
RATES = tuple(
    AllowanceRateForm(
        city_class=city, post_level=level, daily=Decimal(daily), hotel=Decimal(hotel), local_transport=Decimal(40)
    )
    for city, daily, hotel in ((CityClass.FIRST, 120, 450), (CityClass.SECOND, 100, 350), (CityClass.OTHER, 80, 280))
    for level in PostLevel
)


def allowance_form_of(**fields: Any) -> AllowanceForm:
    """Return the form of the table of 2026."""
    usual: dict[str, Any] = {
        "title": "差旅补助标准 2026", "valid_from": date(2026, 1, 1), "first_cities": "北京、上海、广州、深圳",
        "second_cities": "杭州、宁波、苏州、南京", "rates": RATES,
    }  # fmt: skip
    return AllowanceForm(**{**usual, **fields})


@remembered
def make_allowance(context: Context, **fields: Any) -> int:
    """Return the id of the allowance table of 2026."""
    return save_allowance(context, form=allowance_form_of(**fields))


@remembered
def make_trip(context: Context, *, people: int = 1, state: str = DispatchState.RETURNED, **fields: Any) -> int:
    """Return the id of a dispatch to Shaoxing from 2 to 4 March 2026, and on: its people are back."""
    customer = make_customer(context)
    site = make_site(context, customer_id=customer, city="绍兴", address="浙江省绍兴市柯桥区滨海工业区")
    request = make_classed_request(context, customer_id=customer, site_id=site)
    department = make_department(context)
    staff = [make_staff(context, department_id=department, name=name) for name in NAMES[:people]]
    times = {"starts_at": SINCE, "ends_at": UNTIL, **fields}
    dispatch = make_dispatch(context, *staff, request_id=request, **times)
    go(context, dispatch, state)
    return dispatch


def go(context: Context, dispatch_id: int, state: str) -> None:
    """Bring a dispatch into a state, with the times of its journey."""
    with context.write() as session:
        found = session.get_one(Dispatch, dispatch_id)
        found.state = state
        found.number = found.number or next_number(session, RecordKind.DISPATCH)
        if state != DispatchState.AGREED:
            found.departed_at = found.starts_at
        if state == DispatchState.RETURNED:
            found.returned_at = found.ends_at
        keeping.settle(session, found)
        owe_settlement(session, found)


def people_of(context: Context, dispatch_id: int) -> tuple[int, ...]:
    """Return our people on a dispatch."""
    return tuple(person.staff_id for person in stored(context, Dispatch, dispatch_id).people if person.staff_id)


def advance_form_of(context: Context, dispatch_id: int, **fields: Any) -> AdvanceForm:
    """Return the form of an advance of 1000 yuan for the lead of a dispatch."""
    usual: dict[str, Any] = {"staff_id": people_of(context, dispatch_id)[0], "amount": Decimal(1000)}
    return AdvanceForm(dispatch_id=dispatch_id, **{"repay_on": date(2026, 3, 11), **usual, **fields})


@remembered
def make_advance(context: Context, dispatch_id: int | None = None, **fields: Any) -> int:
    """Return the id of an advance that was asked for, of a new dispatch that is settled unless one is given."""
    dispatch = dispatch_id or make_trip(context, state=DispatchState.AGREED)
    return save_advance(context, form=advance_form_of(context, dispatch, **fields))


@remembered
def make_paid_advance(context: Context, dispatch_id: int | None = None, **fields: Any) -> int:
    """Return the id of an advance that was paid out on 1 March."""
    advance = make_advance(context, dispatch_id, **fields)
    pay_out(context, advance)
    return advance


def pay_out(context: Context, advance_id: int) -> None:
    """Record that finance paid an advance out."""
    form = PayingForm(paid_on=date(2026, 3, 1), voucher_no="付-0312")
    pay_advance(context, record_id=advance_id, version=version_of(context, advance_id), form=form)


def refund(context: Context, advance_id: int, amount: str) -> None:
    """Record cash handed back today."""
    form = RefundForm(amount=Decimal(amount), refunded_on=TODAY, person="出纳 吴芳", voucher_no="收-0101")
    refund_advance(context, record_id=advance_id, version=version_of(context, advance_id), form=form)


def advance_of(context: Context, advance_id: int) -> AdvanceDetails:
    """Return an advance as its pane shows it."""
    return advance_details(context, advance_id)


def expense_form_of(context: Context, dispatch_id: int, **fields: Any) -> ExpenseForm:
    """Return the form of the claim of a dispatch's lead that matches its trip."""
    usual: dict[str, Any] = {
        "staff_id": people_of(context, dispatch_id)[0], "starts_at": SINCE, "ends_at": UNTIL, "legs": (THERE, BACK),
        "lines": (HOTEL, TAXI),
    }  # fmt: skip
    return ExpenseForm(dispatch_id=dispatch_id, **{**usual, **fields})


@remembered
def make_claim(context: Context, dispatch_id: int | None = None, **fields: Any) -> int:
    """Return the id of a claim of 974 yuan, of a new dispatch that came back unless one is given."""
    dispatch = dispatch_id or make_trip(context)
    return save_expense(context, form=expense_form_of(context, dispatch, **fields))


def check(context: Context, claim_id: int, **fields: Any) -> None:
    """Check a claim for the department; nothing is deducted unless ``fields`` say so."""
    form = ClaimCheckForm(**fields)
    check_claim(context, record_id=claim_id, version=version_of(context, claim_id), form=form)


def hand_over(context: Context, claim_id: int) -> None:
    """Hand a claim to finance today."""
    form = ToFinanceForm(handed_on=TODAY, person="财务 李静")
    hand_to_finance(context, record_id=claim_id, version=version_of(context, claim_id), form=form)


def pay_part(context: Context, claim_id: int, amount: str) -> None:
    """Record a payment of finance today."""
    form = PayingForm(amount=Decimal(amount), paid_on=TODAY, voucher_no="付-0388")
    pay_claim(context, record_id=claim_id, version=version_of(context, claim_id), form=form)


def claim_of(context: Context, claim_id: int) -> ExpenseDetails:
    """Return a claim as its pane shows it."""
    return expense_details(context, claim_id)

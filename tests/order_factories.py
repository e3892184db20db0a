"""Service orders and agreements as they occur in the department, taken through the services as far as a test needs."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.context import Context
from app.forms.trade import CostForm, OrderForm, PricedLineForm, SigningForm, VisitForm
from app.queries.money.instalments import instalments_of
from app.queries.trade.order_forms import new_order_form
from app.queries.trade.orders import OrderDetails, order_details
from app.services.trade.order_records import record_cost
from app.services.trade.order_steps import end_service, put_in_force, record_signing
from app.services.trade.orders import save_order, submit_order
from models.enums import CostKind, LineKind, OrderKind
from tests.factories import make_classed_request, make_customer, make_project, version_of
from tests.money_factories import make_receipt, share
from tests.quotation_factories import LABOUR, SEAL, approve
from tests.remembered import remembered

CHEMICAL = PricedLineForm(
    kind=LineKind.CHEMICALS, name="阻垢剂", spec="MDC220", unit="kg", quantity=Decimal(500),
    unit_price=Decimal("33.90"), unit_cost=Decimal("18.00"), tax_rate=Decimal(13),
)  # fmt: skip
UPKEEP = PricedLineForm(
    kind=LineKind.LABOUR, name="年度维保", unit="年", quantity=Decimal(1), unit_price=Decimal("21200.00"),
    unit_cost=Decimal("9000.00"), tax_rate=Decimal(6),
)  # fmt: skip
VISITS = (VisitForm(planned_on=date(2026, 6, 30)), VisitForm(planned_on=date(2026, 11, 30)))


def order_form_of(context: Context, **fields: Any) -> OrderForm:
    """Return the form of a repair order of two lines, for a new customer unless one or a request is given."""
    if "customer_id" not in fields and "request_id" not in fields:
        fields["customer_id"] = make_customer(context)
    return OrderForm(**{"title": "2# 泵机械密封更换", "lines": (SEAL, LABOUR), **fields})


def agreement_form_of(context: Context, **fields: Any) -> OrderForm:
    """Return the form of a maintenance agreement from 1 March 2026 for a year, with two visits."""
    usual = {
        "title": "水处理站年度维保", "lines": (UPKEEP,), "order_kind": OrderKind.MAINTENANCE, "visits": VISITS,
        "starts_on": date(2026, 3, 1), "ends_on": date(2027, 2, 28),
    }  # fmt: skip
    return order_form_of(context, **{**usual, **fields})


@remembered
def make_order(context: Context, **fields: Any) -> int:
    """Return the id of a draft."""
    return save_order(context, form=order_form_of(context, **fields))


@remembered
def submitted(context: Context, order_id: int) -> int | None:
    """Submit a draft; returns the approval's id, None for one that is approved at once."""
    return submit_order(context, record_id=order_id, version=version_of(context, order_id))


@remembered
def approved(context: Context, order_id: int) -> int:
    """Submit a draft and let the manager say yes to it; returns the order's id."""
    approval = submitted(context, order_id)
    if approval is not None:
        approve(context, approval)
    return order_id


@remembered
def make_approved_order(context: Context, **fields: Any) -> int:
    """Return the id of an ordinary order that the manager approved."""
    return approved(context, make_order(context, **fields))


@remembered
def sign(context: Context, order_id: int, **fields: Any) -> None:
    """Let the customer sign an approved order today."""
    form = SigningForm(**{"signed_on": context.clock.now().date(), "signed_by": "刘经理", **fields})
    record_signing(context, record_id=order_id, version=version_of(context, order_id), form=form)


@remembered
def enforced(context: Context, order_id: int, at: datetime | None = None) -> int:
    """Sign an approved order and put it in force, by default now; returns its id."""
    sign(context, order_id)
    moment = at or context.clock.now()
    put_in_force(context, record_id=order_id, version=version_of(context, order_id), effective_at=moment)
    return order_id


@remembered
def make_order_in_force(context: Context, at: datetime | None = None, **fields: Any) -> int:
    """Return the id of an order in force from now on, or from another moment."""
    return enforced(context, make_approved_order(context, **fields), at)


@remembered
def make_agreement(context: Context, at: datetime | None = None, **fields: Any) -> int:
    """Return the id of a maintenance agreement in force, for a new project unless one is given."""
    if "project_id" not in fields:
        fields["customer_id"] = fields.get("customer_id") or make_customer(context)
        fields["project_id"] = make_project(context, customer_id=fields["customer_id"])
    return enforced(context, approved(context, save_order(context, form=agreement_form_of(context, **fields))), at)


@remembered
def make_served_order(context: Context, **fields: Any) -> int:
    """Return the id of an order whose service ended just now."""
    order_id = make_order_in_force(context, **fields)
    end_service(context, record_id=order_id, version=version_of(context, order_id), served_at=context.clock.now())
    return order_id


@remembered
def pay(context: Context, order_id: int) -> None:
    """Let all that is open of an order come in."""
    details = order_details(context, order_id)
    with context.read() as session:
        open_ones = [line for line in instalments_of(session, order_id) if line.open]
    shares = [share(line.id, line.open) for line in open_ones]
    customer = details.around.customer
    if customer is not None and shares:
        make_receipt(context, customer.id, sum(line.open for line in open_ones), *shares)


@remembered
def spend(context: Context, order_id: int, amount: str, kind: CostKind = CostKind.PARTS) -> None:
    """Record what an order cost."""
    form = CostForm(kind=kind, text="领用备件", amount=Decimal(amount), incurred_on=context.clock.now().date())
    record_cost(context, record_id=order_id, form=form)


def details_of(context: Context, order_id: int) -> OrderDetails:
    """Read an order as it stands now."""
    return order_details(context, order_id)


@remembered
def make_paid_request(context: Context, **fields: Any) -> int:
    """Return the id of a request that the customer pays for, confirmed as such."""
    return make_classed_request(context, **fields)


@remembered
def make_order_of_request(context: Context, request_id: int, **fields: Any) -> int:
    """Return the id of a draft that a request leads to."""
    form = new_order_form(context, request_id=request_id)
    values = {name: getattr(form, name) for name in ("title", "customer_id", "project_id", "site_id", "order_kind")}
    return make_order(context, request_id=request_id, **{**values, **fields})

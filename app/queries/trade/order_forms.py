"""Reading service orders into forms: one that is changed, and new ones made of a quotation, a request, an agreement."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.formatting import local
from app.forms.money import InstalmentForm
from app.forms.trade import OrderForm, PricedLineForm, VisitForm
from app.queries.approvals.limits import read_limits
from app.queries.money.instalments import instalment_forms
from app.queries.records.lookup import existing
from app.queries.trade.priced import priced_values
from app.rules.money.instalments import plan_of_terms
from app.rules.permissions import Permission
from app.rules.trade.orders import kind_for, renewed_period
from models.enums import OrderKind, OrderState, QuotationState
from models.requests.request import Request
from models.trade.order import ServiceOrder
from models.trade.quotation import Quotation

_OWN = (
    "order_kind", "quotation_id", "contract_id", "renews_id", "starts_on", "ends_on", "sign_place", "response_time",
    "late_rate", "dispute_way",
)  # fmt: skip
BEING_MADE = (OrderState.DRAFT, OrderState.SUBMITTED, OrderState.APPROVED)
_OF_REQUEST = ("title", "customer_id", "project_id", "site_id", "contact_name", "contact_phone")


def order_form(context: Context, record_id: int) -> OrderForm:
    """Read an order into the form that changes it; instalments that its terms make by themselves are left out."""
    context.require(Permission.VIEW_MONEY)
    with context.read() as session:
        order = existing(session, ServiceOrder, record_id)
        return OrderForm(
            **priced_values(order),
            **{name: getattr(order, name) for name in _OWN},
            visits=tuple(VisitForm(visit_no=v.visit_no, planned_on=v.planned_on, note=v.note) for v in order.visits),
            instalments=_own_instalments(session, order),
        )


def _own_instalments(session: Session, order: ServiceOrder) -> tuple[InstalmentForm, ...]:
    """Return the instalments of an order where they are other than its terms make them, in whatever they say."""
    forms = instalment_forms(session, order.id)
    planned = plan_of_terms(order.total, order.advance_percent)
    plain = tuple(replace(one, instalment_id=None) for one in forms)
    return () if plain == planned else forms


def new_order_form(
    context: Context,
    *,
    quotation_id: int | None = None,
    request_id: int | None = None,
    renews_id: int | None = None,
) -> OrderForm:
    """Return the form of a new order with what is known already: of the accepted quotation that it follows, the request
    that it is for, or the maintenance agreement that it renews. NotFound for what is gone.
    """
    context.require(Permission.VIEW_MONEY)
    with context.read() as session:
        if quotation_id is not None:
            return _of_quotation(session, existing(session, Quotation, quotation_id))
        if renews_id is not None:
            return _renewing(existing(session, ServiceOrder, renews_id))
        request = existing(session, Request, request_id) if request_id is not None else None
        return _of_request(context, session, request)


@dataclass(frozen=True, slots=True)
class OrderStart:
    """Where an order for a request begins: with one that is being made already, with an accepted quotation that none
    follows yet, or (both None) with the request itself.
    """

    order_id: int | None = None
    quotation_id: int | None = None


def order_start(context: Context, request_id: int) -> OrderStart:
    """Return where an order for a request begins."""
    context.require(Permission.VIEW_MONEY)
    with context.read() as session:
        being_made = select(ServiceOrder.id).where(
            ServiceOrder.request_id == request_id, ServiceOrder.state.in_(BEING_MADE)
        )
        order_id = session.scalars(being_made.order_by(ServiceOrder.id.desc()).limit(1)).first()
        if order_id is not None:
            return OrderStart(order_id=order_id)
        followed = select(ServiceOrder.quotation_id).where(
            ServiceOrder.quotation_id.is_not(None), ServiceOrder.state != OrderState.CANCELLED
        )
        accepted = select(Quotation.id).where(
            Quotation.request_id == request_id,
            Quotation.state == QuotationState.ACCEPTED,
            Quotation.id.not_in(followed),
        )
        return OrderStart(quotation_id=session.scalars(accepted.order_by(Quotation.id.desc()).limit(1)).first())


def _of_quotation(session: Session, quotation: Quotation) -> OrderForm:
    request = session.get(Request, quotation.request_id) if quotation.request_id else None
    kind = kind_for(request.request_kind if request else None)
    return OrderForm(**_as_new(priced_values(quotation)), order_kind=kind, quotation_id=quotation.id)


def _renewing(former: ServiceOrder) -> OrderForm:
    """The same once more for the time that follows; its visits as many days later."""
    values = {name: getattr(former, name) for name in _OWN}
    if former.starts_on is None or former.ends_on is None:
        return OrderForm(**_as_new(priced_values(former)), **values)
    starts_on, ends_on = renewed_period(former.starts_on, former.ends_on)
    later: timedelta = starts_on - former.starts_on
    visits = tuple(
        VisitForm(planned_on=min(visit.planned_on + later, ends_on), note=visit.note) for visit in former.visits
    )
    told = {"renews_id": former.id, "quotation_id": None, "starts_on": starts_on, "ends_on": ends_on, "visits": visits}
    return OrderForm(**_as_new(priced_values(former)) | {"request_id": None}, **{**values, **told})


def _of_request(context: Context, session: Session, request: Request | None) -> OrderForm:
    today = local(context.clock.now(), ZoneInfo(settings_of(session).text("zone"))).date()
    limits = read_limits(session, today)
    values: dict[str, Any] = {"advance_percent": limits.usual_advance, "balance_days": limits.usual_balance_days}
    if request is None:
        return OrderForm(**values)
    values |= {name: getattr(request, name) for name in _OF_REQUEST}
    kind: OrderKind = kind_for(request.request_kind)
    return OrderForm(**values, request_id=request.id, order_kind=kind, large=request.large)


def _as_new(values: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of another record as those of a new one: its lines are added anew."""
    lines: tuple[PricedLineForm, ...] = values["lines"]
    return {**values, "lines": tuple(replace(line, line_no=0) for line in lines), "version": 0}

"""Reading one service order or agreement in full."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.formatting import local
from app.queries.approvals.exceptions import GrantedException, exceptions_of
from app.queries.approvals.known import recall_approvals
from app.queries.approvals.summary import ApprovalSummary, approval_summary
from app.queries.material.need_reading import NEEDS_AROUND, need_views
from app.queries.material.needs import NeedsView, needs_view
from app.queries.money.instalments import InstalmentLine, instalments_of
from app.queries.promises.owed_and_held import PROMISES
from app.queries.records.pieces import Reading
from app.queries.records.record_parts import (
    CommitmentLine,
    EventLine,
    NextStep,
    PaperLine,
    ScanLine,
    commitment_lines,
    counted_events_of,
    filed_of_record,
    next_steps,
)
from app.queries.trade.order_facts import is_in_force, order_facts
from app.queries.trade.order_parts import Around, OrderParts, around, order_parts
from app.queries.trade.order_reading import order_with_parts
from app.queries.trade.priced import PricedLineView, TermsView, price_sums, priced_lines, terms_view
from app.queries.trade.profits import order_profit
from app.rules.permissions import Permission
from app.rules.trade.pricing import Sums
from app.rules.trade.profits import RealisedProfit
from models.enums import DisputeWay, OrderKind, OrderState, RecordKind
from models.requests.request import Request
from models.trade.order import ServiceOrder

_PIECES = Reading(PROMISES, *NEEDS_AROUND)


@dataclass(frozen=True, slots=True)
class OrderDetails:
    """One order in full, for reading. ``in_force`` tells whether it is at this moment; ``profit``, the costs among the
    ``parts`` and what lines cost are None or empty for those who may not see margins. ``exceptions`` are those from pay
    first that were granted for its request (C9.1).
    """

    id: int
    number: str
    version: int
    title: str
    state: OrderState
    order_kind: OrderKind
    in_force: bool
    contact_name: str
    contact_phone: str
    large: bool
    signed_on: date | None
    signed_by: str
    sign_place: str
    submitted_at: datetime | None
    effective_at: datetime | None
    starts_on: date | None
    ends_on: date | None
    response_time: str
    late_rate: str
    dispute_way: DisputeWay
    served_at: datetime | None
    around: Around
    lines: tuple[PricedLineView, ...]
    sums: Sums
    terms: TermsView
    instalments: tuple[InstalmentLine, ...]
    approval: ApprovalSummary | None
    parts: OrderParts
    needs: NeedsView
    profit: RealisedProfit | None
    exceptions: tuple[GrantedException, ...]
    commitments: tuple[CommitmentLine, ...]
    steps: tuple[NextStep, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int


_OWN = (
    "id", "version", "title", "order_kind", "contact_name", "contact_phone", "large", "signed_on", "signed_by",
    "sign_place", "submitted_at", "effective_at", "starts_on", "ends_on", "response_time", "late_rate", "dispute_way",
    "served_at",
)  # fmt: skip


def order_details(context: Context, record_id: int) -> OrderDetails:
    """Read one order with all that its detail pane shows; NotFound when there is none. Prices are for those who may see
    money: nobody else may read an order (NotAllowed).
    """
    context.require(Permission.VIEW_MONEY)
    with context.read() as session:
        order, request = order_with_parts(session, record_id)
        return _details(context, session, order, request)


def _details(context: Context, session: Session, order: ServiceOrder, request: Request | None) -> OrderDetails:
    now = context.clock.now()
    today = local(now, ZoneInfo(settings_of(session).text("zone"))).date()
    with_costs = context.actor.may(Permission.VIEW_MARGINS)
    recall_approvals(session, (order.id, order.request_id, order.quotation_id))
    events, event_count = counted_events_of(session, (order.id,))
    papers, scans = filed_of_record(session, (order.id,))
    instalments = instalments_of(session, order.id)
    rows = _PIECES.read(session, record_id=order.id)
    surroundings, codes = around(session, order)
    facts = order_facts(session, order, today, instalments, surroundings.open_slips, surroundings.open_shipments)
    return OrderDetails(
        **_own_facts(order),
        in_force=is_in_force(session, order, now),
        around=surroundings,
        lines=priced_lines(session, order, codes, with_costs=with_costs),
        sums=price_sums(order, with_costs=with_costs),
        terms=terms_view(session, order, today),
        instalments=instalments,
        approval=approval_summary(session, order.id),
        parts=order_parts(order, with_costs=with_costs),
        needs=needs_view(order, need_views(rows), ordered=False),
        profit=order_profit(session, order, today) if with_costs else None,
        exceptions=tuple(one for one in _exceptions(session, request) if one.is_about(order.number)),
        commitments=commitment_lines((row["promise"] for row in rows["promise"]), now),
        steps=next_steps(RecordKind.ORDER, order.state, facts, context.actor),
        papers=papers,
        scans=scans,
        events=events,
        event_count=event_count,
    )


def _exceptions(session: Session, request: Request | None) -> tuple[GrantedException, ...]:
    return exceptions_of(session, request.id) if request else ()


def _own_facts(order: ServiceOrder) -> dict[str, Any]:
    own = {name: getattr(order, name) for name in _OWN}
    return own | {"number": order.number or "", "state": OrderState(order.state)}

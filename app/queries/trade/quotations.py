"""Reading quotations: the list, one in full, the form that edits it, and what its revisions changed (C5.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, literal
from sqlalchemy.orm import Session, aliased

from app.context import Context, settings_of
from app.errors import NotFound
from app.formatting import local
from app.forms.trade import PricedLineForm, QuotationForm
from app.i18n import _
from app.queries.approvals.known import recall_approvals
from app.queries.approvals.limits import read_limits
from app.queries.approvals.summary import ApprovalSummary, approval_summary
from app.queries.lists.record_list import RecordList, overdue, record
from app.queries.lists.table_list import Looking
from app.queries.records.lookup import existing
from app.queries.records.record_parts import (
    CommitmentLine,
    EventLine,
    NextStep,
    PaperLine,
    ScanLine,
    commitments_of,
    counted_events_of,
    filed_of_record,
    next_steps,
)
from app.queries.trade.priced import (
    PricedLineView,
    TermsView,
    price_sums,
    priced_lines,
    priced_values,
    said_in_full,
    terms_view,
)
from app.queries.trade.quotation_facts import Around, quotation_facts
from app.queries.trade.quotation_parts import (
    OPEN_STATES,
    LinkedOrder,
    LinkedQuotation,
    RevisionLine,
    orders_of,
    quotation_with_lines,
    quotations_of,
    revisions_of,
    surroundings,
)
from app.queries.trade.tax_rates import rates_in_use
from app.rules.permissions import Permission
from app.rules.trade.pricing import Sums
from app.rules.trade.revisions import Difference, differences, printed_number
from models.enums import (
    CommitmentKind,
    DeclineReason,
    LineKind,
    QuotationState,
    RecordKind,
    RequestChannel,
    ServiceClass,
)
from models.record import Record
from models.requests.request import Request
from models.trade.priced import PricedRecord
from models.trade.quotation import Quotation

FINISHED_STATES = (QuotationState.ACCEPTED, QuotationState.DECLINED, QuotationState.CANCELLED)
UNDECIDED = (QuotationState.APPROVED, QuotationState.SENT)
EXPIRING = timedelta(days=7)

quotation, priced = Quotation.__table__, PricedRecord.__table__
asked = aliased(Record.__table__, name="asked")


@dataclass(frozen=True, slots=True)
class QuotationRow:
    """A line of the list. ``is_expired`` is derived: nobody decided before its last day was over. ``margin`` in percent
    is None for those who may not see it, and while the cost is unknown.
    """

    id: int
    number: str | None
    revision: int
    name: str
    customer: str
    project: str
    request: str
    quoted_on: date
    valid_until: date
    sent_at: datetime | None
    total: Decimal | None
    margin: Decimal | None
    state: QuotationState
    is_expired: bool
    due_at: datetime | None
    due_kind: CommitmentKind | None


def _today(looking: Looking) -> ColumnElement[date]:
    return literal(looking.today, quotation.c.valid_until.type)


def _expired(looking: Looking) -> ColumnElement[bool]:
    return and_(record.c.state.in_(UNDECIDED), quotation.c.valid_until < _today(looking))


def _expiring(looking: Looking) -> ColumnElement[bool]:
    last = literal(looking.today + EXPIRING, quotation.c.valid_until.type)
    soon = quotation.c.valid_until.between(_today(looking), last)
    return and_(record.c.state.in_(UNDECIDED), soon)


def _below_floor(looking: Looking) -> ColumnElement[bool]:
    """Tell the open quotations that bring less than the manager wants (C8.3)."""
    floor = read_limits(looking.session, looking.today).margin_floor
    return and_(record.c.state.in_(OPEN_STATES), priced.c.margin < literal(floor, priced.c.margin.type))


def _is_expired(found: Any, looking: Looking) -> bool:
    return found.state in UNDECIDED and found.valid_until < looking.today


QUOTATIONS = RecordList(
    kind=RecordKind.QUOTATION,
    row=QuotationRow,
    own=quotation,
    joins=((priced, priced.c.id == record.c.id), (asked, asked.c.id == priced.c.request_id)),
    columns={"total": priced.c.total, "margin": priced.c.margin, "request": asked.c.number},
    derived={"is_expired": _is_expired},
    orders={
        "quoted_on": record.c.sort_at,
        "valid_until": quotation.c.valid_until,
        "total": priced.c.total,
        "margin": priced.c.margin,
        "due_at": record.c.due_at,
    },
    views={
        "open": record.c.state.in_(OPEN_STATES),
        "draft": record.c.state == QuotationState.DRAFT,
        "submitted": record.c.state == QuotationState.SUBMITTED,
        "approved": record.c.state == QuotationState.APPROVED,
        "sent": record.c.state == QuotationState.SENT,
        "overdue": overdue,
        "expiring": _expiring,
        "expired": _expired,
        "below_floor": _below_floor,
        "accepted": record.c.state == QuotationState.ACCEPTED,
        "declined": record.c.state == QuotationState.DECLINED,
        "finished": record.c.state.in_(FINISHED_STATES),
    },
    uncounted=frozenset({"accepted", "declined", "finished"}),
    permission=Permission.VIEW_MONEY,
    money=frozenset({"total"}),
    margins=frozenset({"margin"}),
    hinting={"below_floor": Permission.VIEW_MARGINS},
)


@dataclass(frozen=True, slots=True)
class QuotationDetails:
    """One quotation in full, for reading.

    ``printed_number`` is that of this revision's paper. ``sums`` and ``lines`` tell no cost and no margin to those who
    may not see them. ``below_floor`` and ``below_cost`` call out what C8.3 is about.
    """

    id: int
    number: str | None
    printed_number: str
    version: int
    title: str
    state: QuotationState
    is_expired: bool
    revision: int
    request_id: int | None
    request_number: str
    customer_id: int
    customer: str
    project_id: int | None
    project: str
    site_id: int | None
    site: str
    address: str
    contact_name: str
    contact_phone: str
    quoted_on: date
    valid_until: date
    large: bool
    lines: tuple[PricedLineView, ...]
    sums: Sums
    total: Decimal
    net_total: Decimal
    cost_total: Decimal | None
    margin: Decimal | None
    margin_floor: Decimal
    below_floor: bool
    below_cost: bool
    terms: TermsView
    sent_at: datetime | None
    sent_to: str
    sent_by: RequestChannel | None
    outcome_at: datetime | None
    outcome_reason: str
    decline_reason: DeclineReason | None
    accepted_by: str
    acceptance_id: int | None
    approval: ApprovalSummary | None
    revisions: tuple[RevisionLine, ...]
    orders: tuple[LinkedOrder, ...]
    commitments: tuple[CommitmentLine, ...]
    steps: tuple[NextStep, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int


def quotation_details(context: Context, record_id: int) -> QuotationDetails:
    """Read one quotation with all that its detail pane shows; NotFound when there is none, NotAllowed for those who
    may not see prices.
    """
    context.require(Permission.VIEW_MONEY)
    with context.read() as session:
        return _details(context, session, quotation_with_lines(session, record_id))


def _details(context: Context, session: Session, found: Quotation) -> QuotationDetails:
    today = _local_day(context, session)
    with_costs = context.actor.may(Permission.VIEW_MARGINS)
    limits = read_limits(session, today)
    places = surroundings(session, found)
    known, codes = Around(limits, places.pop("service_class")), places.pop("part_codes")
    recall_approvals(session, (found.id,))
    papers, scans = filed_of_record(session, (found.id,))
    events, event_count = counted_events_of(session, (found.id,))
    return QuotationDetails(
        **{name: getattr(found, name) for name in _OWN},
        **places,
        **_prices(session, found, codes, limits.margin_floor, with_costs=with_costs),
        printed_number=printed_number(found.number, found.revision),
        state=QuotationState(found.state),
        is_expired=found.state in UNDECIDED and found.valid_until < today,
        terms=terms_view(session, found, today, limits),
        approval=approval_summary(session, found.id),
        revisions=revisions_of(found),
        orders=orders_of(session, found.id),
        commitments=commitments_of(session, found.id, context.clock.now()),
        steps=next_steps(found.kind, found.state, quotation_facts(session, found, today, known), context.actor),
        papers=papers,
        scans=scans,
        events=events,
        event_count=event_count,
    )


_OWN = (
    "id", "number", "version", "title", "revision", "request_id", "project_id", "site_id", "contact_name",
    "contact_phone", "quoted_on", "valid_until", "large", "sent_at", "sent_to", "sent_by", "outcome_at",
    "outcome_reason", "decline_reason", "accepted_by", "acceptance_id",
)  # fmt: skip


def _prices(
    session: Session, found: Quotation, codes: Mapping[int, str], floor: Decimal, *, with_costs: bool
) -> dict[str, Any]:
    sums = price_sums(found, with_costs=with_costs)
    lines = priced_lines(session, found, codes, with_costs=with_costs)
    profits = (sums.profit, *(line.sums.profit for line in lines))
    return {
        "lines": lines,
        "sums": sums,
        "total": sums.total,
        "net_total": sums.net,
        "cost_total": sums.cost,
        "margin": sums.margin,
        "margin_floor": floor,
        "below_floor": sums.margin is not None and sums.margin < floor,
        "below_cost": any(profit is not None and profit < 0 for profit in profits),
    }


def quotation_form(context: Context, record_id: int) -> QuotationForm:
    """Read a quotation into the form that edits it; NotAllowed for those who may not see prices."""
    context.require(Permission.VIEW_MONEY)
    with context.read() as session:
        found = existing(session, Quotation, record_id)
        return QuotationForm(**priced_values(found), quoted_on=found.quoted_on, valid_until=found.valid_until)


def new_quotation_form(context: Context, *, request_id: int | None = None) -> QuotationForm:
    """Return the form of a new quotation with the usual terms and days, and with what a request already tells: whose it
    is, what it is about, and what of it is to be paid.
    """
    context.require(Permission.VIEW_MONEY)
    with context.read() as session:
        today = _local_day(context, session)
        limits = read_limits(session, today)
        told = _told_by_request(session, request_id) if request_id else {}
        return QuotationForm(
            advance_percent=limits.usual_advance,
            balance_days=limits.usual_balance_days,
            quoted_on=today,
            valid_until=today + timedelta(days=limits.validity_days),
            **told,
        )


def _told_by_request(session: Session, request_id: int) -> dict[str, Any]:
    request = existing(session, Request, request_id)
    names = ("title", "customer_id", "project_id", "site_id", "contact_name", "contact_phone", "large")
    rate = next(iter(rates_in_use(session)), None)
    wanted = [line for line in request.lines if (line.service_class or request.confirmed_class) != ServiceClass.FREE]
    lines = tuple(
        PricedLineForm(
            kind=LineKind.MATERIAL if line.part_class else LineKind.LABOUR,
            name=line.text,
            quantity=line.quantity,
            unit=line.unit,
            tax_rate=rate,
        )
        for line in wanted
    )
    return {**{name: getattr(request, name) for name in names}, "request_id": request.id, "lines": lines}


def compared(context: Context, record_id: int, older: int, newer: int) -> tuple[Difference, ...]:
    """Return what differs between two revisions of a quotation, line by line; NotFound for a revision it does not have.

    Costs and margins are left out for those who may not see them.
    """
    context.require(Permission.VIEW_MONEY)
    with context.read() as session:
        found = existing(session, Quotation, record_id)
        said = {one.revision: one.content for one in found.revisions}
        said[found.revision] = said_in_full(session, found)
        if not {older, newer} <= said.keys():
            raise NotFound(_("There is no such revision."))
        return differences(said[older], said[newer], with_costs=context.actor.may(Permission.VIEW_MARGINS))


def request_quotations(context: Context, request_id: int) -> tuple[LinkedQuotation, ...]:
    """Return the quotations of a request, in the order of their making; none to those who may not see prices."""
    context.require(Permission.VIEW_RECORDS)
    if not context.actor.may(Permission.VIEW_MONEY):
        return ()
    with context.read() as session:
        return quotations_of(session, request_id)


def _local_day(context: Context, session: Session) -> date:
    return local(context.clock.now(), ZoneInfo(settings_of(session).text("zone"))).date()

"""Reading one purchase order in full: its lines, for whom they are, what came in of them and what is to come (C6.2)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Actor, Context, settings_of
from app.formatting import local
from app.i18n import N_
from app.queries.approvals.known import recall_approvals
from app.queries.approvals.summary import ApprovalSummary, approval_summary
from app.queries.material.arrivals import Arrival, arrivals_of
from app.queries.material.purchase_facts import Parts, estimated_total, parts_of, purchase_facts
from app.queries.records.closing_parts import closing_parts
from app.queries.records.linked import linked_records, named_ids, named_links
from app.queries.records.lookup import existing
from app.queries.records.record_parts import CommitmentLine, EventLine, NextStep, PaperLine, ScanLine
from app.queries.trade.order_parts import Linked
from app.rules.material.gates import PurchaseFacts
from app.rules.material.purchases import RECEIVABLE, DeliveryMark, delivery_mark
from app.rules.permissions import Permission
from app.rules.trade.pricing import to_fen
from app.rules.visible import viewing
from models.enums import (
    CostBearer,
    MoveKind,
    PartFamily,
    PurchaseState,
    PurchaseType,
    PurchaseUrgency,
    RecordKind,
    StockAnswer,
)
from models.material.ledger import StockMove
from models.material.purchase import Purchase


@dataclass(frozen=True, slots=True)
class ShareView:
    """What of a line is for a need of a request or an order (``record``, None for one that one may not see): of
    ``quantity`` so much ``came`` in for it, and so much is ``coming``. One that no longer ``stands`` is not needed any
    more.
    """

    need_id: int
    record: Linked | None
    needed_on: date | None
    quantity: Decimal
    came: Decimal
    coming: Decimal
    stands: bool


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """What came in of a line, or, below zero, was taken back; ``unit_cost`` None for those who may not see costs."""

    at: datetime
    person: str
    quantity: Decimal
    batch: str
    expires_on: date | None
    unit_cost: Decimal | None
    reason: str


@dataclass(frozen=True, slots=True)
class PurchaseLineView:
    """One item: what is bought, what looking in stock said, what came in of it, and for whom it is.

    ``free_now`` is what is free in stock at this moment, ``stock_then`` what was when it was submitted. ``estimate`` is
    what a unit is expected to cost without tax, None for those who may not see costs.
    """

    line_no: int
    part_id: int
    code: str
    name: str
    spec: str
    brand: str
    unit: str
    family: PartFamily
    shelf_life_months: int | None
    quantity: Decimal
    received: Decimal
    to_come: Decimal
    closed: bool
    closed_reason: str
    needed_on: date | None
    expected_on: date | None
    requirement: str
    answer: StockAnswer | None
    answer_reason: str
    stock_then: Decimal | None
    free_now: Decimal
    estimate: Decimal | None
    shares: tuple[ShareView, ...]
    receipts: tuple[ReceiptView, ...]

    @property
    def title(self) -> str:
        """Name and model on one line."""
        return " ".join(said for said in (self.name, self.spec) if said)


@dataclass(frozen=True, slots=True)
class PurchaseDetails:
    """One purchase order in full. ``estimated`` is what it is expected to cost without tax, None for those who may not
    see costs; ``approval`` is whose word a purchase of our own has, None for those who may not see approvals.
    """

    id: int
    number: str
    version: int
    title: str
    state: PurchaseState
    purchase_type: PurchaseType
    urgency: PurchaseUrgency
    urgent_reason: str
    cost_bearer: CostBearer
    requester: str
    purpose: str
    deliver_to: str
    budget_item: str
    needed_on: date | None
    own_purchase: bool
    own_reason: str
    submitted_at: datetime | None
    ordered_at: datetime | None
    ordered_by: str
    order_ref: str
    expected_on: date | None
    created_at: datetime
    created_by: str
    mark: DeliveryMark | None
    estimated: Decimal | None
    customer: Linked | None
    project: Linked | None
    request: Linked | None
    order: Linked | None
    supplier: Linked | None
    lines: tuple[PurchaseLineView, ...]
    approval: ApprovalSummary | None
    commitments: tuple[CommitmentLine, ...]
    steps: tuple[NextStep, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int


_OWN = (
    "id", "version", "title", "purchase_type", "urgency", "urgent_reason", "cost_bearer", "requester", "purpose",
    "deliver_to", "budget_item", "needed_on", "own_purchase", "own_reason", "submitted_at", "ordered_at", "ordered_by",
    "order_ref", "expected_on", "created_at", "created_by",
)  # fmt: skip
_AROUND = ("customer", "project", "request", "order", "supplier")


def purchase_details(context: Context, record_id: int) -> PurchaseDetails:
    """Read one purchase order with all that its detail pane shows; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        return _details(context, session, existing(session, Purchase, record_id))


def _details(context: Context, session: Session, found: Purchase) -> PurchaseDetails:
    now, actor = context.clock.now(), context.actor
    today = local(now, ZoneInfo(settings_of(session).text("zone"))).date()
    state = PurchaseState(found.state)
    parts = parts_of(session, found)
    arrived = arrivals_of(session, found.id)
    known = linked_records(session, (*named_ids(found, _AROUND), *(one.record_id for one in arrived)), actor)
    if found.own_purchase:
        recall_approvals(session, (found.id,))
    facts = purchase_facts(session, found, parts)
    closing = closing_parts(context, session, found, facts)
    closing["steps"] = _steps(state, closing["steps"], facts, actor)
    with_costs = actor.may(Permission.VIEW_MARGINS)
    return PurchaseDetails(
        **{name: getattr(found, name) for name in _OWN},
        number=found.number or "",
        state=state,
        mark=delivery_mark(state, found.needed_on, found.expected_on, today),
        estimated=estimated_total(found) if with_costs else None,
        **named_links(found, _AROUND, known),
        lines=_lines(session, found, parts, _shares(arrived, known), with_costs=with_costs),
        approval=_approval(session, found, actor),
        **closing,
    )


def _approval(session: Session, found: Purchase, actor: Actor) -> ApprovalSummary | None:
    seen = found.own_purchase and actor.may(viewing(RecordKind.APPROVAL))
    return approval_summary(session, found.id) if seen else None


def _shares(arrived: Sequence[Arrival], known: Mapping[int, Linked]) -> Mapping[int, tuple[ShareView, ...]]:
    shares: dict[int, list[ShareView]] = defaultdict(list)
    for one in arrived:
        told = known.get(one.record_id)
        view = ShareView(one.need_id, told, one.needed_on, one.quantity, one.came, one.coming, one.stands)
        shares[one.line_no].append(view)
    return {line_no: tuple(views) for line_no, views in shares.items()}


def _lines(
    session: Session,
    found: Purchase,
    parts: Parts,
    shares: Mapping[int, tuple[ShareView, ...]],
    *,
    with_costs: bool,
) -> tuple[PurchaseLineView, ...]:
    receipts = _receipts(session, found, with_costs=with_costs)
    return tuple(
        PurchaseLineView(
            **{name: getattr(line, name) for name in _OWN_OF_LINE},
            **{name: getattr(parts[line.part_id], name) for name in _OWN_OF_PART},
            code=parts[line.part_id].number or "",
            name=parts[line.part_id].title,
            free_now=parts[line.part_id].free,
            estimate=line.estimate if with_costs else None,
            shares=shares.get(line.line_no, ()),
            receipts=tuple(receipts.get(line.line_no, ())),
        )
        for line in found.lines
    )


_OWN_OF_PART = ("spec", "brand", "unit", "family", "shelf_life_months")
_OWN_OF_LINE = (
    "line_no", "part_id", "quantity", "received", "to_come", "closed", "closed_reason", "needed_on", "expected_on",
    "requirement", "answer", "answer_reason", "stock_then",
)  # fmt: skip


def _receipts(session: Session, found: Purchase, *, with_costs: bool) -> Mapping[int, list[ReceiptView]]:
    """Return by line what came in of it, in the order of time."""
    receipts: dict[int, list[ReceiptView]] = defaultdict(list)
    if found.ordered_at is None:
        return receipts
    of_purchase = StockMove.source_id == found.id, StockMove.kind == MoveKind.RECEIPT
    for move in session.scalars(select(StockMove).where(*of_purchase).order_by(StockMove.at, StockMove.id)):
        cost = to_fen(move.value / move.quantity) if with_costs else None
        told = move.at, move.person, move.quantity, move.batch, move.expires_on, cost, move.reason
        receipts[move.line_no or 0].append(ReceiptView(*told))
    return receipts


def _steps(
    state: PurchaseState, steps: tuple[NextStep, ...], facts: PurchaseFacts, actor: Actor
) -> tuple[NextStep, ...]:
    """Return the arrows, and what is entered about goods on their way without choosing an arrow."""
    receives = actor.may(Permission.RECEIVE_GOODS)
    if state in RECEIVABLE:
        receive = NextStep("receive", N_("Receive goods"), "receiving", receives, ())
        edits = actor.may(Permission.EDIT_MATERIAL)
        expected = NextStep("expect", N_("Enter another day of delivery"), "expected", edits, ())
        steps = (receive, expected, *steps)
    if facts.received:
        steps = (*steps, NextStep("take_back", N_("Take back a receipt"), "taking_back", receives, ()))
    return steps

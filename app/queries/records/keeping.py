"""Master data is never deleted but put out of use: what open work still needs a record, and which of the two moves is
possible.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select
from sqlalchemy.orm import Session, aliased

from app.context import Actor
from app.formatting import quantity
from app.i18n import _
from app.queries.care.open_inspections import inspections_of_equipment, open_inspections
from app.queries.money.payable import WAITING_FOR_MONEY
from app.queries.records.record_parts import NextStep, next_steps
from app.queries.requests.request_facts import FINISHED_DISPATCHES
from app.queries.safety.hazard_facts import going_to
from app.rules.gates import KeepingFacts
from app.rules.material.shipments import OVER
from models.care.assessment import SpotCheck
from models.care.complaint import Complaint, Feedback
from models.care.training import TrainingAttendee
from models.enums import (
    AdvanceState,
    BasicState,
    ClaimState,
    ComplaintState,
    CorrespondenceState,
    CountState,
    DispatchState,
    DisputeState,
    ExpenseState,
    FeedbackState,
    GoodsState,
    HandoverState,
    IncidentState,
    LetterState,
    LoanState,
    MeasuresState,
    OldPartState,
    PersonOrigin,
    ProjectState,
    PunchState,
    PurchaseState,
    QuotationState,
    ReceiptState,
    RecordKind,
    RequestState,
    SignOffState,
    SlipState,
    SpotCheckState,
    TrainingState,
    VisitState,
)
from models.material.count import CountLine
from models.material.customer_goods import CustomerGoods
from models.material.loan import Loan
from models.material.part import Part
from models.material.purchase import PurchaseLine
from models.material.shipment import Shipment
from models.material.slip import SlipLine
from models.material.supplier_claim import SupplierClaim
from models.money.receipt import Receipt
from models.parties.partner import Partner
from models.people.dispatch import Dispatch, DispatchPerson, DispatchSite
from models.projects.equipment import Equipment
from models.record import Record
from models.requests.request import Request
from models.safety.incident import Incident
from models.trade.priced import PricedLine
from models.trips.advance import Advance
from models.trips.expense import Expense
from models.trips.service_receipt import ServiceReceipt

MOST_NAMED = 5
FINISHED_REQUESTS = (RequestState.CLOSED, RequestState.CANCELLED, RequestState.MERGED)

Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class OpenWork:
    """A record that is not finished and needs the one that is to be put out of use; ``name`` is its number or title."""

    id: int
    kind: RecordKind
    name: str


@dataclass(frozen=True, slots=True)
class Keeping:
    """Whether a record is in use, the lawful moves that change it, and the open work that needs it (the first few).

    ``customer_id`` is whose it is, that of a customer its own; None for what belongs to no customer.
    """

    id: int
    kind: RecordKind
    version: int
    title: str
    state: BasicState
    customer_id: int | None
    steps: tuple[NextStep, ...]
    open_work: tuple[OpenWork, ...]

    @property
    def is_retired(self) -> bool:
        """True for a record that is out of use."""
        return self.state is BasicState.RETIRED


def keeping_of(session: Session, record: Record, actor: Actor) -> Keeping:
    """Return how a record of master data is kept; KeyError for a kind that is not kept like this."""
    work = open_work(session, record)
    return Keeping(
        id=record.id,
        kind=record.kind,
        version=record.version,
        title=record.title,
        state=BasicState(record.state),
        customer_id=record.customer_id,
        steps=next_steps(record.kind, record.state, _facts(record, work), actor),
        open_work=work[:MOST_NAMED],
    )


def keeping_facts(session: Session, record: Record) -> KeepingFacts:
    """Read what the gates of master data and projects look at; KeyError for a kind that is not kept like this."""
    return _facts(record, open_work(session, record))


def facts_of(work: tuple[OpenWork, ...]) -> KeepingFacts:
    """Return what the gates look at, for open work that has been read already."""
    names = tuple(line.name for line in work[:MOST_NAMED])
    return KeepingFacts((*names, "…") if len(work) > MOST_NAMED else names)


def _facts(record: Record, work: tuple[OpenWork, ...]) -> KeepingFacts:
    facts = facts_of(work)
    if not isinstance(record, Part) or not (record.on_hand or record.on_order):
        return facts
    text = _("{on_hand} {unit} on hand, {on_order} on order")
    told = text.format(on_hand=quantity(record.on_hand), unit=record.unit, on_order=quantity(record.on_order))
    return replace(facts, stock=(told,))


def open_work(session: Session, record: Record) -> tuple[OpenWork, ...]:
    """Return the open work that needs a record, one line more than are named; nothing for one that is out of use.

    KeyError for a kind that is not kept like this.
    """
    needs = _NEEDS[record.kind](record)
    if record.state == BasicState.RETIRED:
        return ()
    found = select(Record.id, Record.kind, Record.number, Record.title).where(needs, Record.id != record.id)
    rows = session.execute(found.order_by(Record.kind, Record.id).limit(MOST_NAMED + 1))
    return tuple(OpenWork(row.id, row.kind, row.number or row.title) for row in rows)


# conditions on Record: what is open, and what of it needs one record of a kind ------------------------------------


def _in(chosen: Any) -> Condition:
    return Record.id.in_(chosen)


def _open(kind: RecordKind, *finished: str) -> Condition:
    return and_(Record.kind == kind, Record.state.not_in(finished))


def _open_request() -> Condition:
    return _open(RecordKind.REQUEST, *FINISHED_REQUESTS)


def _open_dispatch() -> Condition:
    """A dispatch needs its people and place while it is a draft and until its request is closed."""
    asking = aliased(Record)
    waited_for = select(Dispatch.id).join(asking, asking.id == Dispatch.request_id)
    unfinished = or_(Record.state == DispatchState.DRAFT, _in(waited_for.where(asking.state.not_in(FINISHED_REQUESTS))))
    return and_(_open(RecordKind.DISPATCH, *FINISHED_DISPATCHES), unfinished)


def _open_project() -> Condition:
    return _open(RecordKind.PROJECT, ProjectState.CLOSED)


def _open_goods() -> Condition:
    """A customer's goods are with us or the manufacturer until they are given back (N7)."""
    return _open(RecordKind.CUSTOMER_GOODS, GoodsState.RETURNED, GoodsState.SIGNED, GoodsState.CANCELLED)


def _open_claim() -> Condition:
    return _open(RecordKind.SUPPLIER_CLAIM, ClaimState.CLOSED, ClaimState.CANCELLED)


def _open_shipment() -> Condition:
    """Goods leave, or are on their way, until the customer confirms them (C6.6)."""
    return _open(RecordKind.SHIPMENT, *OVER)


def _open_incident() -> Condition:
    """An accident or near miss is open until its measures are settled (C12.2)."""
    return _open(RecordKind.INCIDENT, IncidentState.CLOSED)


def _hard_case() -> Condition:
    """A dispute that is not resolved, stronger measures that are not carried out (C10.4, C10.5)."""
    return or_(
        _open(RecordKind.DISPUTE, DisputeState.RESOLVED, DisputeState.CANCELLED),
        _open(RecordKind.MEASURES, MeasuresState.CARRIED_OUT, MeasuresState.CANCELLED),
    )


def _left_over() -> Condition:
    """A handover is to be reviewed (C10.1), something left over is still to be done (C10.3)."""
    handovers = _open(RecordKind.HANDOVER, HandoverState.REVIEWED, HandoverState.CANCELLED)
    return or_(handovers, _open(RecordKind.PUNCH_ITEM, PunchState.CLOSED, PunchState.CANCELLED))


def _open_training() -> Condition:
    """A training is planned (N5)."""
    return _open(RecordKind.TRAINING, TrainingState.HELD, TrainingState.CANCELLED)


def _open_complaint() -> Condition:
    """A complaint is not closed with its judgement, a department has not answered or its answer is not settled (N6)."""
    complaints = _open(RecordKind.COMPLAINT, ComplaintState.CLOSED)
    return or_(complaints, _open(RecordKind.FEEDBACK, FeedbackState.CLOSED, FeedbackState.CANCELLED))


def _to_follow_up() -> Condition:
    """A visit is planned, what follows from it is not settled (C13); a call or letter asks for something (N6)."""
    visits = _open(RecordKind.VISIT, VisitState.CLOSED, VisitState.CANCELLED)
    return or_(visits, _open(RecordKind.CORRESPONDENCE, CorrespondenceState.SETTLED))


def _open_check() -> Condition:
    """What a spot check found is not put right (N6)."""
    return _open(RecordKind.SPOT_CHECK, SpotCheckState.CLOSED)


def _open_money() -> Condition:
    """What is owed and not paid, and money that came in and pays nothing yet (C10)."""
    owed = and_(Record.kind == RecordKind.RECEIVABLE, Record.number.is_not(None), Record.state.in_(WAITING_FOR_MONEY))
    unmatched = select(Receipt.id).where(Receipt.allocated < Receipt.amount, Receipt.state == ReceiptState.BOOKED)
    return or_(owed, and_(Record.kind == RecordKind.RECEIPT, _in(unmatched)))


def _open_letter() -> Condition:
    """A letter about money that is being written, or was issued and has not left (C10)."""
    return and_(Record.kind == RecordKind.LETTER, Record.state.in_((LetterState.DRAFT, LetterState.ISSUED)))


def _owed_back() -> Condition:
    """Old parts that still have to come back, stand-in machines that are with the customer (N2, N4)."""
    due = and_(Record.kind == RecordKind.OLD_PART, Record.state == OldPartState.DUE_BACK)
    return or_(due, and_(Record.kind == RecordKind.LOAN, Record.state == LoanState.OUT))


def _of_customer(record: Record) -> Condition:
    work = or_(
        open_inspections(),
        _open_request(), _open_dispatch(), _open_project(), _open_goods(), _open_shipment(), _owed_back(),
        _open_complaint(), _to_follow_up(),
        _open_incident(), _hard_case(), _left_over(), _open_letter(), _open_money(), _open_training(),
    )  # fmt: skip
    return and_(Record.customer_id == record.id, work)


def _at_site(record: Record) -> Condition:
    """Also projects of which only some equipment stands here, and dispatches that call here on the way."""
    here = select(Equipment.project_id).where(Equipment.site_id == record.id, Equipment.state == BasicState.ACTIVE)
    at_site = and_(
        Record.site_id == record.id, or_(_open_request(), _open_dispatch(), _open_project(), _open_shipment())
    )
    called_at = select(DispatchSite.dispatch_id).where(DispatchSite.site_id == record.id)
    return or_(at_site, and_(_open_project(), _in(here)), and_(_open_dispatch(), _in(called_at)))


def _of_project(record: Record) -> Condition:
    work = or_(
        open_inspections(),
        _open_request(), _open_dispatch(), _open_goods(), _open_claim(), _open_shipment(), _owed_back(),
        _open_complaint(), _to_follow_up(),
        _open_incident(), _hard_case(), _left_over(), _open_letter(), _open_training(),
    )  # fmt: skip
    return and_(Record.project_id == record.id, work)


def _about_equipment(record: Record) -> Condition:
    return or_(
        inspections_of_equipment(record.id),
        and_(_open_complaint(), _in(select(Complaint.id).where(Complaint.equipment_id == record.id))),
        and_(_open_complaint(), _in(select(Feedback.id).where(Feedback.equipment_id == record.id))),
        and_(_open_request(), _in(select(Request.id).where(Request.equipment_id == record.id))),
        and_(_open_goods(), _in(select(CustomerGoods.id).where(CustomerGoods.equipment_id == record.id))),
        and_(_open_claim(), _in(select(SupplierClaim.id).where(SupplierClaim.equipment_id == record.id))),
    )


def _with_partner(record: Record) -> Condition:
    """Requests that wait for the maker of the equipment, dispatches on which people of the partner are named, tasks
    that it was asked for, goods that it repairs, and shipments that it carries.
    """
    made = select(Equipment.id).where(Equipment.maker_id == record.id)
    waits = select(Request.id).where(Request.manufacturer_needed, Request.equipment_id.in_(made))
    names = {record.title, record.short_name if isinstance(record, Partner) else ""} - {""}
    theirs = and_(DispatchPerson.origin == PersonOrigin.MANUFACTURER, DispatchPerson.organisation.in_(names))
    sent = select(DispatchPerson.dispatch_id).where(theirs)
    asked = select(SupplierClaim.id).where(SupplierClaim.partner_id == record.id)
    repairs = select(CustomerGoods.id).where(CustomerGoods.maker_id == record.id)
    carries = select(Shipment.id).where(Shipment.carrier_id == record.id)
    return or_(
        and_(_open_request(), _in(waits)),
        and_(_open_dispatch(), _in(sent)),
        and_(_open_claim(), _in(asked)),
        and_(_open_shipment(), _in(carries)),
        and_(Record.kind == RecordKind.CUSTOMER_GOODS, Record.state == GoodsState.AT_MAKER, _in(repairs)),
    )


def _with_person(record: Record) -> Condition:
    sent = select(DispatchPerson.dispatch_id).where(DispatchPerson.staff_id == record.id)
    taught = select(TrainingAttendee.training_id).where(TrainingAttendee.staff_id == record.id)
    blamed = select(Complaint.id).where(Complaint.staff_id == record.id)
    checked = select(SpotCheck.id).where(SpotCheck.staff_id == record.id)
    return or_(
        and_(_open_dispatch(), _in(sent)),
        and_(_open_training(), _in(taught)),
        and_(_open_complaint(), _in(blamed)),
        and_(_open_check(), _in(checked)),
        _owes_money(record),
    )


def _owes_money(record: Record) -> Condition:
    """An advance of this person is not settled, a claim is not paid (C7.4), cash from site is not handed in (N1)."""
    advances = _open(RecordKind.ADVANCE, AdvanceState.SETTLED, AdvanceState.CANCELLED)
    claims = _open(RecordKind.EXPENSE, ExpenseState.PAID, ExpenseState.CANCELLED)
    return or_(
        and_(advances, _in(select(Advance.id).where(Advance.staff_id == record.id))),
        and_(claims, _in(select(Expense.id).where(Expense.staff_id == record.id))),
        and_(_open(RecordKind.SERVICE_RECEIPT, SignOffState.CANCELLED), _in(_holding_cash(record))),
    )


def _holding_cash(record: Record) -> Select[Any]:
    holds = (ServiceReceipt.cash_holder_id == record.id, ServiceReceipt.cash_taken > ServiceReceipt.cash_handed_in)
    return select(ServiceReceipt.id).where(*holds)


def _with_part(record: Record) -> Condition:
    """Quotations and orders still being written that name the part, open slips, purchases and counts of it, and what
    of it is lent.
    """
    naming = select(PricedLine.record_id).where(PricedLine.part_id == record.id)
    drafts = and_(Record.kind.in_((RecordKind.QUOTATION, RecordKind.ORDER)), Record.state == QuotationState.DRAFT)
    slips = _open(RecordKind.SLIP, SlipState.CHECKED, SlipState.PACKED, SlipState.CANCELLED)
    purchases = _open(RecordKind.PURCHASE, PurchaseState.RECEIVED, PurchaseState.CANCELLED)
    counts = _open(RecordKind.COUNT, CountState.APPROVED, CountState.CANCELLED)
    lent = and_(Record.kind == RecordKind.LOAN, Record.state == LoanState.OUT)
    return or_(
        and_(drafts, _in(naming)),
        and_(slips, _in(select(SlipLine.slip_id).where(SlipLine.part_id == record.id))),
        and_(purchases, _in(select(PurchaseLine.purchase_id).where(PurchaseLine.part_id == record.id))),
        and_(counts, _in(select(CountLine.count_id).where(CountLine.part_id == record.id))),
        and_(lent, _in(select(Loan.id).where(Loan.part_id == record.id))),
    )


def _with_hazard(record: Record) -> Condition:
    """Dispatches that are settled or on their way to where the hazard is (C12.2), and its incidents not closed yet."""
    settled = (DispatchState.AGREED, DispatchState.BRIEFED, DispatchState.DEPARTED, DispatchState.ARRIVED)
    incidents = select(Incident.id).where(Incident.hazard_id == record.id)
    return or_(
        and_(Record.state.in_(settled), going_to(record.project_id, record.site_id)),
        and_(_open_incident(), _in(incidents)),
    )


def _nothing(_record: Record) -> Condition:
    """What was taken from a rate card or an allowance table stands in the record that took it."""
    return false()


_NEEDS: Mapping[RecordKind, Callable[[Record], Condition]] = {
    RecordKind.CUSTOMER: _of_customer,
    RecordKind.SITE: _at_site,
    RecordKind.PARTNER: _with_partner,
    RecordKind.PROJECT: _of_project,
    RecordKind.EQUIPMENT: _about_equipment,
    RecordKind.STAFF: _with_person,
    RecordKind.PART: _with_part,
    RecordKind.RATE_CARD: _nothing,
    RecordKind.ALLOWANCE: _nothing,
    RecordKind.HAZARD: _with_hazard,
}

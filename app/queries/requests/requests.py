"""Reading one service request in full."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.formatting import local
from app.queries.material.costs import IssuedPart, used_parts
from app.queries.material.need_reading import NEEDS_AROUND, need_views
from app.queries.material.needs import NeedsView, needs_view
from app.queries.material.open_shipments import open_ones
from app.queries.material.open_slips import open_names
from app.queries.material.swaps import SWAPS, SwapLine, swap_lines
from app.queries.money.overdue import OverdueBalance
from app.queries.money.pay_first import PayFirst, pay_first
from app.queries.parties import LinkLine
from app.queries.promises.holds import HoldLine, hold_lines
from app.queries.promises.owed_and_held import HOLDS, PROMISES
from app.queries.records.pieces import Reading
from app.queries.records.record_parts import (
    CommitmentLine,
    EventLine,
    NextStep,
    PaperLine,
    ScanLine,
    commitment_lines,
    filed_of_record,
    log_of,
    next_steps,
)
from app.queries.requests.beside import Beside, beside
from app.queries.requests.request_facts import (
    ANALYSIS,
    LinkedDispatch,
    StepTaken,
    class_facts,
    request_facts,
    steps_taken,
)
from app.queries.requests.request_parts import (
    LinkedRequest,
    RequestPart,
    parts_of,
    read_project,
    request_with_lines,
)
from app.queries.trade.of_request import OPEN_OFFERS, OPEN_ORDERS, offer_name
from app.queries.trade.request_offers import LinkedOffer
from app.queries.trips.work_cost import work_cost
from app.rules.classification import Evidence, propose_class
from app.rules.permissions import Permission
from app.rules.repairs import RepairHistory
from app.rules.trips.work_cost import WorkCost
from models.enums import (
    ClassBasis,
    CommitmentState,
    RecordKind,
    RequestChannel,
    RequestKind,
    RequestSource,
    RequestState,
    ServiceClass,
    Severity,
)
from models.requests.request import Request

_PIECES = Reading(PROMISES, HOLDS, *NEEDS_AROUND, SWAPS)


@dataclass(frozen=True, slots=True)
class RequestDetails:
    """One request in full, for reading. ``merged_into`` is the request that took this one up, ``joined`` are those that
    it took up itself. ``taken`` are the steps of C3.1 done so far. ``warranty_end`` is the equipment's own or else the
    project's. ``repairs`` counts those of its equipment. ``pay_first`` is None where the customer does not pay,
    ``overdue`` what the customer should have paid by now; ``offers`` are its quotations and orders, ``tasks`` what
    manufacturers are asked to do for it, ``goods`` what the customer brought for repair (N7), ``slips`` what is issued
    for it (C6.3), ``needs`` what it waits for of material (C6.1). ``replaced`` are the parts replaced, ``old_parts``
    what becomes of the old ones (N2), ``loans`` the stand-in machines lent (N4), ``used_parts`` what was issued, less
    what came back, and what it cost (C8.3). ``work_cost`` is what free work cost us in all, None for those who may not
    see costs.
    """

    id: int
    number: str
    version: int
    title: str
    text: str
    state: RequestState
    channel: RequestChannel
    source: RequestSource
    source_department: str
    incoming_number: str | None
    request_kind: RequestKind
    severity: Severity
    urgent: bool
    needs_visit: bool
    manufacturer_needed: bool
    large: bool
    fault_level: int | None
    received_at: datetime
    received_by: str
    registered_at: datetime
    owner_name: str
    contact_name: str
    contact_phone: str
    customer_id: int
    customer: str
    project_id: int | None
    project: str
    project_number: str
    site_id: int | None
    site: str
    address: str
    km: Decimal | None
    equipment: str
    warranty_end: date | None
    proposed_class: ServiceClass
    proposed_basis: ClassBasis
    evidence: tuple[Evidence, ...]
    confirmed_class: ServiceClass | None
    confirmed_basis: ClassBasis | None
    confirmed_by: str
    class_reason: str
    cause: str
    result: str
    lines: tuple[RequestPart, ...]
    taken: tuple[StepTaken, ...]
    merged_into: LinkedRequest | None
    joined: tuple[LinkedRequest, ...]
    repairs: RepairHistory
    holds: tuple[HoldLine, ...]
    commitments: tuple[CommitmentLine, ...]
    pay_first: PayFirst | None
    overdue: OverdueBalance
    steps: tuple[NextStep, ...]
    dispatches: tuple[LinkedDispatch, ...]
    tasks: tuple[LinkLine, ...]
    goods: tuple[LinkLine, ...]
    slips: tuple[LinkLine, ...]
    shipments: tuple[LinkLine, ...]
    offers: tuple[LinkedOffer, ...]
    needs: NeedsView
    old_parts: tuple[LinkLine, ...]
    loans: tuple[LinkLine, ...]
    replaced: tuple[SwapLine, ...]
    used_parts: tuple[IssuedPart, ...]
    work_cost: WorkCost | None
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int


def request_details(context: Context, record_id: int) -> RequestDetails:
    """Read one request with all that its detail pane shows; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        return _details(context, session, request_with_lines(session, record_id))


def _details(context: Context, session: Session, found: Request) -> RequestDetails:
    project = _project_facts(session, found)
    proposal = propose_class(class_facts(session, found))
    log = log_of(session, found.id, ANALYSIS)
    taken = steps_taken(log.all_of)
    around = beside(session, found, _today(context, session), _zone(session), context.actor)
    rows = _PIECES.read(session, record_id=found.id)
    commitments = commitment_lines((row["promise"] for row in rows["promise"]), context.clock.now())
    owed = tuple(promise.kind for promise in commitments if promise.state is CommitmentState.OPEN)
    still = tuple(offer_name(offer.number, offer.title) for offer in around.offers if offer.state in OPEN_OFFERS)
    facts = replace(request_facts(session, found, around.dispatches, taken, owed), open_trade=still)
    facts = replace(facts, open_slips=open_names(around.slips), open_shipments=open_ones(around.shipments))
    papers, scans = filed_of_record(session, (found.id, *(dispatch.id for dispatch in around.dispatches)))
    return RequestDetails(
        **_own_facts(found),
        **{name: getattr(around, name) for name in Beside.__slots__},
        **project,
        proposed_class=proposal.service_class,
        proposed_basis=proposal.basis,
        evidence=proposal.evidence,
        lines=parts_of(found),
        taken=taken,
        holds=hold_lines(row["hold"] for row in rows["hold"]),
        commitments=commitments,
        pay_first=pay_first(session, found, context.actor, context.clock.now()),
        replaced=swap_lines(row["swap"] for row in rows["swap"]),
        used_parts=used_parts(session, context.actor, request_id=found.id) if around.slips else (),
        work_cost=_work_cost(context, session, found, around),
        needs=needs_view(found, need_views(rows), ordered=_is_ordered(around.offers)),
        steps=next_steps(RecordKind.REQUEST, found.state, facts, context.actor),
        papers=papers,
        scans=scans,
        events=log.newest,
        event_count=log.count,
    )


def _work_cost(context: Context, session: Session, found: Request, around: Beside) -> WorkCost | None:
    """Return what the work cost where it is free and something was spent: goods were issued, or somebody was sent."""
    is_free = found.confirmed_class is ServiceClass.FREE
    spent = is_free and (around.slips or around.dispatches)
    return work_cost(session, context.actor, request_id=found.id) if spent else None


def _is_ordered(offers: tuple[LinkedOffer, ...]) -> bool:
    return any(offer.kind is RecordKind.ORDER and offer.state in OPEN_ORDERS for offer in offers)


def _zone(session: Session) -> ZoneInfo:
    return ZoneInfo(settings_of(session).text("zone"))


def _today(context: Context, session: Session) -> date:
    return local(context.clock.now(), _zone(session)).date()


_OWN = (
    "id", "version", "title", "text", "channel", "source", "source_department", "incoming_number", "request_kind",
    "severity", "urgent", "needs_visit", "manufacturer_needed", "large", "fault_level", "received_at", "received_by",
    "registered_at", "owner_name", "contact_name", "contact_phone", "project_id", "site_id", "confirmed_class",
    "confirmed_basis", "confirmed_by", "class_reason", "cause", "result",
)  # fmt: skip


def _own_facts(found: Request) -> dict[str, Any]:
    own = {name: getattr(found, name) for name in _OWN}
    return own | {
        "number": found.number or "",
        "state": RequestState(found.state),
        "customer_id": found.customer_id or 0,
    }


def _project_facts(session: Session, found: Request) -> dict[str, Any]:
    project, equipment = read_project(session, found)
    plate = (equipment.title, equipment.model, equipment.serial_no) if equipment else ()
    return {
        "project": project.title if project else "",
        "project_number": (project.number or "") if project else "",
        "equipment": " ".join(part for part in plate if part),
        "warranty_end": (equipment and equipment.warranty_end_on) or (project.warranty_end_on if project else None),
    }

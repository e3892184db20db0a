"""Reading records of any kind by their number: what the command line lists, shows and prints."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.context import Context
from app.papers.definitions import PaperDefinition, paper
from app.queries.approvals.approvals import approval_details
from app.queries.archive.reports import report_details, reportable
from app.queries.care.assessments import assessment_details
from app.queries.care.complaints import complaint_details
from app.queries.care.correspondence import correspondence_details
from app.queries.care.feedback import feedback_details
from app.queries.care.inspection_plans import inspection_plan_details
from app.queries.care.inspections import inspection_details
from app.queries.care.rounds import round_details
from app.queries.care.spot_checks import spot_check_details
from app.queries.care.trainings import training_details
from app.queries.care.visits import visit_details
from app.queries.material.counts import count_details
from app.queries.material.customer_goods import customer_goods_details
from app.queries.material.loans import loan_details
from app.queries.material.old_parts import old_part_details
from app.queries.material.parts import part_details
from app.queries.material.purchases import purchase_details
from app.queries.material.shipments import shipment_details
from app.queries.material.slips import slip_details
from app.queries.material.supplier_claims import supplier_claim_details
from app.queries.money.disputes import dispute_details
from app.queries.money.letters import letter_details
from app.queries.money.measures import measures_details
from app.queries.money.receipts import receipt_details
from app.queries.money.receivables import instalment_details
from app.queries.parties import customer_details
from app.queries.partners import partner_details
from app.queries.people.agreements import agreement_details
from app.queries.people.dispatches import dispatch_details
from app.queries.people.lessons import lesson_details
from app.queries.people.staff import staff_details
from app.queries.projects.contracts import contract_details
from app.queries.projects.equipment import equipment_details
from app.queries.projects.handovers import handover_details
from app.queries.projects.projects import project_details
from app.queries.projects.punch_items import punch_item_details
from app.queries.records.lookup import existing
from app.queries.records.master_data import document_details, site_details
from app.queries.records.record_parts import (
    CommitmentLine,
    EventLine,
    PaperLine,
    commitments_of,
    events_of,
    papers_of_record,
)
from app.queries.requests.requests import request_details
from app.queries.safety.briefings import briefing_details
from app.queries.safety.hazards import hazard_details
from app.queries.safety.incidents import incident_details
from app.queries.search import by_number
from app.queries.trade.orders import order_details
from app.queries.trade.quotations import quotation_details
from app.queries.trade.rate_cards import rate_card_details
from app.queries.trips.advances import advance_details
from app.queries.trips.allowances import allowance_details
from app.queries.trips.expenses import expense_details
from app.queries.trips.receipt_details import service_receipt_details
from app.queries.trips.surveys import survey_details
from app.rules.permissions import Permission
from app.rules.visible import viewing
from models.enums import BasicState, RecordKind
from models.record import Event, Record


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A record in a plain list; ``number`` is None while it is a draft, ``state`` a stored code."""

    number: str | None
    title: str
    state: str


@dataclass(frozen=True, slots=True)
class RecordParts:
    """What every record has, whatever its kind: all its promises, papers and log entries, nothing cut off."""

    kind: RecordKind
    number: str | None
    title: str
    state: str
    commitments: tuple[CommitmentLine, ...]
    papers: tuple[PaperLine, ...]
    events: tuple[EventLine, ...]


ORDER = (Record.number.is_(None), Record.number, Record.id)
ROWS_AT_A_TIME = 500

DETAILS: Mapping[RecordKind, Callable[[Context, int], object]] = {
    RecordKind.REQUEST: request_details,
    RecordKind.PROJECT: project_details,
    RecordKind.CUSTOMER: customer_details,
    RecordKind.SITE: site_details,
    RecordKind.PARTNER: partner_details,
    RecordKind.CONTRACT: contract_details,
    RecordKind.EQUIPMENT: equipment_details,
    RecordKind.HANDOVER: handover_details,
    RecordKind.PUNCH_ITEM: punch_item_details,
    RecordKind.DISPATCH: dispatch_details,
    RecordKind.STAFF: staff_details,
    RecordKind.DOCUMENT: document_details,
    RecordKind.REPORT: report_details,
    RecordKind.QUOTATION: quotation_details,
    RecordKind.ORDER: order_details,
    RecordKind.APPROVAL: approval_details,
    RecordKind.RECEIVABLE: instalment_details,
    RecordKind.RECEIPT: receipt_details,
    RecordKind.LETTER: letter_details,
    RecordKind.DISPUTE: dispute_details,
    RecordKind.MEASURES: measures_details,
    RecordKind.PART: part_details,
    RecordKind.SLIP: slip_details,
    RecordKind.COUNT: count_details,
    RecordKind.PURCHASE: purchase_details,
    RecordKind.SHIPMENT: shipment_details,
    RecordKind.OLD_PART: old_part_details,
    RecordKind.LOAN: loan_details,
    RecordKind.CUSTOMER_GOODS: customer_goods_details,
    RecordKind.SUPPLIER_CLAIM: supplier_claim_details,
    RecordKind.SERVICE_RECEIPT: service_receipt_details,
    RecordKind.SURVEY: survey_details,
    RecordKind.TRAINING: training_details,
    RecordKind.BRIEFING: briefing_details,
    RecordKind.INCIDENT: incident_details,
    RecordKind.INSPECTION: inspection_details,
    RecordKind.INSPECTION_PLAN: inspection_plan_details,
    RecordKind.CORRESPONDENCE: correspondence_details,
    RecordKind.RATE_CARD: rate_card_details,
    RecordKind.HAZARD: hazard_details,
    RecordKind.CONFIDENTIALITY: agreement_details,
    RecordKind.LESSON: lesson_details,
    RecordKind.ADVANCE: advance_details,
    RecordKind.EXPENSE: expense_details,
    RecordKind.ALLOWANCE: allowance_details,
    RecordKind.ASSESSMENT: assessment_details,
    RecordKind.SPOT_CHECK: spot_check_details,
    RecordKind.VISIT_ROUND: round_details,
    RecordKind.VISIT: visit_details,
    RecordKind.COMPLAINT: complaint_details,
    RecordKind.FEEDBACK: feedback_details,
}


def list_records(context: Context, kind: RecordKind) -> tuple[RecordLine, ...]:
    """Return every record of a kind by number, drafts last; contracts only to those who may see them (C14)."""
    _require(context, kind)
    with context.read() as session:
        columns = select(Record.number, Record.title, Record.state)
        rows = session.execute(columns.where(Record.kind == kind).order_by(*ORDER))
        return tuple(RecordLine(*row) for row in rows)


def list_issuable(context: Context, form_id: str) -> tuple[RecordLine, ...]:
    """Return the records that a paper can be issued for now, in the same order; NotFound for an unknown form.

    Of a report these are the months that there is something to report of, named as "2026-03".
    """
    definition = paper(form_id)
    _require(context, definition.kind)
    context.require(definition.needs)
    if definition.kind is RecordKind.REPORT:
        return tuple(RecordLine(name, title, BasicState.ACTIVE) for name, title in reportable(context, form_id))
    with context.read() as session:
        in_state = select(Record).where(Record.kind == definition.kind, Record.state.in_(definition.states))
        records = session.scalars(in_state.order_by(*ORDER).execution_options(yield_per=ROWS_AT_A_TIME))
        return tuple(
            RecordLine(row.number, row.title, row.state)
            for row in _past_gate(session, definition, records)
            if definition.is_named(form_id, session, row)
        )


def _past_gate(session: Session, definition: PaperDefinition, records: Iterable[Record]) -> Iterable[Record]:
    return (record for record in records if not definition.gate(session, record))


def find_record(context: Context, kind: RecordKind, number: str) -> int:
    """Return the id of the record with this number; NotFound when there is none."""
    _require(context, kind)
    with context.read() as session:
        return by_number(session, kind, number).id


def record_parts(context: Context, record_id: int) -> RecordParts:
    """Read what every record has; NotFound when there is none, NotAllowed for a kind that one may not see (C14)."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        found = existing(session, Record, record_id)
        _require(context, found.kind)
        return RecordParts(
            kind=found.kind,
            number=found.number,
            title=found.title,
            state=found.state,
            commitments=commitments_of(session, found.id, context.clock.now()),
            papers=papers_of_record(session, (found.id,)),
            events=events_of(session, (found.id,), limit=_count_events(session, found.id)),
        )


def _count_events(session: Session, record_id: int) -> int:
    return session.scalar(select(func.count()).select_from(Event).where(Event.record_id == record_id)) or 0


def _require(context: Context, kind: RecordKind) -> None:
    context.require(viewing(kind))

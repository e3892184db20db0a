"""Reading the facts that the clocks of records hang on: for one record being saved, or for many that are checked.

A further kind of record that owes something is a row in READERS, with a module of its own for its clocks.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.queries.promises.advance_clocks import advance_facts
from app.queries.promises.assessment_clocks import assessment_facts, spot_check_facts
from app.queries.promises.complaint_clocks import complaint_facts, feedback_facts
from app.queries.promises.correspondence_clocks import correspondence_facts
from app.queries.promises.customer_goods_clocks import customer_goods_facts
from app.queries.promises.dispatch_clocks import dispatch_facts
from app.queries.promises.dispute_clocks import dispute_facts
from app.queries.promises.handover_clocks import handover_facts, punch_item_facts
from app.queries.promises.hazard_clocks import hazard_facts
from app.queries.promises.incident_clocks import incident_facts
from app.queries.promises.inspection_clocks import inspection_facts
from app.queries.promises.instalment_clocks import instalment_facts
from app.queries.promises.loan_clocks import loan_facts
from app.queries.promises.old_part_clocks import old_part_facts
from app.queries.promises.order_clocks import order_facts
from app.queries.promises.purchase_clocks import purchase_facts
from app.queries.promises.quotation_clocks import quotation_facts
from app.queries.promises.record_log import RecordLog, read_log
from app.queries.promises.report_clocks import report_facts
from app.queries.promises.request_clocks import FINISHED as FINISHED
from app.queries.promises.request_clocks import request_facts
from app.queries.promises.service_receipt_clocks import service_receipt_facts
from app.queries.promises.shipment_clocks import shipment_facts
from app.queries.promises.supplier_claim_clocks import supplier_claim_facts
from app.queries.promises.training_clocks import training_facts
from app.queries.promises.visit_clocks import round_facts, visit_facts
from app.rules.promises.commitments import PromiseFacts
from models.enums import RecordKind
from models.record import Record

Reader = Callable[[Session, Sequence[Any], RecordLog], Mapping[Any, PromiseFacts]]

READERS: Mapping[RecordKind, Reader] = {
    RecordKind.DISPATCH: dispatch_facts,
    RecordKind.REQUEST: request_facts,
    RecordKind.QUOTATION: quotation_facts,
    RecordKind.ORDER: order_facts,
    RecordKind.RECEIVABLE: instalment_facts,
    RecordKind.PURCHASE: purchase_facts,
    RecordKind.OLD_PART: old_part_facts,
    RecordKind.LOAN: loan_facts,
    RecordKind.SHIPMENT: shipment_facts,
    RecordKind.CUSTOMER_GOODS: customer_goods_facts,
    RecordKind.SUPPLIER_CLAIM: supplier_claim_facts,
    RecordKind.SERVICE_RECEIPT: service_receipt_facts,
    RecordKind.ADVANCE: advance_facts,
    RecordKind.HAZARD: hazard_facts,
    RecordKind.INCIDENT: incident_facts,
    RecordKind.CORRESPONDENCE: correspondence_facts,
    RecordKind.HANDOVER: handover_facts,
    RecordKind.DISPUTE: dispute_facts,
    RecordKind.PUNCH_ITEM: punch_item_facts,
    RecordKind.ASSESSMENT: assessment_facts,
    RecordKind.SPOT_CHECK: spot_check_facts,
    RecordKind.REPORT: report_facts,
    RecordKind.VISIT: visit_facts,
    RecordKind.VISIT_ROUND: round_facts,
    RecordKind.ASSESSMENT: assessment_facts,
    RecordKind.SPOT_CHECK: spot_check_facts,
    RecordKind.INSPECTION: inspection_facts,
    RecordKind.TRAINING: training_facts,
    RecordKind.COMPLAINT: complaint_facts,
    RecordKind.FEEDBACK: feedback_facts,
}


def owing_ids(session: Session) -> Mapping[RecordKind, Sequence[int]]:
    """Return the ids of all records that may still owe something, in their order, by kind."""
    open_ones = (Record.kind.in_(READERS), Record.state.not_in(FINISHED))
    ids: dict[RecordKind, list[int]] = defaultdict(list)
    for kind, record_id in session.execute(select(Record.kind, Record.id).where(*open_ones).order_by(Record.id)):
        ids[kind].append(record_id)
    return ids


def promise_facts(session: Session, record: Record) -> PromiseFacts:
    """Return the facts of one record of any kind; none for kinds that owe nothing."""
    return many_promise_facts(session, [record])[record]


def many_promise_facts(session: Session, records: Sequence[Record]) -> Mapping[Record, PromiseFacts]:
    """Return the facts of records of one kind or several."""
    of_kind: dict[RecordKind, list[Record]] = defaultdict(list)
    for record in records:
        of_kind[record.kind].append(record)
    told: dict[Record, PromiseFacts] = {}
    log = read_log(session, [record for record in records if record.kind in READERS])
    for kind, found in of_kind.items():
        told |= READERS[kind](session, found, log) if kind in READERS else dict.fromkeys(found, PromiseFacts())
    return told

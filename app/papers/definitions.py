"""Which papers the program makes: each form with its record, its place in the archive, its gate and what fills it.

A paper before its gate prints as a draft with what is missing and is not filed (invariant 2); each paper has its own
gate (decision 18, the table of papers).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from sqlalchemy.orm import Session

from app.context import Actor
from app.errors import NotFound
from app.i18n import _
from app.papers import business_trip_form, duty_roster, request_register, request_slip, service_work_order, today_sheet
from app.papers.care import (
    assessment,
    complaint_record,
    contact_registers,
    customer_card,
    customer_report,
    equipment_history,
    inspection_record,
    inspection_report,
    periodic_report,
    quality_feedback,
    training_register,
    visit_plan,
    visit_record,
)
from app.papers.filling import Filled
from app.papers.material import (
    customer_goods,
    old_parts,
    packages,
    packing_list,
    parts_replaced,
    purchase_request,
    shipping_notice,
    slip,
    stock_count,
    supplier_claim,
)
from app.papers.money import ar_ageing_report, collection_file, dispute_record, letters, measures_approval
from app.papers.people import confidentiality_agreement, confidentiality_training
from app.papers.projects import handover_review, warranty_card
from app.papers.safety import emergency_plan, hazard_list, hazard_notice, incident_report, safety_briefing
from app.papers.sources import DISPATCH_ISSUED_FROM, dispatch_agreed, no_gate
from app.papers.trade import approval_sheet, margin_sheet, order_profit, quotation, rate_card, service_agreement
from app.papers.trips import (
    cash_advance,
    fault_analysis,
    overtime_sheet,
    satisfaction_survey,
    service_receipt,
    ticket_sheet,
    travel_expense_claim,
    trip_report,
)
from app.rules.gate import BlockReason
from app.rules.permissions import Permission
from models.enums import RecordKind
from models.record import Record


def _none(_session: Session, _record: Record) -> tuple[Record, ...]:
    return ()


def _itself(_session: Session, record: Record) -> tuple[Record, ...]:
    return (record,)


@dataclass(frozen=True, slots=True)
class PaperDefinition:
    """One kind of paper.

    ``states`` are those from which it can be issued, ``gate`` tells what is still missing: nothing, where a paper has
    none of its own. ``carries_record_number`` tells that this is the record's own paper and prints its number (a
    dispatch order is the dispatch's), in the way of ``number_of``; any other gets a number of its own series when first
    issued, which with ``numbers_record`` becomes the record's number too (a report has no other). ``entry`` is None for
    a paper that is filed under nothing; ``entry_of`` tells it where it is not the same for all records. A ``daily``
    report covers one day, one ``of_customer`` is about one customer and a quarter. ``needs`` is what somebody must be
    permitted to look at it at all (C14), ``prices`` to get the prices on it: whoever may not gets copies without them,
    and does not open the filed one, which may show them. ``layouts`` are forms that can be named in place of the
    paper's own, and ``layout_of`` tells which of them a record has. ``language_of`` tells the language of a paper that
    has one of its own, as a letter has. ``settles`` returns the records of which a promise may be met by issuing it,
    ``step`` is the step that its record takes with the first issue (an inspection is reported).
    """

    form_id: str
    kind: RecordKind
    entry: str | None
    states: frozenset[str]
    fill: Callable[[Session, Record, str], Filled]
    gate: Callable[[Session, Record], tuple[BlockReason, ...]] = no_gate
    carries_record_number: bool = False
    numbers_record: bool = False
    daily: bool = False
    of_customer: bool = False
    entry_of: Callable[[Session, Record], str] | None = None
    needs: Permission = Permission.VIEW_RECORDS
    prices: Permission = Permission.VIEW_RECORDS
    number_of: Callable[[Record], str | None] = attrgetter("number")
    language_of: Callable[[Session, Record], str] | None = None
    settles: Callable[[Session, Record], Iterable[Record]] = _none
    step: str = ""

    layouts: tuple[str, ...] = ()
    layout_of: Callable[[Session, Record], str] | None = None

    @property
    def speaks_any(self) -> bool:
        """True where the language can be chosen, False for a paper that has one of its own."""
        return self.language_of is None

    def is_named(self, form_id: str, session: Session, record: Record) -> bool:
        """Tell whether the paper of a record may be called by a form: its own, or the layout that the record has."""
        if form_id == self.form_id or self.layout_of is None:
            return form_id == self.form_id
        return self.layout_of(session, record) == form_id

    def entry_for(self, session: Session, record: Record) -> str | None:
        """Return the catalogue entry under which the paper of a record is filed."""
        return self.entry_of(session, record) if self.entry_of else self.entry


_PAPERS = (
    PaperDefinition(
        "service_work_order", RecordKind.DISPATCH, "A6-04", DISPATCH_ISSUED_FROM, service_work_order.fill,
        gate=dispatch_agreed, carries_record_number=True, settles=_itself,
    ),
    PaperDefinition(
        "business_trip_form", RecordKind.DISPATCH, "B2-01", DISPATCH_ISSUED_FROM, business_trip_form.fill,
        gate=dispatch_agreed, settles=_itself,
    ),
    PaperDefinition(
        "service_receipt", RecordKind.SERVICE_RECEIPT, "A6-05", service_receipt.ISSUED_FROM, service_receipt.fill,
        carries_record_number=True, prices=Permission.VIEW_MONEY,
    ),
    PaperDefinition(
        "satisfaction_survey", RecordKind.SURVEY, "A8-06", satisfaction_survey.ISSUED_FROM, satisfaction_survey.fill,
        carries_record_number=True,
    ),
    PaperDefinition(
        "trip_report", RecordKind.DISPATCH, "A6-04", trip_report.ISSUED_FROM, trip_report.fill, gate=trip_report.gate,
        settles=_itself,
    ),
    PaperDefinition(
        "fault_analysis", RecordKind.DISPATCH, "A6-06", fault_analysis.ISSUED_FROM, fault_analysis.fill,
        gate=fault_analysis.gate, settles=_itself,
    ),
    PaperDefinition(
        "overtime_sheet", RecordKind.REPORT, "B2-05", overtime_sheet.ISSUED_FROM, overtime_sheet.fill,
        numbers_record=True,
    ),
    PaperDefinition("request_slip", RecordKind.REQUEST, "A6-01", request_slip.ISSUED_FROM, request_slip.fill),
    PaperDefinition(
        "request_register", RecordKind.REPORT, "B4-01", request_register.ISSUED_FROM, request_register.fill,
        numbers_record=True,
    ),
    PaperDefinition(
        "duty_roster", RecordKind.REPORT, "B1-02", duty_roster.ISSUED_FROM, duty_roster.fill,
        gate=duty_roster.gate, numbers_record=True,
    ),
    PaperDefinition(
        "today_sheet", RecordKind.REPORT, None, today_sheet.ISSUED_FROM, today_sheet.fill,
        numbers_record=True, daily=True,
    ),
    PaperDefinition(
        "approval_sheet", RecordKind.APPROVAL, "A6-03", approval_sheet.ISSUED_FROM, approval_sheet.fill,
        gate=approval_sheet.gate, carries_record_number=True, entry_of=approval_sheet.entry,
        needs=Permission.VIEW_MARGINS,
    ),
    PaperDefinition(
        "quotation", RecordKind.QUOTATION, "A6-02", quotation.ISSUED_FROM, quotation.fill,
        gate=quotation.gate, carries_record_number=True, needs=Permission.VIEW_MONEY, number_of=quotation.number,
    ),
    PaperDefinition(
        "margin_sheet", RecordKind.QUOTATION, "A6-02", margin_sheet.ISSUED_FROM, margin_sheet.fill,
        needs=Permission.VIEW_MARGINS,
    ),
    PaperDefinition(
        "service_agreement", RecordKind.ORDER, "A6-03", service_agreement.ISSUED_FROM, service_agreement.fill,
        gate=service_agreement.gate, carries_record_number=True, needs=Permission.VIEW_MONEY,
    ),
    PaperDefinition(
        "order_profit", RecordKind.ORDER, "A6-03", order_profit.ISSUED_FROM, order_profit.fill,
        gate=order_profit.gate, needs=Permission.VIEW_MARGINS,
    ),
    PaperDefinition(
        "rate_card", RecordKind.RATE_CARD, "B1-01", rate_card.ISSUED_FROM, rate_card.fill,
        carries_record_number=True, needs=Permission.VIEW_MONEY,
    ),
    PaperDefinition(
        "letter", RecordKind.LETTER, "A7-03", letters.ISSUED_FROM, letters.fill_letter,
        gate=letters.gate, carries_record_number=True, entry_of=letters.entry, needs=Permission.VIEW_MONEY,
        language_of=letters.language_of, layouts=tuple(letters.LAYOUTS.values()), layout_of=letters.layout_of,
    ),
    PaperDefinition(
        "dispute_record", RecordKind.DISPUTE, "A7-06", dispute_record.ISSUED_FROM, dispute_record.fill,
        carries_record_number=True, needs=Permission.VIEW_MONEY,
    ),
    PaperDefinition(
        "collection_measures_approval", RecordKind.MEASURES, "A7-07", measures_approval.ISSUED_FROM,
        measures_approval.fill, gate=measures_approval.gate, carries_record_number=True, needs=Permission.VIEW_MONEY,
    ),
    PaperDefinition(
        "periodic_report", RecordKind.REPORT, "B1-03", periodic_report.ISSUED_FROM, periodic_report.fill,
        numbers_record=True, prices=Permission.VIEW_MONEY, settles=_itself,
    ),
    PaperDefinition(
        "ar_ageing_report", RecordKind.REPORT, "A7-01", ar_ageing_report.ISSUED_FROM, ar_ageing_report.fill,
        numbers_record=True, needs=Permission.VIEW_MONEY,
    ),
    PaperDefinition(
        "collection_file", RecordKind.CONTRACT, "A7-01", collection_file.ISSUED_FROM, collection_file.fill,
        needs=Permission.VIEW_MONEY,
    ),
    PaperDefinition(
        "cash_advance", RecordKind.ADVANCE, "B2-02", cash_advance.ISSUED_FROM, cash_advance.fill,
        gate=cash_advance.gate, carries_record_number=True, needs=Permission.VIEW_MONEY,
    ),
    PaperDefinition(
        "travel_expense_claim", RecordKind.EXPENSE, "B2-03", travel_expense_claim.ISSUED_FROM,
        travel_expense_claim.fill, gate=travel_expense_claim.gate, carries_record_number=True,
        needs=Permission.VIEW_MONEY,
    ),
    PaperDefinition(
        "ticket_sheet", RecordKind.EXPENSE, "B2-03", ticket_sheet.ISSUED_FROM, ticket_sheet.fill,
        needs=Permission.VIEW_MONEY,
    ),
    PaperDefinition(
        "stock_issue_slip", RecordKind.SLIP, "B3-02", slip.ISSUED_FROM, slip.fill,
        gate=slip.gate, carries_record_number=True, prices=Permission.VIEW_MARGINS,
    ),
    PaperDefinition(
        "purchase_request", RecordKind.PURCHASE, "B3-01", purchase_request.ISSUED_FROM, purchase_request.fill,
        gate=purchase_request.gate, carries_record_number=True, prices=Permission.VIEW_MARGINS,
    ),
    PaperDefinition(
        "shipping_notice", RecordKind.SHIPMENT, "B3-03", packages.ISSUED_FROM, shipping_notice.fill,
        gate=packages.gate, carries_record_number=True, prices=Permission.VIEW_MONEY,
    ),
    PaperDefinition(
        "packing_list", RecordKind.SHIPMENT, "B3-03", packages.ISSUED_FROM, packing_list.fill, gate=packages.gate
    ),
    PaperDefinition(
        "stock_count", RecordKind.COUNT, "B3-04", stock_count.ISSUED_FROM, stock_count.fill,
        carries_record_number=True, numbers_record=True, prices=Permission.VIEW_MARGINS,
    ),
    PaperDefinition(
        "old_parts", RecordKind.OLD_PART, "A6-08", old_parts.ISSUED_FROM, old_parts.fill,
        carries_record_number=True, prices=Permission.VIEW_MONEY,
    ),
    PaperDefinition(
        "customer_goods", RecordKind.CUSTOMER_GOODS, "A6-08", customer_goods.ISSUED_FROM, customer_goods.fill,
        carries_record_number=True,
    ),
    PaperDefinition(
        "supplier_claim", RecordKind.SUPPLIER_CLAIM, "A3-02", supplier_claim.ISSUED_FROM, supplier_claim.fill,
        carries_record_number=True, prices=Permission.VIEW_MONEY,
    ),
    PaperDefinition(
        "hazard_list", RecordKind.PROJECT, "A8-01", hazard_list.ISSUED_FROM, hazard_list.fill, gate=hazard_list.gate
    ),
    PaperDefinition(
        "emergency_plan", RecordKind.PROJECT, "A8-03", emergency_plan.ISSUED_FROM, emergency_plan.fill,
        gate=emergency_plan.gate,
    ),
    PaperDefinition(
        "handover_review", RecordKind.HANDOVER, "A5-04", handover_review.ISSUED_FROM, handover_review.fill,
        carries_record_number=True, prices=Permission.VIEW_MONEY,
    ),
    PaperDefinition(
        "warranty_card", RecordKind.PROJECT, "A5-05", warranty_card.ISSUED_FROM, warranty_card.fill,
        gate=warranty_card.gate, settles=warranty_card.settles,
    ),
    PaperDefinition("hazard_notice", RecordKind.BRIEFING, "A8-02", hazard_notice.ISSUED_FROM, hazard_notice.fill),
    PaperDefinition(
        "safety_briefing", RecordKind.BRIEFING, "A8-02", safety_briefing.ISSUED_FROM, safety_briefing.fill,
        carries_record_number=True,
    ),
    PaperDefinition(
        "incident_report", RecordKind.INCIDENT, "A8-01", incident_report.ISSUED_FROM, incident_report.fill,
        carries_record_number=True,
    ),
    PaperDefinition(
        "confidentiality_agreement", RecordKind.CONFIDENTIALITY, "B2-04", confidentiality_agreement.ISSUED_FROM,
        confidentiality_agreement.fill, carries_record_number=True, needs=Permission.EDIT_STAFF,
    ),
    PaperDefinition(
        "confidentiality_training", RecordKind.LESSON, "B2-05", confidentiality_training.ISSUED_FROM,
        confidentiality_training.fill, carries_record_number=True,
    ),
    PaperDefinition(
        "training_register", RecordKind.TRAINING, "A4-06", training_register.ISSUED_FROM, training_register.fill,
        carries_record_number=True, entry_of=training_register.entry,
    ),
    PaperDefinition(
        "inspection_record", RecordKind.INSPECTION, "A6-07", inspection_record.ISSUED_FROM, inspection_record.fill,
        carries_record_number=True,
    ),
    PaperDefinition(
        "inspection_report", RecordKind.INSPECTION, "A6-07", inspection_report.ISSUED_FROM, inspection_report.fill,
        gate=inspection_report.gate, settles=inspection_report.settles, step="report",
    ),
    PaperDefinition(
        "assessment", RecordKind.ASSESSMENT, "B4-03", assessment.ISSUED_FROM, assessment.fill,
        gate=assessment.gate, carries_record_number=True, needs=Permission.VIEW_ASSESSMENT,
    ),
    PaperDefinition(
        "visit_plan", RecordKind.VISIT_ROUND, "A8-04", visit_plan.ISSUED_FROM, visit_plan.fill,
        carries_record_number=True, settles=_itself,
    ),
    PaperDefinition(
        "visit_record", RecordKind.VISIT, "A8-05", visit_record.ISSUED_FROM, visit_record.fill,
        carries_record_number=True,
    ),
    PaperDefinition(
        "complaint_record", RecordKind.COMPLAINT, "A6-09", complaint_record.ISSUED_FROM, complaint_record.fill,
        carries_record_number=True, prices=Permission.VIEW_MONEY,
    ),
    PaperDefinition(
        "quality_feedback", RecordKind.FEEDBACK, "A6-06", quality_feedback.ISSUED_FROM, quality_feedback.fill,
        gate=quality_feedback.gate, carries_record_number=True,
    ),
    PaperDefinition(
        "call_register", RecordKind.REPORT, "B4-01", contact_registers.ISSUED_FROM, contact_registers.fill_calls,
        numbers_record=True, needs=Permission.VIEW_MONEY,
    ),
    PaperDefinition(
        "letter_register", RecordKind.REPORT, "B4-02", contact_registers.ISSUED_FROM, contact_registers.fill_letters,
        numbers_record=True, needs=Permission.VIEW_MONEY,
    ),
    PaperDefinition(
        "customer_card", RecordKind.CUSTOMER, "B4-01", customer_card.ISSUED_FROM, customer_card.fill,
        prices=Permission.VIEW_CONTRACTS,
    ),
    PaperDefinition(
        "equipment_history", RecordKind.EQUIPMENT, "A6-08", equipment_history.ISSUED_FROM, equipment_history.fill
    ),
    PaperDefinition(
        "customer_report", RecordKind.REPORT, "B1-03", customer_report.ISSUED_FROM, customer_report.fill,
        numbers_record=True, of_customer=True,
    ),
    PaperDefinition(
        "parts_replaced", RecordKind.REQUEST, "A6-08", parts_replaced.ISSUED_FROM, parts_replaced.fill
    ),
)  # fmt: skip
PAPERS: Mapping[str, PaperDefinition] = {one.form_id: one for one in _PAPERS}
NAMED: Mapping[str, PaperDefinition] = {  # by every form that a person may name
    **{layout: one for one in _PAPERS for layout in one.layouts},
    **PAPERS,
}


def paper(form_id: str) -> PaperDefinition:
    """Return the definition of a form; NotFound for one that the program does not make."""
    if form_id not in NAMED:
        raise NotFound(_("There is no paper “{form}”.").format(form=form_id))
    return NAMED[form_id]


def papers_of(kind: RecordKind, actor: Actor) -> tuple[PaperDefinition, ...]:
    """Return the papers that ``actor`` may make for a kind of record."""
    return tuple(one for one in PAPERS.values() if one.kind is kind and actor.may(one.needs))

"""Lawful moves: the arrows along which states change, as data (decision 3, invariant 6)."""

from collections.abc import Mapping
from enum import StrEnum

from app.errors import Invalid
from app.i18n import N_, _
from app.labels import label_of
from app.rules.arrow import Arrow
from app.rules.care.assessment_gates import ASSESSMENT_ARROWS, SPOT_CHECK_ARROWS
from app.rules.care.complaints import COMPLAINT_ARROWS, FEEDBACK_ARROWS
from app.rules.care.correspondence import CORRESPONDENCE_ARROWS
from app.rules.care.inspections import INSPECTION_ARROWS, PLAN_ARROWS
from app.rules.care.trainings import TRAINING_ARROWS
from app.rules.care.visit_gates import ROUND_ARROWS, VISIT_ARROWS
from app.rules.material.arrows import (
    CLAIM_ARROWS,
    COUNT_ARROWS,
    GOODS_ARROWS,
    LOAN_ARROWS,
    OLD_PART_ARROWS,
    PURCHASE_ARROWS,
    SHIPMENT_ARROWS,
    SLIP_ARROWS,
)
from app.rules.money.arrows import INSTALMENT_ARROWS, RECEIPT_ARROWS
from app.rules.money.dispute_rules import DISPUTE_ARROWS
from app.rules.money.letter_gates import LETTER_ARROWS
from app.rules.money.measures_rules import MEASURES_ARROWS
from app.rules.people.dispatch_arrows import DISPATCH_ARROWS
from app.rules.people.secrecy_arrows import AGREEMENT_ARROWS, LESSON_ARROWS
from app.rules.permissions import Permission
from app.rules.projects.handover import HANDOVER_ARROWS, PUNCH_ARROWS
from app.rules.safety.briefing_gates import BRIEFING_ARROWS, INCIDENT_ARROWS
from app.rules.trade.arrows import APPROVAL_ARROWS, ORDER_ARROWS, QUOTATION_ARROWS
from app.rules.trips.money_arrows import ADVANCE_ARROWS, EXPENSE_ARROWS
from app.rules.trips.on_site import SIGN_OFF_ARROWS, SURVEY_ARROWS
from models.enums import (
    AdvanceState,
    AgreementState,
    ApprovalState,
    AssessmentState,
    BasicState,
    BriefingState,
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
    InspectionState,
    LessonState,
    LetterState,
    LoanState,
    MeasuresState,
    OldPartState,
    OrderState,
    PlanState,
    ProjectState,
    PunchState,
    PurchaseState,
    QuotationState,
    ReceiptState,
    ReceivableState,
    RecordKind,
    RequestState,
    RoundState,
    ShipmentState,
    SignOffState,
    SlipState,
    SpotCheckState,
    SurveyState,
    TrainingState,
    VisitState,
)

REQUEST_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        RequestState.REGISTERED,
        RequestState.ANALYSED,
        "analyse",
        N_("Finish analysis"),
        Permission.EDIT_REQUEST,
        ("file_consulted", "customer_contacted"),
    ),
    Arrow(
        RequestState.ANALYSED,
        RequestState.CLASSED,
        "class",
        N_("Set the class"),
        Permission.CONFIRM_CLASS,
        ("class_confirmed",),
    ),
    Arrow(RequestState.CLASSED, RequestState.IN_HAND, "start", N_("Take in hand"), Permission.EDIT_REQUEST),
    *(
        Arrow(
            source,
            RequestState.SOLVED,
            "solve",
            N_("Mark as solved"),
            Permission.EDIT_REQUEST,
            ("result_recorded",),
            "result",
        )
        for source in (RequestState.IN_HAND, RequestState.CLASSED)
    ),
    Arrow(
        RequestState.SOLVED,
        RequestState.CLOSED,
        "close",
        N_("Close the request"),
        Permission.EDIT_REQUEST,
        ("promises_settled", "no_open_slip"),
    ),
    *(
        Arrow(
            source,
            RequestState.CANCELLED,
            "cancel",
            N_("Cancel the request"),
            Permission.CANCEL_RECORD,
            ("no_open_dispatch", "no_open_trade", "no_open_slip", "no_open_shipment"),
            "reason",
        )
        for source in (RequestState.REGISTERED, RequestState.ANALYSED, RequestState.CLASSED, RequestState.IN_HAND)
    ),
    *(
        Arrow(
            source,
            RequestState.MERGED,
            "merge",
            N_("Merge into another request"),
            Permission.CANCEL_RECORD,
            ("no_open_dispatch", "no_open_trade", "no_open_slip", "no_open_shipment"),
            "request",
        )
        for source in (RequestState.REGISTERED, RequestState.ANALYSED, RequestState.CLASSED, RequestState.IN_HAND)
    ),
)

# From executing to handed over a project goes by its handover date, not by a step of its own.
PROJECT_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        ProjectState.HANDED_OVER,
        ProjectState.CLOSED,
        "close",
        N_("Close the project"),
        Permission.EDIT_PROJECTS,
        ("no_open_work",),
    ),
    Arrow(
        ProjectState.CLOSED,
        ProjectState.HANDED_OVER,
        "reopen",
        N_("Open the project again"),
        Permission.EDIT_PROJECTS,
        asks="reason",
    ),
)


def _keeping_arrows(permission: Permission, *gates: str) -> tuple[Arrow, ...]:
    """Return the moves of master data: it is never deleted, but put out of use and taken back."""
    return (
        Arrow(
            BasicState.ACTIVE,
            BasicState.RETIRED,
            "retire",
            N_("Put out of use"),
            permission,
            ("no_open_work", *gates),
            "reason",
        ),
        Arrow(BasicState.RETIRED, BasicState.ACTIVE, "restore", N_("Take back into use"), permission),
    )


_ARROWS: Mapping[RecordKind, tuple[Arrow, ...]] = {
    RecordKind.REQUEST: REQUEST_ARROWS,
    RecordKind.DISPATCH: DISPATCH_ARROWS,
    RecordKind.PROJECT: PROJECT_ARROWS,
    RecordKind.CUSTOMER: _keeping_arrows(Permission.EDIT_PARTIES),
    RecordKind.SITE: _keeping_arrows(Permission.EDIT_PARTIES),
    RecordKind.PARTNER: _keeping_arrows(Permission.EDIT_PARTIES),
    RecordKind.EQUIPMENT: _keeping_arrows(Permission.EDIT_PROJECTS),
    RecordKind.STAFF: _keeping_arrows(Permission.EDIT_STAFF),
    RecordKind.PART: _keeping_arrows(Permission.EDIT_PARTS, "no_stock"),
    RecordKind.RATE_CARD: _keeping_arrows(Permission.EDIT_RATE_CARD),
    RecordKind.HAZARD: _keeping_arrows(Permission.EDIT_SAFETY),
    RecordKind.QUOTATION: QUOTATION_ARROWS,
    RecordKind.ORDER: ORDER_ARROWS,
    RecordKind.APPROVAL: APPROVAL_ARROWS,
    RecordKind.RECEIVABLE: INSTALMENT_ARROWS,
    RecordKind.RECEIPT: RECEIPT_ARROWS,
    RecordKind.LETTER: LETTER_ARROWS,
    RecordKind.SLIP: SLIP_ARROWS,
    RecordKind.PURCHASE: PURCHASE_ARROWS,
    RecordKind.COUNT: COUNT_ARROWS,
    RecordKind.SHIPMENT: SHIPMENT_ARROWS,
    RecordKind.OLD_PART: OLD_PART_ARROWS,
    RecordKind.LOAN: LOAN_ARROWS,
    RecordKind.CUSTOMER_GOODS: GOODS_ARROWS,
    RecordKind.SUPPLIER_CLAIM: CLAIM_ARROWS,
    RecordKind.SERVICE_RECEIPT: SIGN_OFF_ARROWS,
    RecordKind.SURVEY: SURVEY_ARROWS,
    RecordKind.ADVANCE: ADVANCE_ARROWS,
    RecordKind.EXPENSE: EXPENSE_ARROWS,
    RecordKind.ALLOWANCE: _keeping_arrows(Permission.EDIT_ALLOWANCE),
    RecordKind.BRIEFING: BRIEFING_ARROWS,
    RecordKind.CONFIDENTIALITY: AGREEMENT_ARROWS,
    RecordKind.LESSON: LESSON_ARROWS,
    RecordKind.INCIDENT: INCIDENT_ARROWS,
    RecordKind.HANDOVER: HANDOVER_ARROWS,
    RecordKind.PUNCH_ITEM: PUNCH_ARROWS,
    RecordKind.DISPUTE: DISPUTE_ARROWS,
    RecordKind.MEASURES: MEASURES_ARROWS,
    RecordKind.ASSESSMENT: ASSESSMENT_ARROWS,
    RecordKind.SPOT_CHECK: SPOT_CHECK_ARROWS,
    RecordKind.INSPECTION_PLAN: PLAN_ARROWS,
    RecordKind.INSPECTION: INSPECTION_ARROWS,
    RecordKind.TRAINING: TRAINING_ARROWS,
    RecordKind.CORRESPONDENCE: CORRESPONDENCE_ARROWS,
    RecordKind.VISIT_ROUND: ROUND_ARROWS,
    RecordKind.VISIT: VISIT_ARROWS,
    RecordKind.COMPLAINT: COMPLAINT_ARROWS,
    RecordKind.FEEDBACK: FEEDBACK_ARROWS,
}

_STATES: Mapping[RecordKind, type[StrEnum]] = {
    RecordKind.REQUEST: RequestState,
    RecordKind.DISPATCH: DispatchState,
    RecordKind.PROJECT: ProjectState,
    RecordKind.QUOTATION: QuotationState,
    RecordKind.ORDER: OrderState,
    RecordKind.APPROVAL: ApprovalState,
    RecordKind.RECEIVABLE: ReceivableState,
    RecordKind.RECEIPT: ReceiptState,
    RecordKind.LETTER: LetterState,
    RecordKind.SLIP: SlipState,
    RecordKind.PURCHASE: PurchaseState,
    RecordKind.COUNT: CountState,
    RecordKind.SHIPMENT: ShipmentState,
    RecordKind.OLD_PART: OldPartState,
    RecordKind.LOAN: LoanState,
    RecordKind.CUSTOMER_GOODS: GoodsState,
    RecordKind.SUPPLIER_CLAIM: ClaimState,
    RecordKind.SERVICE_RECEIPT: SignOffState,
    RecordKind.SURVEY: SurveyState,
    RecordKind.ADVANCE: AdvanceState,
    RecordKind.EXPENSE: ExpenseState,
    RecordKind.BRIEFING: BriefingState,
    RecordKind.CONFIDENTIALITY: AgreementState,
    RecordKind.LESSON: LessonState,
    RecordKind.INCIDENT: IncidentState,
    RecordKind.HANDOVER: HandoverState,
    RecordKind.PUNCH_ITEM: PunchState,
    RecordKind.DISPUTE: DisputeState,
    RecordKind.MEASURES: MeasuresState,
    RecordKind.ASSESSMENT: AssessmentState,
    RecordKind.SPOT_CHECK: SpotCheckState,
    RecordKind.INSPECTION_PLAN: PlanState,
    RecordKind.INSPECTION: InspectionState,
    RecordKind.TRAINING: TrainingState,
    RecordKind.CORRESPONDENCE: CorrespondenceState,
    RecordKind.VISIT_ROUND: RoundState,
    RecordKind.VISIT: VisitState,
    RecordKind.COMPLAINT: ComplaintState,
    RecordKind.FEEDBACK: FeedbackState,
}


def states_of(kind: RecordKind) -> type[StrEnum]:
    """Return the vocabulary of a kind's states."""
    return _STATES.get(kind, BasicState)


def arrows_from(kind: RecordKind, state: str) -> tuple[Arrow, ...]:
    """Return the moves out of ``state`` that a person can take; none for a kind of record that has no arrows."""
    return tuple(arrow for arrow in _ARROWS.get(kind, ()) if arrow.source == state and arrow.offered)


def arrow(kind: RecordKind, state: str, action_code: str) -> Arrow:
    """Return the move ``action_code`` out of ``state``; Invalid if there is none."""
    for candidate in _ARROWS.get(kind, ()):
        if candidate.source == state and candidate.action_code == action_code:
            return candidate
    shown = label_of(states_of(kind), state)
    raise Invalid(_("This step is not possible in the state “{state}”").format(state=shown))

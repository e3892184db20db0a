"""What a person reads for the codes of ``models.enums.promises``."""

from collections.abc import Mapping
from enum import StrEnum

from app.i18n import N_
from models import enums

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    enums.CommitmentKind: {
        enums.CommitmentKind.REPLY: N_("First reply"),
        enums.CommitmentKind.ASSIGNMENT: N_("Assignment"),
        enums.CommitmentKind.VISIT_ANSWER: N_("Answer on the visit"),
        enums.CommitmentKind.ARRIVAL: N_("Arrival on site"),
        enums.CommitmentKind.SOLUTION: N_("Solution"),
        enums.CommitmentKind.PARTS: N_("Parts handed over"),
        enums.CommitmentKind.QUOTATION: N_("Quote"),
        enums.CommitmentKind.FOLLOW_UP: N_("Follow-up call"),
        enums.CommitmentKind.REPAIR_RETURN: N_("Repaired and returned"),
        enums.CommitmentKind.BALANCE: N_("Balance due"),
        enums.CommitmentKind.RETENTION_LETTER: N_("Retention letter"),
        enums.CommitmentKind.QUOTATION_FOLLOW_UP: N_("Follow-up of a quotation"),
        enums.CommitmentKind.QUOTATION_EXPIRY: N_("Quotation expires"),
        enums.CommitmentKind.PURCHASE: N_("Material ordered"),
        enums.CommitmentKind.COORDINATION: N_("Agreed with the departments"),
        enums.CommitmentKind.ORDER_VISIT: N_("Visit under an agreement"),
        enums.CommitmentKind.RENEWAL: N_("Renewal of an agreement"),
        enums.CommitmentKind.DELIVERY: N_("Goods on order due"),
        enums.CommitmentKind.TRACKING: N_("Look-up of a shipment"),
        enums.CommitmentKind.RETURN_STUB: N_("Signed return slip"),
        enums.CommitmentKind.OLD_PART: N_("Old part due back"),
        enums.CommitmentKind.LOAN_BACK: N_("Stand-in machine due back"),
        enums.CommitmentKind.SUPPLIER_CLAIM: N_("Manufacturer's answer"),
        enums.CommitmentKind.TRIP_PAPERS: N_("Trip papers made up"),
        enums.CommitmentKind.TRIP_REPORT: N_("Trip report"),
        enums.CommitmentKind.EXPENSE_CLAIM: N_("Expense claim"),
        enums.CommitmentKind.UNUSED_PARTS: N_("Unused parts back"),
        enums.CommitmentKind.OPEN_ITEM: N_("Open item"),
        enums.CommitmentKind.ADVANCE_SETTLEMENT: N_("Advance settled"),
        enums.CommitmentKind.CASH_HAND_IN: N_("Cash handed in"),
        enums.CommitmentKind.HAZARD_REVIEW: N_("Hazard reviewed"),
        enums.CommitmentKind.INCIDENT_REPORT: N_("Incident reported"),
    },
    enums.HoldReason: {
        enums.HoldReason.WAITING_FOR_CUSTOMER: N_("Waiting for the customer"),
        enums.HoldReason.POSTPONED_BY_CUSTOMER: N_("Postponed by the customer"),
        enums.HoldReason.FORCE_MAJEURE: N_("Force majeure"),
    },
    enums.CommitmentState: {
        enums.CommitmentState.OPEN: N_("Outstanding"),
        enums.CommitmentState.MET: N_("Kept"),
        enums.CommitmentState.MET_LATE: N_("Kept late"),
        enums.CommitmentState.WAIVED: N_("Waived"),
        enums.CommitmentState.DROPPED: N_("Dropped"),
    },
    enums.DeadlineUnit: {
        enums.DeadlineUnit.MINUTES: N_("minutes"),
        enums.DeadlineUnit.HOURS: N_("hours"),
        enums.DeadlineUnit.WORKING_HOURS: N_("working hours"),
        enums.DeadlineUnit.WORKING_DAYS: N_("working days"),
        enums.DeadlineUnit.CALENDAR_DAYS: N_("calendar days"),
        enums.DeadlineUnit.CALENDAR_MONTHS: N_("calendar months"),
        enums.DeadlineUnit.CUT_OFF: N_("by time of day"),
        enums.DeadlineUnit.AGREED: N_("date agreed"),
        enums.DeadlineUnit.NONE: N_("nothing owed"),
        enums.DeadlineUnit.ENDED: N_("row ended"),
    },
}

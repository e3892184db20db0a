"""What a person reads for a stored code: one table for all vocabularies of ``models.enums``, and the clauses' names."""

from collections.abc import Mapping
from enum import StrEnum

from app.formatting import MISSING
from app.i18n import N_, _
from models import enums

# Members of different enums may share a value and then compare equal, so each enum has a table of its own.
_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    enums.RecordKind: {
        enums.RecordKind.CUSTOMER: N_("Customer"),
        enums.RecordKind.SITE: N_("Service site"),
        enums.RecordKind.PARTNER: N_("Partner"),
        enums.RecordKind.PROJECT: N_("Project"),
        enums.RecordKind.CONTRACT: N_("Contract"),
        enums.RecordKind.EQUIPMENT: N_("Equipment"),
        enums.RecordKind.REQUEST: N_("Service request"),
        enums.RecordKind.DISPATCH: N_("Dispatch"),
        enums.RecordKind.STAFF: N_("Service staff"),
        enums.RecordKind.DOCUMENT: N_("Document"),
        enums.RecordKind.REPORT: N_("Report"),
    },
    enums.RequestState: {
        enums.RequestState.REGISTERED: N_("Registered"),
        enums.RequestState.ANALYSED: N_("Analysed"),
        enums.RequestState.CLASSED: N_("Classed"),
        enums.RequestState.IN_HAND: N_("In hand"),
        enums.RequestState.SOLVED: N_("Solved"),
        enums.RequestState.CLOSED: N_("Closed"),
        enums.RequestState.CANCELLED: N_("Cancelled"),
        enums.RequestState.MERGED: N_("Merged"),
    },
    enums.DispatchState: {
        enums.DispatchState.DRAFT: N_("Draft"),
        enums.DispatchState.AGREED: N_("Agreed"),
        enums.DispatchState.BRIEFED: N_("Briefed"),
        enums.DispatchState.DEPARTED: N_("Departed"),
        enums.DispatchState.ARRIVED: N_("Arrived"),
        enums.DispatchState.FINISHED: N_("Finished"),
        enums.DispatchState.RETURNED: N_("Returned"),
        enums.DispatchState.CLOSED: N_("Closed"),
        enums.DispatchState.CANCELLED: N_("Cancelled"),
    },
    enums.ProjectState: {
        enums.ProjectState.EXECUTING: N_("Executing"),
        enums.ProjectState.HANDED_OVER: N_("Handed over"),
        enums.ProjectState.CLOSED: N_("Closed"),
    },
    enums.BasicState: {
        enums.BasicState.ACTIVE: N_("Active"),
        enums.BasicState.RETIRED: N_("Retired"),
    },
    enums.RequestChannel: {
        enums.RequestChannel.PHONE: N_("Phone"),
        enums.RequestChannel.FAX: N_("Fax"),
        enums.RequestChannel.LETTER: N_("Letter"),
        enums.RequestChannel.EMAIL: N_("E-mail"),
        enums.RequestChannel.MESSAGE: N_("SMS / WeChat"),
        enums.RequestChannel.IN_PERSON: N_("In person"),
    },
    enums.RequestSource: {
        enums.RequestSource.CUSTOMER: N_("From the customer"),
        enums.RequestSource.VISIT: N_("Found on a visit"),
        enums.RequestSource.DEPARTMENT: N_("Passed on by a department"),
    },
    enums.RequestKind: {
        enums.RequestKind.REPAIR: N_("Repair"),
        enums.RequestKind.MAINTENANCE: N_("Maintenance"),
        enums.RequestKind.SPARE_PARTS: N_("Spare parts"),
        enums.RequestKind.CHEMICALS: N_("Chemicals"),
        enums.RequestKind.ADVICE: N_("Advice"),
        enums.RequestKind.TRAINING: N_("Training"),
        enums.RequestKind.COMPLAINT: N_("Complaint"),
        enums.RequestKind.OTHER: N_("Other"),
    },
    enums.Severity: {
        enums.Severity.GENERAL: N_("General"),
        enums.Severity.MAJOR: N_("Major"),
    },
    enums.ServiceClass: {
        enums.ServiceClass.FREE: N_("Free"),
        enums.ServiceClass.PAID: N_("Paid"),
    },
    enums.ClassBasis: {
        enums.ClassBasis.WARRANTY: N_("Within warranty"),
        enums.ClassBasis.CONTRACT_EXCEPTION: N_("Contract exception"),
        enums.ClassBasis.AGREEMENT: N_("Service agreement in force"),
        enums.ClassBasis.GOODWILL: N_("Goodwill"),
        enums.ClassBasis.OUT_OF_WARRANTY: N_("Out of warranty"),
        enums.ClassBasis.MISUSE: N_("Damage by misuse"),
        enums.ClassBasis.NO_PROJECT: N_("No project of ours"),
    },
    enums.WarrantyStart: {
        enums.WarrantyStart.HANDOVER: N_("From handover"),
        enums.WarrantyStart.ACCEPTANCE: N_("From acceptance"),
    },
    enums.DispatchMode: {
        enums.DispatchMode.GUIDANCE: N_("Guidance"),
        enums.DispatchMode.WORK: N_("Work on site"),
    },
    enums.CommitmentKind: {
        enums.CommitmentKind.REPLY: N_("First reply"),
        enums.CommitmentKind.ASSIGNMENT: N_("Assignment"),
        enums.CommitmentKind.VISIT_ANSWER: N_("Answer on the visit"),
        enums.CommitmentKind.ARRIVAL: N_("Arrival on site"),
        enums.CommitmentKind.SOLUTION: N_("Solution"),
        enums.CommitmentKind.PARTS: N_("Parts handed over"),
        enums.CommitmentKind.QUOTATION: N_("Quotation"),
        enums.CommitmentKind.FOLLOW_UP: N_("Follow-up call"),
        enums.CommitmentKind.REPAIR_RETURN: N_("Repaired and returned"),
        enums.CommitmentKind.BALANCE: N_("Balance due"),
        enums.CommitmentKind.RETENTION_LETTER: N_("Retention letter"),
    },
    enums.HoldReason: {
        enums.HoldReason.WAITING_FOR_CUSTOMER: N_("Waiting for the customer"),
        enums.HoldReason.POSTPONED_BY_CUSTOMER: N_("Postponed by the customer"),
        enums.HoldReason.FORCE_MAJEURE: N_("Force majeure"),
    },
    enums.PartClass: {
        enums.PartClass.COMMON: N_("Common spare"),
        enums.PartClass.DOMESTIC: N_("Domestic part"),
        enums.PartClass.IMPORTED: N_("Imported part"),
        enums.PartClass.LARGE: N_("Large or made to order"),
    },
    enums.ServiceZone: {
        enums.ServiceZone.TOWN: N_("In town"),
        enums.ServiceZone.COUNTY: N_("In the county"),
        enums.ServiceZone.ELSEWHERE: N_("Elsewhere"),
    },
    enums.ServiceGrade: {
        enums.ServiceGrade.A: N_("Grade A"),
        enums.ServiceGrade.B: N_("Grade B"),
        enums.ServiceGrade.C: N_("Grade C"),
    },
    enums.DutyShift: {
        enums.DutyShift.DAY: N_("Day shift"),
        enums.DutyShift.NIGHT: N_("Night shift"),
    },
    enums.CommitmentState: {
        enums.CommitmentState.OPEN: N_("Outstanding"),
        enums.CommitmentState.MET: N_("Kept"),
        enums.CommitmentState.MET_LATE: N_("Kept late"),
        enums.CommitmentState.WAIVED: N_("Waived"),
        enums.CommitmentState.DROPPED: N_("Dropped"),
    },
    enums.EventKind: {
        enums.EventKind.REGISTERED: N_("Registration"),
        enums.EventKind.FILE_CONSULTED: N_("Original file consulted"),
        enums.EventKind.CUSTOMER_CONTACTED: N_("Customer contacted back"),
        enums.EventKind.REPLIED: N_("Reply to the customer"),
        enums.EventKind.NOTE: N_("Note"),
        enums.EventKind.CLASS_CONFIRMED: N_("Class confirmed"),
        enums.EventKind.STATE_CHANGED: N_("Change of state"),
        enums.EventKind.EDITED: N_("Edit"),
        enums.EventKind.DISPATCH_PLANNED: N_("Dispatch planned"),
        enums.EventKind.DEPARTMENT_AGREED: N_("Department agreed"),
        enums.EventKind.AGREEMENT_VOIDED: N_("Agreement void"),
        enums.EventKind.CONTACTED_AGAIN: N_("Customer got in touch again"),
        enums.EventKind.JOINED: N_("Requests joined"),
        enums.EventKind.VISIT_ANSWERED: N_("Answer on the visit"),
        enums.EventKind.ARRIVED: N_("Arrived on site"),
        enums.EventKind.QUOTATION_SENT: N_("Quotation sent"),
        enums.EventKind.PARTS_HANDED_OVER: N_("Parts handed over or shipped"),
        enums.EventKind.FOLLOWED_UP: N_("Follow-up call"),
        enums.EventKind.HELD: N_("Put on hold"),
        enums.EventKind.HOLD_CONFIRMED: N_("Hold confirmed"),
        enums.EventKind.HOLD_CHANGED: N_("Hold changed"),
        enums.EventKind.DATE_AGREED: N_("Date agreed"),
        enums.EventKind.WAIVED: N_("Promise waived"),
        enums.EventKind.SCAN_FILED: N_("Scan filed"),
        enums.EventKind.PAPER_ISSUED: N_("Paper issued"),
        enums.EventKind.PAPER_REPRINTED: N_("Paper reprinted"),
        enums.EventKind.CANCELLED: N_("Cancellation"),
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
    enums.ApprovalDecision: {
        enums.ApprovalDecision.PENDING: N_("Waiting for approval"),
        enums.ApprovalDecision.APPROVED: N_("Approved"),
        enums.ApprovalDecision.REFUSED: N_("Refused"),
    },
    enums.Role: {
        enums.Role.SECRETARY: N_("Secretary"),
        enums.Role.MANAGER: N_("Manager"),
        enums.Role.LEADER: N_("Leader"),
        enums.Role.WAREHOUSE: N_("Warehouse keeper"),
        enums.Role.VIEWER: N_("Viewer"),
    },
    enums.AuditAction: {
        enums.AuditAction.INSERT: N_("Added"),
        enums.AuditAction.UPDATE: N_("Changed"),
        enums.AuditAction.DELETE: N_("Deleted"),
        enums.AuditAction.BULK: N_("Changed in bulk"),
    },
    enums.PartnerRole: {
        enums.PartnerRole.MANUFACTURER: N_("Supporting manufacturer"),
        enums.PartnerRole.SUPPLIER: N_("Supplier"),
        enums.PartnerRole.CARRIER: N_("Carrier"),
        enums.PartnerRole.AGENT: N_("Agent"),
    },
    enums.PersonOrigin: {
        enums.PersonOrigin.OWN: N_("Our own"),
        enums.PersonOrigin.MANUFACTURER: N_("Manufacturer's"),
    },
}

_CLAUSES: Mapping[str, str] = {
    "C2": N_("Registering requests"),
    "C3.1": N_("Analysis before classing"),
    "C3.2": N_("Free or paid"),
    "C4.1": N_("First reply, free service"),
    "C4.2": N_("Parts, free service"),
    "C4.3": N_("Urgent visit on site"),
    "C5.1": N_("First reply, paid service"),
    "C5.2": N_("Quotation"),
    "C7.1": N_("Guidance first"),
    "C7.2": N_("Agreement of the lending departments"),
    "C7.3": N_("Trip papers"),
    "C8.1": N_("Order in force"),
    "C9.2": N_("Payment after service"),
    "C10.2": N_("Retention money"),
    "C11.5": N_("Results on record"),
    "C12.2": N_("Hazard briefing before departure"),
    "N1": N_("Hotline and follow-up"),
    "N2": N_("Product warranty"),
    "N3": N_("Security systems upkeep"),
    "N4": N_("Graded service contracts"),
}


def label(member: StrEnum) -> str:
    """Return what a person reads for a stored code, in the current language; KeyError for an enum without labels."""
    return _(_LABELS[type(member)][member])


def label_of(enum_class: type[StrEnum], value: str | None) -> str:
    """Return the label of a stored value, a dash for none; ValueError for a value the enum does not have."""
    return MISSING if value is None else label(enum_class(value))


def clause_name(clause: str) -> str:
    """Return the short name of a clause ("First reply, free service" for C4.1); the clause itself if it has none."""
    return _(_CLAUSES[clause]) if clause in _CLAUSES else clause

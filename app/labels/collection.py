"""What a person reads for the codes of ``models.enums.collection``."""

from collections.abc import Mapping
from enum import StrEnum

from app.i18n import N_
from models import enums

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    enums.LetterKind: {
        enums.LetterKind.STATEMENT: N_("Statement of account"),
        enums.LetterKind.COLLECTION_NOTICE: N_("Collection notice"),
        enums.LetterKind.RETENTION: N_("Retention letter"),
        enums.LetterKind.DUNNING_1: N_("First dunning letter"),
        enums.LetterKind.DUNNING_2: N_("Second dunning letter"),
        enums.LetterKind.DUNNING_3: N_("Third dunning letter"),
    },
    enums.LetterState: {
        enums.LetterState.DRAFT: N_("Draft"),
        enums.LetterState.ISSUED: N_("Issued"),
        enums.LetterState.SENT: N_("Sent off"),
        enums.LetterState.ANSWERED: N_("Answered"),
        enums.LetterState.CANCELLED: N_("Cancelled"),
    },
    enums.SendMethod: {
        enums.SendMethod.BY_HAND: N_("By hand"),
        enums.SendMethod.EMS: N_("EMS"),
        enums.SendMethod.COURIER: N_("Courier"),
        enums.SendMethod.EMAIL: N_("E-mail"),
    },
    enums.ReplyKind: {
        enums.ReplyKind.CONFIRMED: N_("Amount confirmed"),
        enums.ReplyKind.PROMISED: N_("Payment promised"),
        enums.ReplyKind.PAID: N_("Says it has paid"),
        enums.ReplyKind.DIFFERS: N_("Amount differs"),
        enums.ReplyKind.OBJECTS: N_("Objects"),
    },
    enums.InterestBasis: {
        enums.InterestBasis.NONE: N_("No interest claimed"),
        enums.InterestBasis.CONTRACT: N_("Contract clause"),
        enums.InterestBasis.REGULATION: N_("Payment regulation for small enterprises"),
        enums.InterestBasis.LPR: N_("LPR plus margin"),
    },
    enums.ContactWay: {
        enums.ContactWay.CALL: N_("Call"),
        enums.ContactWay.VISIT: N_("Visit"),
        enums.ContactWay.MESSAGE: N_("Message"),
    },
    enums.DisputeState: {
        enums.DisputeState.REGISTERED: N_("To be verified"),
        enums.DisputeState.VERIFIED: N_("Verified"),
        enums.DisputeState.RESOLVED: N_("Resolved"),
        enums.DisputeState.CANCELLED: N_("Cancelled"),
    },
    enums.DisputeVerdict: {
        enums.DisputeVerdict.OURS: N_("Our fault"),
        enums.DisputeVerdict.PARTLY: N_("Partly our fault"),
        enums.DisputeVerdict.NOT_OURS: N_("Not our fault"),
    },
    enums.MeasuresState: {
        enums.MeasuresState.DRAFT: N_("Draft"),
        enums.MeasuresState.SUBMITTED: N_("Before the leader"),
        enums.MeasuresState.APPROVED: N_("Approved"),
        enums.MeasuresState.CARRIED_OUT: N_("Carried out"),
        enums.MeasuresState.CANCELLED: N_("Cancelled"),
    },
    enums.Measure: {
        enums.Measure.PAY_FIRST: N_("Pay first, then serve"),
        enums.Measure.SUSPEND_SERVICE: N_("Suspend service that is not urgent"),
        enums.Measure.ON_SITE: N_("Collect on site"),
        enums.Measure.EXECUTIVE_VISIT: N_("Visit by our management"),
        enums.Measure.REPAYMENT_AGREEMENT: N_("Repayment agreement with security"),
        enums.Measure.LAWYERS_LETTER: N_("Lawyer's letter"),
        enums.Measure.PAYMENT_ORDER: N_("Payment order"),
        enums.Measure.ASSET_PRESERVATION: N_("Preservation of assets"),
        enums.Measure.LITIGATION: N_("Litigation or arbitration"),
        enums.Measure.PRIORITY_CLAIM: N_("Priority claim on the works"),
        enums.Measure.SME_PLATFORM: N_("Complaint on the platform for small enterprises"),
        enums.Measure.ASSIGNMENT: N_("Assignment of the claim"),
    },
    enums.Evidence: {
        enums.Evidence.CONTRACT: N_("Contract"),
        enums.Evidence.DELIVERY: N_("Delivery receipts"),
        enums.Evidence.ACCEPTANCE: N_("Acceptance papers"),
        enums.Evidence.INVOICES: N_("Invoices and their receipts"),
        enums.Evidence.CONFIRMATIONS: N_("Statements confirmed"),
        enums.Evidence.LETTERS: N_("Dunning letters and receipts"),
        enums.Evidence.SERVICE_RECEIPTS: N_("Service receipts"),
        enums.Evidence.MESSAGES: N_("Messages and recordings"),
    },
    enums.HandoverState: {
        enums.HandoverState.OPEN: N_("To be reviewed"),
        enums.HandoverState.REVIEWED: N_("Reviewed"),
        enums.HandoverState.CANCELLED: N_("Cancelled"),
    },
    enums.PunchState: {
        enums.PunchState.OPEN: N_("Open"),
        enums.PunchState.CLOSED: N_("Closed"),
        enums.PunchState.CANCELLED: N_("Cancelled"),
    },
    enums.CustomerNature: {
        enums.CustomerNature.GOVERNMENT: N_("Government"),
        enums.CustomerNature.INSTITUTION: N_("Public institution"),
        enums.CustomerNature.STATE_OWNED: N_("State-owned enterprise"),
        enums.CustomerNature.PRIVATE: N_("Private enterprise"),
        enums.CustomerNature.FOREIGN: N_("Foreign enterprise"),
    },
}

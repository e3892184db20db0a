"""What a person reads for the codes of ``models.enums.care``."""

from collections.abc import Mapping
from enum import StrEnum

from app.i18n import N_
from models import enums

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    enums.RoundState: {
        enums.RoundState.DRAFT: N_("Being drawn up"),
        enums.RoundState.PLANNED: N_("List settled"),
        enums.RoundState.CLOSED: N_("Closed"),
        enums.RoundState.CANCELLED: N_("Cancelled"),
    },
    enums.VisitState: {
        enums.VisitState.PLANNED: N_("Planned"),
        enums.VisitState.DONE: N_("Follow-up open"),
        enums.VisitState.CLOSED: N_("Closed"),
        enums.VisitState.CANCELLED: N_("Cancelled"),
    },
    enums.VisitOccasion: {
        enums.VisitOccasion.ROUND: N_("Half-year round"),
        enums.VisitOccasion.HANDOVER: N_("After handover"),
        enums.VisitOccasion.WARRANTY_END: N_("Before the warranty ends"),
        enums.VisitOccasion.MAJOR_REPAIR: N_("After a major repair"),
        enums.VisitOccasion.CONTACT: N_("Contact rhythm"),
        enums.VisitOccasion.AD_HOC: N_("By choice"),
    },
    enums.VisitMode: {
        enums.VisitMode.ON_SITE: N_("Visit in person"),
        enums.VisitMode.PHONE: N_("By phone"),
        enums.VisitMode.VIDEO: N_("By video"),
        enums.VisitMode.WRITTEN: N_("In writing"),
    },
    enums.RunStatus: {
        enums.RunStatus.NORMAL: N_("Runs normally"),
        enums.RunStatus.IMPAIRED: N_("Runs impaired"),
        enums.RunStatus.STOPPED: N_("Stopped"),
    },
    enums.FollowUpKind: {
        enums.FollowUpKind.NEED_NEAR: N_("Need, near term"),
        enums.FollowUpKind.NEED_MIDDLE: N_("Need, middle term"),
        enums.FollowUpKind.NEED_LONG: N_("Need, long term"),
        enums.FollowUpKind.LEAD: N_("Sales lead"),
        enums.FollowUpKind.COMPLAINT: N_("Complaint"),
        enums.FollowUpKind.TASK: N_("Task"),
    },
    enums.PlanState: {
        enums.PlanState.ACTIVE: N_("Running"),
        enums.PlanState.ENDED: N_("Ended"),
    },
    enums.InspectionState: {
        enums.InspectionState.PLANNED: N_("Planned"),
        enums.InspectionState.RECORDED: N_("On record, report open"),
        enums.InspectionState.REPORTED: N_("Reported"),
        enums.InspectionState.CANCELLED: N_("Cancelled"),
    },
    enums.Finding: {
        enums.Finding.GOOD: N_("In order"),
        enums.Finding.ATTENTION: N_("To be watched"),
        enums.Finding.FAULT: N_("Fault"),
        enums.Finding.NOT_DONE: N_("Not looked at"),
    },
    enums.ComplaintState: {
        enums.ComplaintState.REGISTERED: N_("Registered"),
        enums.ComplaintState.HANDLING: N_("Being handled"),
        enums.ComplaintState.VERIFIED: N_("Effect verified"),
        enums.ComplaintState.CLOSED: N_("Closed"),
    },
    enums.ComplaintCategory: {
        enums.ComplaintCategory.EQUIPMENT: N_("Equipment quality"),
        enums.ComplaintCategory.WATER_QUALITY: N_("Water quality"),
        enums.ComplaintCategory.RESPONSE: N_("Speed of response"),
        enums.ComplaintCategory.ATTITUDE: N_("Conduct of service staff"),
        enums.ComplaintCategory.PARTS: N_("Supply of parts"),
        enums.ComplaintCategory.BILLING: N_("Charges and billing"),
        enums.ComplaintCategory.DOCUMENTS: N_("Documents and training"),
        enums.ComplaintCategory.OTHER: N_("Other"),
    },
    enums.ComplaintChannel: {
        enums.ComplaintChannel.PHONE: N_("Phone"),
        enums.ComplaintChannel.MESSAGE: N_("SMS or WeChat"),
        enums.ComplaintChannel.EMAIL: N_("E-mail"),
        enums.ComplaintChannel.LETTER: N_("Letter"),
        enums.ComplaintChannel.ON_SITE: N_("On the spot"),
        enums.ComplaintChannel.VISIT: N_("During a visit"),
        enums.ComplaintChannel.SURVEY: N_("Survey"),
        enums.ComplaintChannel.OTHER: N_("Other"),
    },
    enums.ComplaintSeverity: {
        enums.ComplaintSeverity.MAJOR: N_("Major"),
        enums.ComplaintSeverity.SERIOUS: N_("Serious"),
        enums.ComplaintSeverity.MINOR: N_("Minor"),
    },
    enums.Justification: {
        enums.Justification.JUSTIFIED: N_("Justified"),
        enums.Justification.PARTLY: N_("Partly justified"),
        enums.Justification.UNJUSTIFIED: N_("Not justified"),
    },
    enums.Fault: {
        enums.Fault.OURS: N_("Our fault"),
        enums.Fault.MANUFACTURER: N_("The manufacturer's fault"),
        enums.Fault.CUSTOMER: N_("The customer's own doing"),
        enums.Fault.NOBODY: N_("Nobody's fault"),
    },
    enums.CustomerWord: {
        enums.CustomerWord.SATISFIED: N_("Satisfied"),
        enums.CustomerWord.ACCEPTABLE: N_("Mostly satisfied"),
        enums.CustomerWord.DISSATISFIED: N_("Dissatisfied"),
    },
    enums.FeedbackState: {
        enums.FeedbackState.DRAFT: N_("Draft"),
        enums.FeedbackState.ASKED: N_("Answer awaited"),
        enums.FeedbackState.ANSWERED: N_("Answered"),
        enums.FeedbackState.CLOSED: N_("Closed"),
        enums.FeedbackState.CANCELLED: N_("Cancelled"),
    },
    enums.TrainingState: {
        enums.TrainingState.PLANNED: N_("Planned"),
        enums.TrainingState.HELD: N_("Held"),
        enums.TrainingState.CANCELLED: N_("Cancelled"),
    },
    enums.TrainingAudience: {
        enums.TrainingAudience.CUSTOMER: N_("Customer's people"),
        enums.TrainingAudience.STAFF: N_("Our people"),
    },
    enums.AssessmentState: {
        enums.AssessmentState.DRAFT: N_("To be judged"),
        enums.AssessmentState.CONFIRMED: N_("Confirmed"),
    },
    enums.AssessmentSource: {
        enums.AssessmentSource.MISSED_PROMISE: N_("Missed deadline"),
        enums.AssessmentSource.COMPLAINT: N_("Complaint"),
        enums.AssessmentSource.NO_AGREEMENT: N_("No confidentiality agreement"),
        enums.AssessmentSource.INCOMPLETE_RECEIPT: N_("Incomplete service receipt"),
        enums.AssessmentSource.SPOT_CHECK: N_("Spot check"),
        enums.AssessmentSource.PRAISE: N_("Praise"),
        enums.AssessmentSource.BY_HAND: N_("Entered by hand"),
    },
    enums.LineVerdict: {
        enums.LineVerdict.PROPOSED: N_("To be judged"),
        enums.LineVerdict.COUNTED: N_("Counts"),
        enums.LineVerdict.STRUCK: N_("Struck"),
    },
    enums.SpotCheckState: {
        enums.SpotCheckState.OPEN: N_("To be put right"),
        enums.SpotCheckState.CLOSED: N_("Closed"),
    },
    enums.Direction: {
        enums.Direction.INCOMING: N_("Incoming"),
        enums.Direction.OUTGOING: N_("Outgoing"),
    },
    enums.Medium: {
        enums.Medium.CALL: N_("Call"),
        enums.Medium.LETTER: N_("Letter"),
        enums.Medium.FAX: N_("Fax"),
        enums.Medium.EMAIL: N_("E-mail"),
        enums.Medium.MESSAGE: N_("SMS or WeChat"),
    },
    enums.CorrespondenceState: {
        enums.CorrespondenceState.OPEN: N_("To be dealt with"),
        enums.CorrespondenceState.SETTLED: N_("Settled"),
    },
}

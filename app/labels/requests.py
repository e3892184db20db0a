"""What a person reads for the codes of ``models.enums.requests``."""

from collections.abc import Mapping
from enum import StrEnum

from app.i18n import N_
from models import enums

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
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
    enums.PartClass: {
        enums.PartClass.COMMON: N_("Common spare"),
        enums.PartClass.DOMESTIC: N_("Domestic part"),
        enums.PartClass.IMPORTED: N_("Imported part"),
        enums.PartClass.LARGE: N_("Large or made to order"),
    },
}

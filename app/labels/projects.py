"""What a person reads for the codes of ``models.enums.projects``."""

from collections.abc import Mapping
from enum import StrEnum

from app.i18n import N_
from models import enums

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    enums.ProjectState: {
        enums.ProjectState.EXECUTING: N_("Executing"),
        enums.ProjectState.HANDED_OVER: N_("Handed over"),
        enums.ProjectState.CLOSED: N_("Closed"),
    },
    enums.WarrantyStart: {
        enums.WarrantyStart.HANDOVER: N_("From handover"),
        enums.WarrantyStart.ACCEPTANCE: N_("From acceptance"),
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
    enums.PartnerRole: {
        enums.PartnerRole.MANUFACTURER: N_("Supporting manufacturer"),
        enums.PartnerRole.SUPPLIER: N_("Supplier"),
        enums.PartnerRole.CARRIER: N_("Carrier"),
        enums.PartnerRole.AGENT: N_("Agent"),
    },
}

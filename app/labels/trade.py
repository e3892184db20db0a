"""What a person reads for the codes of ``models.enums.trade``."""

from collections.abc import Mapping
from enum import StrEnum

from app.i18n import N_
from models import enums

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    enums.QuotationState: {
        enums.QuotationState.DRAFT: N_("Draft"),
        enums.QuotationState.SUBMITTED: N_("Submitted"),
        enums.QuotationState.APPROVED: N_("Approved"),
        enums.QuotationState.SENT: N_("Sent"),
        enums.QuotationState.ACCEPTED: N_("Accepted"),
        enums.QuotationState.DECLINED: N_("Declined"),
        enums.QuotationState.CANCELLED: N_("Cancelled"),
    },
    enums.OrderState: {
        enums.OrderState.DRAFT: N_("Draft"),
        enums.OrderState.SUBMITTED: N_("Submitted"),
        enums.OrderState.APPROVED: N_("Approved"),
        enums.OrderState.EFFECTIVE: N_("In force"),
        enums.OrderState.SERVED: N_("Served"),
        enums.OrderState.SETTLED: N_("Settled"),
        enums.OrderState.CANCELLED: N_("Cancelled"),
    },
    enums.LineKind: {
        enums.LineKind.MATERIAL: N_("Material"),
        enums.LineKind.LABOUR: N_("Labour"),
        enums.LineKind.TRAVEL: N_("Travel"),
        enums.LineKind.CHEMICALS: N_("Chemicals"),
        enums.LineKind.FREIGHT: N_("Freight"),
        enums.LineKind.OTHER: N_("Other"),
    },
    enums.InvoiceType: {
        enums.InvoiceType.SPECIAL: N_("Special VAT invoice"),
        enums.InvoiceType.ORDINARY: N_("Ordinary VAT invoice"),
    },
    enums.OrderKind: {
        enums.OrderKind.REPAIR: N_("Sporadic repair"),
        enums.OrderKind.SPARE_PARTS: N_("Spare parts"),
        enums.OrderKind.CHEMICALS: N_("Water-treatment chemicals"),
        enums.OrderKind.MAINTENANCE: N_("Maintenance agreement"),
    },
    enums.DisputeWay: {
        enums.DisputeWay.ARBITRATION: N_("Arbitration"),
        enums.DisputeWay.PROVIDERS_COURT: N_("Court at the provider's seat"),
        enums.DisputeWay.DEFENDANTS_COURT: N_("Court at the defendant's seat"),
    },
    enums.DeclineReason: {
        enums.DeclineReason.PRICE: N_("Price too high"),
        enums.DeclineReason.COMPETITOR: N_("Went to a competitor"),
        enums.DeclineReason.NO_BUDGET: N_("No budget"),
        enums.DeclineReason.POSTPONED: N_("Postponed"),
        enums.DeclineReason.NOT_NEEDED: N_("No longer needed"),
        enums.DeclineReason.OTHER: N_("Other"),
    },
    enums.CostKind: {
        enums.CostKind.PARTS: N_("Parts"),
        enums.CostKind.HOURS: N_("Working hours"),
        enums.CostKind.TRIPS: N_("Trips"),
        enums.CostKind.FREIGHT: N_("Freight"),
        enums.CostKind.OTHER: N_("Other"),
    },
}

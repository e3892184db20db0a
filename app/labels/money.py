"""What a person reads for the codes of ``models.enums.money``."""

from collections.abc import Mapping
from enum import StrEnum

from app.i18n import N_
from models import enums

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    enums.ReceivableState: {
        enums.ReceivableState.PLANNED: N_("Not due yet"),
        enums.ReceivableState.OPEN: N_("Unpaid"),
        enums.ReceivableState.PAID: N_("Paid in full"),
        enums.ReceivableState.CANCELLED: N_("Cancelled"),
    },
    enums.ReceiptState: {
        enums.ReceiptState.BOOKED: N_("Booked"),
        enums.ReceiptState.CANCELLED: N_("Cancelled"),
    },
    enums.InstalmentKind: {
        enums.InstalmentKind.ADVANCE: N_("Advance"),
        enums.InstalmentKind.DELIVERY: N_("On delivery"),
        enums.InstalmentKind.ACCEPTANCE: N_("On acceptance"),
        enums.InstalmentKind.BALANCE: N_("Balance"),
        enums.InstalmentKind.TAIL: N_("Tail"),
        enums.InstalmentKind.RETENTION: N_("Retention money"),
    },
    enums.ReceiptMethod: {
        enums.ReceiptMethod.TRANSFER: N_("Bank transfer"),
        enums.ReceiptMethod.ACCEPTANCE_BILL: N_("Acceptance bill"),
        enums.ReceiptMethod.CHEQUE: N_("Cheque"),
        enums.ReceiptMethod.CASH: N_("Cash"),
        enums.ReceiptMethod.OTHER: N_("Other"),
    },
}

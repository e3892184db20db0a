"""Instalments and receipts."""

from enum import StrEnum


class ReceivableState(StrEnum):
    """Where an instalment stands; what is overdue is derived from its date."""

    PLANNED = "planned"
    OPEN = "open"
    PAID = "paid"
    CANCELLED = "cancelled"


class ReceiptState(StrEnum):
    """Whether a receipt counts; one entered by mistake is cancelled, not deleted."""

    BOOKED = "booked"
    CANCELLED = "cancelled"


class InstalmentKind(StrEnum):
    """What an instalment is paid for."""

    ADVANCE = "advance"
    DELIVERY = "delivery"
    ACCEPTANCE = "acceptance"
    BALANCE = "balance"
    TAIL = "tail"
    RETENTION = "retention"


class ReceiptMethod(StrEnum):
    """How money came in."""

    TRANSFER = "transfer"
    ACCEPTANCE_BILL = "acceptance_bill"
    CHEQUE = "cheque"
    CASH = "cash"
    OTHER = "other"

"""The moves of instalments and receipts, as data. What follows from sums and dates is no move of its own."""

from app.i18n import N_
from app.rules.arrow import Arrow
from app.rules.permissions import Permission
from models.enums import ReceiptState, ReceivableState

INSTALMENT_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        ReceivableState.PLANNED,
        ReceivableState.OPEN,
        "fulfil",
        N_("Condition fulfilled"),
        Permission.EDIT_RECEIVABLES,
        ("not_by_service",),
        "condition",
    ),
)

RECEIPT_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        ReceiptState.BOOKED,
        ReceiptState.CANCELLED,
        "cancel",
        N_("Cancel the receipt"),
        Permission.UNDO_RECEIPT,
        asks="reason",
    ),
)

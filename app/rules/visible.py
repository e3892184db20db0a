"""What of the records each person may see: kinds of record, and entries of a log that name prices (domain.md, roles).

Whoever may not see a kind finds none of its records anywhere: not in lists, search, work lists, papers, or documents
filed with them.
"""

from collections.abc import Callable, Mapping

from app.rules.permissions import Permission
from models.enums import EventKind, RecordKind

PRICED = (
    RecordKind.RATE_CARD, RecordKind.QUOTATION, RecordKind.ORDER, RecordKind.APPROVAL, RecordKind.RECEIVABLE,
    RecordKind.RECEIPT, RecordKind.LETTER, RecordKind.DISPUTE, RecordKind.MEASURES, RecordKind.ADVANCE,
    RecordKind.EXPENSE, RecordKind.ALLOWANCE,
)  # fmt: skip
VIEWING: Mapping[RecordKind, Permission] = {  # every other kind: whoever may see records
    RecordKind.CONTRACT: Permission.VIEW_CONTRACTS,
    RecordKind.ASSESSMENT: Permission.VIEW_ASSESSMENT,
    RecordKind.SPOT_CHECK: Permission.VIEW_ASSESSMENT,
    **dict.fromkeys(PRICED, Permission.VIEW_MONEY),
}

# What these entries say, or keep for the program, may name a price, wherever they stand: on a request as well.
MONEY_EVENTS = frozenset(
    {
        EventKind.QUOTATION_MADE, EventKind.QUOTATION_SENT, EventKind.TALKED, EventKind.REVISED, EventKind.ACCEPTED,
        EventKind.DECLINED, EventKind.ORDER_MADE, EventKind.EFFECTIVE, EventKind.COST_RECORDED, EventKind.NOT_RENEWED,
        EventKind.APPROVAL_ASKED, EventKind.APPROVED, EventKind.REFUSED, EventKind.APPROVAL_DROPPED,
        EventKind.INSTALMENTS_SET, EventKind.INVOICED, EventKind.INVOICE_VOIDED, EventKind.MONEY_RECEIVED,
        EventKind.ALLOCATION_UNDONE, EventKind.SETTLED, EventKind.COST_RECOVERED, EventKind.CASH_HANDED_IN,
        EventKind.ADVANCE_PAID, EventKind.ADVANCE_SETTLED, EventKind.CLAIM_CHECKED, EventKind.CLAIM_TO_FINANCE,
        EventKind.CLAIM_PAID, EventKind.CLAIM_PAYMENT_UNDONE, EventKind.DEDUCTED, EventKind.DEDUCTION_UNDONE,
        EventKind.COLLECTION_TALK, EventKind.PAYMENT_PROMISED, EventKind.MEASURES_SUBMITTED,
        EventKind.MEASURES_CARRIED_OUT,
    }
)  # fmt: skip

# What a scan under these entries of the catalogue (C11.1) shows, whatever record it is filed with.
CONTRACT_ENTRIES = ("A1-02", "A1-03", "A1-04", "A1-05", "A3-01")
MONEY_ENTRIES = (
    "A1-06",
    "A1-07",
    "A6-02",
    "A6-03",
    "A7-01",
    "A7-02",
    "A7-03",
    "A7-04",
    "A7-05",
    "A7-06",
    "A7-07",
    "B2-02",
    "B2-03",
)
ENTRY_VIEWING: Mapping[str, Permission] = {
    **dict.fromkeys(CONTRACT_ENTRIES, Permission.VIEW_CONTRACTS),
    **dict.fromkeys(MONEY_ENTRIES, Permission.VIEW_MONEY),
    "B4-03": Permission.VIEW_ASSESSMENT,
}

May = Callable[[Permission], bool]  # Actor.may


def viewing(kind: RecordKind) -> Permission:
    """Return what somebody must be permitted to see records of a kind."""
    return VIEWING.get(kind, Permission.VIEW_RECORDS)


def hidden_kinds(may: May) -> frozenset[RecordKind]:
    """Return the kinds of record that are not for somebody who may see records at all."""
    return frozenset(kind for kind, permission in VIEWING.items() if not may(permission))


def hidden_entries(may: May) -> frozenset[str]:
    """Return the entries of the catalogue whose documents somebody may not open."""
    return frozenset(entry for entry, permission in ENTRY_VIEWING.items() if not may(permission))


def hides_text(kind: EventKind, may: May) -> bool:
    """Tell whether the words of an entry of a log are not for somebody: it happened, but what it cost is not told."""
    return kind in MONEY_EVENTS and not may(Permission.VIEW_MONEY)

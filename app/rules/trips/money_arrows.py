"""Lawful moves of advances and expense claims (decision 3, C7.3, C7.4)."""

from app.i18n import N_
from app.rules.arrow import Arrow
from app.rules.permissions import Permission
from models.enums import AdvanceState, ExpenseState

# An advance is settled by itself once set-off and refund make up its amount, and open again when a claim is taken back.
ADVANCE_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        AdvanceState.ASKED,
        AdvanceState.PAID,
        "pay",
        N_("Record the payment"),
        Permission.EDIT_TRIP_MONEY,
        ("earlier_settled",),
        "advance_payment",
    ),
    Arrow(AdvanceState.PAID, AdvanceState.SETTLED, "settle", N_("Settle"), Permission.EDIT_TRIP_MONEY, offered=False),
    Arrow(AdvanceState.SETTLED, AdvanceState.PAID, "unsettle", N_("Open"), Permission.CHECK_CLAIM, offered=False),
    Arrow(
        AdvanceState.ASKED,
        AdvanceState.CANCELLED,
        "cancel",
        N_("Cancel the advance"),
        Permission.EDIT_TRIP_MONEY,
        asks="reason",
    ),
)

EXPENSE_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        ExpenseState.DRAFT,
        ExpenseState.CHECKED,
        "check",
        N_("Check the claim"),
        Permission.CHECK_CLAIM,
        ("lines_given", "advance_paid", "marks_explained"),
        "claim_check",
    ),
    Arrow(
        ExpenseState.CHECKED,
        ExpenseState.TO_FINANCE,
        "to_finance",
        N_("Hand to finance"),
        Permission.EDIT_TRIP_MONEY,
        asks="claim_to_finance",
    ),
    Arrow(
        ExpenseState.TO_FINANCE,
        ExpenseState.PAID,
        "pay",
        N_("Record a payment"),
        Permission.EDIT_TRIP_MONEY,
        asks="claim_payment",
    ),
    *(
        Arrow(
            source,
            ExpenseState.DRAFT,
            "reopen",
            N_("Take back to draft"),
            Permission.CHECK_CLAIM,
            ("nothing_paid",),
            "reason",
        )
        for source in (ExpenseState.CHECKED, ExpenseState.TO_FINANCE, ExpenseState.PAID)
    ),
    *(
        Arrow(
            source,
            ExpenseState.TO_FINANCE,
            "undo_payment",
            N_("Take back the last payment"),
            Permission.UNDO_RECEIPT,
            ("something_paid",),
            "reason",
        )
        for source in (ExpenseState.TO_FINANCE, ExpenseState.PAID)
    ),
    Arrow(
        ExpenseState.DRAFT,
        ExpenseState.CANCELLED,
        "cancel",
        N_("Cancel the claim"),
        Permission.CANCEL_RECORD,
        asks="reason",
    ),
)

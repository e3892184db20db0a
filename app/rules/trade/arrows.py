"""The moves of quotations, orders and approvals, as data."""

from app.i18n import N_
from app.rules.arrow import Arrow
from app.rules.permissions import Permission
from models.enums import ApprovalState, OrderState, QuotationState

_PRICED = ("class_confirmed", "lines_given", "costs_given", "terms_reasoned")

QUOTATION_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        QuotationState.DRAFT,
        QuotationState.SUBMITTED,
        "submit",
        N_("Submit for approval"),
        Permission.EDIT_QUOTATION,
        (*_PRICED, "still_valid"),
        "note",
    ),
    Arrow(
        QuotationState.SUBMITTED,
        QuotationState.DRAFT,
        "withdraw",
        N_("Take back to draft"),
        Permission.EDIT_QUOTATION,
        asks="reason",
    ),
    Arrow(
        QuotationState.SUBMITTED,
        QuotationState.APPROVED,
        "approve",
        N_("Approved"),
        Permission.VIEW_RECORDS,
        offered=False,
    ),
    Arrow(
        QuotationState.SUBMITTED, QuotationState.DRAFT, "return", N_("Returned"), Permission.VIEW_RECORDS, offered=False
    ),
    Arrow(
        QuotationState.APPROVED,
        QuotationState.SENT,
        "send",
        N_("Record as sent"),
        Permission.EDIT_QUOTATION,
        ("class_confirmed", "is_frozen", "still_valid", "is_issued"),
        "sending",
    ),
    Arrow(
        QuotationState.SENT,
        QuotationState.ACCEPTED,
        "accept",
        N_("Record acceptance"),
        Permission.EDIT_QUOTATION,
        asks="acceptance",  # in time is what was accepted in time, whenever somebody writes it down
    ),
    Arrow(
        QuotationState.SENT,
        QuotationState.DECLINED,
        "decline",
        N_("Record refusal"),
        Permission.EDIT_QUOTATION,
        asks="refusal",
    ),
    *(
        Arrow(
            source,
            QuotationState.DRAFT,
            "revise",
            N_("Make a new revision"),
            Permission.EDIT_QUOTATION,
            asks="reason",
        )
        for source in (QuotationState.APPROVED, QuotationState.SENT, QuotationState.DECLINED)
    ),
    *(
        Arrow(
            source,
            QuotationState.CANCELLED,
            "cancel",
            N_("Cancel the quotation"),
            Permission.CANCEL_RECORD,
            asks="reason",
        )
        for source in (QuotationState.DRAFT, QuotationState.SUBMITTED, QuotationState.APPROVED, QuotationState.SENT)
    ),
)

ORDER_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        OrderState.DRAFT,
        OrderState.SUBMITTED,
        "submit",
        N_("Submit for approval"),
        Permission.EDIT_ORDER,
        (*_PRICED, "period_given", "instalments_tie"),
        "note",
    ),
    Arrow(
        OrderState.SUBMITTED,
        OrderState.DRAFT,
        "withdraw",
        N_("Take back to draft"),
        Permission.EDIT_ORDER,
        asks="reason",
    ),
    Arrow(OrderState.SUBMITTED, OrderState.APPROVED, "approve", N_("Approved"), Permission.VIEW_RECORDS, offered=False),
    Arrow(OrderState.SUBMITTED, OrderState.DRAFT, "return", N_("Returned"), Permission.VIEW_RECORDS, offered=False),
    Arrow(
        OrderState.APPROVED,
        OrderState.DRAFT,
        "reopen",
        N_("Take back to draft"),
        Permission.EDIT_ORDER,
        asks="reason",
    ),
    Arrow(
        OrderState.APPROVED,
        OrderState.EFFECTIVE,
        "take_effect",
        N_("Put in force"),
        Permission.EDIT_ORDER,
        ("class_confirmed", "is_frozen", "is_accepted", "instalments_tie"),
        "effect",
    ),
    Arrow(
        OrderState.EFFECTIVE,
        OrderState.SERVED,
        "serve",
        N_("Record end of service"),
        Permission.EDIT_ORDER,
        ("visits_done",),
        "end_of_service",
    ),
    Arrow(
        OrderState.SERVED,
        OrderState.SETTLED,
        "settle",
        N_("Settle the order"),
        Permission.EDIT_ORDER,
        ("all_paid", "no_open_slip"),
    ),
    Arrow(
        OrderState.SETTLED,
        OrderState.SERVED,
        "owe_again",
        N_("Money taken back"),
        Permission.UNDO_RECEIPT,
        offered=False,
    ),
    *(
        Arrow(
            source,
            OrderState.CANCELLED,
            "cancel",
            N_("Cancel the order"),
            Permission.CANCEL_RECORD,
            ("nothing_received", "no_open_slip", "no_open_shipment"),
            "reason",
        )
        for source in (OrderState.DRAFT, OrderState.SUBMITTED, OrderState.APPROVED, OrderState.EFFECTIVE)
    ),
)

# Decided by its steps, or dropped with what it was about: nothing of it is a button of its own.
APPROVAL_ARROWS: tuple[Arrow, ...] = tuple(
    Arrow(ApprovalState.PENDING, target, target.value, title, Permission.VIEW_RECORDS, offered=False)
    for target, title in (
        (ApprovalState.APPROVED, N_("Approved")),
        (ApprovalState.REFUSED, N_("Refused")),
        (ApprovalState.DROPPED, N_("Dropped")),
    )
)

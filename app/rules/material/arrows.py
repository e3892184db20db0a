"""The moves of slips, purchases, counts, shipments, and of what comes back, as data."""

from app.i18n import N_
from app.rules.arrow import Arrow
from app.rules.permissions import Permission
from models.enums import (
    ClaimState,
    CountState,
    GoodsState,
    LoanState,
    OldPartState,
    PurchaseState,
    ShipmentState,
    SlipState,
)

SLIP_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        SlipState.DRAFT,
        SlipState.APPROVED,
        "approve",
        N_("Approve and reserve"),
        Permission.APPROVE_SLIP,
        ("class_confirmed", "order_in_force", "lines_given", "picker_named", "stock_free", "not_in_shipment"),
        "word",
    ),
    Arrow(
        SlipState.APPROVED,
        SlipState.DRAFT,
        "reopen",
        N_("Take back to draft"),
        Permission.EDIT_MATERIAL,
        ("not_in_shipment",),
        "reason",
    ),
    Arrow(
        SlipState.APPROVED,
        SlipState.CHECKED,
        "check",
        N_("Check with the keeper"),
        Permission.CHECK_SLIP,
        ("class_confirmed", "order_in_force"),
        "check",
    ),
    Arrow(SlipState.CHECKED, SlipState.PACKED, "pack", N_("Record as packed"), Permission.EDIT_MATERIAL, (), "packing"),
    *(
        Arrow(
            source,
            SlipState.CANCELLED,
            "cancel",
            N_("Cancel the slip"),
            Permission.EDIT_MATERIAL,
            ("not_in_shipment",),
            "reason",
        )
        for source in (SlipState.DRAFT, SlipState.APPROVED)
    ),
)

PURCHASE_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        PurchaseState.DRAFT,
        PurchaseState.SUBMITTED,
        "submit",
        N_("Submit to purchasing"),
        Permission.EDIT_MATERIAL,
        ("lines_given", "stock_checked", "stock_reasoned", "dates_given", "own_reasoned"),
    ),
    Arrow(
        PurchaseState.SUBMITTED,
        PurchaseState.DRAFT,
        "withdraw",
        N_("Take back to draft"),
        Permission.EDIT_MATERIAL,
        asks="reason",
    ),
    Arrow(
        PurchaseState.SUBMITTED, PurchaseState.DRAFT, "return", N_("Returned"), Permission.VIEW_RECORDS, offered=False
    ),
    Arrow(
        PurchaseState.SUBMITTED,
        PurchaseState.ORDERED,
        "order",
        N_("Record as ordered"),
        Permission.EDIT_MATERIAL,
        ("own_approved",),
        "ordering",
    ),
    *(
        Arrow(
            source,
            target,
            "receive" if target is PurchaseState.PARTLY_RECEIVED else "receive_all",
            N_("Receive goods"),
            Permission.RECEIVE_GOODS,
            asks="receiving",
            offered=False,  # one step of the screen; which of the two it is, the quantities tell
        )
        for source in (PurchaseState.ORDERED, PurchaseState.PARTLY_RECEIVED)
        for target in (PurchaseState.PARTLY_RECEIVED, PurchaseState.RECEIVED)
    ),
    *(
        Arrow(
            source,
            target,
            "take_back" if target is PurchaseState.PARTLY_RECEIVED else "take_back_all",
            N_("Take back a receipt"),
            Permission.RECEIVE_GOODS,
            asks="taking_back",
            offered=False,  # as above
        )
        for source in (PurchaseState.PARTLY_RECEIVED, PurchaseState.RECEIVED)
        for target in (PurchaseState.PARTLY_RECEIVED, PurchaseState.ORDERED)
    ),
    *(
        Arrow(
            source,
            PurchaseState.CANCELLED,
            "cancel",
            N_("Cancel the purchase order"),
            Permission.EDIT_MATERIAL,
            ("nothing_received",),
            "reason",
        )
        for source in (PurchaseState.DRAFT, PurchaseState.SUBMITTED, PurchaseState.ORDERED)
    ),
)

COUNT_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        CountState.DRAFT,
        CountState.SUBMITTED,
        "submit",
        N_("Submit for approval"),
        Permission.COUNT_STOCK,
        ("lines_given", "counter_noted", "all_counted", "differences_reasoned"),
    ),
    Arrow(
        CountState.SUBMITTED,
        CountState.DRAFT,
        "withdraw",
        N_("Take back to draft"),
        Permission.COUNT_STOCK,
        asks="reason",
    ),
    Arrow(CountState.SUBMITTED, CountState.APPROVED, "approve", N_("Approved"), Permission.VIEW_RECORDS, offered=False),
    Arrow(CountState.SUBMITTED, CountState.DRAFT, "return", N_("Returned"), Permission.VIEW_RECORDS, offered=False),
    *(
        Arrow(source, CountState.CANCELLED, "cancel", N_("Cancel the count"), Permission.COUNT_STOCK, (), "reason")
        for source in (CountState.DRAFT, CountState.SUBMITTED)
    ),
)

_LEAVING = (
    "slips_given", "slips_checked", "consignee_given", "packages_given", "packages_tie", "dangerous_declared",
)  # fmt: skip

SHIPMENT_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        ShipmentState.DRAFT,
        ShipmentState.NOTIFIED,
        "notify",
        N_("Give notice of consignment"),
        Permission.EDIT_SHIPMENT,
        _LEAVING,
    ),
    Arrow(
        ShipmentState.NOTIFIED,
        ShipmentState.DRAFT,
        "reopen",
        N_("Take back to draft"),
        Permission.EDIT_SHIPMENT,
        asks="reason",
    ),
    Arrow(
        ShipmentState.NOTIFIED,
        ShipmentState.SHIPPED,
        "ship",
        N_("Record as shipped"),
        Permission.EDIT_SHIPMENT,
        (*_LEAVING, "slips_packed", "notice_issued", "order_in_force", "advance_in"),
        "shipping",
    ),
    Arrow(
        ShipmentState.SHIPPED,
        ShipmentState.ARRIVED,
        "arrive",
        N_("Record arrival"),
        Permission.EDIT_SHIPMENT,
        asks="arrival",
    ),
    Arrow(
        ShipmentState.ARRIVED,
        ShipmentState.CONFIRMED,
        "confirm",
        N_("Record the customer's confirmation"),
        Permission.EDIT_SHIPMENT,
        asks="confirmation",
    ),
    *(
        Arrow(
            source,
            ShipmentState.CANCELLED,
            "cancel",
            N_("Cancel the shipment"),
            Permission.EDIT_SHIPMENT,
            asks="reason",
        )
        for source in (ShipmentState.DRAFT, ShipmentState.NOTIFIED)
    ),
)

OLD_PART_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        OldPartState.DUE_BACK,
        OldPartState.RETURNED,
        "return",
        N_("Record as returned"),
        Permission.EDIT_RETURNS,
        asks="returning",
    ),
    Arrow(
        OldPartState.RETURNED,
        OldPartState.APPRAISED,
        "appraise",
        N_("Record the appraisal"),
        Permission.EDIT_RETURNS,
        asks="appraisal",
    ),
    Arrow(OldPartState.APPRAISED, OldPartState.STORED, "store", N_("Store"), Permission.EDIT_RETURNS, asks="storing"),
    *(
        Arrow(
            source,
            OldPartState.SETTLED,
            "settle",
            N_("Record the settlement"),
            Permission.EDIT_RETURNS,
            ("not_in_stock",) if source is OldPartState.STORED else (),
            "settlement",
        )
        for source in (OldPartState.DUE_BACK, OldPartState.RETURNED, OldPartState.APPRAISED, OldPartState.STORED)
    ),
)

LOAN_ARROWS: tuple[Arrow, ...] = (
    Arrow(LoanState.OUT, LoanState.BACK, "bring_back", N_("Record as back"), Permission.EDIT_RETURNS, asks="loan_back"),
    Arrow(
        LoanState.OUT,
        LoanState.SETTLED,
        "settle",
        N_("Record the settlement"),
        Permission.EDIT_RETURNS,
        asks="loan_settlement",
    ),
)

GOODS_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        GoodsState.RECEIVED,
        GoodsState.AT_MAKER,
        "send",
        N_("Record as sent to the manufacturer"),
        Permission.EDIT_RETURNS,
        asks="sending_out",
    ),
    Arrow(
        GoodsState.AT_MAKER,
        GoodsState.BACK,
        "take_back",
        N_("Record as back from the manufacturer"),
        Permission.EDIT_RETURNS,
        asks="coming_back",
    ),
    *(
        Arrow(
            source,
            GoodsState.RETURNED,
            "give_back",
            N_("Record as given back"),
            Permission.EDIT_RETURNS,
            asks="giving_back",
        )
        for source in (GoodsState.RECEIVED, GoodsState.BACK)
    ),
    Arrow(
        GoodsState.RETURNED,
        GoodsState.SIGNED,
        "sign",
        N_("Record the customer's signature"),
        Permission.EDIT_RETURNS,
        asks="signature",
    ),
    Arrow(
        GoodsState.RECEIVED,
        GoodsState.CANCELLED,
        "cancel",
        N_("Cancel the entry"),
        Permission.CANCEL_RECORD,
        asks="reason",
    ),
)

CLAIM_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        ClaimState.ASKED,
        ClaimState.ANSWERED,
        "answer",
        N_("Record the answer"),
        Permission.EDIT_RETURNS,
        asks="claim_answer",
    ),
    Arrow(
        ClaimState.ANSWERED,
        ClaimState.CLOSED,
        "close",
        N_("Close the task"),
        Permission.EDIT_RETURNS,
        ("cost_settled",),
        "claim_result",
    ),
    *(
        Arrow(source, ClaimState.CANCELLED, "cancel", N_("Cancel the task"), Permission.CANCEL_RECORD, asks="reason")
        for source in (ClaimState.ASKED, ClaimState.ANSWERED)
    ),
)

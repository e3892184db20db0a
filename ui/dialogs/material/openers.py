"""What opens the kept forms of parts again."""

from models.enums import RecordKind
from ui.dialogs.forms.opening import Openers, new_after_reading, of_record, take_step
from ui.dialogs.material.claim_dialog import ClaimSource, SupplierClaimDialog, ask_claim, ask_new_claim, read_claim
from ui.dialogs.material.claim_steps import ClaimAnswerDialog, ClaimResultDialog, RecoveryDialog
from ui.dialogs.material.count_dialog import CountDialog, ask_count, ask_new_count, count_source, read_count
from ui.dialogs.material.goods_dialog import CustomerGoodsDialog, ask_goods, ask_new_goods, read_goods
from ui.dialogs.material.goods_steps import ComingBackDialog, GivingBackDialog, GoodsSigningDialog, SendingOutDialog
from ui.dialogs.material.needs_dialog import NeedsDialog, ask_needs
from ui.dialogs.material.old_part_dialog import (
    OldPartDialog,
    ask_new_old_part,
    ask_old_part,
    read_new_old_part,
    read_old_part,
)
from ui.dialogs.material.part_dialog import PartDialog, ask_new_part, ask_part, read_new_part, read_part
from ui.dialogs.material.purchase_dialog import (
    PurchaseDialog,
    ask_new_purchase,
    ask_purchase,
    purchase_source,
    read_purchase,
)
from ui.dialogs.material.purchase_step_dialogs import ExpectedDialog, OrderingDialog, TakingBackDialog
from ui.dialogs.material.receiving_dialog import ReceivingDialog
from ui.dialogs.material.return_steps import (
    AppraisalDialog,
    ExtensionDialog,
    LoanBackDialog,
    ReturningDialog,
    SettlementDialog,
    StoringDialog,
)
from ui.dialogs.material.shipment_dialog import ShipmentDialog, ask_new_shipment, ask_shipment, read_shipment
from ui.dialogs.material.shipping_dialog import ShippingDialog
from ui.dialogs.material.slip_check import CheckDialog
from ui.dialogs.material.slip_dialog import SlipDialog, ask_new_slip, ask_slip, read_slip, slip_source
from ui.dialogs.material.slip_red import RedSlipDialog, ask_new_red, ask_red, read_red
from ui.dialogs.material.slip_words import PackingDialog, SlipApprovalDialog
from ui.dialogs.material.stock_dialogs import StockDialog, SubstituteDialog
from ui.dialogs.material.swap_dialog import SwapDialog, WithdrawDialog
from ui.dialogs.material.tracking_dialogs import ArrivalDialog, ConfirmationDialog, TrackingDialog

OPENERS: Openers = {
    ClaimAnswerDialog: take_step,
    ClaimResultDialog: take_step,
    ComingBackDialog: take_step,
    CustomerGoodsDialog: of_record(
        RecordKind.CUSTOMER_GOODS,
        lambda desk, parent, about, on_saved: ask_new_goods(desk, parent, about["request_id"], on_saved),
        read_goods,
        ask_goods,
    ),
    GivingBackDialog: take_step,
    GoodsSigningDialog: take_step,
    RecoveryDialog: take_step,
    SendingOutDialog: take_step,
    SupplierClaimDialog: of_record(
        RecordKind.SUPPLIER_CLAIM,
        lambda desk, parent, about, on_saved: ask_new_claim(desk, parent, ClaimSource(**about), on_saved),
        read_claim,
        ask_claim,
    ),
    ArrivalDialog: take_step,
    NeedsDialog: lambda desk, parent, draft: ask_needs(desk, parent, draft.subject.record_id or 0),
    AppraisalDialog: take_step,
    CheckDialog: take_step,
    ConfirmationDialog: take_step,
    CountDialog: of_record(
        RecordKind.COUNT,
        lambda desk, parent, about, on_saved: ask_new_count(desk, parent, count_source(about), on_saved),
        read_count,
        ask_count,
    ),
    ExpectedDialog: take_step,
    ExtensionDialog: take_step,
    LoanBackDialog: take_step,
    OldPartDialog: of_record(
        RecordKind.OLD_PART, new_after_reading(read_new_old_part, ask_new_old_part), read_old_part, ask_old_part
    ),
    OrderingDialog: take_step,
    PackingDialog: take_step,
    PartDialog: of_record(RecordKind.PART, new_after_reading(read_new_part, ask_new_part), read_part, ask_part),
    PurchaseDialog: of_record(
        RecordKind.PURCHASE,
        lambda desk, parent, about, on_saved: ask_new_purchase(desk, parent, purchase_source(about), on_saved),
        read_purchase,
        ask_purchase,
    ),
    ReceivingDialog: take_step,
    RedSlipDialog: of_record(
        RecordKind.SLIP,
        lambda desk, parent, about, on_saved: ask_new_red(desk, parent, about["reverses_id"], on_saved),
        read_red,
        ask_red,
    ),
    ReturningDialog: take_step,
    SettlementDialog: take_step,
    ShipmentDialog: of_record(
        RecordKind.SHIPMENT,
        lambda desk, parent, about, on_saved: ask_new_shipment(desk, parent, tuple(about["slip_ids"]), on_saved),
        read_shipment,
        ask_shipment,
    ),
    ShippingDialog: take_step,
    SlipApprovalDialog: take_step,
    SlipDialog: of_record(
        RecordKind.SLIP,
        lambda desk, parent, about, on_saved: ask_new_slip(desk, parent, slip_source(about), on_saved),
        read_slip,
        ask_slip,
    ),
    StockDialog: take_step,
    StoringDialog: take_step,
    SubstituteDialog: take_step,
    SwapDialog: take_step,
    TakingBackDialog: take_step,
    WithdrawDialog: take_step,
    TrackingDialog: take_step,
}

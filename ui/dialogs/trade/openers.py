"""What opens the kept forms of quotations, orders and rate cards again."""

from models.enums import RecordKind
from ui.dialogs.forms.opening import Openers, new_after_reading, of_record, take_step
from ui.dialogs.trade.order_dialog import OrderDialog, Source, ask_new_order, ask_order, read_order
from ui.dialogs.trade.order_record_dialogs import CallOffDialog, CostDialog, MaterialDialog, VisitDialog
from ui.dialogs.trade.order_step_dialogs import EffectDialog, ServiceEndDialog, SigningDialog
from ui.dialogs.trade.quotation_dialog import QuotationDialog, ask_new_quotation, ask_quotation, read_quotation
from ui.dialogs.trade.quotation_step_dialogs import AcceptanceDialog, RefusalDialog, SendingDialog, TalkDialog
from ui.dialogs.trade.rate_card_dialog import (
    RateCardDialog,
    ask_new_rate_card,
    ask_rate_card,
    read_new_card,
    read_rate_card,
)
from ui.dialogs.trade.submit_dialog import SubmitDialog

OPENERS: Openers = {
    AcceptanceDialog: take_step,
    CallOffDialog: take_step,
    CostDialog: take_step,
    EffectDialog: take_step,
    MaterialDialog: take_step,
    OrderDialog: of_record(
        RecordKind.ORDER,
        lambda desk, parent, about, on_saved: ask_new_order(desk, parent, Source(**about), on_saved),
        read_order,
        ask_order,
    ),
    QuotationDialog: of_record(
        RecordKind.QUOTATION,
        lambda desk, parent, about, on_saved: ask_new_quotation(desk, parent, about["request_id"], on_saved),
        read_quotation,
        ask_quotation,
    ),
    RateCardDialog: of_record(
        RecordKind.RATE_CARD, new_after_reading(read_new_card, ask_new_rate_card), read_rate_card, ask_rate_card
    ),
    RefusalDialog: take_step,
    SendingDialog: take_step,
    ServiceEndDialog: take_step,
    SigningDialog: take_step,
    SubmitDialog: take_step,
    TalkDialog: take_step,
    VisitDialog: take_step,
}

"""What opens the kept forms of the money of a trip again."""

from models.enums import RecordKind
from ui.dialogs.forms.opening import Openers, new_after_reading, of_record, take_step
from ui.dialogs.trips.money_advance import AdvanceDialog, ask_advance, ask_new_advance, read_advance
from ui.dialogs.trips.money_allowance import (
    AllowanceDialog,
    ask_allowance,
    ask_new_allowance,
    read_allowance,
    read_new_allowance,
)
from ui.dialogs.trips.money_claim import ExpenseDialog, ask_expense, ask_new_expense, read_expense
from ui.dialogs.trips.money_steps import (
    AdvancePaymentDialog,
    ClaimCheckDialog,
    ClaimPaymentDialog,
    RefundDialog,
    ToFinanceDialog,
)

OPENERS: Openers = {
    AdvanceDialog: of_record(
        RecordKind.ADVANCE,
        lambda desk, parent, about, on_saved: ask_new_advance(desk, parent, about["dispatch_id"], on_saved),
        read_advance,
        ask_advance,
    ),
    AdvancePaymentDialog: take_step,
    AllowanceDialog: of_record(
        RecordKind.ALLOWANCE, new_after_reading(read_new_allowance, ask_new_allowance), read_allowance, ask_allowance
    ),
    ClaimCheckDialog: take_step,
    ClaimPaymentDialog: take_step,
    ExpenseDialog: of_record(
        RecordKind.EXPENSE,
        lambda desk, parent, about, on_saved: ask_new_expense(desk, parent, about["dispatch_id"], on_saved),
        read_expense,
        ask_expense,
    ),
    RefundDialog: take_step,
    ToFinanceDialog: take_step,
}

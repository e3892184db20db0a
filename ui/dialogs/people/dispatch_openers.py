"""What opens the kept forms of the steps of a dispatch again: its page does."""

from ui.dialogs.forms.opening import Openers, take_step
from ui.dialogs.people.appointment_dialogs import AppointmentDialog, FailedCallDialog
from ui.dialogs.people.change_dialogs import AddPersonDialog, ExtendDialog, SwapPersonDialog, TakeOffDialog
from ui.dialogs.people.exception_dialog import GateExceptionDialog
from ui.dialogs.people.travel_dialogs import ComeBackDialog, DepartDialog, FinishDialog, SiteArrivalDialog
from ui.dialogs.people.work_dialogs import (
    OpenItemDialog,
    QualityDialog,
    RepairPlanDialog,
    SettleItemDialog,
    SheetDialog,
)

STEPS: Openers = {
    AddPersonDialog: take_step,
    AppointmentDialog: take_step,
    ComeBackDialog: take_step,
    DepartDialog: take_step,
    ExtendDialog: take_step,
    FailedCallDialog: take_step,
    FinishDialog: take_step,
    GateExceptionDialog: take_step,
    OpenItemDialog: take_step,
    QualityDialog: take_step,
    RepairPlanDialog: take_step,
    SettleItemDialog: take_step,
    SheetDialog: take_step,
    SiteArrivalDialog: take_step,
    SwapPersonDialog: take_step,
    TakeOffDialog: take_step,
}

"""What opens the kept forms of visits and rounds again."""

from models.enums import RecordKind
from ui.dialogs.care.round_dialog import RoundDialog, ask_new_round, ask_round, read_round
from ui.dialogs.care.visit_dialog import CustomerVisitDialog, ask_new_visit, ask_visit, read_visit
from ui.dialogs.care.visit_record_dialog import VisitRecordDialog
from ui.dialogs.care.visit_steps import SettlingDialog, VisitMoveDialog
from ui.dialogs.forms.opening import Openers, of_record, take_step

OPENERS: Openers = {
    RoundDialog: of_record(RecordKind.VISIT_ROUND, ask_new_round, read_round, ask_round),
    SettlingDialog: take_step,
    CustomerVisitDialog: of_record(RecordKind.VISIT, ask_new_visit, read_visit, ask_visit),
    VisitMoveDialog: take_step,
    VisitRecordDialog: take_step,
}

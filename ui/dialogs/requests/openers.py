"""What opens the kept forms of service requests again."""

from PySide6.QtWidgets import QWidget

from models.enums import RecordKind
from ui.dialogs.forms.opening import Openers, shows, take_step
from ui.dialogs.requests.answer_dialogs import ReplyDialog, VisitAnswerDialog
from ui.dialogs.requests.class_dialog import ClassDialog
from ui.dialogs.requests.event_dialogs import EventDialog
from ui.dialogs.requests.merge_dialog import MergeDialog
from ui.dialogs.requests.request_dialog import RequestDialog, ask_new_request
from ui.dialogs.requests.service_dialogs import FollowUpDialog, HandOverDialog
from ui.dialogs.requests.solve_dialog import SolveDialog
from ui.runtime.desk import Desk
from ui.runtime.drafts import Draft


def _open_request(desk: Desk, parent: QWidget, draft: Draft) -> None:
    record_id = draft.subject.record_id
    if record_id is None:
        ask_new_request(desk, parent, shows(desk, RecordKind.REQUEST))
    else:
        desk.step_requested.emit(RecordKind.REQUEST.value, record_id, "facts")


OPENERS: Openers = {
    ClassDialog: take_step,
    EventDialog: take_step,
    FollowUpDialog: take_step,
    HandOverDialog: take_step,
    MergeDialog: take_step,
    ReplyDialog: take_step,
    RequestDialog: _open_request,
    SolveDialog: take_step,
    VisitAnswerDialog: take_step,
}

"""What opens the kept forms of complaints and quality feedback again."""

from models.enums import RecordKind
from ui.dialogs.care.complaint_dialog import ComplaintDialog, ask_complaint, ask_new_complaint, read_complaint
from ui.dialogs.care.complaint_steps import (
    AnswerDialog,
    FirstWordDialog,
    HandlingDialog,
    JudgementDialog,
    VerificationDialog,
)
from ui.dialogs.care.feedback_dialog import (
    FeedbackAnswerDialog,
    FeedbackDialog,
    ask_feedback,
    ask_new_feedback,
    read_feedback,
)
from ui.dialogs.forms.opening import Openers, of_record, take_step

OPENERS: Openers = {
    AnswerDialog: take_step,
    ComplaintDialog: of_record(RecordKind.COMPLAINT, ask_new_complaint, read_complaint, ask_complaint),
    FeedbackAnswerDialog: take_step,
    FeedbackDialog: of_record(RecordKind.FEEDBACK, ask_new_feedback, read_feedback, ask_feedback),
    FirstWordDialog: take_step,
    HandlingDialog: take_step,
    JudgementDialog: take_step,
    VerificationDialog: take_step,
}

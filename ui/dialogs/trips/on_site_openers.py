"""What opens the kept forms of receipts, surveys and reports again."""

from models.enums import RecordKind
from ui.dialogs.forms.opening import Openers, of_record, take_step
from ui.dialogs.trips.receipt_dialog import ServiceReceiptDialog, ask_new_receipt, ask_receipt, read_receipt
from ui.dialogs.trips.report_dialogs import (
    FaultAnalysisDialog,
    TripReportDialog,
    ask_fault_analysis,
    ask_trip_report,
)
from ui.dialogs.trips.signing_dialogs import HandInDialog, ReceiptRefusalDialog, ReceiptSigningDialog
from ui.dialogs.trips.survey_dialogs import AnswersDialog, SurveyDialog, ask_new_survey, ask_survey, read_survey

OPENERS: Openers = {
    AnswersDialog: take_step,
    FaultAnalysisDialog: lambda desk, parent, draft: ask_fault_analysis(
        desk, parent, draft.subject.about["dispatch_id"], lambda: None
    ),
    HandInDialog: take_step,
    ServiceReceiptDialog: of_record(
        RecordKind.SERVICE_RECEIPT,
        lambda desk, parent, about, on_saved: ask_new_receipt(desk, parent, about["dispatch_id"], on_saved),
        read_receipt,
        ask_receipt,
    ),
    ReceiptRefusalDialog: take_step,
    ReceiptSigningDialog: take_step,
    SurveyDialog: of_record(
        RecordKind.SURVEY,
        lambda desk, parent, about, on_saved: ask_new_survey(
            desk, parent, about["dispatch_id"], on_saved, customer_id=about.get("customer_id")
        ),
        read_survey,
        ask_survey,
    ),
    TripReportDialog: lambda desk, parent, draft: ask_trip_report(
        desk, parent, draft.subject.about["dispatch_id"], lambda: None
    ),
}

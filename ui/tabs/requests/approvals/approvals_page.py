"""The page of approvals: what waits for whose word, with everything that whoever decides wants to know (C8.2, C8.3)."""

from dataclasses import replace
from functools import partial

from app.i18n import N_, _
from app.queries.approvals.approvals import APPROVALS, ApprovalDetails, ApprovalRow, approval_details
from app.queries.lists.paging import Sort
from app.services.approvals.exceptions import withdraw_exception
from models.enums import RecordKind
from ui.dialogs.approvals.decision_dialogs import ask_decision, ask_paper_decision
from ui.dialogs.printing.printing import ask_print
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import ListSpec
from ui.tabs.list_spec import list_spec
from ui.tabs.papers import PRINT
from ui.tabs.record_page import RecordPage
from ui.tabs.record_steps import RecordSteps
from ui.tabs.requests.approvals.approval_detail import approval_view
from ui.tabs.requests.approvals.columns import approval_columns
from ui.widgets.detail.detail_panel import DetailView

NAME = "requests.approvals"
FORM_ID = "approval_sheet"
CHIPS = (
    Chip("waiting", N_("Waiting for me"), group="state"),
    Chip("pending", N_("Pending"), group="state"),
    Chip("approved", N_("Approved"), group="state"),
    Chip("refused", N_("Refused"), group="state"),
)
PRINT_SHEET = replace(PRINT, text=N_("Print the approval sheet…"))
APPROVED_KINDS = (
    RecordKind.QUOTATION, RecordKind.ORDER, RecordKind.REQUEST, RecordKind.PURCHASE, RecordKind.COUNT,
)  # fmt: skip
KINDS = (RecordKind.APPROVAL, *APPROVED_KINDS)


def approval_list(desk: Desk) -> ListSpec[ApprovalRow]:
    """Return what the list of approvals is."""
    return list_spec(
        desk,
        APPROVALS,
        name=NAME,
        columns=approval_columns(desk),
        sort=Sort("asked_at"),
        kinds=KINDS,
        chips=CHIPS,
        always=(PRINT_SHEET,),
        dated=True,
        empty_text=N_("Nothing has been submitted for approval yet."),
    )


class ApprovalsPage(RecordPage[ApprovalRow, ApprovalDetails]):
    """List, detail and decisions of approvals."""

    printed = RecordKind.APPROVAL
    list_of = staticmethod(approval_list)
    details_of = staticmethod(approval_details)

    def view_of(self, details: ApprovalDetails) -> DetailView:
        return approval_view(details, self.desk)

    # wishes ------------------------------------------------------------------------------------------------------

    def take(self, details: ApprovalDetails, code: str) -> None:
        if details.summary.pending is None:
            return
        steps = RecordSteps(self.desk, self, RecordKind.APPROVAL)
        step = steps.step(details, code)
        if code == "enter_paper":
            ask_paper_decision(self.desk, self, details, step)
        elif code == "withdraw":
            title = _("Take back {number}").format(number=details.summary.number)
            take_back = partial(withdraw_exception, self.desk.context, approval_id=details.id, version=details.version)
            name = "requests.withdraw_exception"
            steps.ask_why(details, code, title, take_back, name=name, save_text=_("Take &back"))
        else:
            ask_decision(self.desk, self, details, step, approved=code == "approve")

    def mend(self, details: ApprovalDetails, code: str) -> None:
        if code == "print_sheet":
            ask_print(self.desk, self, FORM_ID, details.id)
        elif code == "show_subject":
            self.desk.show_requested.emit(details.subject_kind.value, details.subject_id)

"""The page of approvals: what waits for whose word, with everything that whoever decides wants to know (C8.2, C8.3)."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.i18n import N_, _
from app.queries.approvals.approvals import APPROVALS, ApprovalDetails, ApprovalRow, approval_details
from app.queries.lists.paging import Sort
from app.services.approvals.exceptions import withdraw_exception
from models.enums import RecordKind
from ui.dialogs.approvals.decision_dialogs import ask_decision, ask_paper_decision
from ui.dialogs.forms.saving import Step
from ui.dialogs.printing.printing import ask_print, open_document
from ui.dialogs.reason_dialog import ask_text
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import ListSpec, PageAction
from ui.tabs.links import link_target
from ui.tabs.list_spec import list_spec
from ui.tabs.papers import print_selected
from ui.tabs.record_page import RecordPage
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
PRINT_SHEET = PageAction(
    "print", N_("Print the approval sheet…"), "print", shortcut="Ctrl+P", needs_selection=True, takes_many=True
)
KINDS = frozenset(
    {RecordKind.APPROVAL.value, RecordKind.QUOTATION.value, RecordKind.ORDER.value, RecordKind.REQUEST.value}
)


class ApprovalsPage(RecordPage[ApprovalRow, ApprovalDetails]):
    """List, detail and decisions of approvals."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_spec(desk), desk, parent)

    def read_details(self, record_id: int) -> ApprovalDetails:
        return approval_details(self.desk.context, record_id)

    def view_of(self, details: ApprovalDetails) -> DetailView:
        return approval_view(details, self.desk)

    # wishes ------------------------------------------------------------------------------------------------------

    def on_action(self, code: str) -> None:
        if code == PRINT_SHEET.code:
            print_selected(self, self._spec.fetch, RecordKind.APPROVAL)

    def on_step(self, code: str) -> None:
        details = self.details
        if details is None or details.summary.pending is None:
            return
        step = Step(RecordKind.APPROVAL.value, details.id, code)
        if code == "enter_paper":
            ask_paper_decision(self.desk, self, details, step)
        elif code == "withdraw":
            self._withdraw(details, step)
        else:
            ask_decision(self.desk, self, details, step, approved=code == "approve")

    def _withdraw(self, details: ApprovalDetails, step: Step) -> None:
        take_back = partial(withdraw_exception, self.desk.context, approval_id=details.id, version=details.version)
        ask_text(
            self.desk,
            self,
            "requests.withdraw_exception",
            _("Take back {number}").format(number=details.summary.number),
            _("&Reason"),
            _("Take &back"),
            lambda reason: take_back(reason=reason),
            step=step,
        )

    def on_fix(self, code: str) -> None:
        details = self.details
        if details is None:
            return
        if code == "print_sheet":
            ask_print(self.desk, self, FORM_ID, details.id)
        elif code == "show_subject":
            self.desk.show_requested.emit(details.subject_kind.value, details.subject_id)

    def on_link(self, code: str) -> None:
        target = link_target(code)
        if target is not None:
            self.desk.show_requested.emit(*target)

    def on_paper(self, code: str) -> None:
        open_document(self.desk, self, int(code.partition(":")[2]))


def _spec(desk: Desk) -> ListSpec[ApprovalRow]:
    return list_spec(
        desk,
        APPROVALS,
        name=NAME,
        columns=approval_columns(desk),
        sort=Sort("asked_at"),
        kinds=KINDS,
        chips=CHIPS,
        actions=(PRINT_SHEET,),
        dated=True,
        empty_text=N_("Nothing has been submitted for approval yet."),
    )

"""The page of letters about money: drafted, issued, printed, sent, answered (C10)."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.i18n import N_, _
from app.queries.lists.paging import Sort
from app.queries.money.letters import LETTERS, LetterDetails, LetterRow, letter_details
from app.rules.permissions import Permission
from app.services.money.letters import cancel_letter, record_delivery, record_reply, refresh_letter, send_letter
from models.enums import RecordKind
from ui.dialogs.money.letter_batch import ask_issue_letters
from ui.dialogs.money.letter_dialog import ask_letter, ask_new_letter, read_letter
from ui.dialogs.money.letter_steps import LetterDeliveryDialog, LetterReplyDialog, LetterSendDialog, issue
from ui.dialogs.money.letter_templates import ask_templates
from ui.dialogs.printing.printing_menu import ask_papers
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import EDIT, ListSpec, PageAction, new_action
from ui.tabs.drafts_page import DraftsPage
from ui.tabs.list_spec import list_spec
from ui.tabs.papers import PRINT
from ui.tabs.receivables.letters.columns import letter_columns
from ui.tabs.receivables.letters.letter_detail import DELIVERY, REFRESH, letter_view
from ui.tabs.record_form import EditForm
from ui.tabs.record_steps import Page, RecordSteps
from ui.widgets.detail.detail_panel import DetailView

NAME = "receivables.letters"
CHIPS = (
    Chip("draft", N_("Drafts"), group="state"),
    Chip("not_sent", N_("Not sent yet"), group="state"),
    Chip("unanswered", N_("Not answered"), group="state"),
    Chip("run_out", N_("Run out")),
    Chip("answered", N_("Answered"), group="state"),
    Chip("cancelled", N_("Cancelled"), group="state"),
)
ISSUE_MANY = PageAction("issue_many", N_("Issue and print…"), "print", needs_selection=True, takes_many=True)
TEMPLATES = PageAction("templates", N_("Wording…"), "edit")
SHOWN = (
    RecordKind.LETTER, RecordKind.CUSTOMER, RecordKind.CONTRACT, RecordKind.RECEIVABLE, RecordKind.HANDOVER,
    RecordKind.MEASURES,
)  # fmt: skip

OwnVersion = LetterDeliveryDialog | LetterReplyDialog


def letter_list(desk: Desk) -> ListSpec[LetterRow]:
    """Return what the list of letters is."""
    return list_spec(
        desk,
        LETTERS,
        name=NAME,
        columns=letter_columns(),
        sort=Sort("created_at"),
        kinds=SHOWN,
        chips=CHIPS,
        actions=(new_action(N_("New letter")), EDIT, ISSUE_MANY),
        always=(PRINT, TEMPLATES),
        dated=True,
        ticks=True,
        edits=Permission.EDIT_COLLECTION,
        empty_text=N_("No letter was written yet. Draft them from the collection page."),
    )


class LetterSteps(RecordSteps[LetterDetails]):
    """The steps of a letter by their codes."""

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__(desk, page, RecordKind.LETTER)
        self.steps = {
            "issue": self.issue,
            "send": self.send,
            DELIVERY: self.deliver,
            "answer": self.answer,
            REFRESH: self.refresh,
            "cancel": self.cancel,
        }

    def issue(self, details: LetterDetails) -> None:
        """Issue it, after the question about money that pays nothing yet; then its paper can be printed."""
        issue(self.desk, self.page, details, self.page.reload_details)

    def send(self, details: LetterDetails) -> None:
        """Record that it left."""
        self.ask_form(details, "send", LetterSendDialog(self.desk, details, self.page), send_letter)

    def deliver(self, details: LetterDetails) -> None:
        """Record that it arrived."""
        self._ask(details, DELIVERY, LetterDeliveryDialog(self.desk, details, self.page), record_delivery)

    def answer(self, details: LetterDetails) -> None:
        """Record what the customer answered."""
        self._ask(details, "answer", LetterReplyDialog(self.desk, details, self.page), record_reply)

    def _ask(self, details: LetterDetails, code: str, dialog: OwnVersion, service: Callable[..., object]) -> None:
        """Open the form of a step whose form says itself which version it is about."""
        save = partial(service, self.desk.context, record_id=details.id)
        self.open(details, code, dialog, lambda: partial(save, form=dialog.form()))

    def refresh(self, details: LetterDetails) -> None:
        """Bring the figures of a draft up to date."""
        self.do(details, refresh_letter, _("Bring the figures up to date"))

    def cancel(self, details: LetterDetails) -> None:
        """Cancel it with a reason; what was issued keeps its numbers."""
        title = _("Cancel the letter")
        self.ask_reason(details, "cancel", title, cancel_letter, name="receivables.letter_cancel")


class LettersPage(DraftsPage[LetterRow, LetterDetails]):
    """List and detail of letters, and everything one does with them."""

    printed = RecordKind.LETTER
    edited_by = Permission.EDIT_COLLECTION
    opens_form = True
    not_draft = N_("This letter was issued and is not changed any more. Cancel it and write another one.")
    form = EditForm(read_letter, ask_letter)
    list_of = staticmethod(letter_list)
    details_of = staticmethod(letter_details)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.steps_of = LetterSteps(desk, self)
        self.fixes = {
            "print": self._print,
            "show_letters": self.open_customer,
            "show_customer": self.open_customer,
            "show_project": self._show_project,
            "show_disputes": self.open_customer,
            "propose_measures": self.open_customer,
        }

    def view_of(self, details: LetterDetails) -> DetailView:
        return letter_view(details, self.desk)

    def add(self) -> None:
        """Open the form of a new letter."""
        ask_new_letter(self.desk, self, self.reveal)

    def on_action(self, code: str) -> None:
        if code == TEMPLATES.code:
            ask_templates(self.desk, self)
        elif code == ISSUE_MANY.code:
            ask_issue_letters(self.desk, self, LETTERS, self.selection, self.refresh)
        else:
            super().on_action(code)

    def open_customer(self, details: LetterDetails) -> None:
        """Show whom the letter goes to."""
        self.desk.show_requested.emit(RecordKind.CUSTOMER.value, details.customer_id)

    def _show_project(self, details: LetterDetails) -> None:
        if details.project_id is not None:
            self.desk.show_requested.emit(RecordKind.PROJECT.value, details.project_id)

    def _print(self, details: LetterDetails) -> None:
        ask_papers(self.desk, self, RecordKind.LETTER, details.id, self.action(PRINT.code))

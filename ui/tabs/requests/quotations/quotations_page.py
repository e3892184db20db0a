"""The page of quotations: from the draft over approval and sending to the customer's word (C5.2, C8)."""

from PySide6.QtWidgets import QWidget

from app.i18n import N_
from app.queries.lists.paging import Sort
from app.queries.trade.quotations import QUOTATIONS, QuotationDetails, QuotationRow, quotation_details
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.dialogs.printing.printing_menu import ask_papers
from ui.dialogs.trade.quotation_dialog import ask_new_quotation, ask_quotation, read_quotation
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import EDIT, ListSpec, new_action
from ui.tabs.drafts_page import DraftsPage
from ui.tabs.list_spec import list_spec
from ui.tabs.papers import PRINT
from ui.tabs.record_form import EditForm
from ui.tabs.requests.quotations.columns import quotation_columns
from ui.tabs.requests.quotations.quotation_actions import QuotationSteps
from ui.tabs.requests.quotations.quotation_detail import quotation_view
from ui.tabs.requests.quotations.quotation_facts import ORDERS, REVISIONS, TALKS
from ui.widgets.detail.detail_panel import DetailView

NAME = "requests.quotations"
CHIPS = (
    Chip("draft", N_("Drafts"), group="state"),
    Chip("submitted", N_("Waiting for approval"), group="state"),
    Chip("approved", N_("Approved, not sent"), group="state"),
    Chip("sent", N_("Sent"), group="state"),
    Chip("accepted", N_("Accepted"), group="state"),
    Chip("declined", N_("Declined"), group="state"),
    Chip("expiring", N_("Expiring in 7 days")),
    Chip("expired", N_("Expired")),
)
BELOW_FLOOR = Chip("below_floor", N_("Below the floor"))
KINDS = (
    RecordKind.QUOTATION,
    RecordKind.APPROVAL,
    RecordKind.ORDER,
    RecordKind.REQUEST,
    RecordKind.CUSTOMER,
    RecordKind.PROJECT,
)


def quotation_list(desk: Desk) -> ListSpec[QuotationRow]:
    """Return what the list of quotations is; margins only for those who may see them."""
    actor = desk.context.actor
    with_margins = actor.may(Permission.VIEW_MARGINS)
    return list_spec(
        desk,
        QUOTATIONS,
        name=NAME,
        columns=quotation_columns(desk, with_margins=with_margins),
        sort=Sort("quoted_on"),
        kinds=KINDS,
        chips=(*CHIPS, BELOW_FLOOR) if with_margins else CHIPS,
        actions=(new_action(N_("New quotation")), EDIT),
        always=(PRINT,),
        edits=Permission.EDIT_QUOTATION,
        dated=True,
        ticks=True,
        empty_text=N_("No quotation yet. Write one here, or from a paid request."),
    )


class QuotationsPage(DraftsPage[QuotationRow, QuotationDetails]):
    """List and detail of quotations, and everything one does with them."""

    printed = RecordKind.QUOTATION
    edited_by = Permission.EDIT_QUOTATION
    opens_form = True
    form = EditForm(read_quotation, ask_quotation)
    not_draft = N_("Only a draft can be changed. Take the quotation back to draft, or make a new revision.")
    list_of = staticmethod(quotation_list)
    details_of = staticmethod(quotation_details)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.steps_of = QuotationSteps(desk, self)
        self.fixes = {
            "print": lambda details: ask_papers(desk, self, RecordKind.QUOTATION, details.id, self.action(PRINT.code)),
            "confirm_class": self._confirm_class,
            "withdraw": lambda details: self.take(details, "revise"),  # what was approved is changed by a revision only
        }

    def view_of(self, details: QuotationDetails) -> DetailView:
        return quotation_view(details, self.desk)

    # wishes ------------------------------------------------------------------------------------------------------

    def _confirm_class(self, details: QuotationDetails) -> None:
        self.desk.step_requested.emit(RecordKind.REQUEST.value, details.request_id or 0, "confirm_class")

    def on_card(self, details: QuotationDetails, code: str) -> None:
        steps = {TALKS: "talk", REVISIONS: "compare", ORDERS: "order"}
        if code in steps:
            self.steps_of.take(details, steps[code])
        else:
            self.edit(details.id)

    # what one does -----------------------------------------------------------------------------------------------

    def add(self) -> None:
        ask_new_quotation(self.desk, self, None, self.reveal)

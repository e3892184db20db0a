"""The page of stock counts: from the draft over the approval of differences to the moves that settle them (C6.3)."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.i18n import N_, _
from app.queries.lists.paging import Sort
from app.queries.material.counts import COUNTS, CountDetails, CountRow, count_details
from app.rules.permissions import Permission
from app.services.material import counts
from models.enums import CountState, RecordKind
from ui.dialogs.material.count_dialog import CountSource, ask_count, ask_new_count, read_count
from ui.dialogs.trade.submit_dialog import SubmitDialog
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import EDIT, ListSpec, new_action
from ui.tabs.drafts_page import DraftsPage
from ui.tabs.inventory.counts.columns import count_columns
from ui.tabs.inventory.counts.count_detail import FACTS, LINES, count_view
from ui.tabs.list_spec import list_spec
from ui.tabs.papers import PRINT
from ui.tabs.record_form import EditForm
from ui.tabs.record_steps import RecordSteps
from ui.widgets.detail.detail_panel import DetailView

NAME = "inventory.counts"
CHIPS = (
    Chip(CountState.DRAFT.value, N_("Drafts"), group="state"),
    Chip(CountState.SUBMITTED.value, N_("To be approved"), group="state"),
    Chip(CountState.APPROVED.value, N_("Approved"), group="state"),
    Chip(CountState.CANCELLED.value, N_("Cancelled"), group="state"),
)
ACTIONS = (new_action(N_("New count")), EDIT)
KINDS = frozenset({RecordKind.COUNT.value, RecordKind.PART.value, RecordKind.APPROVAL.value})


def count_list(desk: Desk) -> ListSpec[CountRow]:
    """Return what the list of counts is."""
    return list_spec(
        desk,
        COUNTS,
        name=NAME,
        columns=count_columns(desk),
        sort=Sort("created_at"),
        kinds=KINDS,
        chips=CHIPS,
        actions=ACTIONS,
        always=(PRINT,),
        edits=Permission.COUNT_STOCK,
        dated=True,
        empty_text=N_("No stock count yet. Count a bin, a shelf or a few parts."),
    )


class CountSteps(RecordSteps[CountDetails]):
    """The steps by their codes."""

    def __init__(self, desk: Desk, page: "CountsPage") -> None:
        super().__init__(desk, page, RecordKind.COUNT)
        self.steps = {
            "submit": self.submit,
            "withdraw": partial(self._give_up, code="withdraw"),
            "cancel": partial(self._give_up, code="cancel"),
        }

    def submit(self, details: CountDetails) -> None:
        """Submit, with a note for whoever decides where something differs."""
        if not any(line.difference for line in details.lines):
            self.do(details, counts.submit_count, _("Submit the count"))
            return
        dialog = SubmitDialog(details.number or details.title, self.page)
        work = self.work(counts.submit_count, details)
        self.open(details, "submit", dialog, lambda: partial(work, note=dialog.form()))

    def _give_up(self, details: CountDetails, code: str) -> None:
        titles = {"withdraw": _("Take back to draft"), "cancel": _("Cancel the count")}
        services = {"withdraw": counts.withdraw_count, "cancel": counts.cancel_count}
        self.ask_reason(details, code, titles[code], services[code], name="inventory.count_reason")


class CountsPage(DraftsPage[CountRow, CountDetails]):
    """List and detail of counts, and everything one does with them."""

    printed = RecordKind.COUNT
    edited_by = Permission.COUNT_STOCK
    edited_cards = frozenset({FACTS, LINES})
    opens_form = True
    form = EditForm(read_count, ask_count)
    not_draft = N_("Only a draft can be changed. Take the count back to draft first.")
    list_of = staticmethod(count_list)
    details_of = staticmethod(count_details)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.steps_of = CountSteps(desk, self)

    def view_of(self, details: CountDetails) -> DetailView:
        return count_view(details, self.desk)

    def add(self) -> None:
        ask_new_count(self.desk, self, CountSource(), self.reveal)

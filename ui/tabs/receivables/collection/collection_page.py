"""The page of the daily round: whose money has to be seen to today, and how (C10)."""

from collections.abc import Callable
from functools import partial

from app.formatting import money
from app.i18n import N_, _, ngettext
from app.queries.lists.paging import ListFilter, Page, PageRequest, Sort
from app.queries.lists.selection import Selection, read_selected
from app.queries.money.round import ROUND, RoundRow
from app.queries.money.round_details import RoundDetails, round_details
from app.rules.permissions import Permission
from app.services.money.contacts import void_contact
from models.enums import RecordKind
from ui.dialogs.forms.saving import Step
from ui.dialogs.money.dispute_dialog import ask_new_dispute
from ui.dialogs.money.letter_batch import ask_letter_batch
from ui.dialogs.money.measures_dialog import ask_new_measures
from ui.dialogs.money.talk_dialog import ask_talk
from ui.dialogs.reason_dialog import ask_text
from ui.runtime.desk import Desk
from ui.runtime.jobs import Progress
from ui.table.filter_bar import Chip
from ui.table.page_spec import ListSpec, PageAction
from ui.tabs.links import link_target
from ui.tabs.list_spec import list_spec
from ui.tabs.receivables.collection.collection_detail import (
    DISPUTE,
    LETTER,
    MATCH,
    MEASURES,
    TAKE_BACK,
    TALK,
    collection_view,
)
from ui.tabs.receivables.collection.columns import round_columns
from ui.tabs.record_page import RecordPage
from ui.widgets.detail.detail_panel import DetailView

NAME = "receivables.collection"
PLACE = "round"  # what a customer is called where this page is meant, and not the customers'
CHIPS = (
    Chip("to_do", N_("To do today")),
    Chip("broken", N_("Promise broken")),
    Chip("letter_due", N_("Letter due")),
    Chip("unmatched", N_("Money to match")),
    Chip("disputed", N_("Disputed")),
)
LETTERS = PageAction("letters", N_("Draft letters…"), "letter", needs_selection=True, takes_many=True)
ACTIONS = (PageAction(TALK, N_("Log a talk"), "phone", primary=True, needs_selection=True), LETTERS)
KINDS = (
    RecordKind.CUSTOMER, RecordKind.RECEIVABLE, RecordKind.RECEIPT, RecordKind.LETTER, RecordKind.DISPUTE,
    RecordKind.MEASURES, RecordKind.PROJECT, RecordKind.CONTRACT, RecordKind.ORDER,
)  # fmt: skip


def collection_list(desk: Desk) -> ListSpec[RoundRow]:
    """Return what the list of the round is."""
    return list_spec(
        desk,
        ROUND,
        name=NAME,
        columns=round_columns(desk),
        sort=Sort("overdue"),
        kinds=KINDS,
        chips=CHIPS,
        actions=ACTIONS,
        edits=Permission.EDIT_COLLECTION,
        summary=partial(_sum_words, desk),
        empty_text=N_("Nobody owes money that could be asked for today."),
    )


def _sum_words(desk: Desk, wanted: ListFilter) -> str:
    """Return what the customers shown come to."""
    sums = ROUND.sums(desk.context, wanted)
    count = ngettext("{count} customer", "{count} customers", sums.customers).format(count=sums.customers)
    said = [count, _("{sum} overdue").format(sum=money(sums.overdue))]
    if sums.disputed:
        said.append(_("{sum} disputed").format(sum=money(sums.disputed)))
    if sums.credit:
        said.append(_("{sum} not matched").format(sum=money(sums.credit)))
    return " · ".join(said)


class CollectionPage(RecordPage[RoundRow, RoundDetails]):
    """List and detail of the customers whose money has to be seen to."""

    list_of = staticmethod(collection_list)
    details_of = staticmethod(round_details)

    def view_of(self, details: RoundDetails) -> DetailView:
        return collection_view(details, self.desk)

    def on_action(self, code: str) -> None:
        """A talk with the customer shown; letters to all that are chosen."""
        if code == TALK:
            self.on_step(TALK)
        elif code == LETTERS.code:
            self._draft_chosen()
        else:
            super().on_action(code)

    def on_link(self, code: str) -> None:
        """The link at the title of the talks logs one, those of facts lead to records."""
        target = link_target(code)
        if code == "talks":
            self.on_step(TALK)
        elif target is not None and target[0] == TAKE_BACK:
            self.on_step(code)
        else:
            super().on_link(code)

    def take(self, details: RoundDetails, code: str) -> None:
        step, _colon, aim = code.partition(":")
        if step == TALK:
            ask_talk(self.desk, self, details, lambda _id: self.reload_details())
        elif step == TAKE_BACK:
            self._take_back(details, int(aim))
        elif step == MATCH:
            self.desk.show_requested.emit(RecordKind.RECEIPT.value, details.receipts[0].id)
        elif step == LETTER:
            self._letter(details)
        elif step == DISPUTE:
            show = partial(self.desk.show_requested.emit, RecordKind.DISPUTE.value)
            ask_new_dispute(self.desk, self, {"customer_id": details.id}, show)
        elif step == MEASURES:
            show = partial(self.desk.show_requested.emit, RecordKind.MEASURES.value)
            ask_new_measures(self.desk, self, details.id, show)

    # what one does -----------------------------------------------------------------------------------------------

    def _take_back(self, details: RoundDetails, talk_id: int) -> None:
        ask_text(
            self.desk,
            self,
            f"{NAME}.{TAKE_BACK}",
            _("Take the talk back"),
            _("&Reason"),
            _("&Take back"),
            lambda reason: void_contact(self.desk.context, contact_id=talk_id, reason=reason),
            self.reload_details,
            step=Step(PLACE, details.id, f"{TAKE_BACK}:{talk_id}"),
        )

    def _letter(self, details: RoundDetails) -> None:
        """Go to the letter that waits, or draft the one that is proposed."""
        waiting_id = details.standing.waiting_id
        if waiting_id is not None:
            self.desk.show_requested.emit(RecordKind.LETTER.value, waiting_id)
        else:
            self._draft((details.id,))

    def _draft_chosen(self) -> None:
        """Draft the next letter to each customer that is chosen."""
        selection = self.selection
        self.desk.jobs.run_read(
            f"{NAME}.chosen", partial(_chosen_ids, self._spec.fetch, selection), self._draft, self._on_form_failed
        )

    def _draft(self, customer_ids: tuple[int, ...]) -> None:
        """Draft to each the letter that is next, and show the drafts to issue and print."""
        ask_letter_batch(self.desk, self, customer_ids)


def _chosen_ids(
    fetch: Callable[[PageRequest], Page[RoundRow]], selection: Selection, progress: Progress
) -> tuple[int, ...]:
    """Return the customers selected, in the order of the list."""
    ids: list[int] = []
    for rows in read_selected(fetch, selection):
        progress.check()
        ids += [row.id for row in rows]
    return tuple(ids)

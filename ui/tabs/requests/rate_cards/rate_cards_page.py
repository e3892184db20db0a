"""The page of rate cards: what labour, trips and the like cost, and since when (N1)."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.i18n import N_
from app.queries.lists.paging import Sort
from app.queries.trade.rate_cards import RATE_CARDS, RateCardDetails, RateCardRow, rate_card_details
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.dialogs.printing.printing import open_document
from ui.dialogs.trade.rate_card_dialog import (
    KnownRateCard,
    ask_new_rate_card,
    ask_rate_card,
    read_copied_card,
    read_new_card,
    read_rate_card,
)
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import EDIT, ListSpec, PageAction, new_action
from ui.tabs.editing_page import EditingPage
from ui.tabs.keeping import OUT_OF_USE_CHIP, take_keeping_step
from ui.tabs.list_spec import list_spec
from ui.tabs.papers import PRINT, print_selected
from ui.tabs.requests.rate_cards.columns import rate_card_columns
from ui.tabs.requests.rate_cards.rate_card_detail import rate_card_view
from ui.widgets.detail.detail_panel import DetailView

NAME = "requests.rate_cards"
COPY = "copy"
CHIPS = (Chip("valid", N_("Valid today")), OUT_OF_USE_CHIP)
EDITING = (
    new_action(N_("New rate card")),
    PageAction(COPY, N_("Copy as a new card"), "new", needs_selection=True),
    EDIT,
)


def rate_card_list(desk: Desk) -> ListSpec[RateCardRow]:
    """Return what the list of rate cards is."""
    may_edit = desk.context.actor.may(Permission.EDIT_RATE_CARD)
    return list_spec(
        desk,
        RATE_CARDS,
        name=NAME,
        columns=rate_card_columns(),
        sort=Sort("valid_from"),
        kinds={RecordKind.RATE_CARD.value},
        chips=CHIPS,
        actions=(*(EDITING if may_edit else ()), PRINT),
        empty_text=N_("No rate card yet. Add what labour and trips cost, so that quotations can take it over."),
    )


class RateCardsPage(EditingPage[RateCardRow, RateCardDetails]):
    """List and detail of rate cards."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(rate_card_list(desk), desk, parent)

    def read_details(self, record_id: int) -> RateCardDetails:
        return rate_card_details(self.desk.context, record_id)

    def view_of(self, details: RateCardDetails) -> DetailView:
        return rate_card_view(details, self.desk, may_edit=self.desk.context.actor.may(Permission.EDIT_RATE_CARD))

    # wishes ------------------------------------------------------------------------------------------------------

    def on_action(self, code: str) -> None:
        if code == PRINT.code:
            print_selected(self, self._spec.fetch, RecordKind.RATE_CARD)
        elif code == COPY and self.table.current_id is not None:
            self._add_from(partial(read_copied_card, self.desk, self.table.current_id))
        else:
            super().on_action(code)

    def on_group_link(self, code: str) -> None:
        if self.details is not None and code == "facts":
            self.edit(self.details.id)

    def on_step(self, code: str) -> None:
        if self.details is not None:
            take_keeping_step(self.desk, self, self.details.keeping, code)

    def on_paper(self, code: str) -> None:
        open_document(self.desk, self, int(code.partition(":")[2]))

    # what one does -----------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Open the form of a new rate card."""
        self._add_from(partial(read_new_card, self.desk))

    def edit(self, record_id: int) -> None:
        """Open the form of a rate card."""

        def ask(read: KnownRateCard) -> None:
            ask_rate_card(self.desk, self, record_id, read, self.reveal)

        self.read_form(partial(read_rate_card, self.desk, record_id), ask)

    def _add_from(self, read: partial[KnownRateCard]) -> None:
        def ask(found: KnownRateCard) -> None:
            ask_new_rate_card(self.desk, self, found, self.reveal)

        self.read_form(read, ask)

"""The page of rate cards: what labour, trips and the like cost, and since when (N1)."""

from collections.abc import Callable
from functools import partial

from app.i18n import N_
from app.queries.lists.paging import Sort
from app.queries.trade.rate_cards import RATE_CARDS, RateCardDetails, RateCardRow, rate_card_details
from app.rules.permissions import Permission
from models.enums import RecordKind
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
from ui.tabs.keeping import OUT_OF_USE_CHIP
from ui.tabs.kept_page import KeptPage
from ui.tabs.list_spec import list_spec
from ui.tabs.papers import PRINT
from ui.tabs.record_form import EditForm
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
    return list_spec(
        desk,
        RATE_CARDS,
        name=NAME,
        columns=rate_card_columns(),
        sort=Sort("valid_from"),
        kinds={RecordKind.RATE_CARD.value},
        chips=CHIPS,
        actions=EDITING,
        always=(PRINT,),
        edits=Permission.EDIT_RATE_CARD,
        empty_text=N_("No rate card yet. Add what labour and trips cost, so that quotations can take it over."),
    )


class RateCardsPage(KeptPage[RateCardRow, RateCardDetails]):
    """List and detail of rate cards."""

    printed = RecordKind.RATE_CARD
    edited_by = Permission.EDIT_RATE_CARD
    form = EditForm(read_rate_card, ask_rate_card)
    list_of = staticmethod(rate_card_list)
    details_of = staticmethod(rate_card_details)

    def view_of(self, details: RateCardDetails) -> DetailView:
        return rate_card_view(details, self.desk, may_edit=self.may_edit)

    # wishes ------------------------------------------------------------------------------------------------------

    def on_action(self, code: str) -> None:
        if code == COPY and self.table.current_id is not None:
            self._add_from(partial(read_copied_card, self.desk, self.table.current_id))
        else:
            super().on_action(code)

    # what one does -----------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Open the form of a new rate card."""
        self._add_from(partial(read_new_card, self.desk))

    def _add_from(self, read: Callable[[], KnownRateCard]) -> None:
        self.read_form(read, lambda found: ask_new_rate_card(self.desk, self, found, self.reveal))

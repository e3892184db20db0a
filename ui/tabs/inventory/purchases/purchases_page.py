"""The page of purchase orders: to purchasing, ordered, received in parts (C6.2)."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.i18n import N_
from app.queries.lists.paging import Sort
from app.queries.material.purchase_list import PURCHASES, PurchaseRow
from app.queries.material.purchases import PurchaseDetails, purchase_details
from app.rules.material.purchases import DeliveryMark
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.dialogs.material.purchase_dialog import PurchaseSource, ask_new_purchase, ask_purchase, read_purchase
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import EDIT, ListSpec, new_action
from ui.tabs.drafts_page import DraftsPage
from ui.tabs.inventory.purchases.columns import purchase_columns
from ui.tabs.inventory.purchases.purchase_cards import FACTS, LINES
from ui.tabs.inventory.purchases.purchase_detail import purchase_view
from ui.tabs.inventory.purchases.purchase_steps import PurchaseSteps
from ui.tabs.list_spec import list_spec
from ui.tabs.papers import PRINT
from ui.tabs.record_form import EditForm
from ui.widgets.detail.detail_panel import DetailView

NAME = "inventory.purchases"
CHIPS = (
    Chip("draft", N_("Drafts"), group="state"),
    Chip("submitted", N_("With purchasing"), group="state"),
    Chip("coming", N_("On their way"), group="state"),
    Chip("finished", N_("Ended"), group="state"),
    Chip(DeliveryMark.OVERDUE.value, N_("Should be here")),
    Chip(DeliveryMark.NOT_ORDERED.value, N_("Not ordered yet")),
    Chip(DeliveryMark.TOO_LATE.value, N_("Later than needed")),
)
ACTIONS = (new_action(N_("New purchase order")), EDIT)
SHOWN = (
    RecordKind.PURCHASE, RecordKind.PART, RecordKind.REQUEST, RecordKind.ORDER, RecordKind.SLIP, RecordKind.APPROVAL,
    RecordKind.CUSTOMER, RecordKind.PROJECT, RecordKind.PARTNER,
)  # fmt: skip


def purchase_list(desk: Desk) -> ListSpec[PurchaseRow]:
    """Return what the list of purchases is."""
    return list_spec(
        desk,
        PURCHASES,
        name=NAME,
        columns=purchase_columns(),
        sort=Sort("created_at"),
        kinds=SHOWN,
        chips=CHIPS,
        actions=ACTIONS,
        always=(PRINT,),
        dated=True,
        ticks=True,
        edits=Permission.EDIT_MATERIAL,
        empty_text=N_("No purchase order yet. Collect what is short, or write one."),
    )


class PurchasesPage(DraftsPage[PurchaseRow, PurchaseDetails]):
    """List and detail of purchase orders, and everything one does with them."""

    printed = RecordKind.PURCHASE
    edited_by = Permission.EDIT_MATERIAL
    edited_cards = frozenset({FACTS, LINES})
    opens_form = True
    not_draft = N_("Only a draft can be changed. Take the purchase order back to draft first.")
    form = EditForm(read_purchase, ask_purchase)
    list_of = staticmethod(purchase_list)
    details_of = staticmethod(purchase_details)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.steps_of = PurchaseSteps(desk, self)
        self.fixes = {
            "show_approval": self._show_approval,
            "show_lines": lambda details: self.steps_of.take(details, "take_back"),
        }

    def view_of(self, details: PurchaseDetails) -> DetailView:
        return purchase_view(details, self.desk)

    # wishes ------------------------------------------------------------------------------------------------------

    def add(self) -> None:
        ask_new_purchase(self.desk, self, PurchaseSource(), self.reveal)

    def _show_approval(self, details: PurchaseDetails) -> None:
        if details.approval is not None:
            self.desk.show_requested.emit(RecordKind.APPROVAL.value, details.approval.id)


def make_purchase(desk: Desk, parent: QWidget, source: PurchaseSource) -> None:
    """Open the form of a new purchase from another page, and go to the purchase once it is saved."""
    ask_new_purchase(desk, parent, source, partial(desk.show_requested.emit, RecordKind.PURCHASE.value))

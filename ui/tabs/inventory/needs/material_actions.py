"""What one does about the material of a request or an order from its pane: look in stock, buy (C6.1, C6.2)."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from app.queries.material.needs import NeedsView
from ui.dialogs.material.needs_dialog import ask_needs
from ui.dialogs.material.purchase_dialog import PurchaseSource
from ui.runtime.desk import Desk
from ui.tabs.inventory.needs.material_card import LOOK_IN_STOCK, MAKE_PURCHASE, buyable
from ui.tabs.inventory.purchases.purchases_page import make_purchase
from ui.tabs.record_page import RecordPage


class NeedsMaterial(Protocol):
    """Details of a record that needs material."""

    @property
    def needs(self) -> NeedsView:
        """What it needs."""


class MaterialActions:
    """The steps by their codes, for the page of a kind of record that needs material."""

    def __init__(self, desk: Desk, page: RecordPage[Any, Any]) -> None:
        self._desk = desk
        self._page = page
        self.steps: Mapping[str, Callable[[Any], object]] = {
            LOOK_IN_STOCK: self.look_in_stock,
            MAKE_PURCHASE: self.make_purchase,
        }

    def look_in_stock(self, details: NeedsMaterial) -> None:
        """Answer for each line what looking in stock said (C6.1)."""
        ask_needs(self._desk, self._page, details.needs.record_id, self._page.reload_details)

    def make_purchase(self, details: NeedsMaterial) -> None:
        """Ask purchasing for all that is missing, and go there once it is saved (C6.2)."""
        make_purchase(self._desk, self._page, PurchaseSource(need_ids=buyable(details.needs.needs)))

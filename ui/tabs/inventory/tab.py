"""The tab of parts."""

from app.i18n import N_
from ui.runtime.desk import Desk
from ui.table.paged_tab import PagedTab
from ui.tabs.inventory.counts.counts_page import CountsPage
from ui.tabs.inventory.needs.needs_page import NeedsPage
from ui.tabs.inventory.parts_page import PartsPage
from ui.tabs.inventory.purchases.purchases_page import PurchasesPage
from ui.tabs.inventory.returns.returns_page import ReturnsPage
from ui.tabs.inventory.shipments.shipments_page import ShipmentsPage
from ui.tabs.inventory.slips.slips_page import SlipsPage
from ui.tabs.tab_pages import TabPage, make_tab

NAME = "inventory"
PAGES = (
    TabPage("parts", N_("Parts"), PartsPage),
    TabPage("needs", N_("Needs"), NeedsPage),
    TabPage("slips", N_("Issue slips"), SlipsPage),
    TabPage("purchases", N_("Purchases"), PurchasesPage),
    TabPage("shipments", N_("Shipments"), ShipmentsPage),
    TabPage("returns", N_("Returns"), ReturnsPage),
    TabPage("counts", N_("Counts"), CountsPage),
)


def make_inventory_tab(desk: Desk) -> PagedTab:
    """Return the tab with its pages; everybody sees parts, those who may see them with their prices."""
    return make_tab(desk, NAME, PAGES)

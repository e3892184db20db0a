"""The tab of parts."""

from app.i18n import N_
from ui.runtime.desk import Desk
from ui.table.paged_tab import MakePage, PagedTab
from ui.tabs.inventory.parts_page import PartsPage

NAME = "inventory"


def make_inventory_tab(desk: Desk) -> PagedTab:
    """Return the tab with its pages; everybody sees parts, those who may see them with their prices."""
    pages: dict[str, tuple[str, MakePage]] = {"parts": (N_("Parts"), lambda: PartsPage(desk))}
    return PagedTab(NAME, pages)

"""The Dispatch tab: its pages and what makes them."""

from app.i18n import N_
from ui.runtime.desk import Desk
from ui.table.paged_tab import PagedTab
from ui.tabs.dispatch.dispatches_page import DispatchesPage
from ui.tabs.dispatch.staff_page import StaffPage
from ui.tabs.tab_pages import TabPage, make_tab

NAME = "dispatch"
PAGES = (
    TabPage("dispatches", N_("Dispatches"), DispatchesPage),
    TabPage("staff", N_("Staff"), StaffPage),
)


def make_dispatch_tab(desk: Desk) -> PagedTab:
    """Return the tab with its pages ``dispatches`` and ``staff``."""
    return make_tab(desk, NAME, PAGES)

"""The Dispatch tab: its pages and what makes them."""

from app.i18n import N_
from app.rules.permissions import Permission
from ui.runtime.desk import Desk
from ui.table.paged_tab import PagedTab
from ui.tabs.dispatch.calendar.page import CalendarPage
from ui.tabs.dispatch.dispatches.dispatches_page import DispatchesPage
from ui.tabs.dispatch.money.money_page import MoneyPage
from ui.tabs.dispatch.receipts.receipts_page import ReceiptsPage
from ui.tabs.dispatch.secrecy.secrecy_page import SecrecyPage
from ui.tabs.dispatch.staff_page import StaffPage
from ui.tabs.tab_pages import TabPage, make_tab

NAME = "dispatch"
PAGES = (
    TabPage("dispatches", N_("Dispatches"), DispatchesPage),
    TabPage("staff", N_("Staff"), StaffPage),
    TabPage("calendar", N_("Calendar"), CalendarPage),
    TabPage("secrecy", N_("Confidentiality"), SecrecyPage),
    TabPage("receipts", N_("Service receipts"), ReceiptsPage),
    TabPage("money", N_("Trip money"), MoneyPage, Permission.VIEW_MONEY),
)


def make_dispatch_tab(desk: Desk) -> PagedTab:
    """Return the tab with its pages ``dispatches`` and ``staff``."""
    return make_tab(desk, NAME, PAGES)

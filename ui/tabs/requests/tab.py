"""The tab of service requests, with what follows from them: quotations, orders, approvals, rate cards."""

from app.i18n import N_
from app.rules.permissions import Permission
from ui.runtime.desk import Desk
from ui.table.paged_tab import PagedTab
from ui.tabs.requests.approvals.approvals_page import ApprovalsPage
from ui.tabs.requests.orders.orders_page import OrdersPage
from ui.tabs.requests.page import RequestsPage
from ui.tabs.requests.quotations.quotations_page import QuotationsPage
from ui.tabs.requests.rate_cards.rate_cards_page import RateCardsPage
from ui.tabs.tab_pages import TabPage, make_tab

NAME = "requests"
PAGES = (
    TabPage("requests", N_("Requests"), RequestsPage, Permission.VIEW_RECORDS),
    TabPage("quotations", N_("Quotations"), QuotationsPage, Permission.VIEW_MONEY),
    TabPage("orders", N_("Orders"), OrdersPage, Permission.VIEW_MONEY),
    TabPage("approvals", N_("Approvals"), ApprovalsPage, Permission.VIEW_MONEY),
    TabPage("rate_cards", N_("Rate cards"), RateCardsPage, Permission.VIEW_MONEY),
)


def make_requests_tab(desk: Desk) -> PagedTab:
    """Return the tab, without the pages that this person may not see."""
    return make_tab(desk, NAME, PAGES)

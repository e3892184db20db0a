"""The tab of service requests, with what follows from them: quotations, orders, approvals, rate cards."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.i18n import N_
from app.rules.permissions import Permission
from ui.runtime.desk import Desk
from ui.table.paged_tab import PagedTab
from ui.tabs.requests.approvals.approvals_page import ApprovalsPage
from ui.tabs.requests.orders.orders_page import OrdersPage
from ui.tabs.requests.page import RequestsPage
from ui.tabs.requests.quotations.quotations_page import QuotationsPage
from ui.tabs.requests.rate_cards.rate_cards_page import RateCardsPage

# Pages in their order: code, title, how it is made, and what a person needs to see it.
PAGES: tuple[tuple[str, str, Callable[[Desk], QWidget], Permission], ...] = (
    ("requests", N_("Requests"), RequestsPage, Permission.VIEW_RECORDS),
    ("quotations", N_("Quotations"), QuotationsPage, Permission.VIEW_MONEY),
    ("orders", N_("Orders"), OrdersPage, Permission.VIEW_MONEY),
    ("approvals", N_("Approvals"), ApprovalsPage, Permission.VIEW_MONEY),
    ("rate_cards", N_("Rate cards"), RateCardsPage, Permission.VIEW_MONEY),
)


def make_requests_tab(desk: Desk) -> PagedTab:
    """Return the tab, without the pages that this person may not see."""

    def maker(make: Callable[[Desk], QWidget]) -> Callable[[], QWidget]:
        return lambda: make(desk)

    may = desk.context.actor.may
    return PagedTab("requests", {code: (title, maker(make)) for code, title, make, needed in PAGES if may(needed)})

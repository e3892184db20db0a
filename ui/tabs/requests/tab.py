"""The tab of service requests; quotations, orders and approvals join it as pages."""

from app.i18n import N_
from ui.runtime.desk import Desk
from ui.table.paged_tab import PagedTab
from ui.tabs.requests.page import RequestsPage


def make_requests_tab(desk: Desk) -> PagedTab:
    """Return the tab."""
    return PagedTab("requests", {"requests": (N_("Requests"), lambda: RequestsPage(desk))})

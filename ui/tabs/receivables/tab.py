"""The tab of receivables."""

from app.i18n import N_
from ui.runtime.desk import Desk
from ui.table.paged_tab import PagedTab
from ui.tabs.receivables.instalments_page import InstalmentsPage
from ui.tabs.receivables.receipts_page import ReceiptsPage
from ui.tabs.tab_pages import TabPage, make_tab

NAME = "receivables"
PAGES = (
    TabPage("instalments", N_("Instalments"), InstalmentsPage),
    TabPage("receipts", N_("Receipts"), ReceiptsPage),
)


def make_receivables_tab(desk: Desk) -> PagedTab:
    """Return the tab with its pages, for those who may see money."""
    return make_tab(desk, NAME, PAGES)

"""The tab of receivables."""

from app.i18n import N_
from ui.runtime.desk import Desk
from ui.table.paged_tab import MakePage, PagedTab
from ui.tabs.receivables.instalments_page import InstalmentsPage
from ui.tabs.receivables.receipts_page import ReceiptsPage

NAME = "receivables"


def make_receivables_tab(desk: Desk) -> PagedTab:
    """Return the tab with its pages, for those who may see money."""
    pages: dict[str, tuple[str, MakePage]] = {
        "instalments": (N_("Instalments"), lambda: InstalmentsPage(desk)),
        "receipts": (N_("Receipts"), lambda: ReceiptsPage(desk)),
    }
    return PagedTab(NAME, pages)

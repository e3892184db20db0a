"""The tab of receivables."""

from app.i18n import N_
from ui.runtime.desk import Desk
from ui.table.paged_tab import PagedTab
from ui.tabs.receivables.ageing_page import AgeingPage
from ui.tabs.receivables.collection.collection_page import CollectionPage
from ui.tabs.receivables.disputes.disputes_page import DisputesPage
from ui.tabs.receivables.instalments_page import InstalmentsPage
from ui.tabs.receivables.letters.letters_page import LettersPage
from ui.tabs.receivables.receipts_page import ReceiptsPage
from ui.tabs.receivables.tails_page import TailsPage
from ui.tabs.tab_pages import TabPage, make_tab

NAME = "receivables"
PAGES = (
    TabPage("instalments", N_("Instalments"), InstalmentsPage),
    TabPage("receipts", N_("Receipts"), ReceiptsPage),
    TabPage("ageing", N_("Ageing"), AgeingPage),
    TabPage("tails", N_("Tails"), TailsPage),
    TabPage("letters", N_("Letters"), LettersPage),
    TabPage("collection", N_("Collection"), CollectionPage),
    TabPage("disputes", N_("Disputes and measures"), DisputesPage),
)


def make_receivables_tab(desk: Desk) -> PagedTab:
    """Return the tab with its pages, for those who may see money."""
    return make_tab(desk, NAME, PAGES)

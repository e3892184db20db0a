"""The tab of hazards, briefings and incidents."""

from app.i18n import N_
from ui.runtime.desk import Desk
from ui.table.paged_tab import PagedTab
from ui.tabs.hazards.briefings.briefings_page import BriefingsPage
from ui.tabs.hazards.coverage.coverage_page import CoveragePage
from ui.tabs.hazards.incidents.incidents_page import IncidentsPage
from ui.tabs.hazards.register.hazards_page import HazardsPage
from ui.tabs.tab_pages import TabPage, make_tab

NAME = "hazards"
PAGES = (
    TabPage("hazards", N_("Hazards"), HazardsPage),
    TabPage("briefings", N_("Briefings"), BriefingsPage),
    TabPage("incidents", N_("Incidents"), IncidentsPage),
    TabPage("coverage", N_("Coverage"), CoveragePage),
)


def make_hazards_tab(desk: Desk) -> PagedTab:
    """Return the tab with its pages."""
    return make_tab(desk, NAME, PAGES)

"""The tab of projects and customers."""

from app.i18n import N_
from ui.runtime.desk import Desk
from ui.table.paged_tab import PagedTab
from ui.tabs.projects.customers_page import CustomersPage
from ui.tabs.projects.projects_page import ProjectsPage

NAME = "projects"


def make_projects_tab(desk: Desk) -> PagedTab:
    """Return the tab with its pages."""
    return PagedTab(
        NAME,
        {
            "projects": (N_("Projects"), lambda: ProjectsPage(desk)),
            "customers": (N_("Customers"), lambda: CustomersPage(desk)),
        },
    )

"""The tab of projects, customers, equipment, contracts and partners."""

from app.i18n import N_
from app.rules.permissions import Permission
from ui.runtime.desk import Desk
from ui.table.paged_tab import MakePage, PagedTab
from ui.tabs.projects.contracts_page import ContractsPage
from ui.tabs.projects.customers_page import CustomersPage
from ui.tabs.projects.equipment_page import EquipmentPage
from ui.tabs.projects.partners_page import PartnersPage
from ui.tabs.projects.projects_page import ProjectsPage

NAME = "projects"
CONTRACTS = "contracts"


def make_projects_tab(desk: Desk) -> PagedTab:
    """Return the tab with its pages; contracts only for those who may see them (C14)."""
    pages: dict[str, tuple[str, MakePage]] = {
        "projects": (N_("Projects"), lambda: ProjectsPage(desk)),
        "customers": (N_("Customers"), lambda: CustomersPage(desk)),
        "equipment": (N_("Equipment"), lambda: EquipmentPage(desk)),
        CONTRACTS: (N_("Contracts"), lambda: ContractsPage(desk)),
        "partners": (N_("Partners"), lambda: PartnersPage(desk)),
    }
    if not desk.context.actor.may(Permission.VIEW_CONTRACTS):
        del pages[CONTRACTS]
    return PagedTab(NAME, pages)

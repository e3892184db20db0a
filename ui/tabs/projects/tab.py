"""The tab of projects, customers, equipment, contracts, handovers and partners."""

from app.i18n import N_
from app.rules.permissions import Permission
from ui.runtime.desk import Desk
from ui.table.paged_tab import PagedTab
from ui.tabs.projects.contracts_page import ContractsPage
from ui.tabs.projects.customers_page import CustomersPage
from ui.tabs.projects.equipment_page import EquipmentPage
from ui.tabs.projects.handover.handover_page import HandoverPage
from ui.tabs.projects.partners_page import PartnersPage
from ui.tabs.projects.projects_page import ProjectsPage
from ui.tabs.tab_pages import TabPage, make_tab

NAME = "projects"
PAGES = (
    TabPage("projects", N_("Projects"), ProjectsPage),
    TabPage("customers", N_("Customers"), CustomersPage),
    TabPage("equipment", N_("Equipment"), EquipmentPage),
    TabPage("contracts", N_("Contracts"), ContractsPage, Permission.VIEW_CONTRACTS),
    TabPage("handover", N_("Handover"), HandoverPage),
    TabPage("partners", N_("Partners"), PartnersPage),
)


def make_projects_tab(desk: Desk) -> PagedTab:
    """Return the tab with its pages; contracts only for those who may see them (C14)."""
    return make_tab(desk, NAME, PAGES)

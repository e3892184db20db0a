"""What the tests of this tab share."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.tabs.conftest import Settle
from ui.runtime.desk import Desk
from ui.table.paged_tab import PagedTab
from ui.tabs.projects.contracts_page import ContractsPage
from ui.tabs.projects.customers_page import CustomersPage
from ui.tabs.projects.equipment_page import EquipmentPage
from ui.tabs.projects.projects_page import ProjectsPage
from ui.tabs.projects.tab import make_projects_tab


@pytest.fixture
def tab(desk: Desk, qtbot: QtBot) -> PagedTab:
    """The tab, shown; records made before a page is first looked at are on it."""
    made = make_projects_tab(desk)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    return made


@pytest.fixture
def projects(tab: PagedTab, settle: Settle) -> Callable[[], ProjectsPage]:
    """Shows the page of projects."""

    def show() -> ProjectsPage:
        tab.show()
        page = tab.show_page("projects")
        settle(page)
        assert isinstance(page, ProjectsPage)
        return page

    return show


@pytest.fixture
def customers(tab: PagedTab, settle: Settle) -> Callable[[], CustomersPage]:
    """Shows the page of customers."""

    def show() -> CustomersPage:
        tab.show()
        page = tab.show_page("customers")
        settle(page)
        assert isinstance(page, CustomersPage)
        return page

    return show


@pytest.fixture
def equipment(tab: PagedTab, settle: Settle) -> Callable[[], EquipmentPage]:
    """Shows the page of equipment."""

    def show() -> EquipmentPage:
        tab.show()
        page = tab.show_page("equipment")
        settle(page)
        assert isinstance(page, EquipmentPage)
        return page

    return show


@pytest.fixture
def contracts(tab: PagedTab, settle: Settle) -> Callable[[], ContractsPage]:
    """Shows the page of contracts."""

    def show() -> ContractsPage:
        tab.show()
        page = tab.show_page("contracts")
        settle(page)
        assert isinstance(page, ContractsPage)
        return page

    return show

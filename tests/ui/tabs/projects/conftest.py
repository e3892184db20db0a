"""What the tests of this tab share."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.runtime.desk import Desk
from ui.table.paged_tab import PagedTab
from ui.tabs.projects.customers_page import CustomersPage
from ui.tabs.projects.projects_page import ProjectsPage
from ui.tabs.projects.tab import make_projects_tab

Settle = Callable[[QWidget], None]


@pytest.fixture
def settle(desk: Desk, qtbot: QtBot) -> Settle:
    """Waits until a page has read what it asked for."""

    def wait(page: QWidget) -> None:
        soon = getattr(page, "_refresh_soon", None)
        qtbot.waitUntil(lambda: desk.jobs.is_idle and not (soon is not None and soon.isActive()))

    return wait


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

"""The assistant opens from the lists of what it imports, from the menu, and from the receipts."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.context import Actor
from models.enums import Role
from ui.dialogs.importing.assistant import ImportAssistant
from ui.runtime.desk import Desk
from ui.table.list_tab import ListTab
from ui.tabs.projects.contracts_page import ContractsPage
from ui.tabs.projects.customers_page import CustomersPage
from ui.tabs.projects.projects_page import ProjectsPage
from ui.tabs.receivables.instalments_page import InstalmentsPage
from ui.tabs.receivables.receipts_page import ReceiptsPage

OPENERS: tuple[tuple[type[QWidget], str, str], ...] = (
    (CustomersPage, "projects.customers.action.import", "customer"),
    (ProjectsPage, "projects.projects.action.import", "project"),
    (ContractsPage, "projects.contracts.action.import", "contract"),
    (InstalmentsPage, "receivables.instalments.action.import", "contract"),
    (ReceiptsPage, "receivables.receipts.action.statement", "statement"),
)


@pytest.mark.parametrize(("page", "button", "kind"), OPENERS, ids=lambda one: getattr(one, "__name__", one))
def test_a_list_opens_the_assistant_for_what_it_lists(
    desk: Desk, qtbot: QtBot, page: type[QWidget], button: str, kind: str
) -> None:
    shown = page(desk)
    qtbot.addWidget(shown)
    found = shown.findChild(QPushButton, button)
    assert isinstance(found, QPushButton)
    qtbot.keyClick(found, Qt.Key.Key_Space)
    window = shown.findChild(ImportAssistant)
    assert isinstance(window, ImportAssistant)
    assert window.file_step.kind.code() == kind
    window.reject()


def test_who_may_not_import_is_offered_nothing(desk: Desk, qtbot: QtBot) -> None:
    desk.context.actor = Actor("viewer", "viewer", frozenset({Role.VIEWER}))
    page = CustomersPage(desk)
    qtbot.addWidget(page)
    assert isinstance(page, ListTab)
    assert page.findChild(QPushButton, "projects.customers.action.import") is None

"""Printing from a list: Ctrl+P offers the papers of a record, and one paper of all that are selected."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.context import Context
from app.queries.people.dispatches import dispatch_details
from app.services.papers import issue_paper
from reports.build import build_paper
from tests.factories import make_agreed_dispatch, make_dispatch, make_request
from tests.ui.by_hand import opened
from ui.dialogs.printing.preview_filed import FiledPreview
from ui.dialogs.printing.preview_paper import PaperPreview
from ui.dialogs.printing.printing_batch import BatchDialog
from ui.dialogs.requests.register_dialog import RegisterDialog
from ui.runtime.desk import Desk
from ui.tabs.dispatch.dispatches.dispatches_page import DispatchesPage
from ui.tabs.requests.page import RequestsPage

ORDER, TRIP = "service_work_order", "business_trip_form"


@pytest.fixture(autouse=True)
def real_printing(context: Context) -> None:
    context.printer = build_paper


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> DispatchesPage:
    made = DispatchesPage(desk)
    qtbot.addWidget(made)
    made.resize(1440, 860)
    return made


def _ask(page: DispatchesPage | RequestsPage, record_id: int, qtbot: QtBot) -> None:
    """Show the page with a record selected and press Ctrl+P in its table."""
    page.show()
    page.select(record_id)
    qtbot.waitUntil(lambda: page.table.current_id == record_id)
    page.table.setFocus()
    qtbot.waitUntil(page.table.hasFocus)
    qtbot.keyClick(page.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)


def _menu(page: DispatchesPage, qtbot: QtBot) -> QMenu:
    qtbot.waitUntil(lambda: page.findChild(QMenu, "paper.menu") is not None)
    menu = page.findChild(QMenu, "paper.menu")
    assert isinstance(menu, QMenu)
    return menu


def _entry(menu: QMenu, code: str) -> QAction:
    return next(action for action in menu.actions() if action.objectName() == f"paper.menu.{code}")


def test_several_papers_are_offered_with_their_state(page: DispatchesPage, context: Context, qtbot: QtBot) -> None:
    _ask(page, make_dispatch(context, content=""), qtbot)
    menu = _menu(page, qtbot)
    assert menu.activeAction() is _entry(menu, ORDER)
    assert "草稿" in _entry(menu, ORDER).text()
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert opened(qtbot, page, PaperPreview).key.startswith(TRIP)


def test_what_was_issued_is_offered_as_it_was_filed(page: DispatchesPage, context: Context, qtbot: QtBot) -> None:
    record = make_agreed_dispatch(context)
    issue_paper(context, form_id=ORDER, record_id=record)
    _ask(page, record, qtbot)
    document = dispatch_details(context, record).papers[0].document_id
    _entry(_menu(page, qtbot), f"document:{document}").trigger()
    assert "PG-2026-0001" in opened(qtbot, page, FiledPreview).windowTitle()


def test_all_that_are_selected_are_printed_in_the_order_of_the_list(
    page: DispatchesPage, context: Context, qtbot: QtBot
) -> None:
    records = [make_agreed_dispatch(context) for _count in range(3)]
    page.show()
    page.select(records[0])
    qtbot.waitUntil(lambda: page.table.current_id == records[0])
    page.table.setFocus()
    qtbot.waitUntil(page.table.hasFocus)
    qtbot.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    _entry(_menu(page, qtbot), TRIP).trigger()
    assert "3" in opened(qtbot, page, BatchDialog).windowTitle()


@pytest.fixture
def requests(desk: Desk, qtbot: QtBot) -> RequestsPage:
    made = RequestsPage(desk)
    qtbot.addWidget(made)
    made.resize(1440, 860)
    return made


def test_the_papers_of_a_request_are_offered_in_a_menu(requests: RequestsPage, context: Context, qtbot: QtBot) -> None:
    _ask(requests, make_request(context), qtbot)
    qtbot.waitUntil(lambda: requests.findChild(QMenu, "paper.menu") is not None)
    menu = requests.findChild(QMenu, "paper.menu")
    assert isinstance(menu, QMenu)
    assert _entry(menu, "parts_replaced").isVisible()
    _entry(menu, "request_slip").trigger()
    assert opened(qtbot, requests, PaperPreview).key.startswith("request_slip")


def test_the_register_is_asked_for_its_days(requests: RequestsPage, qtbot: QtBot) -> None:
    requests.show()
    requests.action("book").click()
    assert opened(qtbot, requests, RegisterDialog).isVisible()

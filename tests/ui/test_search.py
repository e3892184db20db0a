"""Search in the window: Ctrl+K, records where they live, all of a kind in its list, narrow windows."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from app.services.papers import issue_paper
from app.services.reports import report_named
from models.enums import RecordKind
from reports.build import build_paper
from tests.factories import make_customer, make_request, make_site
from tests.ui.by_hand import opened, type_text
from tests.ui.walk import settle
from ui.dialogs.printing.preview_filed import FiledPreview
from ui.dialogs.printing.preview_paper import PaperPreview
from ui.head import WindowHead
from ui.main_window import LEAST_WIDTH, MainWindow
from ui.runtime.desk import Desk
from ui.search_results import make_search_box
from ui.table.list_tab import ListTab
from ui.theme.theme import TextSize, Theme
from ui.view_menu import ViewButton
from ui.widgets.search.rows import HitRow
from ui.widgets.tab_strip import TabStrip, TabView

CTRL = Qt.KeyboardModifier.ControlModifier
NINE = ("Today", "Requests", "Projects", "Inventory", "Dispatch", "Receivables", "Hazards", "Visits", "Archive")


@pytest.fixture
def window(desk: Desk, theme: Theme, qtbot: QtBot) -> MainWindow:
    made = MainWindow(desk, theme)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    settle(made)
    return made


def find(window: MainWindow, qtbot: QtBot, words: str) -> None:
    """Press Ctrl+K, type and wait for the answer."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    assert window.search.hasFocus()
    type_text(window.search, words)
    qtbot.waitUntil(lambda: window.search.results.isVisible() and window.search.answers(words))


def go_to(window: MainWindow, qtbot: QtBot, kind: RecordKind) -> None:
    """Step down to the first hit of a kind and press Enter."""
    for _step in range(window.search.results.list.count()):
        row = window.search.results.current
        if isinstance(row, HitRow) and row.hit.kind is kind:
            break
        qtbot.keyClick(window.search, Qt.Key.Key_Down)
    qtbot.keyClick(window.search, Qt.Key.Key_Return)


def test_a_request_is_shown_where_it_lives_with_its_details(desk: Desk, window: MainWindow, qtbot: QtBot) -> None:
    request = make_request(desk.context, text="加药箱渗漏")
    find(window, qtbot, "jyxsl")
    go_to(window, qtbot, RecordKind.REQUEST)
    page = window.tab("requests").page("requests")
    assert isinstance(page, ListTab)
    qtbot.waitUntil(lambda: page.table.current_id == request)
    assert window.strip.current_code == "requests"


def test_a_site_is_shown_with_its_customer(desk: Desk, window: MainWindow, qtbot: QtBot) -> None:
    customer = make_customer(desk.context)
    make_site(desk.context, customer_id=customer, name="化水车间")
    find(window, qtbot, "化水车间")
    go_to(window, qtbot, RecordKind.SITE)
    page = window.tab("projects").page("customers")
    assert isinstance(page, ListTab)
    qtbot.waitUntil(lambda: page.table.current_id == customer)


def test_a_document_opens_as_it_was_filed_and_a_report_as_its_paper(
    desk: Desk, window: MainWindow, qtbot: QtBot
) -> None:
    desk.context.printer = build_paper
    request = make_request(desk.context)
    issue_paper(desk.context, form_id="request_slip", record_id=request)
    find(window, qtbot, "QQ-2026-0001")
    go_to(window, qtbot, RecordKind.DOCUMENT)
    opened(qtbot, window, FiledPreview).close()
    report_named(desk.context, form_id="request_register", name="2026-03")
    find(window, qtbot, "2026-03")
    go_to(window, qtbot, RecordKind.REPORT)
    opened(qtbot, window, PaperPreview).close()


def test_all_of_a_kind_are_shown_in_its_list(desk: Desk, window: MainWindow, qtbot: QtBot) -> None:
    make_customer(desk.context, name="华东化工")
    make_customer(desk.context, name="金桥电子")
    find(window, qtbot, "hdhg")
    qtbot.keyClick(window.search, Qt.Key.Key_Return, CTRL)
    page = window.tab("projects").page("customers")
    assert isinstance(page, ListTab)
    assert page.filter_bar.state().text == "hdhg"
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)


def test_what_is_shown_from_anywhere_is_offered_again(desk: Desk, window: MainWindow, qtbot: QtBot) -> None:
    customer = make_customer(desk.context, name="华东化工")
    desk.show_requested.emit("customer", customer)
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    qtbot.waitUntil(window.search.results.isVisible)
    row = window.search.results.current
    assert isinstance(row, HitRow)
    assert row.hit.id == customer


def test_esc_gives_the_keyboard_back_to_the_list(desk: Desk, window: MainWindow, qtbot: QtBot) -> None:
    make_request(desk.context)
    window.show_tab("requests")
    settle(window)
    before = window.focusWidget()
    find(window, qtbot, "泵")
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    assert window.focusWidget() is before


def test_esc_after_a_click_into_the_box_goes_to_the_page(window: MainWindow, qtbot: QtBot) -> None:
    window.show_tab("requests")
    settle(window)
    qtbot.mouseClick(window.search, Qt.MouseButton.LeftButton)
    assert window.search.hasFocus()
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    assert window.tab("requests").page("requests").isAncestorOf(window.focusWidget())


def test_the_list_goes_along_with_the_window(desk: Desk, window: MainWindow, qtbot: QtBot) -> None:
    make_customer(desk.context, name="华东化工")
    find(window, qtbot, "华东")
    below = window.search.results.pos() - window.pos()
    window.move(window.pos() + QPoint(30, 20))
    qtbot.waitUntil(lambda: window.search.results.pos() - window.pos() == below)


def test_the_smallest_window_shows_the_whole_head(window: MainWindow) -> None:
    window.resize(LEAST_WIDTH, 600)
    settle(window)
    assert window.width() == LEAST_WIDTH
    assert window.strip.width() >= window.strip.sizeHint().width()
    assert window.search.geometry().right() < window.view.geometry().left()


@pytest.mark.parametrize("size", [TextSize.NORMAL, TextSize.VERY_LARGE])
@pytest.mark.parametrize("focused", [False, True])
def test_with_nine_tabs_the_box_gives_way_first(
    desk: Desk, theme: Theme, qtbot: QtBot, focused: bool, size: TextSize
) -> None:
    theme.set_size(size)
    window = QMainWindow()
    qtbot.addWidget(window)
    tabs = TabStrip("main.tabs", tuple(TabView(code.lower(), code, code.lower()) for code in NINE), window)
    box, view = make_search_box(desk, ["customer"], window), ViewButton(theme, desk.state, window)
    head = WindowHead(tabs, box, (view,), window)
    head.resize(LEAST_WIDTH, head.sizeHint().height())
    head.show()
    if focused:
        box.take_keyboard()
    QApplication.processEvents()
    assert head.minimumSizeHint().width() <= LEAST_WIDTH
    assert tabs.geometry().right() < box.geometry().left() <= box.geometry().right() < view.geometry().left()
    assert view.geometry().right() <= LEAST_WIDTH

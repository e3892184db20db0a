"""The main window: tabs, jumps, what it remembers, themes, the manual, and the words and names on every page."""

import os
import re
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.backup import back_up
from app.context import Actor
from app.i18n import LANGUAGES, set_default_language
from models.enums import Role
from tests.factories import local_time, make_agreed_dispatch, make_customer, make_request, make_staff
from ui.dialogs.manual import ManualDialog
from ui.dialogs.requests.request_dialog import RequestDialog
from ui.main_window import TABS, MainWindow
from ui.runtime.desk import Desk
from ui.table.filter_bar import FilterState
from ui.table.list_tab import ListTab
from ui.theme.theme import Theme, ThemeMode

CTRL = Qt.KeyboardModifier.ControlModifier
MakeWindow = Callable[[], MainWindow]


@pytest.fixture
def make_window(desk: Desk, qapp: QApplication, qtbot: QtBot) -> MakeWindow:
    """Makes shown windows over the same data and the same remembered state."""
    theme = Theme(ThemeMode.LIGHT)
    theme.apply(qapp)

    def make() -> MainWindow:
        window = MainWindow(desk, theme)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(lambda: window.isActiveWindow() and desk.jobs.is_idle)
        return window

    return make


@pytest.fixture
def window(make_window: MakeWindow) -> MainWindow:
    """A shown window."""
    return make_window()


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each language in turn."""
    set_default_language(request.param)
    yield request.param
    set_default_language(LANGUAGES[0])


def _pages(window: MainWindow, qtbot: QtBot) -> Iterator[QWidget]:
    """Show every page of every tab, with a record in its pane where there is one."""
    for code, _title, _make in TABS:
        tab = window.show_tab(code)
        for page_code in tab.page_codes:
            page = tab.show_page(page_code)
            if isinstance(page, ListTab):
                page.filter_bar.clear()
            qtbot.waitUntil(lambda: window.desk.jobs.is_idle)
            QApplication.sendPostedEvents()
            yield page


def _list(window: MainWindow, tab: str, page: str) -> "ListTab[object]":
    shown = window.tab(tab).page(page)
    assert isinstance(shown, ListTab)
    return shown


def test_the_program_opens_with_today_and_the_keyboard_in_its_list(window: MainWindow) -> None:
    focus = window.focusWidget()
    assert window.strip.current_code == "today"
    assert focus is not None
    assert focus.objectName() == "today.today.list"
    window.show_tab("requests")
    assert window.focusWidget() is _list(window, "requests", "requests").table


def test_ctrl_n_works_wherever_the_keyboard_is(window: MainWindow, qtbot: QtBot) -> None:
    window.show_tab("requests")
    window.strip.setFocus()
    qtbot.keyClick(window.strip, Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in window.findChildren(RequestDialog)))
    window.findChildren(RequestDialog)[0].reject()


def test_ctrl_and_a_figure_choose_a_tab(window: MainWindow, qtbot: QtBot) -> None:
    codes = [code for code, _title, _make in TABS]
    keys = [Qt.Key(Qt.Key.Key_1.value + at) for at in range(len(codes))]
    for key, code in reversed(list(zip(keys, codes, strict=True))):
        qtbot.keyClick(window, key, CTRL)
        assert window.strip.current_code == code
        qtbot.waitUntil(lambda: window.desk.jobs.is_idle)


def test_who_may_not_see_money_has_no_tab_of_it(make_window: MakeWindow, desk: Desk, qtbot: QtBot) -> None:
    desk.context.actor = Actor("viewer", "查阅", frozenset({Role.VIEWER}))
    window = make_window()
    before = window.strip.current_code
    window.show_record("receivable", 1)
    assert (window.strip.current_code, window.statusBar().currentMessage() != "") == (before, True)
    qtbot.keyClick(window, Qt.Key.Key_6, CTRL)
    assert window.strip.current_code == "hazards"


@pytest.mark.parametrize("kind", ["request", "customer", "dispatch", "staff"])
def test_a_wish_to_see_a_record_shows_it_where_it_lives(kind: str, window: MainWindow, qtbot: QtBot) -> None:
    context = window.desk.context
    make = {
        "request": lambda: make_request(context),
        "customer": lambda: make_customer(context),
        "dispatch": lambda: make_agreed_dispatch(context),
        "staff": lambda: make_staff(context),
    }
    record = make[kind]()
    places = {
        "request": ("requests", "requests"),
        "customer": ("projects", "customers"),
        "dispatch": ("dispatch", "dispatches"),
        "staff": ("dispatch", "staff"),
    }
    shown = _list(window, *places[kind])
    shown.show_filter(FilterState(text="9999"))
    window.desk.show_requested.emit(kind, record)
    qtbot.waitUntil(lambda: shown.table.current_id == record and window.desk.jobs.is_idle)
    assert shown.isVisible()


def test_a_wish_to_see_a_page_shows_it_filtered(window: MainWindow, qtbot: QtBot) -> None:
    wanted = FilterState(chips=frozenset({"by_customer", "over_90"}))
    window.desk.page_requested.emit("receivables", "ageing", wanted)
    page = window.tab("receivables").page("ageing")
    assert (window.strip.current_code, window.tab("receivables").current) == ("receivables", "ageing")
    assert isinstance(page, ListTab)
    assert page.filter_bar.state() == wanted
    window.desk.list_requested.emit("receivable", "滨江热电")
    shown = window.tab("receivables").page("instalments")
    assert isinstance(shown, ListTab)
    assert (window.tab("receivables").current, shown.filter_bar.state().text) == ("instalments", "滨江热电")
    qtbot.waitUntil(lambda: window.desk.jobs.is_idle)


def test_the_keyboard_is_in_the_list_that_a_jump_leads_to(window: MainWindow, qtbot: QtBot) -> None:
    staff = make_staff(window.desk.context)
    window.activateWindow()
    window.desk.show_requested.emit("staff", staff)
    shown = _list(window, "dispatch", "staff")
    qtbot.waitUntil(lambda: shown.table.current_id == staff and window.desk.jobs.is_idle)
    assert shown.table.hasFocus()


def test_a_customer_far_down_the_list_is_found_by_name(window: MainWindow, qtbot: QtBot) -> None:
    context = window.desk.context
    for number in range(101):
        make_customer(context, name=f"甲{number}有限公司")
    last = make_customer(context, name="最后一家有限公司")
    window.desk.show_requested.emit("customer", last)
    shown = _list(window, "projects", "customers")
    qtbot.waitUntil(lambda: shown.table.current_id == last and window.desk.jobs.is_idle)


def test_a_jump_right_after_a_change_of_filter_ends_at_its_record(window: MainWindow, qtbot: QtBot) -> None:
    context = window.desk.context
    older = make_request(context, received_at=local_time("2026-03-05 09:00"))
    make_request(context)
    window.show_tab("requests")
    page = _list(window, "requests", "requests")
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    page.filter_bar.clear()
    window.show_record("request", older)
    qtbot.waitUntil(lambda: window.desk.jobs.is_idle)
    assert page.table.current_id == older


def test_size_tab_and_columns_are_as_one_left_them(make_window: MakeWindow, qtbot: QtBot) -> None:
    first = make_window()
    first.resize(first.minimumWidth(), 700)
    first.show_tab("projects")
    table = _list(first, "requests", "requests").table
    table.horizontalHeader().resizeSection(0, 150)
    first.close()
    second = make_window()
    assert (second.width(), second.height()) == (first.minimumWidth(), 700)
    assert second.strip.current_code == "projects"
    assert _list(second, "requests", "requests").table.columnWidth(0) == 150
    qtbot.waitUntil(lambda: second.desk.jobs.is_idle)


def test_a_theme_is_chosen_repaints_and_is_remembered(window: MainWindow, qtbot: QtBot) -> None:
    make_agreed_dispatch(window.desk.context)
    menu = window.view.menu()
    for mode in ("dark", "light"):
        _action(menu, f"main.theme.{mode}").trigger()
        for _page in _pages(window, qtbot):
            assert not window.grab().isNull()
    assert window.desk.state.text("main.theme") == "light"


def _action(menu: QMenu, name: str):  # type: ignore[no-untyped-def]
    return next(action for action in menu.actions() if action.objectName() == name)


def test_f1_opens_the_page_of_the_tab(window: MainWindow, qtbot: QtBot) -> None:
    window.show_tab("dispatch")
    qtbot.keyClick(window, Qt.Key.Key_F1)
    manual = window.findChild(ManualDialog)
    assert isinstance(manual, ManualDialog)
    assert manual.browser.toPlainText().startswith("人员派遣")
    manual.close()
    qtbot.waitUntil(lambda: window.findChild(ManualDialog) is None)


def test_the_status_bar_says_who_and_where(window: MainWindow) -> None:
    said = " ".join(label.text() for label in window.statusBar().findChildren(QLabel))
    assert "经理" in said
    database = window.findChild(QLabel, "main.status.database")
    assert isinstance(database, QLabel)
    assert str(window.desk.context.folder.root) in database.toolTip()


def test_the_status_bar_says_when_the_last_backup_was_made(window: MainWindow, qtbot: QtBot) -> None:
    backup = window.findChild(QLabel, "main.status.backup")
    assert isinstance(backup, QLabel)
    assert backup.text() == "尚无备份"
    made = back_up(window.desk.context.folder, window.desk.now()).path
    moment = window.desk.now().replace(hour=0, minute=31).timestamp()
    os.utime(made, (moment, moment))
    window.desk.changes.minute_passed.emit()
    local = datetime.fromtimestamp(moment, window.desk.zone)
    qtbot.waitUntil(lambda: f"{local:%H:%M}" in backup.text())


def test_everything_that_takes_the_keyboard_has_a_name(window: MainWindow, qtbot: QtBot) -> None:
    make_agreed_dispatch(window.desk.context)
    nameless, wrong = [], []
    for page in _pages(window, qtbot):
        pattern = re.compile(re.escape(page.objectName()) + r"(\.[a-z_0-9:]+)+")
        for widget in page.findChildren(QWidget):
            if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or not widget.isVisible() or _belongs(widget):
                continue
            if not pattern.fullmatch(widget.objectName()):
                wrong.append(f"{type(widget).__name__} {widget.objectName()!r} on {page.objectName()}")
            if not (widget.accessibleName() or getattr(widget, "text", lambda: "")()):
                nameless.append(widget.objectName())
    assert wrong == []
    assert nameless == []


def _belongs(widget: QWidget) -> bool:
    """True for what Qt puts inside its own widgets: scroll bars, viewports, headers, clear buttons."""
    inner = widget.objectName().startswith("qt_") or widget.inherits("QHeaderView")
    return inner or isinstance(widget.parentWidget(), (QLineEdit, QComboBox))


CHINESE = re.compile(r"[\u4e00-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]{2,}")
KNOWN = re.compile(r"\b(C\d[\d.A-Z]*|(SR|PG|XM|KH|RY)-[\d-]+|A\d-\d+|EDI|PDF|English|km|kg|Ctrl\+\S|F\d)")


def test_a_window_speaks_one_language(language: str, make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window()
    context = window.desk.context
    if language == "zh_CN":
        make_agreed_dispatch(context)
    foreign = ENGLISH if language == "zh_CN" else CHINESE
    found = set()
    for _page in _pages(window, qtbot):
        found |= {text for text in _texts(window) if foreign.search(KNOWN.sub("", text))}
    allowed = {"经理", "中文", context.settings().text("company_name"), str(context.folder.root)}
    assert {text for text in found if not any(data in text for data in allowed)} == set()


def _texts(window: MainWindow) -> Iterator[str]:
    for widget in window.findChildren(QWidget):
        if isinstance(widget, (QLabel, QAbstractButton)):
            yield widget.text()
        if isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        yield widget.toolTip()
        if not isinstance(widget.parentWidget(), QTabBar):  # whose arrows Qt itself names
            yield widget.accessibleName()
    for code, _title, _make in TABS:
        tab = window.tab(code)
        for page in (tab.page(own) for own in tab.page_codes):
            if isinstance(page, ListTab):
                headings = range(page.model.columnCount())
                yield from (str(page.model.headerData(at, Qt.Orientation.Horizontal)) for at in headings)
    yield from (action.text() for action in window.view.menu().actions())

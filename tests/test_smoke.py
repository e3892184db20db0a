"""The whole program once: every page, every dialog, a printed order, and an end in order."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.config import DataFolder
from app.i18n import set_default_language
from app.start import open_context
from main import print_paper
from tests.databases import Databases
from tests.demo_folder import AT, demo_copy, demo_folder
from ui.application import Application
from ui.dialogs.printing.preview_paper import PaperPreview
from ui.main_window import TABS, MainWindow
from ui.table.filter_bar import FilterState
from ui.table.list_tab import ListTab
from ui.tabs.dispatch.calendar.page import CalendarPage
from ui.tabs.today.card_rows import RowKind
from ui.tabs.today.page import TodayPage
from ui.widgets.forms.form import FormDialog

PROGRAM = Path(__file__).parent.parent / "main.py"
DOES_AT_ONCE = ("step.agree", "step.close")  # every other button asks first


@pytest.fixture
def application(
    qapp: QApplication, tmp_path: Path, databases: Databases, caplog: pytest.LogCaptureFixture
) -> Iterator[Application]:
    """The program on a demo department, as a person would have started it; no error may have been logged."""
    folder = demo_copy(databases, tmp_path)
    running = Application(qapp, partial(open_context, printer=print_paper, clock=FixedClock(AT)))
    running.start(folder, demo=False, language="zh_CN")
    yield running
    running.stop()
    set_default_language("zh_CN")
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


def _settle(application: Application, qtbot: QtBot) -> MainWindow:
    qtbot.waitUntil(lambda: application.jobs.is_idle, timeout=20_000)
    assert application.window is not None
    return application.window


def _pages(window: MainWindow) -> Iterator[QWidget]:
    for code, _title, _make in TABS:
        for page_code in window.tab(code).page_codes:
            yield window.show_tab(code).show_page(page_code)  # a button may have led elsewhere


def _asking(page: QWidget) -> list[str]:
    """Return the names of the buttons that open a dialog."""
    buttons = (b for b in page.findChildren(QPushButton) if b.isVisible() and b.isEnabled())
    names = (button.objectName() for button in buttons)
    asking = [name for name in names if ".action." in name or ".detail.step." in name]
    return [name for name in asking if not name.endswith(DOES_AT_ONCE)]


def _row_count(page: QWidget) -> int:
    if isinstance(page, TodayPage):
        return sum(1 for row in page.list.rows if row.kind is RowKind.LINE)
    if isinstance(page, CalendarPage):
        return len(page.grid.people.lines)
    assert isinstance(page, ListTab)
    return page.model.rowCount()


def _dialogs(window: MainWindow) -> list[QDialog]:
    return [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]


def _close(dialog: QDialog) -> None:
    if isinstance(dialog, FormDialog):
        dialog.set_pristine()  # nobody is asked whether it may go
    dialog.reject()


def test_every_page_shows_rows_and_every_dialog_opens(application: Application, qtbot: QtBot) -> None:
    window, opened = _settle(application, qtbot), set()
    for page in _pages(window):
        _settle(application, qtbot)
        assert _row_count(page) > 0, page.objectName()
        for name in _asking(page):
            button = page.findChild(QPushButton, name)
            if button is None or not button.isEnabled():
                continue
            button.click()
            _settle(application, qtbot)
            menu = QApplication.activePopupWidget()
            if menu is not None:  # several papers to choose from
                menu.close()
            for dialog in _dialogs(window):
                opened.add(dialog.objectName())
                _close(dialog)
    assert {"requests.requests.form", "dispatch.dispatches.form", "projects.customers.form"} <= opened


def test_a_dispatch_order_is_printed_and_the_program_ends_in_order(
    application: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    window = _settle(application, qtbot)
    window.desk.file_opened.disconnect()  # nobody looks at the PDF
    page = window.show_tab("dispatch").show_page("dispatches")
    assert isinstance(page, ListTab)
    page.show_filter(FilterState(chips=frozenset({"agreed"})))
    qtbot.waitUntil(lambda: application.jobs.is_idle and page.table.current_id is not None)
    page.action("print").click()
    _settle(application, qtbot)
    menu = page.findChild(QMenu, "paper.menu")
    assert isinstance(menu, QMenu)
    menu.activeAction().trigger()
    _settle(application, qtbot)
    preview = next(dialog for dialog in _dialogs(window) if isinstance(dialog, PaperPreview))
    preview.ask_save()
    question = next(dialog for dialog in _dialogs(window) if isinstance(dialog, QFileDialog))
    question.fileSelected.emit(str(tmp_path / "order.pdf"))
    question.reject()
    _settle(application, qtbot)
    assert (tmp_path / "order.pdf").read_bytes().startswith(b"%PDF")
    window.close()
    application.stop()
    assert not [t for t in threading.enumerate() if t.name.startswith(("read_", "write_", "output_"))]


def _run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, str(PROGRAM), *arguments], capture_output=True, encoding="utf-8", timeout=60, check=False
    )


def test_the_program_explains_itself() -> None:
    help_text = _run("--help")
    assert (help_text.returncode, help_text.stderr) == (0, "")
    assert "--data" in help_text.stdout


@pytest.mark.sqlite_only("what a command does on a server is in test_cli_server")
def test_the_command_line_reads_what_the_window_wrote(databases: Databases) -> None:
    folder: DataFolder = demo_folder(databases)
    listed = _run("--data", str(folder.root), "list", "request", "--json")
    assert listed.returncode == 0, listed.stderr
    assert len(json.loads(listed.stdout)) >= 150

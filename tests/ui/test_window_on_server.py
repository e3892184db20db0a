"""The window on a database that lies on a server: it opens, says which one it is, and shows what is stored."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.i18n import set_default_language
from app.start import open_context
from tests.databases import Server, name_of
from tests.demo_folder import AT, demo_copy
from tests.factories import plain_printer
from ui.application import Application
from ui.main_window import MainWindow
from ui.table.list_tab import ListTab


@pytest.fixture
def window(qapp: QApplication, server: Server, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The main window on demo data on the server."""
    running = Application(qapp, partial(open_context, printer=plain_printer, clock=FixedClock(AT)))
    running.start(demo_copy(server, tmp_path), demo=False, language="en")
    qtbot.waitUntil(lambda: running.window is not None and running.jobs.is_idle, timeout=20_000)
    assert running.window is not None
    yield running.window
    running.stop()
    set_default_language("zh_CN")


def test_the_status_bar_says_which_database_on_which_server(window: MainWindow) -> None:
    said = window.findChild(QLabel, "main.status.database")
    assert isinstance(said, QLabel)
    assert said.text().startswith(f"Database {name_of(window.desk.context.folder)} on ")


def test_the_list_shows_what_is_stored_there(window: MainWindow, qtbot: QtBot) -> None:
    page = window.show_tab("requests").page("requests")
    assert isinstance(page, ListTab)
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)

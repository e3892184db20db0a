"""The program from its start on a folder to its end."""

import logging
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.config import DataFolder
from app.i18n import current_language, set_default_language
from app.start import open_context
from models.enums import RequestState
from tests.databases import Databases, file_of
from tests.demo_folder import demo_copy
from tests.factories import make_request, plain_printer
from tests.ui.by_hand import type_text
from ui.application import Application, run_window
from ui.dialogs.start_dialog import StartDialog
from ui.main_window import MainWindow
from ui.runtime.errors import ErrorBox
from ui.runtime.window_state import WindowState

Start = Callable[..., Application]


@pytest.fixture
def start(qapp: QApplication, clock: FixedClock, caplog: pytest.LogCaptureFixture) -> Iterator[Start]:
    """Starts programs on folders, as ``run_window`` does, and ends them after the test; Qt has nothing to warn of."""
    begun: list[Application] = []

    def start_one(folder: DataFolder, *, demo: bool = False, language: str | None = "zh_CN") -> Application:
        application = Application(qapp, partial(open_context, printer=plain_printer, clock=clock))
        begun.append(application)
        application.start(folder, demo=demo, language=language)
        return application

    yield start_one
    for application in begun:
        application.stop()
    set_default_language("zh_CN")
    warnings = [r.getMessage() for r in caplog.records if r.levelno >= logging.WARNING]
    assert [line for line in warnings if "This plugin does not support" not in line] == []


def _window(application: Application, qtbot: QtBot) -> MainWindow:
    qtbot.waitUntil(lambda: application.window is not None and application.jobs.is_idle)
    assert application.window is not None
    return application.window


def _first_start(application: Application) -> StartDialog:
    assert application.entrance is not None
    dialog = application.entrance.start_dialog
    assert dialog is not None
    return dialog


def _who(window: MainWindow) -> str:
    label = window.findChild(QLabel, "main.status.who")
    assert isinstance(label, QLabel)
    return label.text()


def _while_running(qapp: QApplication, work: Callable[[], None]) -> int:
    """Do ``work`` inside the program's own event loop, where closing the last window may end it; the exit status."""
    done: list[bool] = []

    def do() -> None:
        try:
            work()
            done.append(True)
        finally:
            if not done:
                qapp.exit(1)

    QTimer.singleShot(0, do)
    status = qapp.exec()
    assert done, "failed or ended too early, see the log"
    return status


def test_a_fresh_folder_asks_for_the_company_and_then_shows_the_window(
    start: Start, qapp: QApplication, empty_folder: DataFolder, qtbot: QtBot
) -> None:
    application = start(empty_folder)
    dialog = _first_start(application)

    def answer() -> None:
        type_text(dialog.company, "江南清源水务工程有限公司")
        type_text(dialog.person, "周敏")
        qtbot.keyClick(dialog.person, "\r")
        qtbot.keyClick(dialog.way, Qt.Key.Key_Down)  # one person works here
        qtbot.keyClick(dialog.way, "\r")
        window = _window(application, qtbot)
        assert window.isVisible()
        assert "江南清源水务工程有限公司" in window.windowTitle()
        assert "单人" in _who(window)
        QTimer.singleShot(0, window.close)

    assert _while_running(qapp, answer) == 0


def test_closing_the_first_question_ends_the_program(
    start: Start, qapp: QApplication, empty_folder: DataFolder, qtbot: QtBot
) -> None:
    dialog = _first_start(start(empty_folder))
    assert _while_running(qapp, lambda: qtbot.keyClick(dialog, "\x1b")) == 0


def test_demo_data_are_opened_in_a_folder_of_their_own(
    start: Start,
    qapp: QApplication,
    tmp_path: Path,
    databases: Databases,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    demo_data = demo_copy(databases, tmp_path / "demo")
    monkeypatch.setattr("ui.application.demo_data_folder", lambda: demo_data)
    application = start(databases.new(tmp_path / "own"))
    dialog = _first_start(application)

    def look_around() -> None:
        demo = dialog.findChild(QPushButton, "start.first.action.demo")
        assert isinstance(demo, QPushButton)
        demo.click()
        window = _window(application, qtbot)
        assert window.desk.context.folder.root == tmp_path / "demo"
        QTimer.singleShot(0, window.close)

    assert _while_running(qapp, look_around) == 0


def test_a_second_window_on_the_same_folder_is_refused(
    start: Start, folder: DataFolder, qapp: QApplication, qtbot: QtBot
) -> None:
    start(folder)
    told = _told(qtbot, lambda: run_window(folder, printer=plain_printer, demo=False, language="zh_CN"))
    assert str(folder.root) in told


def test_a_damaged_database_is_told_in_words(folder: DataFolder, qtbot: QtBot) -> None:
    file_of(folder).write_bytes(b"SQLite format 3\0" + b"nonsense" * 1000)
    told = _told(qtbot, lambda: run_window(folder, printer=plain_printer, demo=False, language="zh_CN"))
    assert "Traceback" not in told
    assert told


def _told(qtbot: QtBot, run: Callable[[], int]) -> str:
    """Run what is to end in an error box, close the box, and return what it said."""
    said: list[str] = []

    def close() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, ErrorBox):
            said.append(box.accessibleName())
            box.accept()

    timer = QTimer(interval=20)
    timer.timeout.connect(close)
    timer.start()
    assert run() == 1
    timer.stop()
    return said[0]


def test_another_language_makes_another_window_on_the_same_tab(
    start: Start, folder: DataFolder, qapp: QApplication, qtbot: QtBot
) -> None:
    application = start(folder)
    former = _window(application, qtbot)
    former.show_tab("dispatch")

    def choose() -> None:
        former.language_requested.emit("en")
        window = _window(application, qtbot)
        assert window is not former
        assert window.strip.current_code == "dispatch"
        assert window.strip.tabText(0) == "Today"
        assert current_language() == "en"
        QTimer.singleShot(0, window.close)

    assert _while_running(qapp, choose) == 0
    application.stop()
    assert _window(start(folder, language=None), qtbot).strip.tabText(0) == "Today", "remembered"


def test_closing_keeps_what_is_being_written_and_stops_the_lanes(
    start: Start, folder: DataFolder, clock: FixedClock, qtbot: QtBot
) -> None:
    before = set(threading.enumerate())
    application = start(folder)
    window = _window(application, qtbot)
    context, made = window.desk.context, []
    application.jobs.run_write(lambda _progress: make_request(context), made.append)
    window.close()
    application.stop()
    assert made, "waited for"
    assert {t for t in threading.enumerate() if t.name.startswith(("read", "write"))} <= before
    again = open_context(folder, clock=clock)
    with again.read() as session:
        assert session.connection().exec_driver_sql("SELECT state FROM record WHERE kind='request'").scalar() == (
            RequestState.REGISTERED.value
        )
    again.close()
    assert WindowState(folder.ui / "manager.ini").text("main.tab") == "today"

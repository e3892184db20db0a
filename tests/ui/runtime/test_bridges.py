"""Changes, remembered windows and the two ways of an error."""

import sys
from pathlib import Path
from threading import Thread

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from app.changes import Change, ChangeBus
from app.errors import Invalid
from ui.runtime.changes import ChangeBridge
from ui.runtime.errors import ErrorHooks, bug_report, report_error
from ui.runtime.window_state import WindowState


def test_a_change_published_by_a_thread_arrives_as_a_signal(qtbot: QtBot) -> None:
    bus = ChangeBus()
    bridge = ChangeBridge(bus)
    change = Change("request", frozenset({7}))
    with qtbot.waitSignal(bridge.changed) as heard:
        thread = Thread(target=bus.publish, args=(change,))
        thread.start()
        thread.join()
    assert heard.args == [change]
    bridge.close()


def test_a_closed_bridge_hears_nothing(qtbot: QtBot) -> None:
    bus = ChangeBus()
    bridge = ChangeBridge(bus)
    bridge.close()
    with qtbot.assertNotEmitted(bridge.changed, wait=20):
        bus.publish(Change("request", frozenset()))


def test_a_minute_passing_is_told(qtbot: QtBot) -> None:
    bridge = ChangeBridge(ChangeBus())
    bridge._timer.setInterval(1)
    with qtbot.waitSignal(bridge.minute_passed):
        pass
    bridge.close()


def test_window_state_survives_a_restart(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "ui" / "zhou.ini"
    window = QWidget()
    window.setObjectName("main")
    qtbot.addWidget(window)
    window.resize(777, 555)
    state = WindowState(path)
    state.save_window(window)
    state.set_text("main.tabs", "requests")
    state.sync()
    again = WindowState(path)
    window.resize(300, 300)
    assert again.restore_window(window)
    assert (window.width(), window.height()) == (777, 555)
    assert again.text("main.tabs") == "requests"


def test_splitter_comes_back_and_nothing_remembered_is_no_error(qtbot: QtBot, tmp_path: Path) -> None:
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.setObjectName("requests.requests.splitter")
    qtbot.addWidget(splitter)
    for _side in range(2):
        splitter.addWidget(QLabel("x"))
    splitter.resize(600, 100)
    state = WindowState(tmp_path / "u.ini")
    assert not state.restore_splitter(splitter)
    splitter.setSizes([400, 195])
    state.save_splitter(splitter)
    splitter.setSizes([100, 495])
    assert state.restore_splitter(splitter)
    assert splitter.sizes()[0] > splitter.sizes()[1]


def test_a_known_error_is_told_with_what_was_kept_and_details_to_copy(qtbot: QtBot) -> None:
    box = report_error(None, Invalid("No phone number.", clause="C2", details="row 7"), kept="The draft is kept.")
    qtbot.addWidget(box)
    words = " ".join(label.text() for label in box.findChildren(QLabel))
    assert "No phone number." in words
    assert "The draft is kept." in words
    copy = box.findChild(QPushButton, "error.box.copy")
    assert copy is not None
    copy.click()
    assert QGuiApplication.clipboard().text() == "row 7"


def test_details_open_on_request(qtbot: QtBot) -> None:
    box = report_error(None, Invalid("No.", details="more"))
    qtbot.addWidget(box)
    show = box.findChild(QPushButton, "error.box.show_details")
    assert show is not None
    show.click()
    assert box._details.isVisible()


def test_an_uncaught_exception_becomes_a_report(qtbot: QtBot) -> None:
    hooks = ErrorHooks()
    error = ZeroDivisionError("secret")
    with qtbot.waitSignal(hooks.bug_found) as found:
        hooks._on_exception(type(error), error, None)
    assert found.args is not None
    assert "ZeroDivisionError" in found.args[0]


def test_hooks_are_given_back(qtbot: QtBot) -> None:
    before = sys.excepthook
    hooks = ErrorHooks()
    hooks.install()
    assert sys.excepthook == hooks._on_exception
    hooks.uninstall()
    assert sys.excepthook is before


def test_a_report_has_the_traceback_but_no_values() -> None:
    def look_up(customer: str) -> str:
        return {"other": ""}[customer[:0]]

    with pytest.raises(KeyError) as caught:
        look_up("华东化工")
    report = bug_report(caught.value)
    assert "KeyError" in report
    assert "look_up" in report
    assert "customer = " not in report

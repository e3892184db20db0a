"""Noticing that nobody works: time by the program's clock, input in any of its windows."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from tests.factories import FRIDAY
from ui.locking.idle import IdleWatch


def test_nobody_for_so_many_minutes_is_noticed_once(qtbot: QtBot, clock: FixedClock) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    watch = IdleWatch(clock, 15, field)
    clock.moment = FRIDAY + timedelta(minutes=14, seconds=59)
    with qtbot.assertNotEmitted(watch.idle):
        watch.look()
    clock.moment = FRIDAY + timedelta(minutes=15)
    with qtbot.waitSignal(watch.idle):
        watch.look()
    with qtbot.assertNotEmitted(watch.idle):
        watch.look()


def test_a_key_in_any_window_of_the_program_is_somebody(qtbot: QtBot, clock: FixedClock) -> None:
    first, second = QLineEdit(), QLineEdit()
    for field in (first, second):
        qtbot.addWidget(field)
    watch = IdleWatch(clock, 15, first)
    with qtbot.waitExposed(second):
        second.show()
    second.activateWindow()
    qtbot.waitUntil(second.isActiveWindow)
    clock.moment = FRIDAY + timedelta(minutes=10)
    window = second.windowHandle()
    assert window is not None
    qtbot.keyClick(window, Qt.Key.Key_A)
    clock.moment = FRIDAY + timedelta(minutes=20)
    with qtbot.assertNotEmitted(watch.idle):
        watch.look()


def test_zero_minutes_never_end(qtbot: QtBot, clock: FixedClock) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    watch = IdleWatch(clock, 0, field)
    clock.moment = FRIDAY + timedelta(days=3)
    with qtbot.assertNotEmitted(watch.idle):
        watch.look()

"""What the tests of all tabs share."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.runtime.desk import Desk

Settle = Callable[[QWidget], None]


@pytest.fixture
def settle(desk: Desk, qtbot: QtBot) -> Settle:
    """Waits until a page has read what it asked for."""

    def wait(page: QWidget) -> None:
        timers = [getattr(page, name) for name in ("_refresh_soon", "_after_painting") if hasattr(page, name)]
        qtbot.waitUntil(lambda: desk.jobs.is_idle and not any(timer.isActive() for timer in timers))

    return wait

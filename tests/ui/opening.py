"""Opening the main window of a desk, and waiting until it is at rest."""

from pytestqt.qtbot import QtBot

from tests.ui.walk import settle
from ui.main_window import MainWindow
from ui.runtime.desk import Desk
from ui.theme.theme import Theme


def shown_window(desk: Desk, theme: Theme, qtbot: QtBot) -> MainWindow:
    """Return a window that is shown, active and has read what it shows."""
    window = MainWindow(desk, theme)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    settle(window)
    return window

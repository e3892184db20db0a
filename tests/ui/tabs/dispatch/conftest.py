"""What the tests of the page of dispatches start from."""

import pytest
from pytestqt.qtbot import QtBot

from ui.runtime.desk import Desk
from ui.tabs.dispatch.dispatches.dispatches_page import DispatchesPage


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> DispatchesPage:
    """The page of dispatches, not shown yet."""
    made = DispatchesPage(desk)
    qtbot.addWidget(made)
    made.resize(1440, 860)
    return made

"""The page of requests as it stands in a window."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.i18n import LANGUAGES, set_default_language
from ui.runtime.desk import Desk
from ui.tabs.requests.page import RequestsPage


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each of the languages in turn; afterwards Chinese again."""
    set_default_language(request.param)
    yield request.param
    set_default_language(LANGUAGES[0])


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[RequestsPage]:
    """The page, shown, read and with the keyboard."""
    shown = RequestsPage(desk)
    qtbot.addWidget(shown)
    shown.resize(1440, 900)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(lambda: shown.isActiveWindow() and desk.jobs.is_idle)
    yield shown
    qtbot.waitUntil(lambda: desk.jobs.is_idle)

"""What the tests of all tabs share."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.enums import Role
from tests.conftest import OpenDesk
from ui.runtime.changes import ChangeBridge
from ui.runtime.desk import Desk

Settle = Callable[[QWidget], None]
DeskOf = Callable[[Role], Desk]


@pytest.fixture
def settle(desk: Desk, qtbot: QtBot) -> Settle:
    """Waits until a page has read what it asked for."""

    def wait(page: QWidget) -> None:
        timers = [getattr(page, name) for name in ("_refresh_soon", "_after_painting") if hasattr(page, name)]
        qtbot.waitUntil(lambda: desk.jobs.is_idle and not any(timer.isActive() for timer in timers))

    return wait


@pytest.fixture
def desk_of(desk: Desk, open_desk: OpenDesk) -> Iterator[DeskOf]:
    """Makes the desk of somebody else at the same data."""
    made: list[Desk] = []

    def make(role: Role) -> Desk:
        context = open_desk(role)
        made.append(Desk(context, desk.jobs, ChangeBridge(context.changes), desk.state))
        return made[-1]

    yield make
    for other in made:
        other.changes.close()
        other.drafts.close()

"""What the tests of all tabs share."""

from collections.abc import Callable, Iterator
from typing import Protocol, TypeVar

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.enums import Role
from tests.conftest import OpenDesk
from tests.ui.tabs.requests.stepping import Page, shown_page
from ui.runtime.changes import ChangeBridge
from ui.runtime.desk import Desk

Settle = Callable[[QWidget], None]
DeskOf = Callable[[Role], Desk]
PageT = TypeVar("PageT", bound=QWidget)
RecordPageT = TypeVar("RecordPageT", bound=Page)


class OpenPage(Protocol):
    """Makes a page and shows it, read; records made before are on it."""

    def __call__(self, make: Callable[[Desk], PageT]) -> PageT:
        """Return the page that ``make`` makes for the desk."""


class PageAs(Protocol):
    """Shows a page as it is for another role."""

    def __call__(self, make: Callable[[Desk], RecordPageT], role: Role) -> RecordPageT:
        """Return the page that ``make`` makes for the desk of the role."""


@pytest.fixture
def settle(desk: Desk, qtbot: QtBot) -> Settle:
    """Waits until a page has read what it asked for."""

    def wait(page: QWidget) -> None:
        timers = [getattr(page, name) for name in ("_refresh_soon", "_after_painting") if hasattr(page, name)]
        qtbot.waitUntil(lambda: desk.jobs.is_idle and not any(timer.isActive() for timer in timers))

    return wait


@pytest.fixture
def open_page(desk: Desk, qtbot: QtBot, settle: Settle) -> OpenPage:
    """Shows a page of the desk."""

    def show(make: Callable[[Desk], PageT]) -> PageT:
        page = make(desk)
        qtbot.addWidget(page)
        page.resize(1440, 900)
        page.show()
        settle(page)
        return page

    return show


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


@pytest.fixture
def page_as(desk_of: DeskOf, qtbot: QtBot) -> Iterator[PageAs]:
    """Shows a page as it is for another role, until the test is over."""
    shown: list[Iterator[Page]] = []

    def show(make: Callable[[Desk], RecordPageT], role: Role) -> RecordPageT:
        page = make(desk_of(role))
        shown.append(shown_page(page, qtbot))
        next(shown[-1])
        return page

    yield show
    for one in shown:
        next(one, None)

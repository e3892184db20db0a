"""What the tests of this package share."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.changes import ChangeBus
from tests.ui.table.people import BY_NUMBER, COLUMNS, People, Person
from ui.runtime.changes import ChangeBridge
from ui.runtime.jobs import JobRunner
from ui.runtime.window_state import WindowState
from ui.table.filter_bar import Chip
from ui.table.list_tab import ListTab
from ui.table.page_spec import ListSpec, PageAction

Make = Callable[..., ListTab[Person]]


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[JobRunner]:
    """A job runner that ends in order."""
    runner = JobRunner()
    yield runner
    runner.shutdown()


@pytest.fixture
def bus() -> ChangeBus:
    """Where services publish."""
    return ChangeBus()


@pytest.fixture
def people() -> People:
    """Three hundred people."""
    return People(300)


@pytest.fixture
def make(qtbot: QtBot, jobs: JobRunner, bus: ChangeBus, people: People, tmp_path: Path) -> Iterator[Make]:
    """Makes shown pages of people."""
    bridge = ChangeBridge(bus)

    def make_page(**changes: object) -> ListTab[Person]:
        spec = ListSpec(
            **{
                "name": "people.people",
                "columns": COLUMNS,
                "fetch": people.fetch,
                "sort": BY_NUMBER,
                "kinds": frozenset({"person"}),
                "count": lambda _filter: len(people.ids),
                "chips": (Chip("late", "Late", 4), Chip("mine", "Mine")),
                "actions": (
                    PageAction("new", "New", primary=True, shortcut="Ctrl+N"),
                    PageAction("print", "Print", needs_selection=True),
                ),
                **changes,
            }
        )
        page = ListTab(spec, jobs, bridge, WindowState(tmp_path / "u.ini"), QLabel("detail"))
        keep(qtbot, page)
        page.resize(1200, 700)
        page.show()
        settle(qtbot, jobs, page)
        return page

    yield make_page
    bridge.close()


def keep(qtbot: QtBot, widget: QWidget) -> None:
    """Let ``qtbot`` close a widget and hold it until then.

    One that only a finished test knew may be collected by Python in the midst of its own painting.
    """
    qtbot.addWidget(widget, before_close_func=lambda _closing, _held=widget: None)


def settle(qtbot: QtBot, jobs: JobRunner, page: ListTab[Any]) -> None:
    """Wait until a page has read what it asked for, counts and all."""
    busy = (page._refresh_soon, page._after_painting)
    qtbot.waitUntil(lambda: jobs.is_idle and not any(timer.isActive() for timer in busy))

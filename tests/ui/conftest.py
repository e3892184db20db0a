"""What the tests of the screen share: a desk over a real data folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.context import Context
from ui.runtime.changes import ChangeBridge
from ui.runtime.desk import Desk
from ui.runtime.jobs import JobRunner
from ui.runtime.window_state import WindowState
from ui.theme.theme import Theme, ThemeMode


@pytest.fixture
def desk(qapp: QApplication, context: Context, tmp_path: Path) -> Iterator[Desk]:
    """The manager's desk as a window would have it; its lanes end in order."""
    Theme(ThemeMode.LIGHT).apply(qapp)
    jobs, changes = JobRunner(), ChangeBridge(context.changes)
    yield Desk(context, jobs, changes, WindowState(tmp_path / "window.ini"))
    jobs.shutdown()
    changes.close()

"""What the tests of the screen share: a desk over a real data folder."""

from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from app.context import Context
from app.i18n import set_default_language
from ui.runtime.changes import ChangeBridge
from ui.runtime.desk import Desk
from ui.runtime.jobs import JobRunner
from ui.runtime.window_state import WindowState
from ui.theme.theme import TextSize, Theme, ThemeMode


@pytest.fixture
def desk(qapp: QApplication, context: Context, tmp_path: Path) -> Iterator[Desk]:
    """The manager's desk as a window would have it; its lanes end in order."""
    forget_closed()
    Theme(ThemeMode.LIGHT).apply(qapp)
    rmtree(context.folder.ui, ignore_errors=True)  # what a test before this one kept
    jobs, changes = JobRunner(), ChangeBridge(context.changes)
    made = Desk(context, jobs, changes, WindowState(tmp_path / "window.ini"))
    yield made
    made.drafts.close()
    jobs.shutdown()
    changes.close()


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The theme of the program, light and of usual size; whatever a test made of it is put back."""
    forget_closed()
    worn = Theme(ThemeMode.LIGHT, TextSize.NORMAL)
    worn.apply(qapp)
    yield worn
    forget_closed()
    worn.set_look(ThemeMode.LIGHT, TextSize.SYSTEM)
    worn.release()


def forget_closed() -> None:
    """Destroy the windows that were closed for good: they wait for the next loop of events, and whatever changes the
    look until then would dress each of them once more.
    """
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def english() -> Iterator[None]:
    """The program speaks English for the length of a test."""
    set_default_language("en")
    yield
    set_default_language("zh_CN")

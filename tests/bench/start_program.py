"""Run as a child process: opens the program's window on a folder and says when its first list, Today's, is painted.

Prints one line of JSON, the third-party modules loaded by then; the parent takes the time when it arrives.
"""

import json
import os
import sys
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from app.config import DataFolder
from app.start import open_context
from reports.build import build_paper
from ui.application import Application
from ui.tabs.today.page import TodayPage

OURS = frozenset({"app", "models", "reports", "ui", "tests", "main", "__main__"})


def third_party() -> list[str]:
    """Return the modules loaded so far that are neither ours nor Python's, in the order of loading."""
    skipped = OURS | sys.stdlib_module_names
    return [name for name in sys.modules if name.split(".")[0] not in skipped and not name.startswith("_")]


class FirstPaint(QObject):
    """Watches a list's viewport and says when it was painted with rows in it."""

    def __init__(self, page: TodayPage, qt: QApplication) -> None:
        super().__init__(page)
        self._page, self._qt = page, qt
        page.list.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Paint first, then tell."""
        if event.type() != QEvent.Type.Paint or not self._page.list.rows:
            return False
        watched.removeEventFilter(self)
        watched.event(event)
        print(json.dumps(third_party()), flush=True)
        self._qt.quit()
        return True


def main(folder: Path) -> None:
    """Start as the program does, end after the first list."""
    qt = QApplication(sys.argv[:1])
    application = Application(qt, partial(open_context, printer=build_paper))
    application.start(DataFolder(folder), demo=False)
    if application.window is None:
        raise RuntimeError("the folder is not set up")
    page = application.window.show_tab("today").page("today")
    assert isinstance(page, TodayPage)
    watcher = FirstPaint(page, qt)
    qt.exec()
    watcher.deleteLater()
    application.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]))

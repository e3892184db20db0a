"""A program that is killed while a person types: run by a test as a process of its own, on a folder of its own."""

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.clock import FixedClock
from app.config import DataFolder
from app.i18n import set_default_language
from app.start import open_context
from tests.factories import FRIDAY
from tests.ui.by_hand import type_text
from ui.dialogs.parties.customer_dialog import ask_new_customer
from ui.runtime.changes import ChangeBridge
from ui.runtime.desk import Desk
from ui.runtime.jobs import JobRunner
from ui.runtime.window_state import WindowState

NAME = "滨江热电有限公司"


def main(folder: Path) -> int:
    """Open a form, type into it, say so once it is kept, and wait for the end."""
    set_default_language("en")
    application = QApplication(sys.argv[:1])
    context = open_context(DataFolder(folder), clock=FixedClock(FRIDAY))
    state = WindowState(folder / "ui" / "window.ini")
    desk = Desk(context, JobRunner(), ChangeBridge(context.changes), state)
    window = QWidget()
    window.show()
    dialog = ask_new_customer(desk, window, "", lambda _id: None)
    type_text(dialog.name, NAME)
    type_text(dialog.short_name, "滨江")
    drafts = folder / "ui" / "drafts" / context.actor.name

    def tell() -> None:
        if list(drafts.glob("*.json")):
            print("kept", flush=True)  # noqa: T201 - to the test

    timer = QTimer()
    timer.timeout.connect(tell)
    timer.start(100)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

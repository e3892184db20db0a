"""One look at the program: open it on a data folder and save a picture of every page and every dialog."""

import sys
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from app.config import DataFolder
from app.i18n import set_default_language
from app.start import open_context
from reports.build import build_paper
from ui.application import Application
from ui.main_window import TABS, MainWindow
from ui.theme.theme import ThemeMode
from ui.widgets.form import FormDialog

SIZE = (1440, 900)
QUIET_MS = 150
DOES_AT_ONCE = frozenset({"agree", "close", "save", "cancel_dispatches"})  # these ask nothing


def settle(application: Application) -> None:
    """Let the lanes run dry and the window paint."""
    for _round in range(4):
        while not application.jobs.is_idle:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        loop = QEventLoop()
        QTimer.singleShot(QUIET_MS, loop.quit)
        loop.exec()


def shoot(widget: QWidget, path: Path) -> None:
    """Save a picture of a widget."""
    widget.grab().save(str(path))


def shoot_pages(application: Application, window: MainWindow, out: Path) -> None:
    """Save every page of every tab, and the dialogs that its buttons open."""
    for code, _title, _make in TABS:
        tab = window.show_tab(code)
        for page_code in tab.page_codes:
            page = tab.show_page(page_code)
            settle(application)
            shoot(window, out / f"{code}.{page_code}.png")
            shoot_dialogs(application, page, out / f"{code}.{page_code}")


def shoot_dialogs(application: Application, page: QWidget, stem: Path) -> None:
    """Press every button that asks before it does anything, and save the dialogs that open."""
    names = [button.objectName() for button in page.findChildren(QPushButton) if _asks(button)]
    for name in names:
        button = page.findChild(QPushButton, name)
        if button is None or not button.isEnabled():
            continue
        button.click()
        settle(application)
        for dialog in page.window().findChildren(QDialog):
            if dialog.isVisible():
                shoot(dialog, Path(f"{stem}.{name.rpartition('.')[2]}.png"))
                close(dialog)


def _asks(button: QPushButton) -> bool:
    name = button.objectName()
    pressed = ".action." in name or ".detail.step." in name
    return pressed and name.rpartition(".")[2] not in DOES_AT_ONCE and button.isVisible()


def close(dialog: QDialog) -> None:
    """Close a dialog without the question whether typed text may go."""
    if isinstance(dialog, FormDialog):
        dialog.set_pristine()
    dialog.reject()


def main(folder: str, out: str, language: str, theme: str) -> int:
    """Open the program and take the pictures."""
    qt = cast("QApplication", QApplication.instance() or QApplication([]))
    set_default_language(language)
    application = Application(qt, partial(open_context, printer=build_paper))
    application.start(DataFolder(Path(folder)), demo=False, language=language)
    application.theme.set_mode(ThemeMode(theme))
    window = application.window
    assert window is not None
    window.resize(*SIZE)
    settle(application)
    shoot_pages(application, window, Path(out))
    application.stop()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:5]))

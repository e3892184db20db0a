"""One look at the program: open it on a data folder and save a picture of every page, menu and dialog.

What is opened, and by which button, is the table of ``tests.ui.walk``; forms are also seen with their mistakes marked.
"""

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from app.config import DataFolder
from app.errors import StorageError
from app.i18n import set_default_language
from app.start import open_context
from reports.build import build_paper
from tests.screenshots.scenes import blank_slips, kept_form, papers, two_desks
from tests.ui.openings import OPENINGS
from tests.ui.walk import close, open_by, pages, settle
from ui.application import Application
from ui.main_window import MainWindow
from ui.table.filter_bar import FilterState
from ui.table.list_tab import ListTab
from ui.theme.theme import TextSize, ThemeMode
from ui.widgets.forms.form import FormDialog

SIZE = (1440, 900)
SMALL = (960, 600)
QUIET_MS = 120


def rest(window: MainWindow) -> None:
    """Let the lanes run dry and the window paint."""
    settle(window)
    loop = QEventLoop()
    QTimer.singleShot(QUIET_MS, loop.quit)
    loop.exec()


class Camera:
    """Takes the pictures of one look into one folder."""

    def __init__(self, window: MainWindow, out: Path) -> None:
        self._window = window
        self._out = out

    def take_all(self) -> None:
        """Take the pages, their empty and failed lists, a small window, the menus and every dialog."""
        for page in pages(self._window):
            self._shoot(self._window, page.objectName())
        self._take_lists("requests", "requests")
        self._take_small()
        self._take_menus()
        for opening in OPENINGS:
            dialog = open_by(self._window, opening)
            if dialog is None:
                print(f"no record offers {opening.page} {opening.button}", file=sys.stderr)
                continue
            self._take_dialog(dialog, opening.name)
        blank_slips(self._window, self._shoot)
        papers(self._window, self._shoot)
        two_desks(self._window, self._shoot)
        kept_form(self._window, self._shoot)

    def _take_dialog(self, dialog: QDialog, name: str) -> None:
        rest(self._window)
        self._shoot(dialog, name)
        if isinstance(dialog, FormDialog) and dialog.missing():
            next(button for button in _buttons(dialog) if button.objectName().endswith("action.save")).click()
            rest(self._window)
            self._shoot(dialog, f"{name}.errors")
        close(dialog)

    def _take_lists(self, tab: str, code: str) -> None:
        page = self._window.show_tab(tab).show_page(code)
        if isinstance(page, ListTab):
            page.show_filter(FilterState(text="qx-none"))
            rest(self._window)
            self._shoot(self._window, f"{page.objectName()}.empty")
            page.table.overlay.show_error(StorageError("The disk is full."))
            self._shoot(self._window, f"{page.objectName()}.failed")
            page.filter_bar.clear()
            rest(self._window)

    def _take_small(self) -> None:
        self._window.resize(*SMALL)
        for page in pages(self._window):
            self._shoot(self._window, f"{page.objectName()}.small")
        self._window.resize(*SIZE)

    def _take_menus(self) -> None:
        menu = self._window.view.menu()
        menu.popup(self._window.mapToGlobal(self._window.rect().topRight()))
        self._shoot(menu, "main.view")
        menu.close()
        for page in pages(self._window):
            if isinstance(page, ListTab):
                menu = page.row_menu()
                menu.popup(self._window.mapToGlobal(self._window.rect().center()))
                self._shoot(menu, f"{page.objectName()}.menu")
                menu.close()

    def _shoot(self, widget: QWidget, name: str) -> None:
        QCoreApplication.sendPostedEvents()
        widget.grab().save(str(self._out / f"{name}.png"))


def _buttons(dialog: QDialog) -> Iterator[QPushButton]:
    yield from dialog.findChildren(QPushButton)


def main(folder: str, out: str, language: str, theme: str, size: str) -> int:
    """Open the program and take the pictures."""
    qt = cast("QApplication", QApplication.instance() or QApplication([]))
    set_default_language(language)
    application = Application(qt, partial(open_context, printer=build_paper))
    application.start(DataFolder(Path(folder)), demo=False, language=language)
    application.theme.set_look(ThemeMode(theme), TextSize(size))
    window = application.window
    assert window is not None
    window.resize(*SIZE)
    rest(window)
    Camera(window, Path(out)).take_all()
    application.stop()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:6]))

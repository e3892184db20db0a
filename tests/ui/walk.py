"""Walking through the program as a person could: every page of every tab, every form as ``openings`` opens it."""

import importlib
import pkgutil
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QMenu, QPushButton, QWidget

import ui
from tests.ui.openings import Opening
from ui.main_window import TABS, MainWindow
from ui.table.filter_bar import FilterState
from ui.table.list_tab import ListTab
from ui.tabs.today.page import TodayPage
from ui.widgets.forms.form import FormDialog

RESTS = 3  # in a row
PATIENCE_MS = 30_000
MOST_ROWS = 90  # looked at for a record that offers the button wanted


# Where to look first, learnt on the way: the buttons seen beside a record, by page and record, and the record from
# which an opening opened.
_offers: dict[tuple[str, int], frozenset[str]] = {}
_opened: dict[Opening, int | None] = {}


def form_kinds() -> dict[str, type[FormDialog]]:
    """Return every kind of form that the program has, by its name."""
    for module in pkgutil.walk_packages(ui.__path__, "ui."):
        importlib.import_module(module.name)
    found: dict[str, type[FormDialog]] = {}
    waiting = list(FormDialog.__subclasses__())
    while waiting:
        kind = waiting.pop()
        found[kind.__name__] = kind
        waiting += kind.__subclasses__()
    return {
        name: kind for name, kind in sorted(found.items()) if kind.__module__.startswith("ui.") and not is_frame(kind)
    }


def is_frame(kind: type) -> bool:
    """Tell whether a kind of form leaves something for others to say: nobody opens such a one."""
    return any(getattr(getattr(kind, name, None), "__isabstractmethod__", False) for name in dir(kind))


def settle(window: MainWindow) -> None:
    """Let everything asked for be read and shown; TimeoutError when that does not end.

    What was read may need more room, and what stands beside it then less: the window is at rest when nothing more comes
    of its being at rest.
    """
    patience, rested = QDeadlineTimer(PATIENCE_MS), 0
    while rested < RESTS:
        if window.desk.jobs.is_idle and not _awaits(window):
            rested += 1
            QApplication.processEvents()
        else:
            rested = 0
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if patience.hasExpired():
            raise TimeoutError("the window does not come to rest")


def _awaits(window: MainWindow) -> bool:
    """Tell whether the page shown still waits a moment before it reads what belongs to its rows."""
    tab = window.tab(window.strip.current_code)
    page = tab.page(tab.current)
    if not isinstance(page, (ListTab, TodayPage)) or not page.isVisible():
        return False
    timers = page.findChildren(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return any(timer.isActive() for timer in timers)


def pages(window: MainWindow) -> Iterator[QWidget]:
    """Show every page of every tab, unfiltered, with a record in its pane where there is one."""
    for code, _title, _make in TABS:
        tab = window.show_tab(code)
        for page_code in tab.page_codes:
            page = tab.show_page(page_code)
            if isinstance(page, ListTab):
                page.filter_bar.clear()
            settle(window)
            page.setFocus()
            yield page


def open_by(window: MainWindow, opening: Opening) -> QDialog | None:
    """Open a form as a person does; None where no record on the page offers its button."""
    tab, _dot, code = opening.page.partition(".")
    page = window.show_tab(tab).show_page(code) if code else window
    if isinstance(page, ListTab):
        page.show_filter(FilterState())
    settle(window)
    buttons = _buttons(window, page, opening)
    pressed = (_pressed(window, button, opening.entry) for button in buttons)
    dialog = next((dialog for dialog in pressed if dialog is not None and _is_meant(dialog, opening)), None)
    if isinstance(page, ListTab):
        _opened[opening] = page.table.current_id
    if dialog is None or not opening.then:
        return dialog
    inside = dialog.findChildren(QPushButton)
    return _pressed(window, next(button for button in inside if button.objectName().endswith(opening.then)))


def _is_meant(dialog: QDialog, opening: Opening) -> bool:
    """Tell whether the form is the one meant; close it where the record is of another kind than those that open it."""
    is_meant = bool(opening.then) or type(dialog).__name__ == opening.kind
    if not is_meant:
        close(dialog)
    return is_meant


def _pressed(window: MainWindow, button: QAbstractButton, entry: str = "") -> QDialog | None:
    """Press a button, take the line ``entry`` of its menu if it opens one, and return the dialog that opens."""
    before = set(_open_dialogs())
    button.click()
    settle(window)
    menu = QApplication.activePopupWidget()
    if isinstance(menu, QMenu):  # several papers: the first that can be made
        menu.close()
        offered = [action for action in menu.actions() if action.isEnabled() and action.text()]
        wanted = next((action for action in offered if entry in action.objectName()), None)
        if wanted is None:
            return None
        wanted.trigger()
        settle(window)
    return next((dialog for dialog in _open_dialogs() if dialog not in before), None)


def _buttons(window: MainWindow, page: QWidget, opening: Opening) -> Iterator[QAbstractButton]:
    """Yield a button that can be pressed for each record that offers it; what it works on may be named behind a colon.

    It goes down the list, but first to records beside which the button was seen before, last to those without it then.
    """
    name = f"{opening.page}.{opening.button}"
    for row in _rows_for(page, name, _opened.get(opening)):
        _show_row(window, page, row)
        button = next((one for one in _pressable(page) if one.objectName().partition(":")[0] == name), None)
        if button is not None:
            yield button


def _rows_for(page: QWidget, name: str, opened: int | None) -> Sequence[int | None]:
    """Return the rows of a list in the order in which to look for a button; one None where there is no row."""
    if not isinstance(page, ListTab) or not page.model.rowCount():
        return [None]

    def place(row: int) -> int:
        record_id = page.model.row_at(row).id
        seen = _offers.get((page.objectName(), record_id))
        return -1 if record_id == opened else 1 if seen is None else 0 if name in seen else 2

    return sorted(range(min(MOST_ROWS, page.model.rowCount())), key=place)


def _pressable(page: QWidget) -> list[QAbstractButton]:
    return [one for one in page.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()]


def _show_row(window: MainWindow, page: QWidget, row: int | None) -> None:
    """Let the pane beside a list show the record of this row; whatever was chosen there before counts for nothing."""
    if not isinstance(page, ListTab) or row is None:
        return
    record_id = page.model.row_at(row).id
    if page.table.current_id != record_id:
        page.select(record_id)
        settle(window)
    _offers[page.objectName(), record_id] = frozenset(one.objectName().partition(":")[0] for one in _pressable(page))


def _open_dialogs() -> list[QDialog]:
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QDialog) and widget.isVisible()]


def close(dialog: QDialog) -> None:
    """Close a dialog, and those it was opened from, without the question whether typed text may go."""
    below = dialog.parentWidget()
    if isinstance(dialog, FormDialog):
        dialog.set_pristine()
    dialog.reject()
    if isinstance(below, QDialog):
        close(below)

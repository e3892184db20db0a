"""Working on a page of records of several kinds as a person does."""

from typing import Any

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.tabs.requests.driving import choose
from ui.tabs.rooms_page import RoomsPage

Page = RoomsPage[Any]


def details_shown(page: Page) -> Any:
    """Return the details of the record shown, None while there is none."""
    return page.details.details if page.details is not None else None


def show_in_room(page: Page, record_id: int, qtbot: QtBot) -> None:
    """Show one record of the whole list, which keeps it when it ends."""
    page.filter_bar.clear()
    page.refresh()
    page.select(record_id)
    qtbot.waitUntil(lambda: details_shown(page) is not None and details_shown(page).id == record_id)
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)


def press_action(page: Page, code: str) -> None:
    """Press a button above the list."""
    button = page.findChild(QPushButton, f"{page.name}.action.{code}")
    assert isinstance(button, QPushButton)
    button.click()


def add_new(page: Page, code: str, qtbot: QtBot) -> None:
    """Take a line of the menu of what can be added to the list, with the keyboard."""
    choose(page, f"{page.name}.action.new", code, qtbot)


def wait_for_state(page: Page, state: str, qtbot: QtBot) -> None:
    """Wait until the record shown is in a state and nothing runs any more."""
    qtbot.waitUntil(lambda: details_shown(page) is not None and details_shown(page).state == state)
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)

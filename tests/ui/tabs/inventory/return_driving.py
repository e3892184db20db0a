"""Working on the page of returns as a person does, whatever the kind of the record shown."""

from collections.abc import Iterator
from typing import Any, TypeVar

from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from tests.ui.by_hand import opened
from tests.ui.tabs.requests.driving import choose, press
from tests.ui.tabs.requests.stepping import shown_page
from ui.runtime.desk import Desk
from ui.tabs.inventory.returns.returns_page import ReturnsPage

NAME = "inventory.returns"
DialogT = TypeVar("DialogT", bound=QDialog)


def shown_returns(desk: Desk, qtbot: QtBot) -> Iterator[ReturnsPage]:
    """Show the page until its test is over."""
    yield from shown_page(ReturnsPage(desk), qtbot)


def details_shown(page: ReturnsPage) -> Any:
    """Return the details of the record shown, None while there is none."""
    return page.details.details if page.details is not None else None


def show_returned(page: ReturnsPage, record_id: int, qtbot: QtBot) -> None:
    """Show one record of the whole list, which keeps it when it ends."""
    page.filter_bar.clear()
    page.refresh()
    page.select(record_id)
    qtbot.waitUntil(lambda: details_shown(page) is not None and details_shown(page).id == record_id)
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)


def take(page: ReturnsPage, code: str, kind: type[DialogT], qtbot: QtBot) -> DialogT:
    """Press the button of a step and return the dialog that it opens."""
    press(page, f"{NAME}.detail.step.{code}", qtbot)
    return opened(qtbot, page, kind)


def take_seldom(page: ReturnsPage, code: str, kind: type[DialogT], qtbot: QtBot) -> DialogT:
    """Take a step from the menu of those that are seldom taken, and return the dialog that it opens."""
    choose(page, f"{NAME}.detail.step.more", code, qtbot)
    return opened(qtbot, page, kind)


def wait_for_state(page: ReturnsPage, state: str, qtbot: QtBot) -> None:
    """Wait until the record shown is in a state and nothing runs any more."""
    qtbot.waitUntil(lambda: details_shown(page) is not None and details_shown(page).state == state)
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)

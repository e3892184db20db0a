"""Walking a record of a page of this tab from step to step, as a person does."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, TypeVar

from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from tests.ui.by_hand import opened
from tests.ui.tabs.requests.driving import choose, press
from ui.tabs.record_page import RecordPage

Page = RecordPage[Any, Any]
PageT = TypeVar("PageT", bound=Page)
DialogT = TypeVar("DialogT", bound=QDialog)


def shown_page(page: PageT, qtbot: QtBot) -> Iterator[PageT]:
    """Show a page until its test is over, read and with nothing left running."""
    qtbot.addWidget(page)
    page.resize(1440, 900)
    page.show()
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)
    yield page
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)


def show(page: Page, record_id: int, qtbot: QtBot) -> None:
    """Read the list again and show one record of it."""
    page.refresh()
    page.select(record_id)
    qtbot.waitUntil(lambda: page.details is not None and page.details.id == record_id and page.desk.jobs.is_idle)


def step(page: Page, code: str, kind: type[DialogT], qtbot: QtBot) -> DialogT:
    """Press the button of a step and return the dialog that it opens."""
    press(page, f"{page.name}.detail.step.{code}", qtbot)
    return opened(qtbot, page, kind)


def seldom(page: Page, code: str, kind: type[DialogT], qtbot: QtBot) -> DialogT:
    """Take a step from the menu of those that are seldom taken, and return the dialog that it opens."""
    choose(page, f"{page.name}.detail.step.more", code, qtbot)
    return opened(qtbot, page, kind)


def wait_for_state(page: Page, state: StrEnum, qtbot: QtBot) -> None:
    """Wait until the record shown is in a state and nothing runs any more."""
    qtbot.waitUntil(lambda: page.details is not None and page.details.state is state and page.desk.jobs.is_idle)

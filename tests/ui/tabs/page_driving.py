"""Driving a page of records: showing one, pressing what its pane offers."""

from typing import Any

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ui.tabs.record_page import RecordPage


def show_record(page: RecordPage[Any, Any], record_id: int, qtbot: QtBot) -> None:
    """Show the page with a record selected and its details read."""
    page.resize(1440, 1200)
    page.show()
    page.select(record_id)
    qtbot.waitUntil(lambda: page.details is not None and page.details.id == record_id)


def press_button(page: RecordPage[Any, Any], ending: str, qtbot: QtBot) -> None:
    """Press the button whose name ends so, once it is there and can be pressed."""

    def found() -> list[QPushButton]:
        named = [one for one in page.findChildren(QPushButton) if one.objectName().endswith(ending)]
        return [one for one in named if one.isVisible() and one.isEnabled()]

    qtbot.waitUntil(lambda: bool(found()))
    found()[-1].click()

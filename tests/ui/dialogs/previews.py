"""Working in a preview as a person does."""

from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.by_hand import opened
from ui.dialogs.printing.preview import PreviewWindow
from ui.dialogs.printing.preview_paper import PaperPreview
from ui.dialogs.printing.printing import ask_print
from ui.runtime.desk import Desk

NAME = "paper.preview"
FORM_ID = "service_work_order"
PreviewT = TypeVar("PreviewT", bound=PreviewWindow)


def preview_of(desk: Desk, window: QWidget, record_id: int, qtbot: QtBot, form_id: str = FORM_ID) -> PaperPreview:
    """Open the preview of a record's paper and wait until everything in it is drawn."""
    ask_print(desk, window, form_id, record_id)
    return settled(desk, opened(qtbot, window, PaperPreview), qtbot)


def settled(desk: Desk, preview: PreviewT, qtbot: QtBot) -> PreviewT:
    """Wait until nothing is drawn, read, issued or printed any more."""
    preview.view.repaint()
    qtbot.waitUntil(lambda: desk.jobs.is_idle, timeout=20_000)
    return preview


def press(desk: Desk, preview: PreviewWindow, part: str, qtbot: QtBot) -> None:
    """Press a button by the end of its name and wait for what follows."""
    button = preview.findChild(QPushButton, f"{preview.objectName()}.{part}")
    assert isinstance(button, QPushButton), part
    assert button.isEnabled(), part
    button.click()
    settled(desk, preview, qtbot)


def save_as(desk: Desk, preview: PreviewWindow, target: Path, qtbot: QtBot) -> None:
    """Save as PDF through the system's question for a file."""
    press(desk, preview, "action.save", qtbot)
    dialog = opened(qtbot, preview, QFileDialog)
    dialog.fileSelected.emit(str(target))
    dialog.reject()
    settled(desk, preview, qtbot)

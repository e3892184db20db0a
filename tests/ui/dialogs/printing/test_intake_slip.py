"""Blank intake slips from the window: so many sheets in a preview, nothing issued or filed."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from reports.build import build_paper
from tests.databases import ask
from tests.ui.by_hand import opened, press_save, type_text
from tests.ui.dialogs.asking import problem
from ui.dialogs.printing.intake_slip import NAME, IntakeSlipDialog, ask_intake_slips
from ui.dialogs.printing.preview_paper import PaperPreview
from ui.runtime.desk import Desk


@pytest.fixture
def dialog(desk: Desk, window: QWidget) -> IntakeSlipDialog:
    return ask_intake_slips(desk, window)


def test_so_many_sheets_lie_in_the_preview(
    dialog: IntakeSlipDialog, desk: Desk, window: QWidget, context: Context, qtbot: QtBot
) -> None:
    context.printer = build_paper
    dialog.sheets.clear()
    type_text(dialog.sheets, "3")
    press_save(dialog)
    preview = opened(qtbot, window, PaperPreview)
    assert len(preview.look.pages.sizes) == 3
    assert "空白单" in preview.paper.state.text
    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    preview.close()
    assert ask(context.folder, "SELECT count(*) FROM issued_paper") == [(0,)]


@pytest.mark.parametrize("sheets", ["0", "101", ""])
def test_a_number_that_cannot_be_is_refused(dialog: IntakeSlipDialog, sheets: str) -> None:
    dialog.sheets.clear()
    type_text(dialog.sheets, sheets)
    press_save(dialog)
    assert problem(dialog, NAME, "sheets")
    assert dialog.isVisible()

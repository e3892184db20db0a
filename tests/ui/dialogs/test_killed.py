"""A program killed in the middle of a form offers the form again, with everything typed in it."""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.config import DataFolder
from app.i18n import set_default_language
from app.start import open_context
from tests.factories import plain_printer
from tests.ui.by_hand import opened, save
from tests.ui.dialogs.half_typed import NAME
from ui.application import Application
from ui.dialogs.parties.customer_dialog import CustomerDialog

ROOT = Path(__file__).parents[3]


def type_and_kill(folder: Path) -> None:
    """Run the program on ``folder`` until something typed is kept, and kill it as a power cut would."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.ui.dialogs.half_typed", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, encoding="utf-8") as child:
        assert child.stdout is not None
        try:
            assert child.stdout.readline() == "kept\n"
        finally:
            child.kill()


@pytest.fixture
def killed(folder: DataFolder) -> DataFolder:
    """A folder on which the program was killed while a new customer was being entered."""
    type_and_kill(folder.root)
    return folder


def test_a_killed_program_offers_the_half_typed_form_again(
    killed: DataFolder, qapp: QApplication, clock: FixedClock, qtbot: QtBot
) -> None:
    application = Application(qapp, partial(open_context, printer=plain_printer, clock=clock))
    application.start(killed, demo=False, language="en")
    qtbot.waitUntil(lambda: application.window is not None and application.jobs.is_idle)
    window = application.window
    assert window is not None
    assert window.kept.text == "1 half-typed form was kept: New customer · 滨江热电有限公司 (03-06 14:00)"
    window.findChild(QPushButton, "main.kept.open").click()
    dialog = opened(qtbot, window, CustomerDialog)
    assert (dialog.name.value(), dialog.short_name.value()) == (NAME, "滨江")
    assert window.kept.text == "", "the form is open"
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: application.jobs.is_idle)
    assert window.desk.drafts.waiting() == ()
    application.stop()
    set_default_language("zh_CN")

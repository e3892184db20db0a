"""Demo data behind a progress bar."""

from PySide6.QtWidgets import QProgressBar
from pytestqt.qtbot import QtBot

from app.errors import AppError, Invalid
from ui.runtime.demo import open_demo
from ui.runtime.desk import Desk


def test_a_folder_in_use_is_not_filled_with_demo_data(desk: Desk, qtbot: QtBot) -> None:
    told: list[AppError] = []
    window = open_demo(desk.context, desk.jobs, lambda: None, told.append)
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], Invalid)


def test_the_bar_shows_how_far_it_is(desk: Desk, qtbot: QtBot) -> None:
    window = open_demo(desk.context, desk.jobs, lambda: None, lambda _error: None)
    qtbot.addWidget(window)
    desk.jobs.job_progress.emit(None, 3, 10, "")
    bar = window.findChild(QProgressBar)
    assert isinstance(bar, QProgressBar)
    assert (bar.value(), bar.maximum()) == (3, 10)
    qtbot.waitUntil(lambda: desk.jobs.is_idle)

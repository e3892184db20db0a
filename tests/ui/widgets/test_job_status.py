"""What runs, in the status bar."""

from collections.abc import Callable, Iterator
from threading import Event

import pytest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from ui.runtime.jobs import JobRunner, Progress
from ui.widgets.job_status import JobStatus

PATIENCE = 5.0  # seconds
Work = Callable[[Progress], None]


@pytest.fixture
def status(jobs: JobRunner, qtbot: QtBot) -> JobStatus:
    """The strip, shown as far as it wants to be."""
    made = JobStatus("main.jobs", jobs)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def go_on() -> Iterator[Event]:
    """What the job waits for; it is let go in any case."""
    event = Event()
    yield event
    event.set()


def test_nothing_is_shown_while_nothing_runs(status: JobStatus) -> None:
    assert status.isHidden()


def test_a_titled_job_is_shown_with_its_progress(
    status: JobStatus, jobs: JobRunner, go_on: Event, qtbot: QtBot
) -> None:
    def work(progress: Progress) -> None:
        progress(3, 10)
        go_on.wait(PATIENCE)

    jobs.run_write(work, lambda _answer: None, title="Saving")
    label = status.findChild(QLabel)
    assert isinstance(label, QLabel)
    qtbot.waitUntil(lambda: label.text() == "Saving 3 / 10")
    bar = status.findChild(QProgressBar)
    assert isinstance(bar, QProgressBar)
    assert (bar.value(), bar.maximum()) == (3, 10)
    go_on.set()
    qtbot.waitUntil(status.isHidden)


def test_a_job_without_title_is_not_shown(status: JobStatus, jobs: JobRunner, qtbot: QtBot) -> None:
    jobs.run_write(lambda _progress: None, lambda _answer: None)
    assert status.isHidden()
    qtbot.waitUntil(lambda: jobs.is_idle)


def test_a_job_that_may_be_stopped_stops_on_request(
    status: JobStatus, jobs: JobRunner, go_on: Event, qtbot: QtBot
) -> None:
    def work(progress: Progress) -> None:
        go_on.wait(PATIENCE)
        progress.check()

    jobs.run_write(work, lambda _answer: pytest.fail("stopped"), title="Long", cancellable=True)
    cancel = status.findChild(QPushButton, "main.jobs.cancel")
    assert isinstance(cancel, QPushButton)
    cancel.click()
    go_on.set()
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert status.isHidden()

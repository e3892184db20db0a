"""Background work: lanes, order, errors, cancel, shutdown."""

from collections.abc import Iterator
from threading import Event, get_ident, main_thread
from weakref import finalize

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.errors import AppError, Invalid
from app.i18n import current_language, using_language
from ui.runtime.jobs import JobHandle, JobRunner, Progress

PATIENCE = 5.0  # seconds a test waits for another thread before it fails


@pytest.fixture
def bugs() -> list[BaseException]:
    """Bugs the runner reported."""
    return []


@pytest.fixture
def jobs(qapp: QApplication, bugs: list[BaseException]) -> Iterator[JobRunner]:
    """A runner that ends in order."""
    runner = JobRunner(on_bug=bugs.append)
    yield runner
    runner.shutdown()


def _wait_idle(qtbot: QtBot, jobs: JobRunner) -> None:
    qtbot.waitUntil(lambda: jobs.is_idle, timeout=20_000)


def test_work_runs_in_a_thread_and_is_answered_on_the_gui_thread(qtbot: QtBot, jobs: JobRunner) -> None:
    threads: list[int] = []
    jobs.run_read("k", lambda _p: threads.append(get_ident()), lambda _a: threads.append(get_ident()))
    _wait_idle(qtbot, jobs)
    assert threads[0] != main_thread().ident
    assert threads[1] == main_thread().ident


def test_twenty_thousand_answers_and_signals_do_not_crash(qtbot: QtBot, jobs: JobRunner) -> None:
    heard: list[int] = []
    told: list[int] = []
    jobs.job_progress.connect(lambda _handle, done, _total, _text: told.append(done))

    def post_all(_progress: Progress) -> None:
        for number in range(20_000):
            jobs._post(lambda number=number: heard.append(number))

    jobs.run_write(post_all, lambda _a: None)
    _wait_idle(qtbot, jobs)
    for number in range(20_000):
        jobs.job_progress.emit(True, number, 20_000, "")
    assert heard == list(range(20_000))
    assert len(told) == 20_000


def test_the_newest_read_of_a_key_wins(qtbot: QtBot, jobs: JobRunner) -> None:
    answers: list[str] = []
    gate = Event()

    def slow(_progress: Progress) -> str:
        gate.wait(PATIENCE)
        return "old"

    jobs.run_read("k", slow, answers.append)
    jobs.run_read("k", lambda _p: "new", answers.append)
    qtbot.waitUntil(lambda: answers == ["new"])
    gate.set()
    _wait_idle(qtbot, jobs)
    assert answers == ["new"]


def test_reads_of_different_keys_are_all_answered(qtbot: QtBot, jobs: JobRunner) -> None:
    answers: set[int] = set()
    for number in range(20):
        jobs.run_read(str(number), lambda _p, number=number: number, answers.add)
    _wait_idle(qtbot, jobs)
    assert answers == set(range(20))


def test_a_dropped_read_is_not_answered(qtbot: QtBot, jobs: JobRunner) -> None:
    answers: list[int] = []
    jobs.run_read("k", lambda _p: 1, answers.append)
    jobs.drop_read("k")
    _wait_idle(qtbot, jobs)
    assert answers == []


def test_writes_run_one_after_the_other_in_order(qtbot: QtBot, jobs: JobRunner) -> None:
    done: list[int] = []
    for number in range(50):
        jobs.run_write(lambda _p, number=number: done.append(number), lambda _a: None)
    _wait_idle(qtbot, jobs)
    assert done == list(range(50))


def test_a_known_error_goes_to_whoever_asked(qtbot: QtBot, jobs: JobRunner, bugs: list[BaseException]) -> None:
    errors: list[AppError] = []

    def work(_progress: Progress) -> None:
        raise Invalid("no", field="phone")

    jobs.run_write(work, lambda _a: pytest.fail("answered"), errors.append)
    jobs.run_read("k", work, lambda _a: pytest.fail("answered"), errors.append)
    _wait_idle(qtbot, jobs)
    assert [error.field for error in errors] == ["phone", "phone"]
    assert bugs == []


def test_a_known_error_nobody_takes_is_told(qtbot: QtBot, jobs: JobRunner) -> None:
    def work(_progress: Progress) -> None:
        raise Invalid("no")

    with qtbot.waitSignal(jobs.error_unhandled) as told:
        jobs.run_write(work, lambda _a: None)
    assert told.args is not None
    assert told.args[0].message == "no"


def test_anything_else_is_a_bug(qtbot: QtBot, jobs: JobRunner, bugs: list[BaseException]) -> None:
    jobs.run_write(lambda _p: 1 // 0, lambda _a: None, lambda _e: pytest.fail("told as known"))
    _wait_idle(qtbot, jobs)
    assert [type(bug) for bug in bugs] == [ZeroDivisionError]


def test_progress_reaches_the_status_bar(qtbot: QtBot, jobs: JobRunner) -> None:
    told: list[tuple[int, int, str]] = []
    jobs.job_progress.connect(lambda _handle, done, total, text: told.append((done, total, text)))

    def work(progress: Progress) -> None:
        for number in range(1, 101):
            progress(number, 100, "letters")

    jobs.run_write(work, lambda _a: None, title="Letters")
    _wait_idle(qtbot, jobs)
    assert told[-1] == (100, 100, "letters")


def test_a_running_job_can_be_cancelled(qtbot: QtBot, jobs: JobRunner, bugs: list[BaseException]) -> None:
    started, cancelled = Event(), Event()

    def work(progress: Progress) -> None:
        started.set()
        cancelled.wait(PATIENCE)
        progress(1, 2)
        pytest.fail("went on")

    handle = jobs.run_write(work, lambda _a: pytest.fail("answered"), cancellable=True)
    assert started.wait(PATIENCE)
    handle.cancel()
    cancelled.set()
    _wait_idle(qtbot, jobs)
    assert bugs == []


def test_a_waiting_job_can_be_cancelled_and_a_save_cannot(qtbot: QtBot, jobs: JobRunner) -> None:
    gate = Event()
    done: list[str] = []
    jobs.run_write(lambda _p: gate.wait(PATIENCE), lambda _a: None)
    job = jobs.run_write(lambda _p: done.append("job"), lambda _a: None, cancellable=True)
    save = jobs.run_write(lambda _p: done.append("save"), lambda _a: None)
    job.cancel()
    save.cancel()
    gate.set()
    _wait_idle(qtbot, jobs)
    assert done == ["save"]


def test_no_save_waits_for_output(qtbot: QtBot, jobs: JobRunner) -> None:
    gate = Event()
    done: list[str] = []
    jobs.run_output(lambda _p: gate.wait(PATIENCE), lambda _a: done.append("output"))
    jobs.run_write(lambda _p: None, lambda _a: done.append("save"))
    qtbot.waitUntil(lambda: done == ["save"])
    gate.set()
    _wait_idle(qtbot, jobs)
    assert done == ["save", "output"]


def test_jobs_are_announced_and_taken_leave_of(qtbot: QtBot, jobs: JobRunner) -> None:
    seen: list[tuple[str, str]] = []

    def note(what: str, handle: JobHandle) -> None:
        seen.append((what, handle.title))

    jobs.job_started.connect(lambda handle: note("start", handle))
    jobs.job_finished.connect(lambda handle: note("end", handle))
    jobs.run_write(lambda _p: None, lambda _a: None, title="Backup")
    _wait_idle(qtbot, jobs)
    assert seen == [("start", "Backup"), ("end", "Backup")]
    assert jobs.jobs == ()


def test_a_job_speaks_the_language_of_whoever_asked(qtbot: QtBot, jobs: JobRunner) -> None:
    spoken: list[str] = []
    with using_language("en"):
        jobs.run_read("k", lambda _p: current_language(), spoken.append)
    _wait_idle(qtbot, jobs)
    assert spoken == ["en"]


def test_an_answer_for_a_widget_that_is_gone_is_dropped(qtbot: QtBot, jobs: JobRunner) -> None:
    gate = Event()
    label = QLabel()

    def work(_progress: Progress) -> str:
        gate.wait(PATIENCE)
        return "late"

    jobs.run_read("k", work, label.setText)
    label.deleteLater()
    qtbot.waitSignal(label.destroyed).wait()
    gate.set()
    _wait_idle(qtbot, jobs)


def test_shutdown_finishes_saves_and_delivers_their_answers(qapp: QApplication) -> None:
    runner = JobRunner()
    saved: list[int] = []
    answered: list[None] = []
    for number in range(5):
        runner.run_write(lambda _p, number=number: saved.append(number), answered.append)
    runner.shutdown()
    assert saved == list(range(5))
    assert len(answered) == 5


def test_nothing_starts_after_shutdown(qapp: QApplication) -> None:
    runner = JobRunner()
    runner.shutdown()
    runner.run_read("k", lambda _p: 1, lambda _a: pytest.fail("answered"))
    with pytest.raises(RuntimeError):
        runner.run_write(lambda _p: 1, lambda _a: None)


class _Asker:
    """Stands for a widget that asks something and is forgotten before the answer comes."""

    def hear(self, _answer: object) -> None:
        """Hear the answer."""

    def ask(self, jobs: JobRunner, turn: int) -> None:
        """Ask something that knows the asker, sometimes in vain."""
        jobs.run_read(f"asker.{turn % 7}", lambda _progress: str(self), self.hear)


def test_whoever_is_known_to_a_job_alone_is_forgotten_in_the_thread_of_the_window(
    jobs: JobRunner, qtbot: QtBot
) -> None:
    forgotten: list[int] = []
    for turn in range(300):
        asker = _Asker()
        finalize(asker, lambda: forgotten.append(get_ident()))
        asker.ask(jobs, turn)
        del asker
        if turn % 10 == 0:
            qtbot.waitUntil(lambda: jobs.is_idle)
    qtbot.waitUntil(lambda: jobs.is_idle and len(forgotten) == 300)
    assert set(forgotten) == {get_ident()}

"""Work beside the window: lanes of background threads, answers on the GUI thread.

Reads: the newest question of a key wins; an answer that arrives after a newer question was asked is dropped.
Writes and long jobs: one after the other, in the order they were asked for, with progress and, where it is harmless,
cancel. What takes minutes and writes nothing to the database (pages onto a printer) goes beside them, one after the
other as well: no save waits for a printer. A job is a plain function; it runs in a Python thread with the context
variables (language) of whoever asked and must bring its own session. Every answer crosses to the GUI thread through the
one ``_Relay`` and a queued connection: a QObject per job, parented and deleted later, crashed on every PySide6 that was
tried.
"""

import sys
from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from threading import Event, Lock
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

from app.errors import AppError
from ui.runtime.garbage import WindowCollector

Answer = TypeVar("Answer")
OnError = Callable[[AppError], object]
ProgressListener = Callable[[int, int, str], None]

FAILURES_HELD = 8  # until the thread that failed has surely forgotten them
_READ_THREADS = 2  # a slow count in the background must not hold up the next page of a table


class Cancelled(Exception):  # noqa: N818 - not an error: somebody wished it
    """Raised inside a job by its progress when the job is no longer wanted."""


class Progress:
    """What a job gets to say how far it is and to learn that it is no longer wanted."""

    def __init__(self, tell: ProgressListener) -> None:
        self._tell = tell
        self._wish = Event()

    def __call__(self, done: int, total: int, text: str = "") -> None:
        """Say that ``done`` of ``total`` is finished; raises Cancelled when the job is no longer wanted."""
        self.check()
        self._tell(done, total, text)

    def check(self) -> None:
        """Raise Cancelled when the job is no longer wanted; for long loops without a count."""
        if self._wish.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Make the next call of the job raise Cancelled."""
        self._wish.set()

    @property
    def is_cancelled(self) -> bool:
        """True once the job is no longer wanted."""
        return self._wish.is_set()


Work = Callable[[Progress], Answer]


@dataclass(eq=False, slots=True)
class JobHandle:
    """A job of the write or output lane, for the status bar and for whoever started it."""

    id: int
    title: str
    cancellable: bool
    progress: Progress
    future: "Future[Any] | None" = field(default=None, repr=False)

    def cancel(self) -> None:
        """Take it out of the queue, or ask it to stop if it is running; nothing happens to what is not cancellable."""
        if self.cancellable:
            self.progress.cancel()
            if self.future is not None:
                self.future.cancel()


class _Relay(QObject):
    """The one bridge from the threads to the GUI thread."""

    arrived = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _on_arrived(self, answer: Callable[[], None]) -> None:
        answer()


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question on its way: the box its lane takes the work from, the work, and who is answered."""

    box: list[Any]
    work: Work[Any]
    answer: Callable[["Future[Any]"], None]


def _run_boxed(box: list[Work[Answer]], progress: Progress) -> Answer:
    """Take the work out of its box and do it; when the answer is there, this thread has forgotten the work."""
    work = box.pop()
    try:
        return work(progress)
    finally:
        del work


class _ProgressMail:
    """Keeps only the newest progress of a job on its way, however often the job speaks."""

    def __init__(self, post: Callable[[Callable[[], None]], None], deliver: ProgressListener) -> None:
        self._post = post
        self._deliver = deliver
        self._lock = Lock()
        self._newest: tuple[int, int, str] | None = None

    def __call__(self, done: int, total: int, text: str) -> None:
        with self._lock:
            on_its_way = self._newest is not None
            self._newest = (done, total, text)
        if not on_its_way:
            self._post(self._open)

    def _open(self) -> None:
        with self._lock:
            newest, self._newest = self._newest, None
        if newest is not None:
            self._deliver(*newest)


class JobRunner(QObject):
    """Runs reads and writes beside the window; create one per window and call ``shutdown`` before it goes."""

    job_started = Signal(object)  # JobHandle
    job_progress = Signal(object, int, int, str)  # JobHandle, done, total, text
    job_finished = Signal(object)  # JobHandle, after its answer was delivered
    error_unhandled = Signal(object)  # AppError of a job whose asker gave no on_error
    idle = Signal()

    def __init__(self, parent: QObject | None = None, on_bug: Callable[[BaseException], None] | None = None) -> None:
        """``on_bug`` takes what is no AppError; by default it goes the way of every uncaught exception."""
        super().__init__(parent)
        self._on_bug = on_bug or _report_bug
        self._relay = _Relay(self)
        self._collector = WindowCollector(self)
        self._read_lane = ThreadPoolExecutor(_READ_THREADS, thread_name_prefix="read")
        self._write_lane = ThreadPoolExecutor(1, thread_name_prefix="write")
        self._output_lane = ThreadPoolExecutor(1, thread_name_prefix="output")
        self._generations: dict[str, int] = {}
        self._reads: dict[str, tuple[Future[Any], Progress]] = {}
        self._writes: dict[int, JobHandle] = {}
        self._ids = count(1)
        self._asked: dict[int, _Asked] = {}
        self._failed: deque[Future[Any]] = deque(maxlen=FAILURES_HELD)
        self._pending = 0
        self._closed = False

    @property
    def is_idle(self) -> bool:
        """True when no job waits or runs and every answer was delivered."""
        return self._pending == 0

    @property
    def jobs(self) -> tuple[JobHandle, ...]:
        """The writes and jobs that wait or run, oldest first."""
        return tuple(self._writes.values())

    def run_read(
        self, key: str, work: Work[Answer], on_done: Callable[[Answer], object], on_error: OnError | None = None
    ) -> None:
        """Ask ``work`` on the read lane; only the newest question of ``key`` is answered.

        ``on_done`` and ``on_error`` are called on the GUI thread, and not at all if their widget is gone by then.
        """
        if self._closed:
            return
        self._retire(key)
        generation = self._generations[key]
        progress = Progress(lambda _done, _total, _text: None)
        answer = partial(self._answer_read, key, generation, on_done, on_error)
        self._reads[key] = (self._submit(self._read_lane, work, progress, answer), progress)

    def drop_read(self, key: str) -> None:
        """Forget the question of ``key``: its answer, if one still comes, is dropped."""
        self._retire(key)

    def run_write(
        self,
        work: Work[Answer],
        on_done: Callable[[Answer], object],
        on_error: OnError | None = None,
        title: str = "",
        cancellable: bool = False,
    ) -> JobHandle:
        """Queue ``work`` on the write lane; a ``title`` is what the status bar shows while it waits and runs."""
        return self._queue(self._write_lane, work, on_done, on_error, title, cancellable)

    def run_output(
        self, work: Work[Answer], on_done: Callable[[Answer], object], on_error: OnError | None = None, title: str = ""
    ) -> JobHandle:
        """Queue long ``work`` that writes nothing to the database beside the writes; it can always be cancelled."""
        return self._queue(self._output_lane, work, on_done, on_error, title, cancellable=True)

    def _queue(
        self,
        lane: ThreadPoolExecutor,
        work: Work[Answer],
        on_done: Callable[[Answer], object],
        on_error: OnError | None,
        title: str,
        cancellable: bool,
    ) -> JobHandle:
        if self._closed:
            raise RuntimeError("a job was started after shutdown")
        handle = JobHandle(next(self._ids), title, cancellable, Progress(lambda *_said: None))
        handle.progress = Progress(_ProgressMail(self._post, partial(self.job_progress.emit, handle)))
        self._writes[handle.id] = handle
        handle.future = self._submit(
            lane, work, handle.progress, partial(self._answer_write, handle, on_done, on_error)
        )
        self.job_started.emit(handle)
        return handle

    def shutdown(self) -> None:
        """Drop reads, cancel what may be cancelled, wait for every other write and deliver the answers."""
        self._closed = True
        for key in tuple(self._reads):
            self._retire(key)
        for handle in self.jobs:
            handle.cancel()
        self._write_lane.shutdown(wait=True)
        self._output_lane.shutdown(wait=True)
        self._read_lane.shutdown(wait=True, cancel_futures=True)
        self._collector.release()
        QCoreApplication.sendPostedEvents(self._relay)

    def _submit(
        self, lane: ThreadPoolExecutor, work: Work[Answer], progress: Progress, answer: Callable[["Future[Any]"], None]
    ) -> "Future[Answer]":
        """Queue work whose asker is known here alone: work and answer may be the last to know a widget, which must not
        be forgotten, and so destroyed, in another thread than the window's.
        """
        self._pending += 1
        number, box = next(self._ids), [work]
        self._asked[number] = _Asked(box, work, answer)
        future = lane.submit(copy_context().run, _run_boxed, box, progress)
        future.add_done_callback(partial(self._post_done, number))
        return future

    def _post_done(self, number: int, future: "Future[Any]") -> None:
        self._post(partial(self._answer, number, future))

    def _answer(self, number: int, future: "Future[Any]") -> None:
        asked = self._asked.pop(number)
        asked.box.clear()  # of what was cancelled before it began
        if not future.cancelled() and future.exception() is not None:
            self._failed.append(future)  # whose traceback knows the asker
        asked.answer(future)

    def _post(self, answer: Callable[[], None]) -> None:
        self._relay.arrived.emit(answer)

    def _retire(self, key: str) -> None:
        """Begin a new generation of ``key`` and stop what still works for the old one."""
        self._generations[key] = self._generations.get(key, 0) + 1
        old = self._reads.pop(key, None)
        if old is not None:
            future, progress = old
            progress.cancel()
            future.cancel()

    def _answer_read(
        self,
        key: str,
        generation: int,
        on_done: Callable[[Any], object],
        on_error: OnError | None,
        future: "Future[Any]",
    ) -> None:
        try:
            if self._generations[key] == generation:
                self._reads.pop(key, None)
                self._deliver(future, on_done, on_error)
            else:
                self._hear_bug_of_stale(future)
        finally:
            self._settle_one()

    def _answer_write(
        self,
        handle: JobHandle,
        on_done: Callable[[Any], object],
        on_error: OnError | None,
        future: "Future[Any]",
    ) -> None:
        del self._writes[handle.id]
        try:
            self._deliver(future, on_done, on_error)
        finally:
            self.job_finished.emit(handle)
            self._settle_one()

    def _deliver(self, future: "Future[Any]", on_done: Callable[[Any], object], on_error: OnError | None) -> None:
        if future.cancelled():
            return
        error = future.exception()
        if error is None:
            if _is_alive(on_done):
                on_done(future.result())
        elif isinstance(error, AppError):
            self._deliver_error(error, on_error)
        elif not isinstance(error, (Cancelled, CancelledError)):
            self._on_bug(error)

    def _deliver_error(self, error: AppError, on_error: OnError | None) -> None:
        if on_error is None:
            self.error_unhandled.emit(error)
        elif _is_alive(on_error):
            on_error(error)

    def _hear_bug_of_stale(self, future: "Future[Any]") -> None:
        """A stale answer is dropped, a bug in it is not."""
        if future.cancelled():
            return
        error = future.exception()
        if error is not None and not isinstance(error, (AppError, Cancelled, CancelledError)):
            self._on_bug(error)

    def _settle_one(self) -> None:
        self._pending -= 1
        if self._pending == 0:
            self.idle.emit()


def _is_alive(callback: Callable[..., object]) -> bool:
    """False for a method of a widget that Qt has deleted meanwhile: nobody is there to hear the answer."""
    while isinstance(callback, partial):
        callback = callback.func
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)


def _report_bug(error: BaseException) -> None:
    sys.excepthook(type(error), error, error.__traceback__)

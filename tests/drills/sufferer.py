"""Run as a child process: works under a failure and prints the message a person would have been told.

Exit status 0 means that the failure was told as a StorageError and the program could close in order.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

from app.config import DataFolder
from app.context import Context
from app.errors import StorageError
from app.i18n import using_language
from app.services.papers import preview_paper
from app.start import open_context
from tests.databases import file_of
from tests.drills.ground import Ground, lay_ground
from tests.factories import make_agreed_dispatch, make_request

NOBODY = 65534
BALLAST = "ballast"
ROOM = 200_000  # bytes that files may still grow


def save(folder: DataFolder) -> None:
    """Open the folder and save a request, as a person without rights."""
    _give_up_rights()
    context = open_context(folder)
    try:
        _request(context)
    finally:
        context.close()


def fill(folder: DataFolder) -> None:
    """Save large requests until no file may grow, and one more when there is room again."""
    _with_little_room(folder, lambda context: _request(context, "渗漏" * 40_000))


def store(folder: DataFolder) -> None:
    """File more than fits."""
    _with_little_room(folder, lambda context: context.store.put(b"%PDF" * 10_000_000))


def print_paper(folder: DataFolder) -> None:
    """Print a dispatch order."""
    from reports.build import build_paper

    context = open_context(folder, printer=build_paper)
    try:
        preview_paper(context, form_id="service_work_order", record_id=make_agreed_dispatch(context))
    finally:
        context.close()


def _request(context: Context, text: str = "渗漏") -> int:
    return make_request(context, customer_id=Ground.read(context.folder.root).customer, text=text)


def _give_up_rights() -> None:
    """Become nobody where this process is root, whom no permission stops; what is imported later must be known by
    then.
    """
    if sys.platform == "win32" or os.geteuid() != 0:
        return
    with TemporaryDirectory() as place:
        context = open_context(lay_ground(Path(place)))
        _request(context)
        context.close()
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)


def _with_little_room(folder: DataFolder, work: Callable[[Context], object]) -> None:
    """Work until it is refused, then make room and go on. A file ``ballast`` says that the disk itself is small."""
    context, ballast = open_context(folder), folder.root / BALLAST
    told: StorageError | None = None
    try:
        with nullcontext() if ballast.exists() else _limited(file_of(folder).stat().st_size + ROOM):
            for _attempt in range(100):
                work(context)
    except StorageError as error:
        told = error
    ballast.unlink(missing_ok=True)
    _request(context)
    context.close()
    if told is not None:
        raise told


@contextmanager
def _limited(size: int) -> Iterator[None]:
    """Let files of this process grow to ``size`` bytes and no further (POSIX)."""
    if sys.platform == "win32":
        raise RuntimeError("not on Windows")
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


TASKS = {"save": save, "fill": fill, "store": store, "print": print_paper}


def main() -> int:
    """Run the task named and print what was told."""
    task, folder = TASKS[sys.argv[1]], DataFolder(Path(sys.argv[2]))
    with using_language("en"):
        try:
            task(folder)
        except StorageError as error:
            sys.stdout.write(error.message)
            return 0
    sys.stderr.write("nothing was refused")
    return 1


if __name__ == "__main__":
    sys.exit(main())

"""One demo department for all tests that read it, made once per run; whoever changes something works on a copy."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path

from PySide6.QtCore import QLockFile

from app.backup import back_up, restore
from app.clock import FixedClock
from app.config import DataFolder
from app.context import Context
from app.sample_data import fill_demo
from app.start import open_context
from tests.databases import Databases, careless
from tests.factories import ZONE, plain_printer
from tests.servers import KEPT

AT = datetime(2026, 3, 6, 14, 0, tzinfo=ZONE)


@cache
def demo_folder(databases: Databases) -> DataFolder:
    """Return the demo data of this test run; read only. Of the processes of a run the first makes them, under a lock
    that ends with it; the others restore what it kept.
    """
    folder = DataFolder(databases.root / "demo")
    kept = Path(os.environ.get(KEPT) or databases.root) / "demo.aftercare-backup"
    lock = QLockFile(str(kept.with_suffix(".lock")))
    lock.setStaleLockTime(0)  # on a busy machine it takes minutes
    assert lock.lock(), lock.error()
    try:
        if kept.exists():
            restore(kept, folder)
        else:
            _make(folder, kept)
    finally:
        lock.unlock()
    return databases.settle(folder)


def _make(folder: DataFolder, kept: Path) -> None:
    with closing(careless(open_context(folder, printer=plain_printer))) as context:
        fill_demo(context, at=AT)
    back_up(folder, AT, target=folder.root.parent).path.replace(kept)


def demo_copy(databases: Databases, target: Path) -> DataFolder:
    """Return a copy of the demo data that a test may change."""
    return databases.copy(demo_folder(databases), target)


@contextmanager
def demo_context(folder: DataFolder) -> Iterator[Context]:
    """Open demo data at the moment their story ends."""
    with closing(open_context(folder, printer=plain_printer, clock=FixedClock(AT))) as context:
        yield context

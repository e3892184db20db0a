"""One demo department for all tests that read it, made once per run; whoever changes something works on a copy."""

import os
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path

from app.backup import back_up, restore
from app.clock import FixedClock
from app.config import DataFolder
from app.context import Context
from app.sample_data import fill_demo
from app.start import open_context
from tests.databases import Databases
from tests.factories import ZONE, plain_printer
from tests.servers import KEPT

AT = datetime(2026, 3, 6, 14, 0, tzinfo=ZONE)
PATIENCE_SECONDS = 600  # on a busy machine it takes minutes


@cache
def demo_folder(databases: Databases) -> DataFolder:
    """Return the demo data of this test run; read only."""
    folder = DataFolder(databases.root / "demo")
    kept = Path(os.environ.get(KEPT) or databases.root) / "demo.aftercare-backup"
    mark = kept.with_suffix(".begun")
    patience = time.monotonic() + PATIENCE_SECONDS
    while not kept.exists():
        if _is_first(mark):
            return databases.settle(_made(folder, kept, mark))
        if time.monotonic() > patience:
            raise TimeoutError("another process began to make the demo data and did not finish")
        time.sleep(0.05)
    restore(kept, folder)
    return databases.settle(folder)


def _is_first(mark: Path) -> bool:
    """Tell whether nobody else has begun: of the processes of a run, one makes the demo data."""
    try:
        mark.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def _made(folder: DataFolder, kept: Path, mark: Path) -> DataFolder:
    try:
        with closing(open_context(folder, printer=plain_printer)) as context:
            fill_demo(context, at=AT)
        back_up(folder, AT, target=folder.root.parent).path.replace(kept)
    except BaseException:
        mark.unlink()  # whoever waits tries it then
        raise
    return folder


def demo_copy(databases: Databases, target: Path) -> DataFolder:
    """Return a copy of the demo data that a test may change."""
    return databases.copy(demo_folder(databases), target)


@contextmanager
def demo_context(folder: DataFolder) -> Iterator[Context]:
    """Open demo data at the moment their story ends."""
    with closing(open_context(folder, printer=plain_printer, clock=FixedClock(AT))) as context:
        yield context

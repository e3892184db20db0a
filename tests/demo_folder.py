"""One demo department for all tests that read it, made once per run; whoever changes something works on a copy."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from app.clock import FixedClock
from app.config import DataFolder
from app.context import Context
from app.sample_data import fill_demo
from app.start import open_context
from tests.factories import ZONE, plain_printer

AT = datetime(2026, 3, 6, 14, 0, tzinfo=ZONE)


@cache
def made_demo(root: Path) -> DataFolder:
    """Return the folder that was filled below ``root`` once."""
    folder = DataFolder(Path(mkdtemp(dir=root)))
    with closing(open_context(folder, printer=plain_printer)) as context:
        fill_demo(context, at=AT)
    return folder


def demo_folder(factory: pytest.TempPathFactory) -> DataFolder:
    """Return the demo data of this test run; read only."""
    return made_demo(factory.getbasetemp())


def demo_copy(factory: pytest.TempPathFactory, target: Path) -> DataFolder:
    """Return a copy of the demo data that a test may change."""
    shutil.copytree(demo_folder(factory).root, target, dirs_exist_ok=True)
    return DataFolder(target)


@contextmanager
def demo_context(folder: DataFolder) -> Iterator[Context]:
    """Open demo data at the moment their story ends."""
    with closing(open_context(folder, printer=plain_printer, clock=FixedClock(AT))) as context:
        yield context

"""A backup of the whole data, against copying the same bytes and one pass of SHA-256 over them."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from app.backup import back_up
from app.config import DataFolder
from tests.bench.bulk import END
from tests.bench.measuring import Figure, compare, timed
from tests.databases import file_of

GOAL = 1.5
BLOCK = 1 << 20


def run(folder: DataFolder, runs: int = 3) -> Iterator[Figure]:
    """Measure on the disk that holds the data."""
    with TemporaryDirectory(dir=folder.root) as place:
        target = Path(place)
        value, reference = compare(
            timed(lambda: _backup(folder, target)), timed(lambda: _copy(folder, target)), runs, warm=1
        )
    size = sum(path.stat().st_size for path in _files(folder)) / 1e6
    yield Figure(f"backup of {size:.0f} MB", value, reference, GOAL)


def _backup(folder: DataFolder, target: Path) -> None:
    back_up(folder, END, target=target).path.unlink()


def _files(folder: DataFolder) -> list[Path]:
    return [file_of(folder), *sorted(path for path in folder.files.rglob("*") if path.is_file())]


def _copy(folder: DataFolder, target: Path) -> None:
    digest, copy = hashlib.sha256(), target / "copy"
    with copy.open("wb") as sink:
        for path in _files(folder):
            with path.open("rb") as source:
                shutil.copyfileobj(source, sink, BLOCK)
        sink.flush()
        os.fsync(sink.fileno())
    with copy.open("rb") as source:
        while block := source.read(BLOCK):
            digest.update(block)
    copy.unlink()

"""From the start of the process to the first painted table, against a bare window of the same ingredients."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator

from app.config import DataFolder
from app.resources import resource_path
from tests.bench.measuring import Figure, compare

GOAL = 1.5


def run(folder: DataFolder, runs: int = 7, warm: int = 1) -> Iterator[Figure]:
    """Measure whole processes; the first turn warms the disk's cache and does not count."""
    _taken, line = _child("start_program", "", str(folder.root))
    modules = json.dumps(json.loads(line)) + "\n"
    value, reference = compare(
        lambda: _child("start_program", "", str(folder.root))[0],
        lambda: _child("start_reference", modules)[0],
        runs,
        warm=warm,
    )
    yield Figure("start to first painted table", value, reference, GOAL)


def _child(name: str, said: str, *arguments: str) -> tuple[float, str]:
    """Run a child of this package; return the seconds until its first line, and that line."""
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", f"tests.bench.{name}", *arguments],
        cwd=resource_path().parent, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(said)
        process.stdin.close()
        line = process.stdout.readline()
        taken = time.perf_counter() - began
        process.stdout.read()
    if process.returncode != 0 or not line:
        raise RuntimeError(f"{name} ended with {process.returncode}")
    return taken, line

"""Killed at a random moment: what a child acknowledged after its commit is there, and everything is whole.

A kill ends the process, not the machine: it proves that no commit is told too early and that a torn transaction is
taken back, and says nothing of what a disk does when the power goes.
"""

import random
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread

from app.config import DataFolder
from app.resources import resource_path
from app.start import open_context
from tests.drills.checks import expect, wounds
from tests.drills.facts import Fact, facts_in, lost
from tests.drills.ground import lay_ground

LANES = 2  # data folders in which children are killed side by side
CHECK_EVERY = 10  # kills between two full checks of a folder; each kill's own facts are looked up at once
LONGEST_LIFE = 1.2  # seconds from the first word to the kill
LONGEST_STORING = 0.12
DAYS = 60  # of travelling that belong to one child
Tell = Callable[[str], None]


def kill_drill(place: Path, kills: int, tell: Tell) -> str:
    """Kill ``kills`` children in all and return what was counted; DrillError for anything lost or torn."""
    shares = [kills // LANES + (lane < kills % LANES) for lane in range(LANES)]
    folders = [lay_ground(place / f"lane{lane}") for lane in range(LANES)]
    with ThreadPoolExecutor(LANES) as pool:
        lanes = [pool.submit(_lane, folders[lane], lane, share, tell) for lane, share in enumerate(shares)]
        said = sum(lane.result() for lane in lanes)
    return f"{kills} kills, {said} acknowledged steps all there, 0 torn (this proves the process, not the disk)"


def _lane(folder: DataFolder, lane: int, kills: int, tell: Tell) -> int:
    rng = random.Random(lane)
    everything: list[Fact] = []
    for number in range(1, kills + 1):
        name = f"{'abcdefgh'[lane]}{number}"
        facts = facts_in(_killed_child(folder, name, number * DAYS, rng))
        everything += facts
        if number % CHECK_EVERY == 0 or number == kills:
            _look(folder, everything, name, whole=True)
            tell(f"lane {lane}: {number} of {kills} kills, {len(everything)} acknowledged steps")
        else:
            _look(folder, facts, name, whole=False)
    return len(everything)


def _look(folder: DataFolder, facts: list[Fact], name: str, *, whole: bool) -> None:
    context = open_context(folder)
    try:
        found = lost(context, facts) + (wounds(context) if whole else [])
    finally:
        context.close()
    expect(not found, f"after killing {name}: " + "; ".join(found[:5]))


def _killed_child(folder: DataFolder, name: str, first_day: int, rng: random.Random) -> list[str]:
    """Start a child, kill it at a random moment, one in three while it stores a file; return what it said."""
    stores = rng.random() < 1 / 3
    arguments = [str(folder.root), name, "--first-day", str(first_day), *(["--stores"] if stores else [])]
    lines: list[str] = []
    with subprocess.Popen(
        [sys.executable, "-m", "tests.drills.worker", *arguments],
        cwd=resource_path().parent, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    ) as child:  # fmt: skip
        reader = Thread(target=_read, args=(child, lines))
        reader.start()
        _wait(child, lines, lambda: len(lines) > 0)
        if stores:
            _wait(child, lines, lambda: any("storing" in line for line in lines[-1:]))
        time.sleep(rng.random() * (LONGEST_STORING if stores else LONGEST_LIFE))
        expect(child.poll() is None, f"{name} ended by itself with {child.returncode}")
        child.kill()
        reader.join()
    return lines


def _read(child: "subprocess.Popen[str]", lines: list[str]) -> None:
    if child.stdout is not None:
        lines.extend(child.stdout)


def _wait(child: "subprocess.Popen[str]", lines: list[str], seen: Callable[[], bool]) -> None:
    while not seen():
        expect(child.poll() is None, f"a child ended by itself with {child.returncode} after {lines[-1:]}")
        time.sleep(0.002)

"""``python -m tests.drills``: runs every drill, prints what was counted; exit status 1 after any failure."""

import argparse
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.drills.checks import DrillError
from tests.drills.desks import desks_on_file, desks_on_server
from tests.drills.failures import FAILURES
from tests.drills.kill import kill_drill

KILLS, OPERATIONS = 200, 200
Drill = Callable[[Path], str]


def main(arguments: list[str] | None = None) -> int:
    """Run what was asked for."""
    chosen = _parser().parse_args(arguments)
    drills: dict[str, Drill] = {
        **FAILURES,
        "desks": partial(desks_on_file, operations=chosen.operations),
        "desks_on_server": partial(desks_on_server, operations=chosen.operations),
        "kill": partial(kill_drill, kills=chosen.kills, tell=_tell),
    }
    failed = 0
    for name, drill in drills.items():
        if chosen.only in (None, name):
            failed += not run(name, drill)
    print(f"# {failed} drills failed")
    return 1 if failed else 0


def run(name: str, drill: Drill) -> bool:
    """Run one drill in a folder of its own and print how it ended."""
    began = time.perf_counter()
    with TemporaryDirectory(prefix=f"drill-{name}-", ignore_cleanup_errors=True) as place:
        try:
            said, held = drill(Path(place)), True
        except DrillError as error:
            said, held = str(error), False
    seconds = time.perf_counter() - began
    print(f"{name:<16} {'OK' if held else 'FAILED':<7} {seconds:6.1f} s  {said}", flush=True)
    return held


def _tell(said: str) -> None:
    print(f"# {said}", flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.drills")
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--operations", type=int, default=OPERATIONS, help="per process in the drill of several desks")
    parser.add_argument("--only", choices=[*FAILURES, "desks", "desks_on_server", "kill"])
    return parser


if __name__ == "__main__":
    sys.exit(main())

"""``python -m tests.bench``: prints ``name value reference ratio goal`` a figure; exit status 1 after a MISS."""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import copies, detail, growth, importing, letters, lists, money, paper, saving, search, start, today
from tests.bench.bulk import bulk_folder
from tests.bench.measuring import Figure
from tests.bench.scale import BY_NAME

Bench = Callable[..., Iterator[Figure]]
BENCHES: dict[str, Bench] = {
    "start": start.run,
    "lists": lists.run,
    "today": today.run,
    "money": money.run,
    "detail": detail.run,
    "saving": saving.run,
    "paper": paper.run,
    "letters": letters.run,
    "search": search.run,
    "import": importing.run,
    "backup": copies.run,
}


def main(arguments: list[str] | None = None) -> int:
    """Run what was asked for on data of the scale asked for."""
    chosen = _parser().parse_args(arguments)
    print(f"{'# figure':<46} {'value':>12} {'reference':>12} {'ratio':>6}   goal")
    missed = 0
    for figure in _figures(chosen):
        print(figure.line(), flush=True)
        missed += not figure.ok
    print(f"# {missed} missed; shared machine, compare ratios only")
    return 1 if missed else 0


def _figures(chosen: argparse.Namespace) -> Iterator[Figure]:
    runs = {} if chosen.runs is None else {"runs": chosen.runs}
    if chosen.only != "million":
        folder = bulk_folder(BY_NAME[chosen.scale], chosen.data)
        for name, bench in BENCHES.items():
            if chosen.only in (None, name):
                yield from bench(folder, **runs)
    if chosen.million or chosen.only == "million":
        yield from growth.run(chosen.data, **runs)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--scale", choices=sorted(BY_NAME), default="full")
    parser.add_argument("--only", choices=[*BENCHES, "million"])
    parser.add_argument("--data", type=Path, help="where the data folders are made and kept")
    parser.add_argument("--runs", type=int, help="how often each figure is measured")
    parser.add_argument("--million", action="store_true", help="also lists of 1 000 000 requests (minutes to make)")
    return parser


if __name__ == "__main__":
    sys.exit(main())

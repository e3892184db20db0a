"""A million requests: pages and searches take little longer than with ten thousand. Asked for by ``--million``."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from app.config import DataFolder
from tests.bench import search
from tests.bench.bulk import bulk_folder
from tests.bench.lists import FILTERS, NEWEST, SORTS, from_other, sorted_from_other
from tests.bench.measuring import Figure, compare
from tests.bench.scale import MILLION, TEN_THOUSAND, Scale
from tests.bench.window import open_page

GOAL = 1.3


def run(
    base: Path | None,
    runs: int = 7,
    large: Scale = MILLION,
    small: Scale = TEN_THOUSAND,
    keys: Sequence[str] = tuple(SORTS),
) -> Iterator[Figure]:
    """Measure every filter and the sortable columns on both folders in turns."""
    folders: list[DataFolder] = [bulk_folder(scale, base) for scale in (large, small)]
    with ExitStack() as stack:
        many, few = (stack.enter_context(open_page(folder)) for folder in folders)
        for name, state in FILTERS.items():
            value, reference = compare(partial(from_other, many, state), partial(from_other, few, state), runs)
            yield Figure(f"{large.name}: {name}", value, reference, GOAL)
        for page in (many, few):
            page.filter(NEWEST)
        for key in keys:
            for descending in (True, False):
                value, reference = compare(
                    partial(sorted_from_other, many, key, descending),
                    partial(sorted_from_other, few, key, descending),
                    runs,
                )
                yield Figure(f"{large.name}: by {key} {'desc' if descending else 'asc'}", value, reference, GOAL)
    yield search.growth(folders[0], folders[1], large.name, max(1, runs // 3))

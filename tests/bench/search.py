"""From a keystroke in a picker to its results, over all records."""

import statistics
from collections.abc import Iterator
from functools import partial

from app.clock import FixedClock
from app.config import DataFolder
from app.context import Context
from app.queries.search import pick
from app.start import open_context
from models.enums import RecordKind
from tests.bench.bulk import END
from tests.bench.bulk_texts import COMMON_WORD, NO_WORD, RARE_WORD
from tests.bench.measuring import Figure, timed

MOST_SECONDS = 0.050
TYPED = ("宁波清源化工", "huadong", "nbqyhg", "SR-2020-0148", "0148", COMMON_WORD, RARE_WORD, NO_WORD, "zzqx", "s", "1")
KINDS = (RecordKind.CUSTOMER, RecordKind.SITE, RecordKind.PROJECT, RecordKind.EQUIPMENT, RecordKind.REQUEST)


def run(folder: DataFolder, runs: int = 2) -> Iterator[Figure]:
    """Type every text letter by letter into the pickers of every kind."""
    context = open_context(folder, clock=FixedClock(END))
    try:
        times = keystrokes(context, runs)
    finally:
        context.close()
    yield Figure("search: keystroke, p95", statistics.quantiles(times, n=20)[-1], None, MOST_SECONDS)


def keystrokes(context: Context, runs: int) -> list[float]:
    """Return the seconds of every keystroke."""
    asked = [(kind, text[:end]) for text in TYPED for end in range(1, len(text) + 1) for kind in KINDS]
    for kind in KINDS:
        pick(context, kind, "a")
    return [timed(partial(pick, context, kind, words))() for _run in range(runs) for kind, words in asked]

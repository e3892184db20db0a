"""From a keystroke to its results: in the pickers of forms, and in the one box over all records."""

import statistics
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial

from app.clock import FixedClock
from app.config import DataFolder
from app.context import Context
from app.queries.everywhere import search_everywhere
from app.queries.search import pick
from app.start import open_context
from models.enums import RecordKind
from tests.bench.bulk import END
from tests.bench.bulk_texts import COMMON_WORD, NO_WORD, RARE_WORD
from tests.bench.measuring import Figure, compare, timed

MOST_SECONDS = 0.050
GROWTH = 1.3
TYPED = ("宁波清源化工", "huadong", "nbqyhg", "SR-2020-0148", "0148", COMMON_WORD, RARE_WORD, NO_WORD, "zzqx", "s", "1")
EVERYWHERE = (
    *TYPED, "泵", "水", "工", "公司", "sr20200148", "2020", "0574-8612", "138 0000 01", "xunhuanshuibeng", "jxmf",
    "宁波 泵 周敏", "循环水站 密封", "清源化工 sr-2020", "滨江大道 1288",
)  # fmt: skip
KINDS = (RecordKind.CUSTOMER, RecordKind.SITE, RecordKind.PROJECT, RecordKind.EQUIPMENT, RecordKind.REQUEST)
Keystroke = Callable[[], object]


def run(folder: DataFolder, runs: int = 2) -> Iterator[Figure]:
    """Type every text letter by letter into the pickers of every kind, then into the box over everything."""
    with closing(open_desk(folder)) as context:
        for name, keystrokes in (
            ("search", picker_keystrokes(context)),
            ("search everywhere", box_keystrokes(context)),
        ):
            times = [timed(keystroke)() for _run in range(runs) for keystroke in keystrokes]
            yield Figure(f"{name}: keystroke, p95", statistics.quantiles(times, n=20)[-1], None, MOST_SECONDS)


def growth(large: DataFolder, small: DataFolder, name: str, runs: int = 2) -> Figure:
    """Type the same into the box over few and over many records; the figure is the mean of a keystroke."""
    with closing(open_desk(large)) as many, closing(open_desk(small)) as few:
        typed = [timed(partial(_all, box_keystrokes(context))) for context in (many, few)]
        value, reference = compare(typed[0], typed[1], runs)
        strokes = len(box_keystrokes(few))
        return Figure(f"{name}: search everywhere", value / strokes, reference / strokes, GROWTH)


def open_desk(folder: DataFolder) -> Context:
    """Return a desk whose first search, which compiles the statements, is over."""
    context = open_context(folder, clock=FixedClock(END))
    for kind in KINDS:
        pick(context, kind, "a")
    search_everywhere(context, "泵 a")
    return context


def picker_keystrokes(context: Context) -> list[Keystroke]:
    """Return what every keystroke in the pickers asks."""
    return [partial(pick, context, kind, words) for words in _typed(TYPED) for kind in KINDS]


def box_keystrokes(context: Context) -> list[Keystroke]:
    """Return what every keystroke in the box asks."""
    return [partial(search_everywhere, context, words) for words in _typed(EVERYWHERE)]


def _typed(texts: tuple[str, ...]) -> Iterator[str]:
    return (text[:end] for text in texts for end in range(1, len(text) + 1))


def _all(keystrokes: list[Keystroke]) -> None:
    for keystroke in keystrokes:
        keystroke()

"""Many letters in one go, each filed as its own file and all in one print file, against as many letters one by one.

What is measured is what the window does for each paper, without its event loop; memory is that of the whole process
over what it had when the fonts were loaded and some letters printed.
"""

import gc
import statistics
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from io import FileIO
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from app.clock import FixedClock
from app.config import DataFolder
from app.context import Context
from app.services.papers import issue_paper
from app.services.setup import set_up
from app.start import open_context
from models.enums import LetterKind
from reports.build import build_paper
from reports.print_file import SharedPrintFile
from tests.bench.bulk_texts import customer_name
from tests.bench.measuring import Figure, timed
from tests.factories import FRIDAY
from tests.letter_paper_factories import issued, make_debtor, make_letter
from ui.dialogs.printing.batch_run import BatchPaper, issue_into

GOAL, MOST_MEMORY = 1.4, 50.0  # MB
FORM, LANGUAGE = "letter", "zh_CN"
LETTERS, ALONE, WARM = 1000, 50, 20
PER_CUSTOMER = 5
MEGABYTE = 1e6


def run(_folder: DataFolder, runs: int = ALONE, letters: int = LETTERS) -> Iterator[Figure]:
    """Measure in a folder of its own; between the parts of the batch, ``runs`` of them, a letter is printed alone."""
    with TemporaryDirectory() as place:
        folder = DataFolder(Path(place))
        with closing(open_context(folder, clock=FixedClock(FRIDAY), printer=build_paper)) as context:
            set_up(context, company_name="江南清源水务工程有限公司")
            ids = letters_of(context, letters + runs + WARM)
            for _time in range(WARM):  # the fonts are loaded, and what a desk keeps of what it read
                _alone(context, ids.pop())
            memory, file, value, alone = _Memory(), SharedPrintFile("letters"), 0.0, []
            for part in range(runs):
                batch = ids[part:letters:runs]
                value += timed(partial(_issue, context, file, batch, memory.look))()
                alone.append(timed(lambda: _alone(context, ids.pop()))())
            value += timed(lambda: _write(file, Path(place) / "all.pdf", memory.look))()
    yield Figure(f"{letters} letters filed, and one print file", value, statistics.mean(alone) * letters, GOAL)
    yield Figure(f"{letters} letters: memory over fonts", round(memory.most, 1), None, MOST_MEMORY, unit="MB")


def letters_of(context: Context, count: int) -> list[int]:
    """Return the ids of so many issued letters, not printed yet, to some customers."""
    ids: list[int] = []
    while len(ids) < count:
        debtor = make_debtor(context, name=customer_name(len(ids))[0])
        ids += [issued(context, make_letter(context, debtor, LetterKind.DUNNING_1)) for _time in range(PER_CUSTOMER)]
    return ids


def _alone(context: Context, letter: int) -> None:
    issue_paper(context, form_id=FORM, record_id=letter, language=LANGUAGE)


def _issue(context: Context, file: SharedPrintFile, ids: list[int], look: Callable[[], None]) -> None:
    for letter in ids:
        result = issue_into(context, file, BatchPaper(FORM, letter), LANGUAGE)
        if not result.is_issued or result.broken is not None:
            raise ValueError(result.why)
        look()


def _write(file: SharedPrintFile, target: Path, look: Callable[[], None]) -> None:
    with _Watched(target, look) as stream:
        file.write(stream)


class _Memory:
    """The most that the process had at once, in MB over what it had in the beginning."""

    def __init__(self) -> None:
        gc.collect()
        self._process = psutil.Process()
        self._base = self._process.memory_info().rss
        self.most = 0.0

    def look(self) -> None:
        """Look how much it is now."""
        self.most = max(self.most, (self._process.memory_info().rss - self._base) / MEGABYTE)


class _Watched(FileIO):
    """A file that looks at the memory whenever a piece goes out."""

    def __init__(self, target: Path, look: Callable[[], None]) -> None:
        super().__init__(target, "wb")
        self._look = look

    def write(self, piece: bytes) -> int:  # type: ignore[override]
        """Write a piece."""
        self._look()
        return super().write(piece)

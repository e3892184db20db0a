"""What one test has made, the next one is given: rows put back in a millisecond instead of services taken once more.

Most of a test's time went into making, step by step, the same customer, project and request as the test before. A
function marked ``remembered`` really makes its records the first two times it is asked for them; from then on the rows
are put back as they were, where everything is as it was the first time: the database (nobody but remembered functions
has written since the start of the test), what is asked for, who asks, when, in which language, and who prints. The
files they have filed come back with the rows. Otherwise, and whenever it cannot be told, they are made. Whoever listens
for changes is told as if they had been made.
"""

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from inspect import isfunction
from pathlib import Path
from shutil import rmtree
from threading import current_thread, main_thread
from typing import Any, Concatenate, ParamSpec, TypeVar

from app.changes import Change
from app.config import DataFolder
from app.context import Context
from app.i18n import current_language
from app.papers.content import Printer
from tests.shelves import Shelf

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
MOST_KEPT = 200  # stands of the database, less than a megabyte each
OFTEN_ENOUGH = 2  # what is made once only is not worth keeping
Stand = tuple[str, ...]  # the calls that led there from the start


@dataclass(frozen=True, slots=True)
class Kept:
    """What a call left behind: rows, files, result, and what those who watch are told."""

    rows: Any
    files: Mapping[Path, bytes]
    result: Any
    changes: tuple[Change, ...]
    hashes: tuple[str, ...]


class Memory:
    """What was made in one data folder, from its start on.

    What is made may begin with something that is remembered itself: a request with its customer.
    """

    def __init__(self, folder: DataFolder, shelf: Shelf) -> None:
        self.folder = folder
        self._shelf = shelf
        self._start = shelf.take()
        self._kept: OrderedDict[Stand, Kept] = OrderedDict()
        self._made: Counter[Stand] = Counter()
        self._stand: Stand | None = None  # None: nobody knows
        self._mark: object = None

    def start_again(self) -> None:
        """Bring the folder back to what it was at the start, whoever has it open."""
        self._shelf.put_back(self._start)
        for inside in (self.folder.files, self.folder.backups):
            rmtree(inside, ignore_errors=True)
        self._stand, self._mark = (), self._shelf.mark()

    def give(self, context: Context, asked: str, make: Callable[[], Result]) -> Result:
        """Return the result of ``make`` in the folder it is asked for in, made now or given back."""
        printer = _name_of(context.printer)
        if self._stand is None or self._shelf.mark() != self._mark or printer is None:
            self._stand = None
            return make()
        stand = (*self._stand, f"{asked} {context.actor} {context.clock.now()} {current_language()} {printer}")
        kept = self._kept.get(stand)
        if kept is None:
            result = self._make(context, stand, make)
        else:
            self._kept.move_to_end(stand)
            result = self._give_back(context, kept)
        self._stand, self._mark = stand, self._shelf.mark()
        return result

    def _make(self, context: Context, stand: Stand, make: Callable[[], Result]) -> Result:
        self._made[stand] += 1
        if self._made[stand] < OFTEN_ENOUGH:
            return make()
        changes: list[Change] = []
        entries = self._shelf.entries_after(0)
        stop = context.changes.subscribe(changes.append)
        try:
            result = make()
        finally:
            stop()
        hashes = tuple(entry for _id, entry in self._shelf.entries_after(entries[-1][0]))
        self._kept[stand] = Kept(self._shelf.take(), self._files(), result, tuple(changes), hashes)
        if len(self._kept) > MOST_KEPT:
            self._shelf.forget(self._kept.popitem(last=False)[1].rows)
        return result

    def _give_back(self, context: Context, kept: Kept) -> Any:
        for entry in kept.hashes:
            context.own_writes.note(entry)
        for name, content in kept.files.items():
            (self.folder.files / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder.files / name).write_bytes(content)
        self._shelf.put_back(kept.rows)
        for change in kept.changes:
            context.changes.publish(change)
        return kept.result

    def _files(self) -> Mapping[Path, bytes]:
        inside = self.folder.files
        return {path.relative_to(inside): path.read_bytes() for path in inside.rglob("*") if path.is_file()}


def _name_of(printer: Printer | None) -> str | None:
    """Return what a printer is called; None for one that a test has made for itself and asks afterwards."""
    if printer is None:
        return ""
    is_known = isfunction(printer) and "<" not in printer.__qualname__
    return f"{printer.__module__}.{printer.__qualname__}" if is_known else None


_now: list[Memory] = []  # the memory of the test that runs


@contextmanager
def remembering(memory: Memory) -> Iterator[None]:
    """Meanwhile, what is made in this memory's folder is remembered in it."""
    _now.append(memory)
    try:
        yield
    finally:
        _now.remove(memory)


def remembered(
    make: Callable[Concatenate[Context, Arguments], Result],
) -> Callable[Concatenate[Context, Arguments], Result]:
    """Mark a function that makes records and returns an id, a text or nothing."""

    @wraps(make)
    def give(context: Context, /, *args: Arguments.args, **fields: Arguments.kwargs) -> Result:
        for memory in _now:
            if memory.folder == context.folder and current_thread() is main_thread():
                asked = f"{make.__module__}.{make.__qualname__} {args} {sorted(fields.items())}"
                return memory.give(context, asked, lambda: make(context, *args, **fields))
        return make(context, *args, **fields)

    return give

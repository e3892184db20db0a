"""A list of people to page through: what a query would answer, in memory."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from app.i18n import N_
from app.queries.lists.paging import Cursor, Page, PageRequest, Sort
from ui.table.column import Badge, Column, Tone
from ui.table.row_model import RowTableModel, Wish

BY_NUMBER = Sort("number", descending=False)


@dataclass(frozen=True, slots=True)
class Person:
    """One row."""

    id: int
    name: str
    late: bool = False


COLUMNS: tuple[Column[Person], ...] = (
    Column(key="number", title=N_("Number"), value=lambda row: f"{row.id:05}", sort_key="number"),
    Column(key="name", title=N_("Name"), value=lambda row: row.name, sort_key="name", stretch=True),
    Column(
        key="state",
        title=N_("State"),
        value=lambda row: "late" if row.late else "",
        badge=lambda row: Badge("Late", Tone.OVERDUE) if row.late else None,
        tooltip=lambda row: f"about {row.name}",
    ),
)


class People:
    """A table of people, sorted by id; ``fetch`` pages through it like a query does."""

    def __init__(self, count: int) -> None:
        self.ids = list(range(1, count + 1))
        self.late: set[int] = set()
        self.asked: list[PageRequest] = []

    def fetch(self, request: PageRequest) -> Page[Person]:
        """Return a page; the filter is a text the name must hold."""
        self.asked.append(request)
        text = getattr(request.filter, "text", request.filter) or ""
        ids = [number for number in self.ids if text in f"Person {number}"]
        if request.sort.descending:
            return self._descending(ids, request)
        return self._page(ids, *self._bounds(ids, request))

    def _bounds(self, ids: Sequence[int], request: PageRequest) -> tuple[int, int]:
        if request.backwards:
            end = len(ids) if request.cursor is None else bisect_left(ids, request.cursor.id)
            return max(0, end - request.limit), end
        start = 0 if request.cursor is None else bisect_right(ids, request.cursor.id)
        return start, min(len(ids), start + request.limit)

    def _descending(self, ids: Sequence[int], request: PageRequest) -> Page[Person]:
        mirrored = [-number for number in reversed(ids)]
        cursor = None if request.cursor is None else Cursor(None, -request.cursor.id)
        request = PageRequest(request.filter, request.sort, cursor, request.backwards, limit=request.limit)
        start, end = self._bounds(mirrored, request)
        return self._page([-number for number in mirrored], start, end)

    def _page(self, ids: Sequence[int], start: int, end: int) -> Page[Person]:
        rows = tuple(Person(number, f"Person {number}", number in self.late) for number in ids[start:end])
        if not rows:
            return Page((), None, None)
        before = Cursor(None, rows[0].id) if start > 0 else None
        after = Cursor(None, rows[-1].id) if end < len(ids) else None
        return Page(rows, before, after)


def answer_at_once(model: RowTableModel[Person], people: People) -> None:
    """Answer every wish of a model the moment it is spoken, as a very quick read lane would."""

    def answer(wish: Wish) -> None:
        page = people.fetch(wish.request)
        model.take(wish, [(wish.request, page)])

    model.page_wanted.connect(answer)

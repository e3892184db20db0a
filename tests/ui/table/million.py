"""A million people that nobody holds in memory: rows are made as a keyset query would find them."""

from app.queries.lists.paging import Cursor, Page, PageRequest
from tests.ui.table.people import Person

COUNT = 1_000_000


class Million:
    """People numbered from 1, ordered by number either way; ``fetch`` pages like a query, ``count`` counts."""

    def __init__(self, count: int = COUNT) -> None:
        self.size = count
        self.asked: list[PageRequest] = []

    def count(self, _filter: object) -> int:
        """Return how many there are."""
        return self.size

    def fetch(self, request: PageRequest) -> Page[Person]:
        """Return the page asked for."""
        self.asked.append(request)
        step = -1 if request.sort.descending else 1
        first, last = (1, self.size) if step > 0 else (self.size, 1)
        if request.backwards:
            end = last if request.cursor is None else request.cursor.id - step
            begin = max(first * step, (end - step * (request.limit - 1)) * step) * step
        else:
            begin = first if request.cursor is None else request.cursor.id + step
            end = min(last * step, (begin + step * (request.limit - 1)) * step) * step
        rows = tuple(Person(number, f"Person {number}") for number in range(begin, end + step, step))
        if not rows:
            return Page((), None, None)
        before = None if rows[0].id == first else Cursor(None, rows[0].id)
        after = None if rows[-1].id == last else Cursor(None, rows[-1].id)
        return Page(rows, before, after)

"""What a person selected in a list (decision 14), as a value that copying, printing, exporting and batches are given.

A list of a million rows is never read to say "all of these": the filter says it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeVar

from app.queries.lists.paging import Page, PageRequest, Sort

READ_ROWS = 1_000


class _HasId(Protocol):
    @property
    def id(self) -> int: ...


RowT = TypeVar("RowT", bound=_HasId)


@dataclass(frozen=True, slots=True)
class Selection:
    """Single records by id or, with ``all_matching``, all that ``filter`` shows but those ``excluded``.

    ``filter`` and ``sort`` are those of the list it was made in; ``sort`` is None before a list was shown.
    """

    ids: frozenset[int] = field(default_factory=frozenset)
    all_matching: bool = False
    excluded: frozenset[int] = field(default_factory=frozenset)
    filter: Any = None
    sort: Sort | None = None

    def __contains__(self, record_id: int) -> bool:
        return record_id not in self.excluded if self.all_matching else record_id in self.ids

    @property
    def is_empty(self) -> bool:
        """True when nothing is selected."""
        return not self.all_matching and not self.ids

    @property
    def is_several(self) -> bool:
        """True when more than one record may be meant."""
        return self.all_matching or len(self.ids) > 1

    @property
    def only_id(self) -> int | None:
        """The one record selected, None when there are none or several."""
        return next(iter(self.ids)) if len(self.ids) == 1 and not self.all_matching else None

    def size(self, matching: int | None) -> int | None:
        """Return how many records are meant; ``matching`` is how many the filter shows, None while nobody knows."""
        if not self.all_matching:
            return len(self.ids)
        return None if matching is None else max(0, matching - len(self.excluded))


def read_selected(fetch: Callable[[PageRequest], Page[RowT]], selection: Selection) -> Iterator[tuple[RowT, ...]]:
    """Yield the rows of a selection in the order of its list, page by page (empty tuples for pages without one).

    Reading ends with the list, or as soon as every single record was found. ValueError for a selection without order.
    """
    if selection.sort is None:
        raise ValueError("a selection is read in the order of a list")
    missing = set(selection.ids)
    request = PageRequest(selection.filter, selection.sort, limit=READ_ROWS)
    while selection.all_matching or missing:
        page = fetch(request)
        rows = tuple(row for row in page.rows if row.id in selection)
        missing.difference_update(row.id for row in rows)
        yield rows
        if page.after is None:
            return
        request = replace(request, cursor=page.after)

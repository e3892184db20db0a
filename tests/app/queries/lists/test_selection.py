"""What is selected as a value, and reading it back in the order of its list."""

import pytest

from app.queries.lists.paging import Cursor, Page, PageRequest, Sort
from app.queries.lists.selection import Selection, read_selected
from tests.ui.table.people import Person

BY_NUMBER = Sort("number", descending=False)


class Pages:
    """Persons 1 to 10, three a page whatever is asked."""

    def __init__(self) -> None:
        self.asked: list[PageRequest] = []

    def fetch(self, request: PageRequest) -> Page[Person]:
        """Return the page behind the cursor."""
        self.asked.append(request)
        first = 1 if request.cursor is None else request.cursor.id + 1
        rows = tuple(Person(number, "") for number in range(first, min(first + 3, 11)))
        return Page(rows, None, Cursor(None, rows[-1].id) if rows and rows[-1].id < 10 else None)


def read(pages: Pages, selection: Selection) -> list[int]:
    """Return the ids read."""
    return [row.id for rows in read_selected(pages.fetch, selection) for row in rows]


def test_all_that_match_but_some() -> None:
    pages = Pages()
    assert read(pages, Selection(all_matching=True, excluded=frozenset({2, 9}), filter="f", sort=BY_NUMBER)) == [
        1, 3, 4, 5, 6, 7, 8, 10,
    ]  # fmt: skip
    assert {request.filter for request in pages.asked} == {"f"}


def test_reading_single_records_ends_with_the_last_of_them() -> None:
    pages = Pages()
    assert read(pages, Selection(frozenset({5, 2}), sort=BY_NUMBER)) == [2, 5]
    assert len(pages.asked) == 2


def test_a_record_that_is_gone_is_looked_for_to_the_end() -> None:
    assert read(Pages(), Selection(frozenset({5, 99}), sort=BY_NUMBER)) == [5]


def test_nothing_selected_reads_nothing() -> None:
    pages = Pages()
    assert read(pages, Selection(sort=BY_NUMBER)) == []
    assert pages.asked == []


def test_a_selection_without_a_list_cannot_be_read() -> None:
    with pytest.raises(ValueError, match="order"):
        read(Pages(), Selection(frozenset({1})))


def test_what_a_selection_says_of_itself() -> None:
    one, two = Selection(frozenset({7})), Selection(frozenset({7, 8}))
    everything = Selection(all_matching=True, excluded=frozenset({3}))
    assert (one.only_id, two.only_id, everything.only_id) == (7, None, None)
    assert (one.is_several, two.is_several, everything.is_several) == (False, True, True)
    assert (one.size(None), two.size(99), everything.size(None), everything.size(10)) == (1, 2, None, 9)
    assert (7 in one, 9 in one, 9 in everything, 3 in everything) == (True, False, True, False)
    assert Selection().is_empty

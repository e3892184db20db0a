"""From the filter signal to the first painted page, against the same page by raw sqlite3 and one frame."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from app.config import DataFolder
from app.queries.lists.paging import FEW_HITS
from app.rules.searching import match_query
from tests.bench.bulk_texts import COMMON_WORD, NO_WORD, RARE_WORD
from tests.bench.measuring import FRAME, Figure, Timed, compare, timed
from tests.bench.raw import raw_connection
from tests.bench.window import OpenPage, open_page
from tests.databases import file_of
from ui.table.filter_bar import FilterState

GOAL = 1.5
ROWS = 101  # a page and the row that tells of a next one
COLUMNS = (
    "record.id, record.number, request.received_at, owner.short_name, plant.title, record.title, request.severity, "
    "request.confirmed_class, request.proposed_class, record.state, request.owner_name, request.received_by, "
    "record.due_at, record.due_kind"
)
JOINS = (
    "JOIN request ON request.id = record.id LEFT JOIN customer owner ON owner.id = record.customer_id "
    "LEFT JOIN record plant ON plant.id = record.project_id"
)
SORTS = {
    "number": "record.number",
    "received_at": "record.sort_at",
    "customer": "record.sort_customer",
    "project": "record.sort_project",
    "title": "record.sort_title",
    "severity": "request.severity",
    "service_class": "request.confirmed_class",
    "due_at": "record.due_at",
}
OPEN = "record.state IN ('registered', 'analysed', 'classed', 'in_hand')"
NEWEST = FilterState()
FILTERS = {
    "newest": NEWEST,
    "chip open": FilterState(chips=frozenset({"open"})),
    "chip finished": FilterState(chips=frozenset({"finished"})),
    "common word": FilterState(COMMON_WORD),
    "rare word": FilterState(RARE_WORD),
    "no hit": FilterState(NO_WORD),
}
CONDITIONS = {"chip open": OPEN, "chip finished": "record.state IN ('solved', 'closed', 'cancelled', 'merged')"}
OTHER = FilterState("SR-1999")  # shown in between, so that every measured filter is a change


def raw_page(
    connection: Any, condition: str = "", order: str = "record.sort_at", way: str = "DESC", *, few: bool = False
) -> list[Any]:
    """Read the first page of requests; keys that are empty stand last, as in the program.

    ``few`` says that the condition names few records, so that no index is to be walked along for the order.
    """
    table = order.split(".")[0]
    conditions = [] if few or table == "request" else ["record.kind = 'request'"]
    conditions += [condition] if condition else []
    begin = f"SELECT {COLUMNS} FROM record {JOINS} WHERE {' AND '.join([*conditions, order])}"
    last = f"{table}.id {way} LIMIT"
    found = connection.execute(f"{begin} IS NOT NULL ORDER BY {order} {way}, {last} {ROWS}").fetchall()
    if len(found) < ROWS:
        found += connection.execute(f"{begin} IS NULL ORDER BY {last} {ROWS - len(found)}").fetchall()
    return list(found)


def raw_search(connection: Any, words: str) -> list[Any]:
    """Read the first page of what ``words`` find."""
    query = str(match_query(words, kind="request")).replace("'", "''")
    hits = f"SELECT rowid FROM record_search WHERE record_search MATCH '{query}'"
    count = len(connection.execute(f"{hits} LIMIT {FEW_HITS + 1}").fetchall())
    return raw_page(connection, f"record.id IN ({hits})", few=count <= FEW_HITS)


def run(folder: DataFolder, runs: int = 7, keys: Sequence[str] = tuple(SORTS)) -> Iterator[Figure]:
    """Measure every filter, the sortable columns both ways, and Ctrl+End."""
    with open_page(folder) as page, raw_connection(file_of(folder)) as connection:
        for name, state in FILTERS.items():
            yield _figure(f"list: {name}", partial(from_other, page, state), _reference(connection, name), runs)
        page.filter(NEWEST)
        for key in keys:
            for descending in (True, False):
                way = "DESC" if descending else "ASC"
                yield _figure(
                    f"list: by {key} {way.lower()}",
                    partial(sorted_from_other, page, key, descending),
                    partial(raw_page, connection, "", SORTS[key], way),
                    runs,
                )
        page.sort("received_at", True)
        end = partial(raw_page, connection, "", SORTS["received_at"], "ASC")
        yield _figure("list: Ctrl+End", partial(_end_from_start, page), end, runs)


def _figure(name: str, measured: Timed, reference: Callable[[], object], runs: int) -> Figure:
    value, raw = compare(measured, timed(reference), runs)
    return Figure(name, value, raw + FRAME, GOAL)


def _reference(connection: Any, name: str) -> Callable[[], object]:
    words = FILTERS[name].text
    return lambda: raw_search(connection, words) if words else raw_page(connection, CONDITIONS.get(name, ""))


def from_other(page: OpenPage, state: FilterState) -> float:
    page.filter(OTHER)
    return page.filter(state)


def sorted_from_other(page: OpenPage, key: str, descending: bool) -> float:
    page.sort("number" if key != "number" else "due_at", True)
    return page.sort(key, descending)


def _end_from_start(page: OpenPage) -> float:
    page.filter(OTHER)
    page.filter(NEWEST)
    return page.go_to_end()

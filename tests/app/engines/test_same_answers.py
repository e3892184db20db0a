"""Asked the same, both kinds of database answer the same: every order, both directions, every search."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.config import DataFolder
from app.context import Context
from app.queries.everywhere import search_everywhere
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.parties import CUSTOMERS
from app.queries.requests.request_list import REQUESTS
from app.queries.search import pick
from app.rules.searching import TSQUERY, index_text, match_query, query_clauses
from models.enums import RecordKind
from tests.databases import Server
from tests.demo_folder import demo_context, demo_folder

TYPED = (
    "泵", "渗漏", "华东化工", "hd", "hdhg", "huadong", "hua dong", "高压泵", "sr-2026", "0148", "2026 泵", "王", "edi",
    "ＥＤＩ", "x", "1", "rexianpu", "江南 泄漏", "zzz", "水 站", "pg2026", "dn80",
)  # fmt: skip


@pytest.fixture(scope="module")
def both(server: Server) -> Iterator[tuple[Context, Context]]:
    """The same demo data in a file and on a server."""
    moved = demo_folder(server)
    with demo_context(DataFolder(moved.root.parent)) as file, demo_context(moved) as on_server:
        yield file, on_server


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("key", REQUESTS.sort_columns)
def test_requests_stand_in_the_same_order(both: tuple[Context, Context], key: str, descending: bool) -> None:
    walked = [list(pages(context, Sort(key, descending))) for context in both]
    assert walked[0] == walked[1]
    assert len(walked[0]) >= 150


def pages(context: Context, sort: Sort, words: str = "") -> Iterator[int]:
    """Walk through the whole list in short pages."""
    cursor = None
    while True:
        page = REQUESTS.read(context, PageRequest(ListFilter(words), sort, cursor, limit=23))
        yield from (row.id for row in page.rows)
        cursor = page.after
        if cursor is None:
            return


@pytest.mark.parametrize("key", CUSTOMERS.sort_columns)
def test_customers_stand_in_the_same_order(both: tuple[Context, Context], key: str) -> None:
    request = PageRequest(ListFilter(), Sort(key, False))
    assert CUSTOMERS.read(both[0], request) == CUSTOMERS.read(both[1], request)


@pytest.mark.parametrize("words", TYPED)
def test_the_same_words_find_the_same(both: tuple[Context, Context], words: str) -> None:
    for kind in RecordKind:
        offered = [pick_or_none(context, kind, words) for context in both]
        assert offered[0] == offered[1]
    assert list(pages(both[0], Sort("received_at"), words)) == list(pages(both[1], Sort("received_at"), words))
    assert REQUESTS.count(both[0], ListFilter(words)) == REQUESTS.count(both[1], ListFilter(words))


def pick_or_none(context: Context, kind: RecordKind, words: str) -> Any:
    try:
        return pick(context, kind, words)
    except (KeyError, ValueError):  # not every kind is offered by a picker
        return None


@pytest.mark.parametrize("words", [*TYPED, "公司", "0574", "138", "a", "2026 0012"])
def test_the_one_box_finds_and_ranks_the_same(both: tuple[Context, Context], words: str) -> None:
    assert search_everywhere(both[0], words) == search_everywhere(both[1], words)


WORDS = st.text(alphabet=st.sampled_from("高压泵华东化王a1x-Ｅé'\"\\&|!:*() 㛃𠮷々"), max_size=12)


@given(stored=st.lists(WORDS, min_size=1, max_size=4), asked=WORDS)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_search_matches_as_it_does_in_memory(server: Server, stored: list[str], asked: str) -> None:
    """The server's vectors against the meaning of a query, read off its clauses."""
    tokens = index_text(stored, kind="request")
    expression = match_query(asked, kind="request", syntax=TSQUERY)
    if expression is None:
        return
    question = "SELECT array_to_tsvector(string_to_array(%s, ' ')) @@ %s::tsquery"
    answer = server.administrator.execute(question, [tokens, expression]).fetchone()
    assert answer is not None
    assert answer[0] is meant(set(tokens.split()), asked)


def meant(tokens: set[str], asked: str) -> bool:
    def holds(token: str, prefix: bool) -> bool:
        return any(one.startswith(token) for one in tokens) if prefix else token in tokens

    return all(
        any(all(holds(term.token, term.prefix) for term in group) for group in clause)
        for clause in query_clauses(asked)
    )  # fmt: skip

"""Which hits come first, asked of the database's own full-text index."""

from collections.abc import Iterator

import pytest
from pysqlite3 import dbapi2 as sqlite

from app.rules.search_ranks import rank_marks, ranked_query
from app.rules.searching import index_text

RECORDS = {  # id: number, title, owners, other text
    1: ("SR-2026-0012", "循环水泵漏水", ("华东化工有限公司",), "请尽快派人"),
    2: ("SR-2026-0120", "更换密封", ("循环热电",), "循环水泵"),
    3: ("XM-循环-7", "三期循环水站", (), ""),
    4: ("QY 2024 017", "𠮷田㛃 EDI 装置", (), "SR-2026-0012 的备件"),
}


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite.Connection]:
    connection = sqlite.connect(":memory:")
    options = "content='', contentless_delete=1, detail=none, tokenize='unicode61 remove_diacritics 0'"
    connection.execute(f"CREATE VIRTUAL TABLE search USING fts5(tokens, {options})")
    for key, (number, title, owners, text) in RECORDS.items():
        marks = rank_marks(number, title, owners)
        tokens = index_text((number, title, *owners, text), kind="any", marks=marks)
        connection.execute("INSERT INTO search(rowid, tokens) VALUES (?, ?)", (key, tokens))
    yield connection
    connection.close()


def ranked(index: sqlite.Connection, text: str) -> list[int]:
    """Return what is found in the order of the tiers."""
    asked = ranked_query(text, "any")
    if asked is None:
        return []
    found: dict[int, None] = {}
    tiers = (asked.number, asked.number_begins, asked.title_begins, asked.title, asked.owner, asked.everything)
    for query in filter(None, tiers):
        rows = index.execute("SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid", (query,))
        found |= dict.fromkeys(row[0] for row in rows)
    return list(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SR-2026-0012", [1, 4]),
        ("sr20260012", [1, 4]),
        ("sr 2026 0012", [1, 4]),
        ("0012", [1, 4]),
        ("sr-2026-01", [2]),
        ("2026-0", [1, 2, 4]),
        ("qy 2024", [4]),
        ("循环", [1, 3, 2]),
        ("xunhuan", [1, 2, 3]),
        ("三期", [3]),
        ("sqxh", [3]),
        ("华东", [1]),
        ("热电", [2]),
        ("edi", [4]),
        ("㛃", [4]),
        ("没有", []),
        ("…", []),
        ("", []),
    ],
)
def test_the_best_comes_first(index: sqlite.Connection, text: str, expected: list[int]) -> None:
    assert ranked(index, text) == expected


def test_nothing_typed_asks_nothing() -> None:
    assert ranked_query(" ·", "any") is None


@pytest.mark.parametrize(
    ("text", "may_be"), [("sr", True), ("0012", True), ("1", False), ("xunhuan", False), ("泵", False)]
)
def test_a_number_is_asked_for_only_where_one_may_be_meant(text: str, may_be: bool) -> None:
    asked = ranked_query(text, "any")
    assert asked is not None
    assert (asked.number is not None) is may_be

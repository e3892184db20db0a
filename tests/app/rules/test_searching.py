"""Records are found by Chinese, pinyin and numbers; proven with the database's own full-text index."""

from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pysqlite3 import dbapi2 as sqlite

from app.rules.searching import index_text, match_query, sort_key, tokens

RECORDS = {
    1: ("request", ("SR-2026-0148", "华东化工反渗透高压泵异响", "13812345678")),
    2: ("request", ("SR-2026-0149", "重庆长安汽车 CDL32-10/2 漏水", "0510-87061234")),
    3: ("customer", ("KH-2026-0007", "西安热电厂", "厦门办事处")),
    4: ("customer", ("KH-2026-0008", "绿源水务 Évian 公司", "中国工商银行")),
    5: ("document", ("WD-2026-0001", "𠮷田㛃 \U00030000泵", "5.5 kW")),
}


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite.Connection]:
    connection = sqlite.connect(":memory:")
    options = "content='', contentless_delete=1, detail=none, tokenize='unicode61'"
    connection.execute(f"CREATE VIRTUAL TABLE search USING fts5(tokens, {options})")
    for key, (kind, parts) in RECORDS.items():
        connection.execute("INSERT INTO search(rowid, tokens) VALUES (?, ?)", (key, index_text(parts, kind=kind)))
    yield connection
    connection.close()


def found(index: sqlite.Connection, text: str, kind: str | None = None) -> set[int]:
    rows = index.execute("SELECT rowid FROM search WHERE search MATCH ?", (match_query(text, kind=kind),))
    return {row[0] for row in rows}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("泵", {1, 5}),
        ("高压泵", {1}),
        ("高压 化工", {1}),
        ("异响 0148", {1}),
        ("化东", set()),
        ("华东化工漏水", set()),
        ("hdhg", {1}),
        ("hd", {1}),
        ("gyb", {1}),
        ("HuaDongHuaGong", {1}),
        ("huadong", {1}),
        ("huadonghuag", {1}),
        ("gaoyabengyi", {1}),
        ("cqca", {2}),
        ("zqca", {2}),
        ("chongqing", {2}),
        ("xardc", {3}),
        ("xi'an", {1, 3}),
        ("xian redian", {3}),
        ("xmbsc", {3}),
        ("lvyuan", {4}),
        ("luyuan", {4}),
        ("zhongguogongshangyinhang", {4}),
        ("evian", {4}),
        ("Évi", {4}),
        ("0148", {1}),
        ("SR-2026-0148", {1}),
        ("sr2026", {1, 2}),
        ("2026-0148", {1}),
        ("5678", {1}),
        ("138", {1}),
        ("87061234", {2}),
        ("0510-8706", {2}),
        ("cdl32", {2}),
        ("CDL32-10", {2}),
        ("ＣＤＬ３２", {2}),
        ("32-10", {2}),
        ("𠮷田", {5}),
        ("㛃", {5}),
        ("\U00030000泵", {5}),
        ("5.5kw", set()),
        ("5.5 kw", {5}),
        ('" OR "', set()),
        ("NOT 泵*", set()),
    ],
)
def test_what_is_typed_finds_its_records(index: sqlite.Connection, text: str, expected: set[int]) -> None:
    assert found(index, text) == expected


def test_a_search_can_be_kept_to_one_kind(index: sqlite.Connection) -> None:
    assert found(index, "2026", kind="customer") == {3, 4}
    assert found(index, "customer") == set()


@pytest.mark.parametrize("text", ["", "  ", "!?。、", "*", '"'])
def test_nothing_to_search_for_is_none(text: str) -> None:
    assert match_query(text) is None
    assert match_query(text, kind="request") is None


def test_long_texts_are_indexed_without_pinyin() -> None:
    assert "gaoya" in tokens("高压泵")
    assert not any(token.isascii() for token in tokens("高压泵" * 40))


@example("䷀ 热・电 ゠")
@given(st.text(max_size=80))
def test_tokens_survive_any_text(text: str) -> None:
    for token in tokens(text):
        assert token
        assert token.isalnum()


@given(text=st.text(max_size=40))
def test_any_search_is_a_valid_expression(index: sqlite.Connection, text: str) -> None:
    if match_query(text) is not None:
        found(index, text)


@given(st.text(alphabet="华东化工高压泵重庆长安0148sr-2. ", min_size=1, max_size=30))
def test_a_text_is_found_by_itself(text: str) -> None:
    connection = sqlite.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE search USING fts5(tokens, content='', detail=none)")
    connection.execute("INSERT INTO search(rowid, tokens) VALUES (1, ?)", (index_text([text], kind="request"),))
    if match_query(text) is not None:
        assert found(connection, text, kind="request") == {1}
    connection.close()


def test_names_are_sorted_by_pinyin_and_numbers_by_value() -> None:
    names = ["重庆长安", "中国石化", "安徽水务", "3号泵", "10号泵", "长沙热电", "ABC 公司"]
    assert sorted(names, key=sort_key) == [
        "3号泵",
        "10号泵",
        "ABC 公司",
        "安徽水务",
        "长沙热电",
        "重庆长安",
        "中国石化",
    ]


def test_syllables_keep_their_borders_in_the_order() -> None:
    assert sort_key("西安") < sort_key("先")
    assert sort_key("SR-2026-0148") < sort_key("SR-2026-10000")
    assert len(sort_key("泵" * 1000)) <= 400

"""Articles break between paragraphs, never leave a title or a single line alone, and give way to signatures."""

from reports.parts.article import Article, article
from reports.parts.block import Block
from reports.parts.heading import HeadingRow
from reports.parts.key_values import KeyValueRow
from reports.parts.parties import Party, PartySeals
from reports.parts.stack import flow
from reports.parts.words import words_of

PARAGRAPH = "双方对各自人员和各自管理范围内的安全生产、职业健康和环境保护负责。" * 4
SEALS = PartySeals((Party("甲方（盖章）", "滨江热电", (("授权代表", ""),)),) * 2, 400, words_of("zh_CN"))


def pages(height: float, *blocks: Block) -> list[list[str]]:
    return [[type(block).__name__ for block in page] for page in flow(blocks, height)]


def said(block: Block) -> str:
    assert isinstance(block, Article)
    return "".join(text for piece in block.pieces for line in piece.lines for _font, text in line.runs)


def test_nothing_is_lost_where_an_article_breaks() -> None:
    whole = article("第一条", [f"1.{n}　{PARAGRAPH}" for n in range(1, 9)], 400, 10.5)
    parts = [block for page in flow([whole], 150) for block in page]
    assert len(parts) > 2
    assert "".join(map(said, parts)) == said(whole)


def test_a_title_stays_with_the_beginning_of_its_article() -> None:
    filler = article("", [PARAGRAPH], 400, 10.5)
    titled = article("第二条", [PARAGRAPH], 400, 10.5)
    first, second = flow([filler, titled], filler.height + 30)
    assert said(second[0]).startswith("第二条")
    assert len(first) == 1


def test_no_line_of_a_paragraph_stands_alone() -> None:
    clause = article("", [PARAGRAPH], 400, 10.5)
    lines = len(clause.pieces[0].lines)
    for height in range(40, int(clause.height)):
        parts = [block for page in flow([clause], height) for block in page if isinstance(block, Article)]
        counts = [len(piece.lines) for part in parts for piece in part.pieces]
        assert sum(counts) == lines
        assert min(counts) >= 2


def test_signatures_never_stand_on_a_page_without_some_of_the_text() -> None:
    last = article("第十六条", ["16.1　一式四份。", "16.2　自盖章之日起生效。"], 400, 10.5)
    (first, second) = flow([last, SEALS], last.height + SEALS.height - 1)
    assert said(first[0]) == "第十六条16.1　一式四份。"
    assert [type(block) for block in second] == [Article, PartySeals]


def test_what_is_tied_to_the_next_goes_along_with_it() -> None:
    row = KeyValueRow((), 20, words_of("zh_CN"), keep_with_next=True, fixed=20)
    assert pages(150, article("", [PARAGRAPH], 400, 10.5), row, SEALS) == [["Article"], ["KeyValueRow", "PartySeals"]]
    clause = article("", ["六、生效：双方签字盖章后生效。"], 400, 8, kept=True)
    assert pages(150, article("", [PARAGRAPH], 400, 10.5), clause, SEALS) == [["Article"], ["Article", "PartySeals"]]


def test_one_piece_goes_along_with_what_closes_it_and_takes_its_heading() -> None:
    filler = article("", [PARAGRAPH], 400, 10.5)
    heading, row = HeadingRow("审批要求", 400), KeyValueRow((), 20, words_of("zh_CN"), fixed=20)
    room = filler.height + heading.height + row.height + SEALS.height
    assert pages(room, filler, heading, row, SEALS) == [["Article", "HeadingRow", "KeyValueRow", "PartySeals"]]
    assert pages(room - 1, filler, heading, row, SEALS) == [["Article"], ["HeadingRow", "KeyValueRow", "PartySeals"]]


def test_what_is_tied_and_longer_than_a_page_still_comes_to_an_end() -> None:
    clause = article("", [PARAGRAPH * 9], 400, 10.5, kept=True)
    assert len(pages(150, clause, SEALS)) > 3

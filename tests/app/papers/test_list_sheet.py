"""A list on paper: all of its columns across the page, with head, filter, rows and pages."""

from collections.abc import Sequence

import pytest

from app.context import Context
from app.exports.shown import ShownColumn, ShownList
from app.papers.form import Label
from app.papers.list_sheet import list_form
from app.papers.pages import page_text, read_pages
from app.services.exports import look_at_list
from reports.build import build_paper
from tests.export_factories import PARTS, part_rows

NONE = Label("", "")


def shares(*columns: Sequence[str]) -> list[float]:
    """Return how the width is shared among columns with these cells."""
    shown = ShownList(
        "a.b", NONE, tuple(ShownColumn(str(at), NONE, 100, right=False) for at in range(len(columns))), NONE
    )
    return [column.width_mm for column in list_form(shown, tuple(zip(*columns, strict=True))).tables[0].columns]


@pytest.mark.parametrize(
    ("language", "head"),
    [("zh_CN", ("备件", "编号", "第 3 页", "行数：50")), ("en", ("Parts", "No.", "Page 3 of 3", "Rows: 50"))],
)
def test_fifty_rows_are_three_pages_each_with_its_head(context: Context, language: str, head: tuple[str, ...]) -> None:
    context.printer = build_paper
    printed = look_at_list(context, shown=PARTS, rows=part_rows(50), language=language)
    pages = read_pages(printed.paper.pdf)
    texts = [page_text(pages.pdf, index) for index in range(len(pages.sizes))]
    assert [(size.width, size.height) for size in pages.sizes] == [
        (pytest.approx(297, abs=0.1), pytest.approx(210, abs=0.1))
    ] * 3
    assert all(said in texts[2] for said in (*head, "江南清源水务工程有限公司", "LP-2026-0050", "¥50.00", "2026-03-06"))
    assert PARTS.filtered.text(language) in texts[0]
    assert all(f"LP-2026-{number:04}" in "".join(texts) for number in range(1, 51))


def test_what_is_not_to_be_broken_gets_its_room_first() -> None:
    number, words = shares(["SR-2026-0001"] * 2, ["要货：保安滤芯二十支，请尽快安排。" * 9] * 2)
    assert number > len("SR-2026-0001")
    assert words > 2 * number


def test_a_crowded_list_still_gives_every_column_room() -> None:
    crowded = shares(*([["2026-03-05", "¥1,200.50"]] * 20), ["长" * 60, "长"])
    assert min(crowded[:20]) > len("2026-03-05")
    assert len(crowded) == 21


def test_a_list_without_rows_has_its_columns() -> None:
    assert len(list_form(PARTS).tables[0].columns) == 3

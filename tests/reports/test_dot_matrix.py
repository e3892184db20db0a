"""Three-part paper on a dot matrix printer: type and lines that dots can make, strips for the tractor left empty."""

from dataclasses import replace

import pytest

from app.context import Context
from app.papers.content import PaperContent, PaperMark
from app.papers.pages import read_pages
from reports.build import build_paper
from reports.style.frames import MM
from tests.app.papers.composing import composed
from tests.material_paper_factories import full_slip, red_slip
from tests.reports.reading import character_boxes, fill_colours, letters, page_texts, pen_strokes, whole_text

pytestmark = pytest.mark.sqlite_only("about layout; that the papers are filled the same is in the tests of app.papers")

LANGUAGES = pytest.mark.parametrize("language", ["zh_CN", "en"])
STRIP = 12.7 * MM
WIDTH = 241.3 * MM
CHINESE_HEAD = "序号物料编码名称规格型号单位请领数量实发数量单价金额货位/批号备注"


def slip(context: Context, count: int = 3, language: str = "zh_CN") -> PaperContent:
    return composed(context, "stock_issue_slip", full_slip(context, count), language)


@LANGUAGES
def test_three_items_fit_one_sheet_of_its_size(context: Context, language: str) -> None:
    printed = build_paper(slip(context, language=language))
    assert printed.pages == 3
    assert {(size.width, size.height) for size in read_pages(printed.pdf).sizes} == {(241.3, 139.7)}


@LANGUAGES
def test_dots_can_make_every_letter_and_line(context: Context, language: str) -> None:
    content = slip(context, language=language)
    draft = replace(content, mark=PaperMark.DRAFT, number=None, missing=("C6.3 领料单尚未批准",))
    for one in (content, replace(content, mark=PaperMark.REPRINT, print_count=2), draft):
        pdf = build_paper(one).pdf
        assert min(letter.size for letter in letters(pdf)) >= 9
        assert min(pen_strokes(pdf)) >= 0.75
        assert fill_colours(pdf) <= {(0, 0, 0)}  # the code only


@LANGUAGES
def test_the_tractor_strips_stay_empty(context: Context, language: str) -> None:
    boxes = character_boxes(build_paper(slip(context, 14, language)).pdf)
    assert all(left >= STRIP and right <= WIDTH - STRIP for left, _bottom, right, _top in boxes)


def test_a_draft_says_so_in_its_box_only(context: Context) -> None:
    draft = replace(slip(context), mark=PaperMark.DRAFT, number=None, copies=(2,))
    assert whole_text(build_paper(draft).pdf).count("草稿") == 1


def test_a_long_slip_repeats_its_head_and_adds_up_each_page(context: Context) -> None:
    pages = page_texts(build_paper(replace(slip(context, 14), copies=(2,))).pdf)
    assert len(pages) == 2
    assert all(CHINESE_HEAD in page for page in pages)
    assert "本页小计实发数量71金额¥43,487.50（接下页）" in pages[0]
    assert "本页小计实发数量41金额¥25,112.50（以下空白）" in pages[1]
    assert "数量合计112金额合计¥68,600.00人民币大写陆万捌仟陆佰元整" in pages[1]


def test_one_page_needs_no_subtotal(context: Context) -> None:
    assert "本页小计" not in whole_text(build_paper(slip(context)).pdf)


def test_nothing_is_added_up_before_anything_was_handed_out(context: Context) -> None:
    content = composed(context, "stock_issue_slip", full_slip(context, 14, checked=False))
    assert "本页小计" not in whole_text(build_paper(content).pdf)


def test_a_red_slip_says_so_in_its_title_and_with_its_signs(context: Context) -> None:
    content = composed(context, "stock_issue_slip", red_slip(context))
    page = page_texts(build_paper(replace(content, copies=(2,))).pdf)[0]
    assert "红字领料单（退库）" in page
    assert "-1-1¥612.50-¥612.50" in page
    assert "数量合计-4金额合计-¥2,450.00人民币大写负贰仟肆佰伍拾元整" in page

"""The full agreement and long quotations on paper: articles whole, seals together with text, room for the seam seal."""

from dataclasses import replace

import pytest

from app.context import Context
from app.papers.content import PaperContent, PaperMark
from app.papers.form import ARTICLE
from reports.build import build_paper
from reports.style.frames import MM
from tests.app.papers.composing import composed
from tests.paper_factories import full_agreement, full_order, full_quotation
from tests.reports.reading import (
    character_boxes,
    embedded_fonts,
    font_names,
    page_texts,
    qr_codes,
    squeezed,
    whole_text,
)
from tests.reports.test_all_papers import outside, tenfold, texts

pytestmark = pytest.mark.sqlite_only("about layout; that the papers are filled the same is in the tests of app.papers")

LANGUAGES = pytest.mark.parametrize("language", ["zh_CN", "en"])


def agreement(context: Context, language: str = "zh_CN") -> PaperContent:
    return replace(composed(context, "service_agreement", full_agreement(context), language), copies=(2,))


@LANGUAGES
def test_every_word_of_it_is_printed_with_embedded_fonts(context: Context, language: str) -> None:
    content = agreement(context, language)
    pdf = build_paper(content).pdf
    printed = _flowing(page_texts(pdf))
    assert [text for text in texts(content) if squeezed(text) not in printed] == []
    titles = [squeezed(field.label.text(language)) for field in content.form.fields if field.type == ARTICLE]
    assert [title for title in titles if title not in printed] == []
    assert len(font_names(pdf)) == embedded_fonts(pdf)
    assert qr_codes(pdf) == [["FW-2026-0001"]] * len(page_texts(pdf))


def _flowing(pages: list[str]) -> str:
    """Return what stands between head and foot of the pages, as one text, with the head of the first."""
    bodies = []
    for number, page in enumerate(pages, start=1):
        told = f"第{number}页共{len(pages)}页", f"Page{number}of{len(pages)}"
        head, body = page.split(told[0] if told[0] in page else told[1], 1)
        bodies.append((head if number == 1 else "") + body.split("打印：" if told[0] in page else "Printedby", 1)[0])
    return "".join(bodies)


@LANGUAGES
def test_tenfold_it_stays_in_its_frame(context: Context, language: str) -> None:
    content = tenfold(agreement(context, language))
    assert outside(content, build_paper(content).pdf) == []


def test_the_right_edge_is_left_to_the_seam_seal(context: Context) -> None:
    content = replace(agreement(context), copies=(1, 2, 3, 4))
    rightmost = max(box[2] for box in character_boxes(build_paper(content).pdf))
    assert rightmost < (content.form.paper.width - 10) * MM


def test_the_signatures_stand_below_the_last_article_and_above_the_annex(context: Context) -> None:
    last = page_texts(build_paper(agreement(context)).pdf)[-1]
    places = [last.index(word) for word in ("第十六条", "甲方（盖章）", "乙方（盖章）", "附件：设备清单")]
    assert places == sorted(places)


@pytest.mark.parametrize("count", [1, 3])
def test_c8_1_an_order_for_sporadic_work_is_one_page(context: Context, count: int) -> None:
    order = full_order(context, count, request_id=None)
    content = replace(composed(context, "service_agreement", order), copies=(1,))
    (page,) = page_texts(build_paper(content).pdf)
    assert "六、送达、争议与生效" in page
    assert "甲方（盖章）" in page


@pytest.mark.parametrize("count", [1, 3, 5, 9, 14, 24, 40])
def test_totals_stand_with_lines_and_signatures_with_the_account(context: Context, count: int) -> None:
    content = composed(context, "quotation", full_quotation(context, count, approve_it=False))
    pages = page_texts(build_paper(replace(content, copies=(1,))).pdf)
    (totals,) = [page for page in pages if "人民币（大写）" in page]
    assert "（以下空白）" in totals
    assert "序号名称/服务项目" in totals
    assert all(word in pages[-1] for word in ("收款账户", "报价单位（盖章）", "客户确认（签字盖章）", "备注："))
    assert [n for n in range(2, count) if "".join(pages).count(f"机械密封{n}#泵") > 1] == []


def test_a_draft_of_forty_lines_repeats_the_heading_on_every_page(context: Context) -> None:
    content = composed(context, "quotation", full_quotation(context, 40, approve_it=False))
    pages = page_texts(build_paper(replace(content, copies=(1,))).pdf)
    assert content.mark is PaperMark.DRAFT
    for number, page in enumerate(pages[:-1], start=1):
        assert "序号名称/服务项目" in page
        assert f"第{number}页共{len(pages)}页" in page
    assert qr_codes(build_paper(replace(content, copies=(1,))).pdf) == [[]] * len(pages)


def test_the_golden_sums_of_a_quotation_read_in_order(context: Context) -> None:
    content = replace(composed(context, "quotation", full_quotation(context)), copies=(1,))
    (page,) = page_texts(build_paper(content).pdf)
    golden = (
        "小计¥3,538.00优惠¥100.00其中运费¥218.00不含税金额¥3,109.56税额¥328.44价税合计¥3,438.00"
        "人民币（大写）叁仟肆佰叁拾捌元整"
    )
    assert golden in page
    assert whole_text(build_paper(content).pdf).count("第一联客户联（白）") == 1


def test_the_golden_sums_in_english(context: Context) -> None:
    content = replace(composed(context, "quotation", full_quotation(context), "en"), copies=(1,))
    (page,) = page_texts(build_paper(content).pdf)
    assert (
        "Subtotal¥3,538.00Discount¥100.00Ofwhichfreight¥218.00Netamount¥3,109.56VAT¥328.44Totalincl.VAT¥3,438.00"
        in page
    )

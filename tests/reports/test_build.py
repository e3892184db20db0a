"""A dispatch order comes out complete, in both languages, with its number, copies and page count."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from app.errors import Invalid
from app.papers.content import Letterhead, PaperContent, Ticks
from reports.build import build_paper
from tests.reports.reading import metadata, page_texts, qr_codes, squeezed, whole_text
from tests.reports.samples import NUMBER, english_order, part_rows, work_order


@pytest.mark.parametrize("content", [work_order(), english_order()], ids=["zh_CN", "en"])
def test_every_value_can_be_read_from_the_paper(content: PaperContent) -> None:
    printed = whole_text(build_paper(content).pdf)
    missing = [
        key for key, value in content.values.items() if isinstance(value, str) and squeezed(value) not in printed
    ]
    assert not missing


@pytest.mark.parametrize("content", [work_order(), english_order()], ids=["zh_CN", "en"])
def test_every_label_option_and_signature_is_printed(content: PaperContent) -> None:
    printed = whole_text(build_paper(content).pdf)
    form = content.form
    labels = [form.title, form.notes, *(item.label for item in (*form.fields, *form.totals, *form.signatures))]
    labels += [option.label for field in form.fields for option in field.options]
    labels += [column.label for table in form.tables for column in table.columns]
    assert [label for label in labels if squeezed(label.text(content.language)) not in printed] == []


def test_front_tells_the_job_and_back_takes_the_result() -> None:
    front, back = page_texts(build_paper(work_order()).pdf)
    assert "派工内容" in front
    assert "服务工程师：" in front
    assert "完成情况" in back
    assert "客户代表（签字盖章）：" in back
    assert "（盖章处）" in back


def test_chosen_options_are_ticked_and_the_others_stay_printed() -> None:
    printed = whole_text(build_paper(work_order()).pdf)
    assert "□安装□调试√维修□保养" in printed
    assert "□一般√紧急□特急" in printed


def test_head_and_foot_stand_on_every_page() -> None:
    for number, text in enumerate(page_texts(build_paper(work_order()).pdf), start=1):
        assert text.startswith("江南清源水务工程有限公司售后服务部AS-QR-08A/0售后服务派工单")
        assert f"单号：{NUMBER}派工日期：2026-11-20第{number}页共2页" in text
        assert f"打印：周敏2026-11-2008:12第1次打印{NUMBER}" in text


def test_each_copy_is_named_and_counts_its_own_pages() -> None:
    paper = build_paper(work_order(copies=(1, 2, 3)))
    pages = page_texts(paper.pdf)
    assert paper.pages == len(pages) == 6
    names = ["第一联部门存根（白）", "第二联财务联（红）", "第三联客户联（黄）"]
    assert [name in text for name in names for text in pages[names.index(name) * 2 :][:2]] == [True] * 6
    assert ["第1页共2页" in text for text in pages] == [True, False] * 3


def test_each_copy_of_a_duplex_paper_begins_on_its_own_sheet() -> None:
    paper = build_paper(work_order(rows=part_rows(20), copies=(1, 2)))
    pages = page_texts(paper.pdf)
    assert paper.pages == 7
    assert pages[3] == ""
    assert "第1页共3页" in pages[4]


def test_qr_code_says_the_number_and_nothing_else_on_every_page() -> None:
    assert qr_codes(build_paper(work_order(rows=part_rows(20))).pdf) == [[NUMBER]] * 3


def test_same_content_gives_the_same_bytes() -> None:
    assert build_paper(work_order()).pdf == build_paper(work_order()).pdf


def test_papers_printed_by_several_threads_are_the_same() -> None:
    contents = [work_order({"contact_name": name}, number=f"PG-2026-{name}") for name in ("0001", "0002", "0003")] * 2
    with ThreadPoolExecutor(3) as pool:
        printed = list(pool.map(build_paper, contents))
    assert [paper.pdf for paper in printed] == [build_paper(content).pdf for content in contents]


def test_metadata_names_title_and_number() -> None:
    pdf = build_paper(work_order()).pdf
    assert metadata(pdf)["Title"] == f"售后服务派工单 {NUMBER}"
    assert metadata(pdf)["Author"] == "江南清源水务工程有限公司"
    assert b"/Lang (zh-CN)" in pdf


def test_logo_is_printed_and_a_broken_one_refused() -> None:
    picture = BytesIO()
    Image.new("RGB", (80, 40), "navy").save(picture, "PNG")
    with_logo = build_paper(work_order(letterhead=Letterhead("清源", logo=picture.getvalue()))).pdf
    assert b"/Subtype /Image" in with_logo
    with pytest.raises(Invalid) as refused:
        build_paper(work_order(letterhead=Letterhead("清源", logo=b"no picture")))
    assert refused.value.field == "logo"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (work_order({"nonsense": "x"}), "no field nonsense"),
        (work_order({"urgency": Ticks(frozenset({"someday"}))}), "no option someday"),
        (replace(work_order(), copies=(1, 9)), "no copy 9"),
    ],
)
def test_what_the_form_does_not_have_is_a_bug(content: PaperContent, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        build_paper(content)

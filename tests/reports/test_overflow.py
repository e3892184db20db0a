"""Nothing leaves its frame and nothing is lost, however long it is."""

import time
from dataclasses import replace

import pytest

from app.papers.content import PaperContent, PaperMark
from app.papers.form import load_form
from reports.build import build_paper
from reports.style.frames import MM, frame_of
from tests.reports.reading import character_boxes, page_texts, squeezed, whole_text
from tests.reports.samples import CHINESE, ENGLISH, english_order, part_rows, work_order

_FURNITURE = 12 * MM  # copy label right of the frame


def _tenfold(values: dict[str, object]) -> dict[str, object]:
    return {key: value * 10 if isinstance(value, str) else value for key, value in values.items()}


def _outside(content: PaperContent, pdf: bytes) -> list[tuple[float, float, float, float]]:
    frame = frame_of(content.form.paper)
    return [
        box
        for box in character_boxes(pdf)
        if box[0] < frame.x - 1
        or box[2] > frame.right + _FURNITURE
        or box[1] < frame.bottom - 3
        or box[3] > frame.top + 1
    ]


@pytest.mark.parametrize(
    "content",
    [work_order(values=_tenfold(CHINESE)), english_order(values=_tenfold(ENGLISH))],  # type: ignore[arg-type]
    ids=["zh_CN", "en"],
)
def test_tenfold_texts_go_to_attached_pages_complete(content: PaperContent) -> None:
    paper = build_paper(content)
    printed, attached = page_texts(paper.pdf), squeezed(load_form("service_work_order").title.text(content.language))
    pointer = "（详见附页）" if content.language == "zh_CN" else "(seeattachedpage)"
    assert printed[0].count(pointer) >= 5
    assert all(attached in text for text in printed)
    assert paper.pages > 2
    flowing = whole_text(paper.pdf)
    lost = [
        key for key, value in content.values.items() if isinstance(value, str) and squeezed(value[:60]) not in flowing
    ]
    assert not lost
    assert _outside(content, paper.pdf) == []


def test_long_text_of_the_back_goes_to_an_attached_page_too() -> None:
    opinion = "服务及时，" * 300
    pages = page_texts(build_paper(work_order({"customer_opinion": opinion})).pdf)
    assert "（详见附页）" in pages[1]
    assert "附页：客户意见" in pages[2]
    assert pages[2].startswith("江南清源水务工程有限公司售后服务部AS-QR-08A/0售后服务派工单（附页）")
    assert opinion in pages[2]
    assert len(pages) == 3


def test_100_kilobytes_come_out_complete_and_soon() -> None:
    text = "".join(f"第{index}次记录：产水电阻率 {index} MΩ·cm，" for index in range(2600))
    assert len(text.encode()) > 100_000
    started = time.perf_counter()
    paper = build_paper(work_order({"work_done": text}))
    assert time.perf_counter() - started < 10  # a bound against quadratic work, not a measurement
    attached = "".join(_inside_frame(page) for page in page_texts(paper.pdf)[2:])
    assert squeezed(text) in attached


def _inside_frame(page: str) -> str:
    """Return what stands between the row under the title and the foot."""
    body = page.split("页共", 1)[1].split("页", 1)[1]
    return body.removeprefix("附页：处理过程与结果").split("打印：周敏", 1)[0]


def test_a_table_of_80_rows_goes_on_with_its_head_repeated() -> None:
    pages = page_texts(build_paper(work_order(rows=part_rows(80))).pdf)
    head = "序号物料编码名称规格型号单位数量旧件收回收费备注"
    assert all(head in page for page in pages[1:])
    assert "（接附页）" in pages[1]
    assert all("（接下页）" in page for page in pages[2:-1])
    assert "（以下空白）" in pages[-1]
    printed = "".join(pages)
    assert [row for row in range(1, 81) if printed.count(f"WL-{1000 + row}") != 1] == []


def test_a_table_row_longer_than_a_page_breaks_inside() -> None:
    remark = "更换记录" * 400
    paper = build_paper(work_order(rows={"parts": ({"part_name": "浓水流量计", "remark": remark},)}))
    assert whole_text(paper.pdf).count("更换记录") + 5 > 400
    assert _outside(work_order(), paper.pdf) == []


def test_blank_rows_stay_for_handwriting_and_are_closed_when_full() -> None:
    assert "（以下空白）" not in whole_text(build_paper(work_order(rows=part_rows(2))).pdf)
    assert "（以下空白）" in whole_text(build_paper(work_order(rows=part_rows(4))).pdf)


@pytest.mark.parametrize("rows", [3, 200])
def test_flowing_form_goes_on_over_pages_without_attached_ones(rows: int) -> None:
    form = replace(load_form("service_work_order"), page_mode="flow")
    content = work_order({"fault_desc": "浓水流量偏低。" * 900}, form=form, rows=part_rows(rows))
    paper = build_paper(content)
    pages = page_texts(paper.pdf)
    assert not any("附页" in page for page in pages)
    assert f"第{paper.pages}页共{paper.pages}页" in pages[-1]
    assert "备注：一单一事" in pages[-1]
    assert "".join(pages).count("浓水流量偏低。") >= 880
    assert _outside(content, paper.pdf) == []


def test_single_page_form_prints_its_front_only() -> None:
    paper = build_paper(work_order(form=replace(load_form("service_work_order"), page_mode="single")))
    assert paper.pages == 1


def test_a_long_list_of_what_is_missing_goes_to_an_attached_page() -> None:
    missing = tuple(f"第 {index} 项资料未填写" for index in range(1, 81))
    pages = page_texts(build_paper(work_order(number=None, mark=PaperMark.DRAFT, missing=missing)).pdf)
    assert "附页：草稿尚缺" in pages[2]
    assert "80.第80项资料未填写" in "".join(pages[2:])

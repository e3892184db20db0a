"""A register flows over landscape pages: head and counts on each, nothing lost, the end closed and signed."""

import re
import time
from dataclasses import replace

import pytest

from app.papers.content import Letterhead, PaperContent
from app.papers.form import load_form
from reports.build import build_paper
from reports.style.frames import MM, frame_of
from tests.reports.reading import character_boxes, page_texts, qr_codes, whole_text

FORM = load_form("request_register")
HEAD = "序号请求编号收到时间来源客户、联系人、电话工程项目请求内容性质承诺时限、完成时间负责人处理结果"
END = "（以下空白）"


def register(count: int, said: str = "加药泵不上量", **changes: object) -> PaperContent:
    """Return a register with so many lines."""
    lines = tuple(
        {"seq": str(n), "number": f"SR-2026-{n:04}", "customer": "滨江热电\n陈喆", "said": said}
        for n in range(1, count + 1)
    )
    content = PaperContent(
        form=FORM,
        language="zh_CN",
        letterhead=Letterhead("江南清源水务工程有限公司", "售后服务部"),
        values={"span": "2026-03-01 至 2026-03-31", "total": f"{count} 条", "prepared_by": "周敏"},
        rows={"requests": lines},
        number="QD-2026-0001",
    )
    return replace(content, **changes)  # type: ignore[arg-type]


def counts(pages: list[str]) -> list[int]:
    """Return how many lines each page says it has."""
    return [int(found) for page in pages for found in re.findall(r"本页(\d+)条", page)]


def test_every_page_repeats_the_head_and_counts_its_lines() -> None:
    pages = page_texts(build_paper(register(100)).pdf)
    assert len(pages) > 5
    assert all(HEAD in page for page in pages)
    assert all(f"第{number}页共{len(pages)}页" in page for number, page in enumerate(pages, start=1))
    assert sum(counts(pages)) == 100
    assert all("（接下页）" in page for page in pages[:-1])
    assert f"共100条{END}" in pages[-1]
    assert [n for n in range(1, 101) if "".join(pages).count(f"SR-2026-{n:04}") != 1] == []


def test_the_only_copy_is_not_named_and_the_code_can_be_read() -> None:
    pdf = build_paper(register(30)).pdf
    assert "第一联" not in whole_text(pdf)
    assert qr_codes(pdf) == [["QD-2026-0001"]] * len(page_texts(pdf))


@pytest.mark.parametrize("count", range(1, 40))
def test_totals_and_signatures_never_stand_on_a_page_alone(count: int) -> None:
    pages = page_texts(build_paper(register(count)).pdf)
    assert "审核：" in pages[-1]
    assert "备注：" in pages[-1]
    assert counts(pages)[-1] >= 1
    assert sum(counts(pages)) == count


def test_a_span_without_requests_is_one_closed_page() -> None:
    (page,) = page_texts(build_paper(register(0)).pdf)
    assert f"本页0条共0条{END}" in page


def test_a_line_longer_than_a_page_goes_on_and_is_counted_once() -> None:
    content = register(3, "产水电阻率偏低，" * 300)
    pdf = build_paper(content).pdf
    pages = page_texts(pdf)
    assert sum(counts(pages)) == 3
    assert whole_text(pdf).count("产水") >= 895  # a line break may part the two characters
    frame = frame_of(FORM.paper)
    assert all(box[2] < frame.right + 1 and box[1] > frame.bottom - 3 * MM for box in character_boxes(pdf))


def test_five_thousand_lines_come_out_in_reasonable_time() -> None:
    started = time.perf_counter()
    printed = build_paper(register(5000))
    assert time.perf_counter() - started < 60  # a bound against quadratic work, not a measurement
    assert printed.pages > 300

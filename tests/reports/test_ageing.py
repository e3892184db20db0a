"""A long ageing report breaks cleanly: nothing lost, the head on each page, sums at the end."""

from dataclasses import replace
from decimal import Decimal

from pypdfium2 import PdfDocument

from app.formatting import figure
from app.papers.content import Letterhead, PaperContent
from app.papers.form import load_form
from reports.build import build_paper
from tests.reports.reading import page_texts

FORM = load_form("ar_ageing_report")
HEAD = (
    "序号客户单位、责任人合同、项目应收余额未到期无到期日"
    "1–30天31–60天61–90天91–180天181–365天1–2年2–3年3年以上其中质保金"
)


def report(customers: int) -> PaperContent:
    """Return a report of so many customers, each with the largest sums that there are."""
    lines = tuple(
        {
            "seq": f"▲{n}", "customer": f"第{n:03}水务工程有限责任公司\n周敏",
            "contract": f"HT-2024-{n:04}\n补给水站扩建", "total": "12,345,678.90",
            "d365": "9,345,678.90", "y2": "3,000,000.00",
        }
        for n in range(1, customers + 1)
    )  # fmt: skip
    tails = tuple({"seq": str(n), "customer": f"尾款{n:03}", "cause": "等审计结论\n电话：月底"} for n in range(1, 101))
    content = PaperContent(
        form=FORM,
        language="zh_CN",
        letterhead=Letterhead("江南清源水务工程有限公司", "售后服务部"),
        values={"as_of": "2026-03-06", "prepared_by": "周敏"},
        rows={"rows": lines, "sums": ({"what": "合计", "total": "999,999.99"},), "tails": tails, "actions": ()},
        number="ZL-2026-0001",
    )
    return replace(content, copies=(1,))


def test_two_hundred_customers_break_cleanly() -> None:
    pages = page_texts(build_paper(report(200)).pdf)
    whole = "".join(pages)
    assert [n for n in range(1, 201) if whole.count(f"HT-2024-{n:04}") != 1] == []
    assert [n for n in range(1, 101) if whole.count(f"尾款{n:03}") != 1] == []
    listed = [page for page in pages if "HT-2024-" in page]
    assert all(HEAD in page for page in listed)
    assert all(f"第{number}页共{len(pages)}页" in page for number, page in enumerate(pages, start=1))
    assert "审核：" in pages[-1]


def test_each_page_tells_its_subtotal_and_they_add_up() -> None:
    pages = page_texts(build_paper(report(60)).pdf)
    subtotals = [page.split("本页小计应收余额")[1].split("（")[0] for page in pages if "本页小计" in page]
    assert len(subtotals) > 2
    assert sum(figure(one) or Decimal(0) for one in subtotals) == 60 * Decimal("12345678.90")


def test_sums_of_tens_of_millions_stand_in_one_line() -> None:
    document = PdfDocument(build_paper(report(20)).pdf)
    lines = [line for page in document for line in page.get_textpage().get_text_bounded().splitlines()]
    assert sum(line.count("12,345,678.90") for line in lines) == 20
    assert sum(line.count("9,345,678.90") for line in lines) == 20

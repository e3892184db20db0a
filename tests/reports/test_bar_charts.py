"""Charts on paper: every column named and summed, told apart without colour, left out with the prices (N8)."""

import pytest

from app.papers.content import Letterhead, PaperContent
from app.papers.form import load_form
from reports.build import build_paper
from reports.parts.bar_chart import bar_chart
from reports.parts.words import words_of
from reports.style.frames import MM
from tests.reports.reading import whole_text

pytestmark = pytest.mark.sqlite_only("about layout")

FORM = load_form("periodic_report")
MONTHS, AGES = (next(table for table in FORM.tables if table.key == key) for key in ("months", "ages"))
ROWS = (
    {"name": "2026-01", "free": "3", "paid": "4", "unconfirmed": "0"},
    {"name": "2026-02", "free": "12", "paid": "0", "unconfirmed": "5"},
)


def report() -> PaperContent:
    """Return a report of pictures alone."""
    rows = {"months": ROWS, "ages": ({"name": "1–30天", "late": "303.3"}, {"name": "未到期", "current": "1168.5"})}
    head = Letterhead("江南清源水务工程有限公司", "售后服务部")
    return PaperContent(form=FORM, language="zh_CN", letterhead=head, values={}, rows=rows)


def test_the_columns_of_a_table_are_the_parts_of_a_bar() -> None:
    chart = bar_chart(MONTHS, ROWS, 170 * MM, words_of("zh_CN"))
    assert chart.names == ("2026-01", "2026-02")
    assert chart.parts == ((3, 4, 0), (12, 0, 5))
    assert chart.series == ("无偿", "有偿", "未确认")
    assert chart.places == 0
    assert bar_chart(AGES, ({"name": "1–30天", "late": "0.5"},), 100.0, words_of("en")).places == 1


def test_names_sums_and_what_the_greys_mean_are_printed() -> None:
    text = whole_text(build_paper(report()).pdf)
    for said in ("2026-01", "7", "2026-02", "17", "无偿", "有偿", "1,168.5", "303.3", "期末应收账款账龄"):
        assert said in text


def test_a_picture_of_sums_is_left_out_with_the_prices() -> None:
    text = whole_text(build_paper(report().without_prices()).pdf)
    assert "2026-02" in text
    assert "账龄（万元）" not in text
    assert "303.3" not in text


def test_a_picture_without_a_row_can_be_laid_out() -> None:
    chart = bar_chart(MONTHS, (), 170 * MM, words_of("zh_CN"))
    assert chart.height > 0
    assert build_paper(report()).warnings == ()

"""Tables of money keep their type for the sums of a large plant: columns are wide enough for them (C10)."""

import pytest

from app.papers.form import load_form
from reports.parts.item_table import item_table
from reports.parts.words import words_of
from reports.style.frames import frame_of

LARGE = "¥17,600,000.00"
PLAIN, BAND = "12,345,678.90", "6,160,000.00"
NAME = "皖江显示技术有限公司"


@pytest.mark.parametrize(
    ("form_id", "table", "said"),
    [
        ("handover_review", "instalments", dict.fromkeys(("amount", "paid", "open", "invoiced"), LARGE)),
        ("collection_file", "instalments", dict.fromkeys(("amount", "paid", "open", "invoiced"), LARGE)),
        ("collection_file", "instalments", {"number": "YS-2025-0003", "settled": "2026-03-06", "due": "2026-03-06"}),
        ("collection_file", "history", {"amount": LARGE, "day": "2026-03-06"}),
        ("ar_ageing_report", "rows", {"total": PLAIN, "not_due": BAND, "d30": BAND, "y2": BAND, "older": BAND}),
        ("ar_ageing_report", "rows", {"seq": "▲99", "customer": NAME, "contract": "QY-2025-HT-014"}),
        ("ar_ageing_report", "sums", {"total": PLAIN, "not_due": BAND, "older": BAND}),
    ],
)
def test_each_stands_in_one_line_of_its_type(form_id: str, table: str, said: dict[str, str]) -> None:
    form = load_form(form_id)
    found = next(one for one in form.tables if one.key == table)
    frame = frame_of(form.paper)
    made = item_table(found, (said,), frame.width, 20, words_of("zh_CN"))
    plain = item_table(found, ({},), frame.width, 20, words_of("zh_CN"))
    for column, cell, usual in zip(found.columns, made.rows[0].cells, plain.rows[0].cells, strict=True):
        if column.key in said:
            assert (len(cell.lines), cell.style.size) == (1, usual.style.size), column.key

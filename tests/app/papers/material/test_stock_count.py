"""The stock count on paper: first the sheet for counting, then what came of it (C6.3)."""

from app.context import Context
from app.papers.content import PaperMark
from app.services.material.counts import submit_count
from app.services.papers import issue_paper
from models.material.count import StockCount
from tests.app.papers.composing import composed
from tests.factories import stored, version_of
from tests.material_paper_factories import full_count, stock
from tests.stock_factories import make_count

FORM = "stock_count"


def test_differences_are_told_with_reason_and_worth(context: Context) -> None:
    content = composed(context, FORM, full_count(context))
    assert dict(content.rows["items"][1]) == {
        "seq": "2", "part_no": "WL-0212", "part_name": "浓水流量计", "spec": "LZS-50（1.6–16 m³/h）", "unit": "只",
        "bin": "B-01-04", "expected": "60", "reason": "破损 2 只未销账", "counted": "58", "difference": "-2",
        "value": "-¥1,225.00",
    }  # fmt: skip
    assert [content.values[key] for key in ("total_items", "total_differing", "total_value")] == [
        "4 项", "2 项", "-¥612.50",
    ]  # fmt: skip
    assert content.values["state"] == "审批中"


def test_a_sheet_for_counting_leaves_room_for_the_figures(context: Context) -> None:
    parts = stock(context, 2)
    count = make_count(context, *((part, None, "") for part in parts), counted_at=None, counted_by="")
    content = composed(context, FORM, count)
    assert content.mark is PaperMark.NONE
    assert not any({"counted", "difference", "value"} & row.keys() for row in content.rows["items"])
    assert [row["expected"] for row in content.rows["items"]] == ["60", "60"]


def test_a_printed_sheet_gives_the_count_its_number_which_it_keeps(context: Context) -> None:
    count = make_count(context, (stock(context, 1)[0], 60, ""))
    assert issue_paper(context, form_id=FORM, record_id=count).number == "PD-2026-0001"
    submit_count(context, record_id=count, version=version_of(context, count))
    assert stored(context, StockCount, count).number == "PD-2026-0001"

"""What comes back, on paper: old parts, customers' goods, notices to manufacturers, parts replaced (N2, N7)."""

from datetime import date

import pytest

from app.context import Context
from app.papers.content import PaperMark, Ticks
from tests.app.papers.composing import MAKERS, composed
from tests.material_paper_factories import full_claim, full_goods, full_old_part, full_swaps, works_request
from tests.return_factories import make_old_part
from tests.return_goods_factories import make_claim, make_goods


def test_n2_an_old_part_is_followed_from_the_pump_to_its_end(context: Context) -> None:
    values = composed(context, "old_parts", full_old_part(context)).values
    assert (values["part_name"], values["quantity"], values["equipment"]) == (
        "旧水泵",
        "1 台",
        "2# 高压泵　CDM42-3　P-77",
    )
    assert values["appraisal"] == Ticks(frozenset({"scrap"}))
    assert (values["settled_on"], values["settled_amount"]) == ("2026-03-06", "¥120.00")


def test_n2_when_it_is_due_back_is_what_the_policy_says(context: Context) -> None:
    assert composed(context, "old_parts", make_old_part(context)).values["due_back"] == "2026-03-20 17:30"


def test_what_has_not_happened_yet_is_left_for_the_pen(context: Context) -> None:
    values = composed(context, "old_parts", make_old_part(context)).values
    assert values["appraisal"] == Ticks(frozenset())
    assert not any(
        values.get(key) for key in ("returned_at", "appraised_at", "settled_on", "settled_amount", "claim_no")
    )


def test_n7_goods_of_a_customer_are_told_with_our_promise(context: Context) -> None:
    content = composed(context, "customer_goods", full_goods(context))
    assert dict(content.rows["items"][0]) == {
        "seq": "1", "name": "电磁流量计", "spec": "DN80", "serial_no": "FT-2291", "unit": "台", "qty": "1",
        "accessories": "法兰垫 2 片", "condition": "表壳有划痕",
    }  # fmt: skip
    promise = "我公司承诺于 2026年3月13日 17:30 前修复并返还（N2，5 个工作日）。"
    assert content.values["promise"] == promise
    assert (content.values["repair"], content.values["returned_at"]) == ("更换励磁板，已标定", "")


def test_n7_a_manufacturer_is_told_what_is_asked_by_when_and_what_it_cost(context: Context) -> None:
    values = composed(context, "supplier_claim", full_claim(context)).values
    assert (values["partner"], values["receiver"]) == ("上海肯特仪表股份有限公司",) * 2
    assert (values["wanted_on"], values["cost"], values["recovered"]) == ("2026-03-11 17:30", "¥1,280.00", "¥1,280.00")
    assert (values["answered_by"], values["old_parts"]) == ("孙工", "—")


def test_n7_a_day_that_was_asked_for_counts_instead(context: Context) -> None:
    claim = make_claim(context, wanted_on=date(2026, 3, 9))
    assert composed(context, "supplier_claim", claim).values["wanted_on"] == "2026-03-09"


def test_n2_old_and_new_serial_numbers_stand_side_by_side(context: Context) -> None:
    content = composed(context, "parts_replaced", full_swaps(context))
    told = [(row["part"], row["old_serial"], row["new_serial"], row["old_part"]) for row in content.rows["swaps"]]
    assert told == [
        ("机械密封 MG1-45", "A-001", "HM-2026-117", "JJ-2026-0001（待收回）"),
        ("浓水流量计 LZS-50", "A-001", "B-002", "留在现场"),
    ]
    assert (content.number, content.values["total_swaps"]) == ("GH-2026-0001", "2 项")


def test_a_record_of_parts_replaced_may_be_printed_empty_for_the_pen(context: Context) -> None:
    content = composed(context, "parts_replaced", works_request(context))
    assert content.mark is PaperMark.NONE
    assert "swaps" not in content.rows


@pytest.mark.parametrize("form_id", ["old_parts", "customer_goods", "supplier_claim"])
def test_their_papers_carry_the_numbers_of_their_records(context: Context, form_id: str) -> None:
    makers = {"customer_goods": make_goods, "supplier_claim": make_claim, "old_parts": make_old_part}
    content = composed(context, form_id, makers[form_id](context))
    assert form_id in MAKERS
    assert content.number is not None
    assert content.number.endswith("-2026-0001")

"""The margin sheet: what each line brings, what is not as usual, whose word is needed (C8.2, C8.3, C9.1)."""

from dataclasses import replace
from decimal import Decimal

from app.context import Context
from app.papers.content import PaperMark
from models.approval import Approval
from tests.app.papers.composing import composed, revised_approval
from tests.factories import stored
from tests.paper_factories import full_quotation
from tests.quotation_factories import LABOUR, SEAL, make_quotation


def test_every_line_is_told_with_cost_price_and_margin(context: Context) -> None:
    content = composed(context, "margin_sheet", full_quotation(context))
    assert dict(content.rows["lines"][0]) == {
        "seq": "1", "kind": "材料备件", "name": "机械密封　MG1-45　博格曼", "qty": "2 套", "price": "¥1,130.00",
        "net": "¥1,943.47", "unit_cost": "¥600.00", "cost": "¥1,200.00", "profit": "¥743.47", "margin": "38.25 %",
        "judged": "",
    }  # fmt: skip
    values = content.values
    assert [values[key] for key in ("net_total", "cost_total", "profit", "margin", "floor")] == [
        "¥3,109.56", "¥1,850.00", "¥1,259.56", "40.51 %", "20 %",
    ]  # fmt: skip


def test_it_has_no_gate_and_a_number_of_its_own(context: Context) -> None:
    content = composed(context, "margin_sheet", make_quotation(context))
    assert (content.mark, content.number, content.values["quotation_no"]) == (PaperMark.NONE, "LR-2026-0001", "—")


def test_c9_1_unusual_terms_are_told_with_their_reason(context: Context) -> None:
    told = composed(context, "margin_sheet", full_quotation(context)).values["deviations"]
    terms = "发货或派人前预付 60 %，计 ¥2,062.80；余款 ¥1,375.20 于服务结束后 15 日内付清。"
    assert told == f"付款条件：{terms}（理由：年度框架客户）"


def test_c8_3_what_lies_under_floor_or_cost_is_called_out(context: Context) -> None:
    lines = (replace(SEAL, unit_cost=Decimal(900)), replace(LABOUR, unit_cost=Decimal(1100)))
    content = composed(context, "margin_sheet", make_quotation(context, lines=lines, large=True))
    below_floor, below_cost = [row["judged"] for row in content.rows["lines"]]
    assert (below_floor[:7], below_cost) == ("低于 20 %", "低于成本")
    assert content.values["deviations"] == "毛利率 3.33 %，低于底线 20 %\n大型、特殊或批量供货"
    assert content.values["margin"] == f"3.33 %（{below_floor}）"


def test_c8_2_a_draft_says_whose_word_it_will_need(context: Context) -> None:
    rows = composed(context, "margin_sheet", make_quotation(context, large=True)).rows["approvals"]
    assert [(row["role"], row["decision"]) for row in rows] == [("部门经理", ""), ("公司领导", "")]


def test_c8_2_what_was_decided_is_told_with_who_and_when(context: Context) -> None:
    approval = stored(context, Approval, revised_approval(context))
    rows = composed(context, "margin_sheet", approval.subject_id).rows["approvals"]
    assert rows[0]["decision"] == "已批准　经理　2026-03-06 14:00\n长期客户，带动药剂合同"
    assert rows[1]["decision"] == "待审批"


def test_a_line_whose_cost_nobody_knows_has_no_margin(context: Context) -> None:
    content = composed(context, "margin_sheet", make_quotation(context, lines=(replace(SEAL, unit_cost=None),)))
    assert [content.rows["lines"][0][key] for key in ("unit_cost", "cost", "margin")] == ["—", "—", "—"]
    assert content.values["deviations"] == "以下明细缺少成本：机械密封"

"""The purchase order on paper: what stock said on every line, for whom, by when, at what estimate (C6.1, C6.2)."""

from decimal import Decimal

from app.context import Context
from app.papers.content import PaperMark, Ticks
from app.services.material.purchases import cancel_purchase
from tests.app.papers.composing import composed
from tests.factories import version_of
from tests.material_paper_factories import full_purchase
from tests.purchase_factories import line_of, make_purchase, make_stock_part, make_submitted

FORM = "purchase_request"


def test_c6_1_every_line_says_what_looking_in_stock_said(context: Context) -> None:
    rows = composed(context, FORM, full_purchase(context)).rows["items"]
    assert dict(rows[0]) == {
        "seq": "1", "part_no": "WL-0137", "part_name": "机械密封", "spec": "MG1-45\n博格曼\n碳化硅对碳化硅",
        "unit": "套", "qty": "24", "stock": "可用 60；需采购（在库 60 套留作年度检修）", "need_date": "2026-03-20",
        "est_price": "¥580.00", "est_amount": "¥13,920.00",
    }  # fmt: skip
    assert [row["stock"] for row in rows[1:]] == ["可用 60；需采购（已全部预留）"] * 2


def test_head_says_who_asks_why_and_who_pays(context: Context) -> None:
    values = composed(context, FORM, full_purchase(context)).values
    assert values["urgency"] == Ticks(frozenset({"urgent"}))
    assert values["cost_bearer"] == Ticks(frozenset({"warranty"}))
    assert (values["requester"], values["urgent_reason"]) == ("张伟", "锅炉停运，供热中断")
    assert (values["request_no"], values["need_date"]) == ("SR-2026-0001", "2026-03-20")
    assert (values["est_total"], values["est_total_caps"]) == ("¥19,140.00", "壹万玖仟壹佰肆拾元整")


def test_c6_2_before_it_is_submitted_it_is_a_draft(context: Context) -> None:
    content = composed(context, FORM, make_purchase(context))
    assert (content.mark, content.missing) == (PaperMark.DRAFT, ("C6.2 采购订单尚未提交",))


def test_what_nobody_estimated_has_no_sum(context: Context) -> None:
    purchase = make_submitted(context, line_of(make_stock_part(context), estimate=None))
    values = composed(context, FORM, purchase).values
    assert (values["est_total"], values["est_total_caps"]) == ("—", "—")


def test_the_total_is_that_of_the_lines_to_the_fen(context: Context) -> None:
    parts = make_stock_part(context), make_stock_part(context)
    purchase = make_submitted(context, line_of(parts[0], estimate=Decimal("0.33")), line_of(parts[1], "3"))
    assert composed(context, FORM, purchase).values["est_total"] == "¥1,741.32"


def test_a_cancelled_one_is_void(context: Context) -> None:
    purchase = make_submitted(context)
    cancel_purchase(context, record_id=purchase, version=version_of(context, purchase), reason="客户取消")
    assert composed(context, FORM, purchase).mark is PaperMark.VOID

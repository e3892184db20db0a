"""Service order and agreement: parties, payments, articles with the order's values, exceptions (C8.1, C8.2, C9.1)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.context import Context
from app.papers.content import PaperContent, PaperMark, Ticks
from app.papers.form import ARTICLE, load_form
from app.services.papers import issue_paper
from app.services.trade.order_steps import cancel_order, end_service
from models.enums import DisputeWay, OrderKind
from tests.app.papers.composing import composed
from tests.factories import version_of
from tests.order_factories import enforced, make_approved_order, make_order
from tests.paper_factories import FREIGHT, full_agreement, full_order
from tests.quotation_factories import SEAL

FORM = "service_agreement"


def articles(content: PaperContent) -> list[str]:
    """Return the text of every article in its order."""
    return [str(content.values[field.key]) for field in content.form.fields if field.type == ARTICLE]


def test_sporadic_work_gets_an_order_of_six_clauses(context: Context) -> None:
    content = composed(context, FORM, full_order(context))
    assert (content.form.id, content.form.title.zh, len(articles(content))) == (FORM, "技术服务订单", 6)
    assert content.values["service_kind"] == Ticks(frozenset({"repair"}))
    assert content.values["party_a_rep"] == "王建军　设备部部长　139 0000 2468"
    assert content.values["party_b_addr"] == "江苏省南京市江宁区秣周东路 12 号"


def test_c8_2_maintenance_and_large_orders_get_the_full_agreement(context: Context) -> None:
    upkeep = composed(context, FORM, full_agreement(context, approve_it=False))
    marked = composed(context, FORM, make_order(context, large=True))
    dear = composed(context, FORM, make_order(context, lines=(replace(SEAL, unit_price=Decimal(25_000)),)))
    for content in (upkeep, marked, dear):
        assert (content.form.title.zh, len(articles(content))) == ("技术服务协议", 16)


def test_the_payment_schedule_says_by_when(context: Context) -> None:
    rows = composed(context, FORM, full_agreement(context)).rows["payments"]
    assert [tuple(row.values()) for row in rows] == [
        ("1", "预付款（协议生效）", "50 %", "¥10,500.00", "发货或派员前"),
        ("2", "尾款", "30 %", "¥6,300.00", "2026-09-30"),
        ("3", "余款", "20 %", "¥4,200.00", "服务结束后 15 日内"),
    ]


def test_it_says_the_same_when_in_force_and_after_the_service(context: Context) -> None:
    order = full_order(context)
    issue_paper(context, form_id=FORM, record_id=order)
    before = composed(context, FORM, order).rows["payments"]
    enforced(context, order)
    end_service(context, record_id=order, version=version_of(context, order), served_at=context.clock.now())
    content = composed(context, FORM, order)
    assert content.rows["payments"] == before
    assert content.mark is PaperMark.REPRINT


def test_c9_1_exceptions_tell_who_when_and_why(context: Context) -> None:
    (row,) = composed(context, FORM, full_order(context)).rows["exceptions"]
    assert dict(row) == {
        "number": "SP-2026-0002", "what": "没有生效的订单", "who": "经理", "at": "2026-03-06 14:00",
        "why": "锅炉停运，供热中断",
    }  # fmt: skip
    assert "exceptions" not in composed(context, FORM, make_approved_order(context)).rows


def test_c9_1_clauses_name_advance_account_and_rates(context: Context) -> None:
    said = "\n".join(articles(composed(context, FORM, full_order(context))))
    for told in ("预付款到账前", "账号：4859 5812 3456", "“逾期金额每日万分之五”", "机械密封 6 个月", "吊装、脚手架"):
        assert told in said
    unpaid_before = composed(context, FORM, make_order(context, advance_percent=Decimal(0), terms_reason="框架"))
    assert "预付款到账前" not in "\n".join(articles(unpaid_before))


def test_articles_carry_period_visits_and_addresses_for_service(context: Context) -> None:
    texts = articles(composed(context, FORM, full_agreement(context)))
    assert texts[1].startswith("2.1　服务期限自2026年3月1日起至2027年2月28日止")
    assert "计划巡检2次，计划日期为：2026年6月30日、2026年11月30日" in texts[1]
    assert "总额（含税）为¥21,000.00，人民币贰万壹仟元整，其中不含税金额¥19,811.32，税额¥1,188.68" in texts[5]
    assert "自服务结束之日起15日内付清" in texts[5]
    assert "甲方送达地址：浙江省宁波市北仑区滨江大道 1288 号；收件人：王建军；电话：139 0000 2468" in texts[14]
    assert "催款函" in texts[14]


def test_the_addresses_for_service_are_never_left_out(context: Context) -> None:
    bare = composed(context, FORM, make_order(context, large=True))
    assert "15.2　甲方送达地址：＿＿＿＿＿＿＿＿；收件人：＿＿＿＿＿＿＿＿" in articles(bare)[14]
    clause = articles(composed(context, FORM, make_order(context)))[5]
    assert "催款函" in clause


def test_every_paragraph_is_numbered_without_a_gap(context: Context) -> None:
    for place, text in enumerate(articles(composed(context, FORM, full_agreement(context), "en")), start=1):
        numbers = [line.split("　")[0] for line in text.split("\n")]
        assert numbers == [f"{place}.{count}" for count in range(1, len(numbers) + 1)]


@pytest.mark.parametrize(
    ("way", "told"),
    [
        (DisputeWay.ARBITRATION, "仲裁委员会"),
        (DisputeWay.PROVIDERS_COURT, "乙方所在地"),
        (DisputeWay.DEFENDANTS_COURT, "被告所在地"),
    ],
)
def test_one_way_of_settling_disputes_is_agreed(context: Context, way: DisputeWay, told: str) -> None:
    order = make_order(context, dispute_way=way)
    text = articles(composed(context, FORM, order))[5]
    assert [word in text for word in ("仲裁委员会", "乙方所在地", "被告所在地")].count(True) == 1
    assert told in text


def test_the_annex_lists_the_projects_equipment(context: Context) -> None:
    content = composed(context, FORM, full_agreement(context))
    assert [row["name"] for row in content.rows["equipment"]] == ["EDI 装置", "反渗透装置"]
    assert "设备清单" in articles(content)[0]
    without = composed(context, FORM, make_order(context, large=True))
    assert "equipment" not in without.rows
    assert "设备清单" not in "".join(articles(without))


def test_how_the_price_comes_about_is_told_where_there_is_a_discount(context: Context) -> None:
    assert composed(context, FORM, full_order(context)).values["discount"] == "¥100.00"
    assert "discount" not in composed(context, FORM, make_order(context, lines=(SEAL, FREIGHT))).values


def test_c8_2_before_its_approval_it_is_a_draft_and_cancelled_it_is_void(context: Context) -> None:
    order = make_order(context)
    draft = composed(context, FORM, order)
    assert (draft.mark, draft.missing) == (PaperMark.DRAFT, ("C8.2 尚未提交审批",))
    cancel_order(context, record_id=order, version=version_of(context, order), reason="客户取消")
    assert composed(context, FORM, order).mark is PaperMark.VOID


def test_it_carries_the_orders_number(context: Context) -> None:
    printed = issue_paper(context, form_id=FORM, record_id=full_order(context))
    assert (printed.number, printed.file_name) == ("FW-2026-0001", "FW-2026-0001_技术服务订单.pdf")


@pytest.mark.parametrize("layout", ["service_agreement", "service_order"])
def test_every_choice_is_a_stored_code(layout: str) -> None:
    codes = {field.key: {option.code for option in field.options} for field in load_form(layout).fields}
    assert codes["service_kind"] == {kind.value for kind in OrderKind}
    assert codes.get("dispute", {way.value for way in DisputeWay}) == {way.value for way in DisputeWay}

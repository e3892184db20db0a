"""The profit of an order on paper: quoted against realised by kind, and whether it is under the floor (C8.3)."""

from decimal import Decimal

from app.context import Context
from app.papers.content import PaperMark
from app.services.trade.order_steps import cancel_order
from models.enums import CostKind
from tests.app.papers.composing import composed
from tests.factories import version_of
from tests.order_factories import make_approved_order, make_order_in_force, make_served_order, spend
from tests.paper_factories import profitable_order


def test_quoted_and_realised_figures_stand_side_by_side(context: Context) -> None:
    content = composed(context, "order_profit", profitable_order(context))
    values = content.values
    assert [values[key] for key in ("net_total", "planned_cost", "planned_margin", "cost", "profit", "margin")] == [
        "¥3,109.56", "¥1,850.00", "40.51 %", "¥1,826.50", "¥1,283.06", "41.26 %",
    ]  # fmt: skip
    assert values["verdict"] == "达到毛利率底线 20 %。"
    assert [tuple(row.values()) for row in content.rows["kinds"]] == [
        ("备件", "¥1,943.47", "¥1,200.00", "¥1,250.00", "¥50.00"),
        ("工时", "¥971.74", "¥500.00", "¥480.00", "-¥20.00"),
        ("差旅", "—", "—", "¥96.50", "¥96.50"),
        ("运杂费", "¥194.35", "¥150.00", "—", "-¥150.00"),
    ]
    assert [row["amount"] for row in content.rows["costs"]] == ["¥1,250.00", "¥480.00", "¥96.50"]


def test_c8_3_before_the_service_has_ended_it_is_a_draft(context: Context) -> None:
    content = composed(context, "order_profit", make_order_in_force(context))
    assert (content.mark, content.missing) == (PaperMark.DRAFT, ("C8.3 服务尚未结束，可能还有成本发生",))


def test_c8_3_what_lies_under_the_floor_or_below_cost_is_called_out(context: Context) -> None:
    order = make_served_order(context)
    spend(context, order, "2600.00")
    assert composed(context, "order_profit", order).values["verdict"] == "低于毛利率底线 20 %。"
    spend(context, order, "1000.00", CostKind.OTHER)
    assert composed(context, "order_profit", order).values["verdict"] == "低于成本，亏损 ¥600.00。"


def test_without_any_costs_there_is_no_verdict_yet(context: Context) -> None:
    content = composed(context, "order_profit", make_served_order(context))
    assert (content.values["margin"], content.values["verdict"]) == ("—", "尚未登记成本。")
    assert content.rows["costs"] == ()


def test_a_cancelled_order_is_void(context: Context) -> None:
    order = make_approved_order(context)
    cancel_order(context, record_id=order, version=version_of(context, order), reason="客户取消")
    assert composed(context, "order_profit", order).mark is PaperMark.VOID


def test_the_net_price_is_that_of_the_lines(context: Context) -> None:
    rows = composed(context, "order_profit", profitable_order(context)).rows["kinds"]
    net = [Decimal(row["net"][1:].replace(",", "")) for row in rows if row["net"] != "—"]
    assert sum(net) == Decimal("3109.56")

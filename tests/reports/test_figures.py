"""Figures in a table stand on one line: smaller where they are long, never broken (paperwork.md)."""

from decimal import Decimal

from app.context import Context
from app.papers.pages import page_text
from reports.build import build_paper
from tests.app.papers.composing import composed
from tests.purchase_factories import line_of, make_stock_part, make_submitted


def test_a_long_price_and_a_long_quantity_are_not_broken(context: Context) -> None:
    dear = line_of(make_stock_part(context), "1", estimate=Decimal("186400.00"))
    many = line_of(make_stock_part(context, name="阻垢剂", unit="kg"), "12500.125", estimate=Decimal("38.50"))
    purchase = make_submitted(context, dear, many)
    for language in ("zh_CN", "en"):
        paper = composed(context, "purchase_request", purchase, language)
        assert {"¥186,400.00", "12,500.125", "¥481,254.81"} <= set(page_text(build_paper(paper).pdf, 0).split())

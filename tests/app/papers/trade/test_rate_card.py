"""The rate card on paper: rates by kind with unit, price and validity, without costs."""

from datetime import date

from app.context import Context
from app.papers.content import PaperMark
from app.services.papers import issue_paper
from models.enums import LineKind
from tests.app.papers.composing import composed
from tests.material_factories import ENGINEER, KILOMETRE, make_rate_card
from tests.paper_factories import full_rate_card


def test_rates_are_told_with_unit_price_and_tax(context: Context) -> None:
    content = composed(context, "rate_card", full_rate_card(context))
    assert dict(content.rows["rates"][0]) == {
        "seq": "1", "kind": "人工", "name": "工程师现场服务", "unit": "人·天", "price": "¥1,200.00", "tax_rate": "6 %",
        "note": "",
    }  # fmt: skip
    assert "¥500.00" not in str(content)


def test_they_stand_by_kind_whatever_their_order_on_the_card(context: Context) -> None:
    card = make_rate_card(context, lines=(KILOMETRE, ENGINEER))
    rows = composed(context, "rate_card", card).rows["rates"]
    assert [row["name"] for row in rows] == [ENGINEER.name, KILOMETRE.name]
    assert list(LineKind).index(ENGINEER.kind) < list(LineKind).index(KILOMETRE.kind)


def test_it_says_how_long_it_is_valid(context: Context) -> None:
    values = composed(context, "rate_card", full_rate_card(context)).values
    assert values["valid"] == "自 2026-01-01 起，至下次发布为止"
    bounded = make_rate_card(context, title="2025 年", valid_from=date(2025, 1, 1), valid_to=date(2025, 12, 31))
    assert composed(context, "rate_card", bounded).values["valid"] == "2025-01-01 至 2025-12-31"


def test_it_carries_the_number_of_its_record(context: Context) -> None:
    card = full_rate_card(context)
    printed = issue_paper(context, form_id="rate_card", record_id=card)
    assert (printed.number, printed.mark) == ("SF-2026-0001", PaperMark.NONE)

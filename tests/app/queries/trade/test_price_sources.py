"""Where a price can be taken from (C5.2)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.context import Actor, Context
from app.errors import NotAllowed
from app.queries.trade.price_sources import PriceChoice, PriceSource, price_choices
from app.services.keeping import retire
from models.enums import Role
from tests.factories import make_customer, version_of
from tests.material_factories import make_part, make_rate_card
from tests.quotation_factories import SEAL, make_quotation, make_submitted_quotation

DAY = date(2026, 3, 6)


def found(context: Context, text: str, customer_id: int | None = None) -> tuple[PriceChoice, ...]:
    """Return what can be taken over on the usual day."""
    return price_choices(context, text=text, customer_id=customer_id, day=DAY)


def test_parts_are_found_by_name_code_and_pinyin(context: Context) -> None:
    part_id = make_part(context)
    for text in ("机械密封", "BJ-0001", "jxmf"):
        (choice,) = found(context, text)
        assert (choice.source, choice.number, choice.line.part_id) == (PriceSource.PART, "BJ-0001", part_id)
        assert (choice.line.unit_price, choice.line.unit_cost) == (Decimal("1130.00"), Decimal("600.00"))
    retire(context, record_id=part_id, version=version_of(context, part_id), reason="停产")
    assert found(context, "机械密封") == ()


def test_rates_come_from_the_card_of_the_day(context: Context) -> None:
    make_rate_card(context)
    (choice,) = found(context, "工程师")
    assert (choice.source, choice.line.unit, choice.day) == (PriceSource.RATE_CARD, "人·天", date(2026, 1, 1))
    assert price_choices(context, text="工程师", customer_id=None, day=date(2025, 12, 31)) == ()


def test_of_what_was_quoted_before_the_newest_price_counts(context: Context) -> None:
    customer_id = make_customer(context)
    for price in ("1000.00", "1130.00"):
        make_submitted_quotation(context, customer_id=customer_id, lines=(replace(SEAL, unit_price=Decimal(price)),))
    make_quotation(context, customer_id=customer_id, lines=(replace(SEAL, unit_price=Decimal(1)),))  # a draft
    (choice,) = found(context, "密封 MG1", customer_id)
    assert (choice.source, choice.line.unit_price) == (PriceSource.QUOTATION, Decimal("1130.00"))
    assert found(context, "密封") == ()  # nobody's business but this customer's


def test_c14_prices_are_for_those_who_may_see_them(context: Context) -> None:
    make_part(context)
    context.actor = Actor("keeper", "仓管", frozenset({Role.WAREHOUSE}))
    with pytest.raises(NotAllowed):
        found(context, "密封")

"""The rate card: what is refused where, and which card counts on a day (N1)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.context import Actor, Context
from app.errors import NotAllowed
from app.queries.trade.rate_cards import card_on, rate_card_details, rate_card_form
from app.services.keeping import retire
from app.services.trade.rate_cards import save_rate_card
from models.enums import Role
from tests.app.services.refusing import refused_at
from tests.factories import version_of
from tests.material_factories import ENGINEER, KILOMETRE, make_rate_card

REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("title", {"title": ""}),
    ("valid_from", {"valid_from": None}),
    ("valid_from", {"valid_from": date(9999, 1, 1)}),
    ("valid_to", {"valid_to": date(2025, 12, 31)}),
    ("lines", {"lines": ()}),
    ("lines", {"lines": (replace(ENGINEER, name=" "),)}),
    ("lines", {"lines": (replace(ENGINEER, price=None),)}),
    ("lines", {"lines": (replace(ENGINEER, price=Decimal(-1)),)}),
    ("lines", {"lines": (replace(ENGINEER, tax_rate=Decimal(17)),)}),
    ("lines", {"lines": (ENGINEER, replace(KILOMETRE, name="工程师现场服务"))}),
]


@pytest.mark.parametrize(("field", "fields"), REFUSED)
def test_bad_input_is_refused_at_its_field(context: Context, field: str, fields: dict[str, Any]) -> None:
    assert refused_at(lambda: make_rate_card(context, **fields)) == field


def test_it_gets_a_number_and_can_be_changed(context: Context) -> None:
    record_id = make_rate_card(context)
    form = rate_card_form(context, record_id)
    save_rate_card(context, form=replace(form, lines=(KILOMETRE, ENGINEER)), record_id=record_id)
    found = rate_card_details(context, record_id)
    assert found.number.startswith("SF-2026-")
    assert [line.name for line in found.lines] == ["车辆往返", "工程师现场服务"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 12, 31), None),
        (date(2026, 1, 1), "first"),
        (date(2026, 6, 30), "first"),
        (date(2026, 7, 1), "later"),
        (date(2026, 12, 31), "later"),
        (date(2027, 1, 1), "first"),
    ],
)
def test_the_card_that_became_valid_last_counts(context: Context, day: date, expected: str | None) -> None:
    ids = {
        "first": make_rate_card(context),
        "later": make_rate_card(context, valid_from=date(2026, 7, 1), valid_to=date(2026, 12, 31)),
    }
    with context.read() as session:
        found = card_on(session, day)
        assert (found.id if found else None) == (ids[expected] if expected else None)


def test_a_card_out_of_use_no_longer_counts(context: Context) -> None:
    record_id = make_rate_card(context)
    retire(context, record_id=record_id, version=version_of(context, record_id), reason="改版")
    with context.read() as session:
        assert card_on(session, date(2026, 3, 6)) is None


def test_rates_are_the_managers_and_nothing_for_the_keeper(context: Context) -> None:
    record_id = make_rate_card(context)
    context.actor = Actor("secretary", "文秘", frozenset({Role.SECRETARY}))
    assert rate_card_details(context, record_id).lines
    with pytest.raises(NotAllowed):
        make_rate_card(context)
    context.actor = Actor("keeper", "仓管", frozenset({Role.WAREHOUSE}))
    with pytest.raises(NotAllowed):
        rate_card_details(context, record_id)

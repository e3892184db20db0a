"""The company's allowance table: valid for a time, one rate per class of city and level of post (C7.4)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.context import Context
from app.errors import NotAllowed
from app.queries.trips.allowances import allowance_details, allowance_form
from app.queries.trips.standards import standards_on
from app.services.keeping import retire
from app.services.trips.allowances import save_allowance
from models.enums import CityClass, ExpenseItem, PostLevel, Role
from tests.app.services.refusing import refused_at
from tests.conftest import OpenDesk
from tests.factories import version_of
from tests.trip_money_factories import RATES, TODAY, allowance_form_of, make_allowance

D = Decimal


def test_c7_4_a_table_grants_by_class_of_city_and_level_of_post(context: Context) -> None:
    make_allowance(context)
    with context.read() as session:
        granted = standards_on(session, TODAY, PostLevel.SENIOR)
    assert [granted.daily(city) for city in ("上海", "宁波市", "绍兴")] == [D(120), D(100), D(80)]
    assert granted.of_item(ExpenseItem.HOTEL, "北京") == D(450)
    assert granted.of_item(ExpenseItem.MEALS, "北京") is None


def test_c7_4_of_several_tables_the_one_that_became_valid_last_counts(context: Context) -> None:
    make_allowance(context)
    higher = tuple(replace(rate, daily=D(200)) for rate in RATES)
    later = make_allowance(context, valid_from=date(2026, 4, 1), rates=higher)
    with context.read() as session:
        days = (TODAY, date(2026, 4, 1), date(2025, 12, 31))
        found = [standards_on(session, day, PostLevel.STAFF).daily("绍兴") for day in days]
    assert found == [D(80), D(200), None]
    retire(context, record_id=later, version=version_of(context, later), reason="未批准")
    with context.read() as session:
        assert standards_on(session, date(2026, 4, 1), PostLevel.STAFF).daily("绍兴") == D(80)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": ""}, "title"),
        ({"valid_from": None}, "valid_from"),
        ({"valid_to": date(2025, 12, 31)}, "valid_to"),
        ({"rates": ()}, "rates"),
        ({"rates": (RATES[0], RATES[0])}, "rates"),
        ({"rates": (replace(RATES[0], hotel=None),)}, "rates"),
        ({"rates": (replace(RATES[0], daily=D("-1")),)}, "rates"),
    ],
)
def test_c7_4_a_table_that_is_not_complete_is_refused(context: Context, fields: dict[str, Any], field: str) -> None:
    assert refused_at(lambda: save_allowance(context, form=allowance_form_of(**fields))) == field


def test_c7_4_a_table_is_read_into_its_form_and_written_back_as_it_was(context: Context) -> None:
    table = make_allowance(context)
    form = allowance_form(context, table)
    save_allowance(context, form=replace(form, rates=form.rates[:4]), record_id=table)
    found = allowance_details(context, table)
    assert (found.is_current, len(found.rates), found.number) == (True, 4, "BT-2026-0001")
    assert [rate.city_class for rate in found.rates] == [CityClass.FIRST] * 3 + [CityClass.SECOND]


def test_c7_4_the_table_is_the_managers(open_desk: OpenDesk) -> None:
    with pytest.raises(NotAllowed):
        save_allowance(open_desk(Role.SECRETARY), form=allowance_form_of())

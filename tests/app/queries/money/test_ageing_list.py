"""The list of receivables by age: by customer or by contract, found by words, with its totals (C10.6)."""

from datetime import date
from decimal import Decimal
from typing import Any

from app.context import Context
from app.queries.lists.paging import PageRequest, Sort
from app.queries.money.ageing_list import BY_CONTRACT, AgeingFilter, AgeingRow, count_ageing, read_ageing
from tests.ageing_factories import make_contract_with, owing
from tests.money_factories import make_owed_contract

TODAY, LARGEST_FIRST = date(2026, 3, 6), Sort("total")


def read(context: Context, *views: str, sort: Sort = LARGEST_FIRST, on: date = TODAY, **of: Any) -> list[AgeingRow]:
    wanted = AgeingFilter(on, views=frozenset(views), **of)
    rows = list(read_ageing(context, PageRequest(wanted, sort)).rows)
    assert count_ageing(context, wanted) == sum(not row.is_total for row in rows)
    return rows


def test_the_largest_is_first_and_the_totals_stand_last(context: Context) -> None:
    make_owed_contract(context)
    make_contract_with(context)
    rows = read(context)
    assert [row.sums.total for row in rows] == [100_000, 1000, 101_000]
    assert [row.is_total for row in rows] == [False, False, True]
    ascending = read(context, sort=Sort("oldest", descending=False))
    assert [row.sums.oldest for row in ascending] == [55, 198, 198]


def test_a_customer_is_one_line_and_its_contracts_are_several(context: Context) -> None:
    first = make_contract_with(context, number="HT-1")
    make_contract_with(context, number="HT-2", customer_id=owing(context, first))
    (customer, _totals) = read(context)
    assert (customer.id, customer.source, customer.sums.total) == (owing(context, first), "2 份合同、订单", 200_000)
    contracts = read(context, BY_CONTRACT, sort=Sort("source", descending=False))
    assert [row.source for row in contracts] == ["HT-1", "HT-2", ""]


def test_customers_are_found_by_name_and_pinyin(context: Context) -> None:
    make_contract_with(context, customer="滨江热电")
    make_contract_with(context, customer="金桥电子")
    for words in ("金桥", "jqdz"):
        assert [row.customer for row in read(context, text=words)][:-1] == ["金桥电子"]
    assert read(context, text="无此用户") == []


def test_views_ask_for_lines_with_something_in_them(context: Context) -> None:
    make_owed_contract(context)
    make_contract_with(context)
    assert [row.sums.total for row in read(context, "over_90")] == [100_000, 100_000]
    assert len(read(context, "overdue", "no_date")) == 3
    assert read(context, "overdue", on=date(2025, 1, 1)) == []


def test_totals_are_those_of_what_is_shown(context: Context) -> None:
    make_owed_contract(context)
    make_contract_with(context)
    totals = read(context, "over_90")[-1]
    assert (totals.sums.total, totals.sums.retention) == (Decimal(100_000), Decimal(10_000))

"""The list of tails: what is called out first, found by words, counted by age (C10.6)."""

from datetime import date

from app.context import Context
from app.queries.lists.paging import PageRequest, Sort
from app.queries.money.tail_list import TailFilter, count_tail_views, count_tails, read_tails
from app.queries.money.tails import Tail
from tests.ageing_factories import make_contract_with

TODAY, OLDEST_FIRST = date(2026, 3, 6), Sort("age")


def read(context: Context, *views: str, text: str = "", sort: Sort = OLDEST_FIRST) -> list[Tail]:
    wanted = TailFilter(TODAY, text, frozenset(views))
    rows = list(read_tails(context, PageRequest(wanted, sort)).rows)
    assert count_tails(context, wanted) == len(rows)
    return rows


def test_the_oldest_are_first_and_those_without_a_day_last(context: Context) -> None:
    make_contract_with(context)
    assert [tail.days for tail in read(context)] == [198, 162, 50, 0]
    assert [tail.days for tail in read(context, sort=Sort("limit", descending=False))] == [198, 162, 50, 0]


def test_c10_6_what_is_called_out_is_a_view_of_its_own(context: Context) -> None:
    make_contract_with(context)
    assert [tail.days for tail in read(context, "called_out")] == [198, 162]
    counts = count_tail_views(context)
    assert counts == {"called_out": 2, "over": 1, "soon": 1, "running": 1, "not_due": 0, "no_date": 1}


def test_tails_are_found_by_customer_and_contract(context: Context) -> None:
    make_contract_with(context, customer="滨江热电", number="HT-1")
    make_contract_with(context, customer="金桥电子", number="HT-2")
    for words in ("金桥", "jqdz"):
        assert {tail.source for tail in read(context, text=words)} == {"HT-2"}

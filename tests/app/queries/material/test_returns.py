"""One list over four kinds of record: what has to come back, and what is a customer's (N2, N4, N7)."""

from datetime import timedelta

import pytest

from app.clock import FixedClock
from app.context import Context
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.material.loans import loan_details
from app.queries.material.old_parts import old_part_details
from app.queries.material.returns import RETURNS, ReturnRow
from models.enums import Appraisal, OldPartState, RecordKind
from tests.app.queries.statements import count_statements
from tests.factories import make_partner
from tests.return_factories import (
    bring_back,
    make_appraised,
    make_issued_request,
    make_loan,
    make_old_part,
    make_swap,
    settle,
    store,
)
from tests.return_goods_factories import METER, make_goods, send
from tests.return_goods_factories import bring_back as bring_goods_back


def rows(context: Context, *views: str, text: str = "", sort: str = "created_at") -> tuple[ReturnRow, ...]:
    """Read the whole list as it is filtered."""
    wanted = ListFilter(text=text, views=frozenset(views))
    return RETURNS.read(context, PageRequest(wanted, Sort(sort, descending=False))).rows


def test_the_list_shows_all_kinds_and_each_by_its_chip(context: Context) -> None:
    old, (loan,), goods = make_old_part(context), make_loan(context), make_goods(context, METER)
    assert {row.id: row.kind for row in rows(context)} == {
        old: RecordKind.OLD_PART,
        loan: RecordKind.LOAN,
        goods: RecordKind.CUSTOMER_GOODS,
    }
    assert [row.id for row in rows(context, "loan")] == [loan]
    assert RETURNS.count_views(context)["old_part"] == 1


def test_other_records_are_not_in_the_list(context: Context) -> None:
    request = make_issued_request(context)
    assert rows(context) == ()
    make_swap(context, request)
    assert [row.name for row in rows(context)] == ["机械密封"]


def test_open_and_ended_share_out_all_rows(context: Context) -> None:
    due, gone = make_old_part(context), make_old_part(context)
    settle(context, gone)
    (back,) = make_loan(context)
    bring_back(context, back)
    stored = make_appraised(context, Appraisal.SCRAP)
    store(context, stored, place="废件区")
    assert [row.id for row in rows(context, "open")] == [due]
    assert {row.id for row in rows(context, "over")} == {gone, back, stored}


def test_n7_goods_back_from_the_manufacturer_are_still_open(context: Context) -> None:
    goods = make_goods(context, METER)
    send(context, goods, maker_id=make_partner(context))
    bring_goods_back(context, goods)
    assert [row.id for row in rows(context, "open")] == [goods]


def test_what_is_overdue_is_shown_by_its_chip(context: Context, clock: FixedClock) -> None:
    old = make_old_part(context)
    make_loan(context, days=60)
    clock.moment += timedelta(days=30)
    assert [row.id for row in rows(context, "overdue")] == [old]


def test_words_find_records_of_every_kind(context: Context) -> None:
    old, (loan,) = make_old_part(context, serial_no="XK-77"), make_loan(context, serial_no="XK-78")
    assert {row.id for row in rows(context, text="XK")} == {old, loan}
    assert [row.id for row in rows(context, "loan", text="XK")] == [loan]


@pytest.mark.parametrize("sort", ["number", "name", "customer", "project", "created_at", "due_at"])
def test_the_list_is_sorted_by_each_of_its_columns(context: Context, sort: str) -> None:
    make_old_part(context)
    make_loan(context)
    assert len(rows(context, sort=sort)) == 2


def test_the_list_takes_as_many_statements_however_long_it_is(context: Context) -> None:
    counts = []
    for _time in range(3):
        make_old_part(context)
        with count_statements(context) as statements:
            rows(context)
        counts.append(len(statements))
    assert len(set(counts)) == 1


def test_a_loan_and_an_old_part_are_read_in_few_statements(context: Context) -> None:
    (loan,), old = make_loan(context), make_appraised(context, Appraisal.SCRAP)
    with count_statements(context) as statements:
        loan_details(context, loan)
    assert len(statements) <= 9
    with count_statements(context) as statements:
        details = old_part_details(context, old)
    assert (details.state, len(statements) <= 9) == (OldPartState.APPRAISED, True)

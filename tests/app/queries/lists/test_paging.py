"""Paging by keyset (decision 14): over ties and empty keys, in every direction, the same as one plain sort."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine, insert, select
from sqlalchemy.orm import Session

from app.context import Context
from app.queries.lists.paging import Cursor, ListFilter, Page, PageRequest, Sort, count_rows, read_page, within
from app.queries.requests.request_list import REQUESTS
from models.types import UtcDateTime
from tests.factories import local_time, make_customer, make_request

ITEM = Table("item", MetaData(), Column("id", Integer, primary_key=True), Column("key", String))
COLUMNS = {"key": ITEM.c.key}
KEYS = st.lists(st.one_of(st.none(), st.sampled_from(["", "a", "b", "bb", "水"])), max_size=14)


def stored(keys: list[str | None]) -> Session:
    engine = create_engine("sqlite://")
    ITEM.metadata.create_all(engine)
    session = Session(engine)
    if keys:
        session.execute(insert(ITEM), [{"id": index, "key": key} for index, key in enumerate(keys, start=1)])
    return session


def plainly_sorted(keys: list[str | None], descending: bool) -> list[int]:
    """Sort in Python: by (key, id) in the direction asked for, those without a key last, by id in that direction."""
    rows = [(key, index) for index, key in enumerate(keys, start=1)]
    filled = sorted((row for row in rows if row[0] is not None), reverse=descending)
    empty = sorted((row[1] for row in rows if row[0] is None), reverse=descending)
    return [row[1] for row in filled] + empty


def page_of(session: Session, request: PageRequest) -> Page[int]:
    return read_page(session, select(ITEM.c.id), request, COLUMNS, lambda row: int(row.id), id_column=ITEM.c.id)


def pages(session: Session, sort: Sort, limit: int, backwards: bool) -> Iterator[Page[int]]:
    """Walk a list from one end to the other."""
    cursor: Cursor | None = None
    while True:
        page = page_of(session, PageRequest(None, sort, cursor, backwards=backwards, limit=limit))
        yield page
        cursor = page.before if backwards else page.after
        if cursor is None:
            return


@given(keys=KEYS, descending=st.booleans(), limit=st.integers(1, 5))
@settings(deadline=None)
def test_walking_forwards_gives_the_plain_sort(keys: list[str | None], descending: bool, limit: int) -> None:
    with stored(keys) as session:
        seen = [row for page in pages(session, Sort("key", descending), limit, False) for row in page.rows]
    assert seen == plainly_sorted(keys, descending)


@given(keys=KEYS, descending=st.booleans(), limit=st.integers(1, 5))
@settings(deadline=None)
def test_walking_backwards_gives_the_plain_sort(keys: list[str | None], descending: bool, limit: int) -> None:
    with stored(keys) as session:
        walked = [page.rows for page in pages(session, Sort("key", descending), limit, True)]
    assert [row for rows in reversed(walked) for row in rows] == plainly_sorted(keys, descending)


@given(keys=KEYS.filter(bool), descending=st.booleans(), limit=st.integers(1, 5), data=st.data())
@settings(deadline=None)
def test_a_refresh_reads_on_from_the_row_it_names(
    keys: list[str | None], descending: bool, limit: int, data: st.DataObject
) -> None:
    order = plainly_sorted(keys, descending)
    place = data.draw(st.integers(0, len(order) - 1))
    cursor = Cursor(keys[order[place] - 1], order[place])
    with stored(keys) as session:
        page = page_of(session, PageRequest(None, Sort("key", descending), cursor, inclusive=True, limit=limit))
    assert list(page.rows) == order[place : place + limit]
    assert (page.after is not None) == (place + limit < len(order))


def test_an_empty_list_leads_nowhere() -> None:
    with stored([]) as session:
        assert page_of(session, PageRequest(None, Sort("key"))) == Page((), None, None)
        assert count_rows(session, select(ITEM.c.id)) == 0


ZONE = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("since", "until", "inside"),
    [
        (None, None, ["5 23:59", "6 00:00", "6 23:59", "7 00:00"]),
        (date(2026, 3, 6), None, ["6 00:00", "6 23:59", "7 00:00"]),
        (None, date(2026, 3, 6), ["5 23:59", "6 00:00", "6 23:59"]),
        (date(2026, 3, 6), date(2026, 3, 6), ["6 00:00", "6 23:59"]),
        (date.min, date.max, ["5 23:59", "6 00:00", "6 23:59", "7 00:00"]),
    ],
)
def test_a_span_is_of_local_days_both_included(since: date | None, until: date | None, inside: list[str]) -> None:
    table = Table("moment", MetaData(), Column("at", UtcDateTime))
    engine = create_engine("sqlite://")
    table.metadata.create_all(engine)
    moments = [local_time(f"2026-03-0{text}") for text in ("5 23:59", "6 00:00", "6 23:59", "7 00:00")]
    with Session(engine) as session:
        session.execute(insert(table), [{"at": moment} for moment in moments])
        found = session.scalars(select(table.c.at).where(*within(table.c.at, since, until, ZONE)).order_by(table.c.at))
        assert [f"{at.astimezone(ZONE):%d %H:%M}"[1:] for at in found] == inside


def test_a_real_list_pages_through_ties(context: Context) -> None:
    customer = make_customer(context)
    received = datetime(2026, 3, 6, 5, 0, tzinfo=UTC)
    made = [make_request(context, customer_id=customer, received_at=received) for _ in range(7)]
    request: dict[str, Any] = {"filter": ListFilter(), "sort": Sort("received_at"), "limit": 3}
    first = REQUESTS.read(context, PageRequest(**request))
    second = REQUESTS.read(context, PageRequest(**request, cursor=first.after))
    last = REQUESTS.read(context, PageRequest(**request, backwards=True))
    assert [row.id for row in (*first.rows, *second.rows)] == made[::-1][:6]
    assert [row.id for row in last.rows] == made[:3][::-1]
    assert REQUESTS.read(context, PageRequest(**request, cursor=second.before, backwards=True)).rows == first.rows
    assert REQUESTS.count(context, ListFilter()) == 7

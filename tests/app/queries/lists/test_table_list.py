"""A list described as data, over a table that holds no records: the audit trail, which every write adds to."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import literal

from app.context import Actor, Context
from app.errors import NotAllowed
from app.queries.lists.paging import ListFilter, Page, PageRequest, Sort
from app.queries.lists.table_list import TableList
from models.access.audit import AuditEntry
from models.access.user import User
from models.enums import AuditAction, Role
from tests.app.queries.statements import count_statements
from tests.conftest import OpenDesk
from tests.factories import make_customer

entry = AuditEntry.__table__
user = User.__table__


@dataclass(frozen=True, slots=True)
class AuditRow:
    """A line: ``known_as`` is a user's name today, ``cost`` is money."""

    id: int
    at: datetime
    person: str
    known_as: str
    action: AuditAction
    undone: AuditAction | None
    is_today: bool
    cost: Decimal | None


AUDIT = TableList(
    row=AuditRow,
    own=entry,
    columns={
        "person": entry.c.user_name,
        "known_as": user.c.name,
        "undone": literal(None),
        "cost": literal(Decimal(7)),
    },
    joins=((user, user.c.display_name == entry.c.user_name),),
    derived={"is_today": lambda found, looking: found.at.astimezone(looking.zone).date() == looking.today},
    orders={"at": entry.c.at},
    views={
        "added": entry.c.action == AuditAction.INSERT,
        "mine": lambda looking: entry.c.user_name == looking.actor.display_name,
    },
    uncounted=frozenset({"mine"}),
    words=(entry.c.table_name, entry.c.user_name),
    moment=entry.c.at,
    money=frozenset({"cost"}),
)


def read(context: Context, wanted: ListFilter | None = None, **asked: Any) -> Page[AuditRow]:
    return AUDIT.read(context, PageRequest(wanted or ListFilter(), Sort("at"), **asked))


LI = Actor("li", "李晓", frozenset({Role.MANAGER}))


def test_fields_are_read_by_their_types(context: Context) -> None:
    make_customer(context)
    context.actor = LI
    make_customer(context)
    rows = read(context).rows
    assert {(row.person, row.known_as) for row in rows} >= {("经理", "manager"), ("李晓", "")}
    assert (rows[0].undone, rows[0].is_today, rows[0].at) == (None, True, context.clock.now())
    assert isinstance(rows[0].action, AuditAction)


def test_money_is_seen_by_those_who_may(context: Context, open_desk: OpenDesk) -> None:
    make_customer(context)
    assert read(context).rows[0].cost == 7
    assert read(open_desk(Role.VIEWER)).rows[0].cost is None


def test_pages_follow_each_other_and_are_counted(context: Context) -> None:
    make_customer(context)
    everything = read(context, limit=10_000).rows
    first = read(context, limit=2)
    assert first.rows == everything[:2]
    assert read(context, limit=2, cursor=first.after).rows == everything[2:4]
    assert AUDIT.count(context, ListFilter()) == len(everything)


def test_every_word_stands_in_one_of_the_columns(context: Context) -> None:
    make_customer(context)
    name = context.actor.display_name
    found = read(context, ListFilter(text=f"CUSTOM {name}")).rows
    assert 0 < len(found) < AUDIT.count(context, ListFilter())
    assert read(context, ListFilter(text=f"custom {name} %")).rows == ()


def test_days_are_those_of_the_lists_own_moment(context: Context) -> None:
    make_customer(context)
    today: date = context.clock.now().astimezone(context.zone).date()
    assert read(context, ListFilter(since=today, until=today)).rows == read(context).rows
    assert AUDIT.count(context, ListFilter(since=today + timedelta(days=1))) == 0


def test_views_follow_who_looks(context: Context) -> None:
    make_customer(context)
    assert AUDIT.count_views(context) == {"added": AUDIT.count(context, ListFilter(views=frozenset({"added"})))}
    assert read(context, ListFilter(views=frozenset({"mine"}))).rows
    context.actor = LI
    assert read(context, ListFilter(views=frozenset({"mine"}))).rows == ()


def test_a_page_takes_two_statements_and_one_for_the_zone(context: Context) -> None:
    make_customer(context)
    with count_statements(context) as statements:
        read(context)
    asked = [one.split()[0] for one in statements]
    assert [one for one in asked if one != "BEGIN"] == ["SELECT", "SELECT"]


def test_who_may_not_read_is_refused_before_anything_is_read(context: Context) -> None:
    context.actor = Actor("nobody", "nobody", frozenset())
    with count_statements(context) as statements:
        for ask in (read, AUDIT.count_views, lambda c: AUDIT.count(c, ListFilter())):
            with pytest.raises(NotAllowed):
                ask(context)
    assert statements == []


def test_an_order_that_a_list_does_not_have_is_a_mistake_of_the_program(context: Context) -> None:
    with pytest.raises(KeyError):
        AUDIT.read(context, PageRequest(ListFilter(), Sort("number")))

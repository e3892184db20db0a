"""What other desks changed, and who saved last (decision 15)."""

from datetime import timedelta

import pytest

from app.changes import Change
from app.clock import FixedClock
from app.context import Actor, Context
from app.queries.records.activity import changes_since, last_saved, newest_audit
from app.security.audit import OwnWrites
from models.enums import Role
from tests.conftest import OpenDesk
from tests.factories import FRIDAY, make_customer, make_department, make_request


@pytest.fixture
def other(open_desk: OpenDesk, context: Context) -> Context:
    """Another desk on the same data, where 王敏 works."""
    desk = open_desk()
    desk.actor = Actor("wang", "王敏", frozenset({Role.MANAGER}))
    return desk


def test_what_another_desk_writes_is_told_with_who_wrote_it(context: Context, other: Context) -> None:
    seen = newest_audit(context)
    customer = make_customer(other)
    newest, changes = changes_since(context, seen)
    assert changes == (Change("customer", frozenset({customer}), by="王敏"),)
    assert newest == newest_audit(context)
    assert changes_since(context, newest) == (newest, ())


def test_what_this_desk_wrote_itself_is_left_out(context: Context, other: Context) -> None:
    seen = newest_audit(context)
    make_request(context)
    theirs = make_customer(other)
    make_customer(context, name="东海制药")
    assert changes_since(context, seen)[1] == (Change("customer", frozenset({theirs}), by="王敏"),)
    assert {change.kind for change in changes_since(other, seen)[1]} >= {"request", "customer"}


def test_one_person_at_two_desks_is_two_desks(context: Context, open_desk: OpenDesk) -> None:
    seen, second = newest_audit(context), open_desk()
    make_customer(second)
    (change,) = changes_since(context, seen)[1]
    assert change.by == second.actor.display_name == context.actor.display_name


def test_departments_are_told_too(context: Context, other: Context) -> None:
    seen = newest_audit(context)
    department = make_department(other)
    assert changes_since(context, seen)[1] == (Change("department", frozenset({department}), by="王敏"),)
    saved = last_saved(context, department, "department")
    assert saved is not None
    assert saved.by == "王敏"


def test_the_last_who_saved_is_known_with_the_time(context: Context, other: Context, clock: FixedClock) -> None:
    customer = make_customer(context)
    clock.moment += timedelta(minutes=5)
    make_request(other, customer_id=customer)
    saved = last_saved(context, customer)
    assert saved is not None
    assert (saved.by, saved.at) == (context.actor.display_name, FRIDAY)
    assert last_saved(context, 999_999) is None


def test_only_so_many_own_entries_are_remembered() -> None:
    own = OwnWrites(most=2)
    for entry in ("a", "b", "c"):
        own.note(entry)
    assert ["a" in own, "b" in own, "c" in own] == [False, True, True]

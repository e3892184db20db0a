"""Logging in: who is let in, who waits, and what the audit trail says of it."""

from datetime import timedelta
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.clock import FixedClock
from app.context import Context
from app.errors import Invalid, LoginRefused
from app.security.audit import broken_links, plain
from app.security.login import LONGEST_WAIT, log_in, prove, wait_after, wait_words
from app.security.passwords import Passwords
from app.services.access.users import set_user_active
from models.access.audit import AuditEntry
from models.access.user import User
from models.enums import Role
from tests.access_factories import PASSWORD, logged_in, make_user
from tests.conftest import OpenDesk
from tests.factories import FRIDAY

WRONG = "wrong horse 8"


@pytest.fixture
def lin(context: Context) -> int:
    """The account of a manager who can log in."""
    return make_user(context, "LinMin", Role.MANAGER)


def refused(context: Context, name: str = "linmin", password: str = WRONG) -> LoginRefused:
    with pytest.raises(LoginRefused) as told:
        log_in(context, name=name, password=password)
    return told.value


def user(context: Context, user_id: int) -> User:
    with context.read() as session:
        return session.get_one(User, user_id)


def trail(context: Context, table: str = "user") -> list[AuditEntry]:
    with context.read() as session:
        return list(session.scalars(select(AuditEntry).where(AuditEntry.table == table).order_by(AuditEntry.id)))


def test_name_and_password_let_in_with_the_roles_of_the_account(context: Context, lin: int) -> None:
    found = log_in(context, name="LinMin", password=PASSWORD)
    assert found.actor.roles == {Role.MANAGER}
    assert (found.actor.name, found.actor.user_id, found.must_change) == ("LinMin", lin, False)
    assert user(context, lin).last_login_at == FRIDAY


@pytest.mark.parametrize("name", ["linmin", " LINMIN ", "ＬｉｎＭｉｎ"])
def test_a_name_is_known_whatever_its_case_and_width(context: Context, lin: int, name: str) -> None:
    assert log_in(context, name=name, password=PASSWORD).actor.user_id == lin


def test_wrong_name_and_wrong_password_are_told_in_the_same_words(context: Context, lin: int) -> None:
    assert refused(context).message == refused(context, "nobody at all").message


def test_an_empty_name_is_told_at_its_field(context: Context) -> None:
    with pytest.raises(Invalid) as told:
        log_in(context, name="  ", password=PASSWORD)
    assert told.value.field == "name"


@pytest.mark.parametrize("name", ["LinMin", "nobody at all"])
def test_five_wrong_tries_wait_and_then_even_the_right_password_does(context: Context, lin: int, name: str) -> None:
    assert [refused(context, name).until for _try in range(4)] == [None] * 4
    assert refused(context, name).until == FRIDAY + timedelta(minutes=1)
    assert refused(context, name, PASSWORD).until == FRIDAY + timedelta(minutes=1)


@pytest.mark.parametrize("name", ["LinMin", "nobody at all"])
def test_each_further_wrong_try_waits_twice_as_long(context: Context, clock: FixedClock, lin: int, name: str) -> None:
    waits = []
    for _try in range(12):
        until = refused(context, name).until
        if until is not None:
            waits.append(int((until - clock.now()).total_seconds() // 60))
            clock.moment = until
    assert waits == [1, 2, 4, 8, 15, 15, 15, 15]


def test_another_start_of_the_program_is_no_way_around(open_desk: OpenDesk, lin: int) -> None:
    first, second = open_desk(), open_desk()
    make_user(first, "周敏", Role.SECRETARY)
    for desk in (first, second, first, second, first):
        last = refused(desk, "周敏")
    assert last.until is not None
    assert refused(second, "周敏", PASSWORD).until == last.until


def test_the_right_password_after_the_wait_forgets_the_wrong_tries(
    context: Context, clock: FixedClock, lin: int
) -> None:
    for _try in range(5):
        refused(context)
    clock.moment = FRIDAY + timedelta(minutes=1)
    log_in(context, name="linmin", password=PASSWORD)
    assert (user(context, lin).wrong_tries, user(context, lin).locked_until) == (0, None)
    assert refused(context).until is None


def test_a_disabled_account_is_refused_and_says_so_to_its_owner_alone(context: Context, lin: int) -> None:
    set_user_active(context, user_id=lin, active=False)
    assert refused(context, password=PASSWORD).message != refused(context).message


def test_an_account_without_a_password_lets_nobody_in(context: Context) -> None:
    refused(context, "manager", "")


def test_a_hash_of_other_costs_is_renewed_when_its_owner_logs_in(context: Context, lin: int) -> None:
    before = user(context, lin).password_hash
    context.passwords = Passwords(rounds=2, memory=8, lanes=1)
    log_in(context, name="linmin", password=PASSWORD)
    after = user(context, lin).password_hash
    assert "t=2" in after
    assert before != after
    log_in(context, name="linmin", password=PASSWORD)


def test_an_unknown_name_takes_as_long_as_a_wrong_password(context: Context, lin: int) -> None:
    context.passwords = Passwords(rounds=40, memory=1024, lanes=1)
    with context.write() as session:
        session.get_one(User, lin).password_hash = context.passwords.hash(PASSWORD)

    def seconds(name: str) -> float:
        begun = perf_counter()
        refused(context, name)
        return perf_counter() - begun

    known, unknown = (min(seconds(name) for _try in range(2)) for name in ("linmin", "nobody"))
    assert 0.3 < known / unknown < 3


def test_log_ins_failures_and_waits_stand_in_the_audit_trail_without_any_hash(context: Context, lin: int) -> None:
    log_in(context, name="linmin", password=PASSWORD)
    for _try in range(5):
        refused(context)
    good, *wrong = trail(context)[-6:]
    assert (good.user_name, good.after) == ("LinMin", {"last_login_at": plain(FRIDAY)})
    assert [entry.after["wrong_tries"] for entry in wrong if entry.after] == [1, 2, 3, 4, 5]
    assert "locked_until" in (wrong[-1].after or {})
    assert "LinMin" not in {entry.user_name for entry in wrong}
    assert "argon2" not in str([(entry.before, entry.after) for entry in trail(context)])
    with context.read() as session:
        assert list(broken_links(session)) == []


def test_a_try_with_an_unknown_name_is_in_the_trail_but_not_what_was_typed(context: Context, lin: int) -> None:
    refused(context, "my secret password")
    assert len(trail(context, "unknown_name")) == 1
    with context.read() as session:
        said: list[Any] = [(entry.row_key, entry.after, entry.reason) for entry in session.scalars(select(AuditEntry))]
    assert "secret" not in str(said)


def test_proving_who_one_is_counts_like_logging_in(context: Context, lin: int) -> None:
    own = logged_in(context, "linmin")
    prove(own, password=PASSWORD)
    for _try in range(5):
        with pytest.raises(LoginRefused):
            prove(own, password=WRONG)
    assert refused(context, password=PASSWORD).until is not None


@given(st.integers(min_value=0, max_value=10_000))
def test_no_number_of_tries_waits_longer_than_a_quarter_of_an_hour(tries: int) -> None:
    assert wait_after(tries) <= LONGEST_WAIT
    assert wait_after(tries) <= wait_after(tries + 1)
    assert bool(wait_after(tries)) is (tries >= 5)


def test_the_wait_is_told_to_the_second() -> None:
    assert "1:05" in wait_words(FRIDAY + timedelta(seconds=65), FRIDAY)
    assert wait_words(FRIDAY, FRIDAY) == ""

"""Logging in: the password decides, and whoever guesses waits.

After five wrong tries nothing is looked at for a minute, after each further one twice as long, up to a quarter of an
hour. It is counted in the database, so that another start of the program is no way around. A name that nobody has is
treated as one that somebody has: it takes the same time, gets the same words and waits as long.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Actor, Context
from app.errors import Invalid, LoginRefused
from app.i18n import _
from app.rules.inputs import comparison_key
from app.security.accounts import acting_as, actor_of, nobody
from models.access.user import UnknownName, User

TRIES = 5  # wrong ones before the first wait
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(minutes=15)
_MOST_DOUBLINGS = 10  # far beyond the longest wait
_BUCKETS = 1 << 16


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """Who logged in; ``must_change`` says that somebody else set the password and its owner sets another now."""

    actor: Actor
    must_change: bool


@dataclass(frozen=True, slots=True)
class _Account:
    """What a name leads to before the password is looked at; ``user_id`` None is a name that nobody has."""

    name: str
    user_id: int | None = None
    display_name: str = ""
    password_hash: str = ""
    active: bool = True


def wait_after(wrong_tries: int) -> timedelta:
    """Return how long to wait after so many wrong tries in a row."""
    if wrong_tries < TRIES:
        return timedelta(0)
    return min(FIRST_WAIT * (1 << min(wrong_tries - TRIES, _MOST_DOUBLINGS)), LONGEST_WAIT)


def wait_words(until: datetime, now: datetime) -> str:
    """Return how long one still has to wait, "" once one may try again."""
    left = int((until - now).total_seconds())
    if left <= 0:
        return ""
    return _("Too many wrong tries. Try again in {minutes}:{seconds:02}.").format(minutes=left // 60, seconds=left % 60)


def log_in(context: Context, *, name: str, password: str) -> LoggedIn:
    """Check name and password; returns who that is.

    A person is found by the log-in name or by the name shown, whatever the case. Raises LoginRefused for a wrong pair
    (the same words whichever is wrong), for a disabled account, and while one has to wait (``until``). Every try is in
    the audit trail.
    """
    if not name.strip():
        raise Invalid(_("Enter your name."), field="name")
    with context.read() as session:
        user = user_named(session, name)
        account = _account(user, name)
    return _tried(context, account, password, _("Logged in"), _("Name or password is wrong."))


def prove(context: Context, *, password: str) -> None:
    """Check the password of whoever is logged in, before it is changed or the window is opened again.

    LoginRefused when it is wrong or one has to wait; counted as for ``log_in``.
    """
    with context.read() as session:
        user_id = context.actor.user_id
        user = session.get(User, user_id) if user_id is not None else None
        account = _account(user, context.actor.name)
    _tried(context, account, password, _("Password confirmed"), _("The password is wrong."))


def user_named(session: Session, name: str) -> User | None:
    """Return the user of a log-in name, else of a name shown, whatever its case and width; None when nobody is."""
    key = comparison_key(name.strip())
    users = session.scalars(select(User).order_by(User.id)).all()
    by_name = next((user for user in users if comparison_key(user.name) == key), None)
    return by_name or next((user for user in users if comparison_key(user.display_name) == key), None)


def _account(user: User | None, name: str) -> _Account:
    if user is None:
        return _Account(name)
    return _Account(user.name, user.id, user.display_name, user.password_hash, user.active)


def _tried(context: Context, account: _Account, password: str, reason: str, wrong: str) -> LoggedIn:
    """Look at one try; ``reason`` is for the audit trail, ``wrong`` for whoever tried in vain.

    The slow part is done before the database is written to, and what it found counts only if nobody has to wait by
    then: tries at the same time at several desks gain nothing.
    """
    now = context.clock.now()
    with context.read() as session:
        _refuse_waiting(_tries(session, account), now)
    right = context.passwords.verify(account.password_hash, password)
    dated = right and context.passwords.is_dated(account.password_hash)
    renewed = context.passwords.hash(password) if dated else account.password_hash
    who = Actor(account.name, account.display_name, frozenset()) if right else nobody()
    with acting_as(context, who).write(reason if right else _("Wrong name or password")) as session:
        tries = _tries(session, account)
        _refuse_waiting(tries, now)
        if right and account.active and isinstance(tries, User) and tries.password_hash == account.password_hash:
            return _let_in(session, tries, renewed, now)
        until = _count(session, tries, account, now)
    if until is not None:
        raise LoginRefused(wait_words(until, now), until=until)
    raise LoginRefused(_("This account is disabled. Ask the manager.") if right and not account.active else wrong)


def _tries(session: Session, account: _Account) -> User | UnknownName | None:
    """Return the row that counts the tries with a name; None for an unknown name tried for the first time."""
    if account.user_id is not None:
        return session.get(User, account.user_id)
    return session.get(UnknownName, _bucket(account.name))


def _bucket(name: str) -> int:
    digest = hashlib.sha256(comparison_key(name.strip()).encode("utf-8", "replace")).digest()
    return int.from_bytes(digest[:4]) % _BUCKETS


def _refuse_waiting(tries: User | UnknownName | None, now: datetime) -> None:
    until = tries.locked_until if tries is not None else None
    if until is not None and until > now:
        raise LoginRefused(wait_words(until, now), until=until)


def _let_in(session: Session, user: User, password_hash: str, now: datetime) -> LoggedIn:
    user.wrong_tries, user.locked_until = 0, None
    user.password_hash, user.last_login_at = password_hash, now
    return LoggedIn(actor_of(session, user, now), user.must_change)


def _count(session: Session, tries: User | UnknownName | None, account: _Account, now: datetime) -> datetime | None:
    """Count a wrong try; returns until when the next one waits."""
    if tries is None:
        tries = UnknownName(bucket=_bucket(account.name), wrong_tries=0)
        session.add(tries)
    tries.wrong_tries += 1
    wait = wait_after(tries.wrong_tries)
    tries.locked_until = now + wait if wait else None
    return tries.locked_until

"""Reading accounts."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.errors import NotFound
from app.forms.access import LogInForm, UserForm
from app.i18n import _
from app.rules.permissions import Permission
from app.security.accounts import is_log_in_on
from app.security.login import user_named
from app.security.passwords import least_length
from app.settings import whole_number
from models.access.user import User
from models.enums import Role

IDLE_MINUTES = 15


class AccountState(StrEnum):
    """Whether somebody can log in with an account."""

    IN_USE = "in_use"
    NO_PASSWORD = "no_password"
    WAITING = "waiting"
    DISABLED = "disabled"


@dataclass(frozen=True, slots=True)
class UserLine:
    """An account as a line of the list; ``locked_until`` None where nobody has to wait."""

    id: int
    name: str
    display_name: str
    roles: tuple[Role, ...]
    active: bool
    has_password: bool
    must_change: bool
    locked_until: datetime | None
    last_login_at: datetime | None

    @property
    def state(self) -> AccountState:
        """The account's state in one word."""
        if not self.active:
            return AccountState.DISABLED
        if self.locked_until is not None:
            return AccountState.WAITING
        return AccountState.IN_USE if self.has_password else AccountState.NO_PASSWORD


@dataclass(frozen=True, slots=True)
class LogInRules:
    """Whether one logs in here, after how many idle minutes a window locks (0: never), how long passwords are."""

    is_on: bool
    lock_after_minutes: int
    password_length: int


def users(context: Context) -> tuple[UserLine, ...]:
    """Read all accounts, those in use first, by name shown."""
    context.require(Permission.MANAGE_USERS)
    with context.read() as session:
        rows = session.scalars(select(User).order_by(User.active.desc(), User.display_name, User.id))
        return tuple(_line(user, context.clock.now()) for user in rows)


def _line(user: User, now: datetime) -> UserLine:
    waits = user.locked_until is not None and user.locked_until > now
    return UserLine(
        id=user.id,
        name=user.name,
        display_name=user.display_name,
        roles=tuple(role for role in Role if role in user.roles),
        active=user.active,
        has_password=bool(user.password_hash),
        must_change=user.must_change,
        locked_until=user.locked_until if waits else None,
        last_login_at=user.last_login_at,
    )


def user_form(context: Context, user_id: int) -> UserForm:
    """Read an account into the form that edits it; NotFound when there is none."""
    context.require(Permission.MANAGE_USERS)
    with context.read() as session:
        user = _existing(session, user_id)
        roles = frozenset(Role(role) for role in user.roles)
        return UserForm(user_id=user.id, name=user.name, display_name=user.display_name, roles=roles)


def user_names(context: Context, user_id: int) -> tuple[str, str]:
    """Return log-in name and name shown of an account; NotFound when there is none."""
    context.require(Permission.MANAGE_USERS)
    with context.read() as session:
        user = _existing(session, user_id)
        return user.name, user.display_name


def find_user(context: Context, name: str) -> int:
    """Return the id of the account that a name leads to (see ``log_in``); NotFound when there is none."""
    context.require(Permission.MANAGE_USERS)
    with context.read() as session:
        user = user_named(session, name)
        if user is None:
            raise NotFound(_("There is no account {name}.").format(name=name))
        return user.id


def _existing(session: Session, user_id: int) -> User:
    user = session.get(User, user_id)
    if user is None:
        raise NotFound(_("This account no longer exists."))
    return user


def log_in_rules(context: Context) -> LogInRules:
    """Read how one logs in; whoever is about to may ask."""
    with context.read() as session:
        settings = settings_of(session)
        return LogInRules(
            is_on=is_log_in_on(session),
            lock_after_minutes=whole_number(settings.text("lock_after_minutes"), IDLE_MINUTES),
            password_length=least_length(settings),
        )


def log_in_form(context: Context) -> LogInForm:
    """Read how one logs in into the form that changes it; NotAllowed for those who may not change it."""
    context.require(Permission.MANAGE_USERS)
    rules = log_in_rules(context)
    return LogInForm(
        log_in=rules.is_on, lock_after_minutes=rules.lock_after_minutes, password_length=rules.password_length
    )

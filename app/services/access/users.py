"""Accounts: who may use the program, in which roles, and whether anybody has to log in."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Actor, Context, settings_of
from app.errors import Blocked, Invalid, NotAllowed, NotFound
from app.forms.access import LogInForm, UserForm
from app.i18n import _
from app.rules.inputs import clean_line, comparison_key
from app.rules.permissions import Permission
from app.security.accounts import is_log_in_on
from app.security.passwords import LEAST_LENGTH, check_password, least_length
from app.services.setup import write_setting
from app.services.use_case import use_case
from models.access.user import User
from models.enums import Role

LONGEST_NAME = 60  # characters
LONGEST_IDLE = 24 * 60  # minutes
LONGEST_RULE = 64  # characters that a password may be asked to have at least


@use_case(Permission.MANAGE_USERS)
def save_user(context: Context, *, form: UserForm) -> int:
    """Add or change a user; returns the id.

    The log-in name stays what it was. Invalid for a name somebody has already, no role, or a password that is too
    simple; Blocked where nobody would be left who manages the department.
    """
    refuse_deputy(context.actor)
    password_hash = _hashed(context, form)
    with context.write(_("Account changed") if form.user_id else _("Account added")) as session:
        user = existing_user(session, form.user_id) if form.user_id else _new_user(session, form, password_hash)
        user.display_name = _display_name(session, form)
        user.roles = sorted(role.value for role in form.roles)
        if not form.roles:
            raise Invalid(_("Choose at least one role."), field="roles")
        if password_hash:
            give_password(session, user, password_hash, must_change=form.must_change)
        session.flush()
        refuse_leaderless(session)
        return user.id


@use_case(Permission.MANAGE_USERS)
def set_user_active(context: Context, *, user_id: int, active: bool) -> None:
    """Disable an account, or enable it again; Blocked where nobody would be left who manages the department.

    Nobody waits on a fresh start: wrong tries are forgotten when an account is enabled.
    """
    refuse_deputy(context.actor)
    with context.write(_("Account enabled") if active else _("Account disabled")) as session:
        user = existing_user(session, user_id)
        user.active = bool(active)
        if active:
            user.wrong_tries, user.locked_until = 0, None
        session.flush()
        refuse_leaderless(session)


@use_case(Permission.MANAGE_USERS)
def set_log_in(context: Context, *, form: LogInForm) -> None:
    """Switch log-in on or off and say after how many idle minutes a window locks and how long passwords are.

    Blocked when it is switched on and no active manager has a password.
    """
    refuse_deputy(context.actor)
    if not 0 <= form.lock_after_minutes <= LONGEST_IDLE:
        message = _("Enter between 0 and {most} minutes; 0 locks no window.").format(most=LONGEST_IDLE)
        raise Invalid(message, field="lock_after_minutes")
    if not LEAST_LENGTH <= form.password_length <= LONGEST_RULE:
        message = _("Enter between {least} and {most} characters.").format(least=LEAST_LENGTH, most=LONGEST_RULE)
        raise Invalid(message, field="password_length")
    with context.write(_("Log-in changed")) as session:
        write_setting(session, "single_person", not form.log_in)
        write_setting(session, "lock_after_minutes", str(form.lock_after_minutes))
        write_setting(session, "password_length", str(form.password_length))
        session.flush()
        refuse_leaderless(session)


def refuse_deputy(actor: Actor) -> None:
    """A delegation ends on its day; accounts made by a deputy would not. So the manager alone manages them.

    NotAllowed for everybody else.
    """
    if Role.MANAGER not in actor.roles:
        raise NotAllowed(_("Accounts are managed by the manager, not by who stands in for the manager."))


def existing_user(session: Session, user_id: int) -> User:
    """Read a user inside an open transaction; NotFound when there is none."""
    user = session.get(User, user_id)
    if user is None:
        raise NotFound(_("This account no longer exists."))
    return user


def _new_user(session: Session, form: UserForm, password_hash: str) -> User:
    if not password_hash and is_log_in_on(session):
        raise Invalid(_("Enter a password."), field="password")
    user = User(name=new_name(session, form.name), active=True, wrong_tries=0)
    session.add(user)
    return user


def new_name(session: Session, typed: str) -> str:
    """Return a log-in name as it is kept; Invalid for none, or for one somebody has already."""
    name = clean_line(typed, field="name", limit=LONGEST_NAME)
    if not name:
        raise Invalid(_("Enter a log-in name."), field="name")
    if comparison_key(name) in _names(session):
        raise Invalid(_("There is already an account of this name."), field="name")
    return name


def _display_name(session: Session, form: UserForm) -> str:
    """The name shown stands in every log: two people with the same one could not be told apart."""
    name = clean_line(form.display_name or form.name, field="display_name", limit=LONGEST_NAME)
    if not name:
        raise Invalid(_("Enter the person's name."), field="display_name")
    if comparison_key(name) in _names(session, but=form.user_id):
        raise Invalid(_("There is already an account of this name."), field="display_name")
    return name


def _names(session: Session, but: int | None = None) -> set[str]:
    with session.no_autoflush:
        users = session.execute(select(User.name, User.display_name).where(User.id != (but or 0))).all()
    return {comparison_key(name) for user in users for name in user}


def _hashed(context: Context, form: UserForm) -> str:
    """Return the hash of the password entered, "" for none; Invalid for one that is too simple."""
    if not form.password:
        return ""
    check_password(form.password, (form.name, form.display_name), least_length(context.settings()))
    return context.passwords.hash(form.password)


def give_password(session: Session, user: User, password_hash: str, *, must_change: bool) -> None:
    """Put a new password in the place of the one a user has; whoever had to wait may try again."""
    user.password_hash, user.password_set_at = password_hash, session.info["now"]
    user.must_change, user.wrong_tries, user.locked_until = must_change, 0, None


def refuse_leaderless(session: Session) -> None:
    """Raise Blocked unless an active manager is left, who can log in where the department does."""
    managers = [user for user in session.scalars(select(User).where(User.active)) if Role.MANAGER in user.roles]
    if not managers:
        raise Blocked(_("The department needs an active manager. Make somebody else manager first."))
    if not settings_of(session).flag("single_person") and not any(user.password_hash for user in managers):
        raise Blocked(_("Nobody could manage the department: give a manager a password first."))

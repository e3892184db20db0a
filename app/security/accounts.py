"""Who works here: the one person of a department without log-in, or the account that is logged in, as it is today."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Actor, Context, settings_of
from app.errors import NotAllowed
from app.formatting import local
from app.i18n import _
from models.access.delegation import Delegation
from models.access.user import User
from models.enums import Role

# Until accounts exist in a department, the program runs for one person, as manager, and says so (domain.md).
SINGLE_PERSON = Actor("manager", "经理", frozenset({Role.MANAGER}))


def nobody() -> Actor:
    """Return the actor while nobody is logged in: without a role, named for the audit trail."""
    return Actor("", _("not logged in"), frozenset())


def is_log_in_on(session: Session) -> bool:
    """Tell, inside an open transaction, whether the department works with log-in."""
    return not settings_of(session).flag("single_person")


def single_person(session: Session) -> Actor:
    """Return the one who works in a department without log-in: the first manager, the nameless one before the first
    start. The leader's word is then given on paper, so that no other role counts.
    """
    active = session.scalars(select(User).where(User.active).order_by(User.id)).all()
    if not active:
        return SINGLE_PERSON
    person = next((user for user in active if Role.MANAGER in user.roles), active[0])
    return Actor(person.name, person.display_name, frozenset({Role.MANAGER}))


def first_actor(session: Session) -> Actor:
    """Return who works when a data folder is opened: nobody yet where people log in."""
    return nobody() if is_log_in_on(session) else single_person(session)


def actor_of(session: Session, user: User, now: datetime) -> Actor:
    """Return a user as actor, with the roles that were delegated for the day of ``now``."""
    today = local(now, ZoneInfo(settings_of(session).text("zone"))).date()
    roles = frozenset(Role(role) for role in user.roles)
    return Actor(user.name, user.display_name, roles, delegated_roles(session, user.id, today) - roles, user.id)


def delegated_roles(session: Session, user_id: int, day: date) -> frozenset[Role]:
    """Return the roles that a user has on a day because the leader gave them, and has not taken them back."""
    given = select(Delegation.role).where(
        Delegation.user_id == user_id,
        Delegation.starts_on <= day,
        Delegation.ends_on >= day,
        Delegation.withdrawn_at.is_(None),
    )
    return frozenset(session.scalars(given))


def present_actor(context: Context) -> Actor:
    """Return who works at this desk by what the database says now: roles and delegations of today, nobody once the
    account was disabled or the department began to log in, the single person once it stopped.
    """
    with context.read() as session:
        if not is_log_in_on(session):
            return single_person(session)
        user_id = context.actor.user_id
        user = session.get(User, user_id) if user_id is not None else None
        return actor_of(session, user, context.clock.now()) if user is not None and user.active else nobody()


def refresh_actor(context: Context) -> None:
    """Look again what somebody who logged in may do; NotAllowed when the account may not be used any more.

    Without log-in nothing is looked up.
    """
    if context.actor.user_id is None:
        return
    found = present_actor(context)
    if not found.roles:
        raise NotAllowed(_("Your account may not be used any more. Ask the manager."))
    context.actor = found


def acting_as(context: Context, actor: Actor) -> Context:
    """Return a context of the same program in which ``actor`` works; jobs that run keep the one they began with."""
    return replace(context, actor=actor)

"""Whose word a person can give, and under which delegation."""

from datetime import date

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from app.context import Actor, settings_of
from app.rules.approvals.steps import DECIDES
from app.rules.inputs import comparison_key
from app.rules.permissions import may
from models.access.delegation import Delegation
from models.access.user import User
from models.enums import Role


def roles_of(actor: Actor) -> frozenset[Role]:
    """Return in whose place this person decides on screen, by own roles or delegated ones."""
    return frozenset(role for role, permission in DECIDES.items() if actor.may(permission))


def roles_asked(session: Session, actor: Actor) -> frozenset[Role]:
    """Return whose word waits for this person: what one decides oneself, and in a department of one person also what
    the leader decides on paper, as nobody else is there to enter it.
    """
    alone = settings_of(session).flag("single_person") and Role.MANAGER in actor.roles
    return frozenset(DECIDES) if alone else roles_of(actor)


def delegation_for(session: Session, actor: Actor, role: Role, day: date) -> int | None:
    """Return the delegation under which this person decides in the place of ``role``, None for an own role."""
    if role in actor.roles:
        return None
    return _delegation(session, User.name == actor.name, role, day)


def signers_delegation(session: Session, name: str, role: Role, day: date) -> int | None:
    """Return the delegation under which a word of ``name`` was the word of ``role`` on a day, None where it was that of
    an own role, or of somebody whom the program does not know.
    """
    users = _named(session, name)
    if any(role in user.roles for user in users):
        return None
    return _delegation(session, User.id.in_([user.id for user in users]), role, day)


def _delegation(session: Session, whose: ColumnElement[bool], role: Role, day: date) -> int | None:
    given = _in_force(day).where(whose, Delegation.role == role)
    return session.scalars(given.order_by(Delegation.id.desc()).limit(1)).first()


def is_decider(session: Session, name: str, role: Role, day: date) -> bool:
    """Tell whether a word of ``name`` can be the word of ``role`` on a day: that of a user of the program who decides
    in its place, or of somebody whom the program does not know.

    Case and width make no difference, and a disabled account is known all the same.
    """
    users = _named(session, name)
    return not users or any(_decides(session, user, role, day) for user in users)


def _named(session: Session, name: str) -> list[User]:
    key = comparison_key(name)
    return [user for user in session.scalars(select(User)) if comparison_key(user.display_name) == key]


def _decides(session: Session, user: User, role: Role, day: date) -> bool:
    given = session.scalars(_in_force(day).with_only_columns(Delegation.role).where(User.id == user.id))
    return may([Role(own) for own in user.roles], DECIDES[role], given)


def _in_force(day: date) -> Select[int]:
    return (
        select(Delegation.id)
        .join(User, User.id == Delegation.user_id)
        .where(Delegation.withdrawn_at.is_(None), Delegation.starts_on <= day, Delegation.ends_on >= day)
    )

"""Reading who decides in the manager's place, and who could."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select

from app.context import Context
from app.formatting import local
from app.rules.permissions import Permission
from models.access.delegation import Delegation
from models.access.user import User
from models.enums import Role


class DelegationState(StrEnum):
    """Where a delegation stands on the day one looks."""

    COMING = "coming"
    IN_FORCE = "in_force"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class DelegationLine:
    """A delegation as a line of the list; both days are included."""

    id: int
    user: str
    role: Role
    starts_on: date
    ends_on: date
    reason: str
    granted_by: str
    withdrawn_by: str
    withdrawn_at: datetime | None
    state: DelegationState
    without_money: bool


@dataclass(frozen=True, slots=True)
class Deputy:
    """Somebody to whom the manager's powers can be given; a secretary gets them ``without_money``."""

    user_id: int
    name: str
    roles: tuple[Role, ...]
    without_money: bool


def delegations(context: Context) -> tuple[DelegationLine, ...]:
    """Read all delegations, the latest first; the manager may look at what the leader decided."""
    context.require(Permission.VIEW_AUDIT)
    today = local(context.clock.now(), context.zone).date()
    newest = Delegation.starts_on.desc(), Delegation.id.desc()
    with context.read() as session:
        rows = session.execute(select(Delegation, User).join(User, User.id == Delegation.user_id).order_by(*newest))
        return tuple(_line(delegation, user, today) for delegation, user in rows)


def _line(delegation: Delegation, user: User, today: date) -> DelegationLine:
    names = ("id", "role", "starts_on", "ends_on", "reason", "granted_by", "withdrawn_by", "withdrawn_at")
    return DelegationLine(
        **{name: getattr(delegation, name) for name in names},
        user=user.display_name,
        state=_state(delegation, today),
        without_money=_is_secretary(user),
    )


def _state(delegation: Delegation, today: date) -> DelegationState:
    if delegation.withdrawn_at is not None:
        return DelegationState.WITHDRAWN
    if delegation.ends_on < today:
        return DelegationState.ENDED
    return DelegationState.COMING if delegation.starts_on > today else DelegationState.IN_FORCE


def deputies(context: Context) -> tuple[Deputy, ...]:
    """Return the active users who are no managers, by name."""
    context.require(Permission.DELEGATE)
    with context.read() as session:
        active = session.scalars(select(User).where(User.active).order_by(User.display_name, User.id))
        return tuple(
            Deputy(user.id, user.display_name, tuple(Role(role) for role in user.roles), _is_secretary(user))
            for user in active
            if Role.MANAGER not in user.roles
        )


def _is_secretary(user: User) -> bool:
    return Role.SECRETARY in user.roles

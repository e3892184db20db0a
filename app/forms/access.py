"""Users, delegations and the way of logging in as they are entered."""

from dataclasses import dataclass
from datetime import date

from models.enums import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class UserForm:
    """A user; ``user_id`` None adds one, who needs a ``password``. An empty one leaves the one there is.

    ``must_change``: whoever got this password sets another at the next log-in.
    """

    user_id: int | None = None
    name: str = ""
    display_name: str = ""
    roles: frozenset[Role] = frozenset()
    password: str = ""
    must_change: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationForm:
    """Who decides in the manager's place, from which day to which, and why."""

    user_id: int | None = None
    role: Role = Role.MANAGER
    starts_on: date | None = None
    ends_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogInForm:
    """How the department logs in; 0 minutes lock no window by themselves."""

    log_in: bool = False
    lock_after_minutes: int = 15
    password_length: int = 8

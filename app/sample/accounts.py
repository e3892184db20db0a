"""One account per role in the demo department, which then works with log-in."""

import json
import secrets
from dataclasses import dataclass

from app.context import Context
from app.errors import NotFound
from app.forms.access import LogInForm, UserForm
from app.queries.access.users import find_user
from app.resources import resource_path
from app.services.access.users import save_user, set_log_in
from models.enums import Role

_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another
_GROUPS, _GROUP_LENGTH = 3, 4


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account with the password it was given, which is written down nowhere else."""

    name: str
    display_name: str
    role: Role
    password: str


def make_accounts(context: Context) -> tuple[DemoAccount, ...]:
    """Give a demo department one account per role with a random password each, and switch log-in on.

    ``context`` works as its manager; who did everything there until now becomes the secretary.
    """
    accounts = tuple(_account(told) for told in json.loads(_told()))
    for account in sorted(accounts, key=lambda one: one.role is not Role.MANAGER):  # one is always left
        form = UserForm(
            user_id=_known(context, account.name),
            name=account.name,
            display_name=account.display_name,
            roles=frozenset({account.role}),
            password=account.password,
            must_change=False,
        )
        save_user(context, form=form)
    set_log_in(context, form=LogInForm(log_in=True))
    return accounts


def _told() -> str:
    return resource_path("sample", "accounts.json").read_text(encoding="utf-8")


def _account(told: dict[str, str]) -> DemoAccount:
    return DemoAccount(told["name"], told["display_name"], Role(told["role"]), _password())


def _password() -> str:
    groups = ("".join(secrets.choice(_SIGNS) for _sign in range(_GROUP_LENGTH)) for _group in range(_GROUPS))
    return "-".join(groups)


def _known(context: Context, name: str) -> int | None:
    try:
        return find_user(context, name)
    except NotFound:
        return None

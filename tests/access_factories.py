"""Accounts for tests: made through the services, with passwords that cost little to check."""

from datetime import date

import argon2
import pytest

from app.context import Context
from app.forms.access import DelegationForm, LogInForm, UserForm
from app.security.accounts import acting_as
from app.security.login import log_in
from app.security.passwords import Passwords
from app.services.access.delegations import grant_delegation
from app.services.access.users import save_user, set_log_in
from models.enums import Role

CHEAP = Passwords(rounds=1, memory=8, lanes=1)
PASSWORD = "correct horse 8"
TODAY, NEXT_WEEK = date(2026, 3, 6), date(2026, 3, 13)


def make_cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a program that runs in this process hash as cheaply, whatever folder it opens."""
    for cost, least in (("TIME_COST", CHEAP.rounds), ("MEMORY_COST", CHEAP.memory), ("PARALLELISM", CHEAP.lanes)):
        monkeypatch.setattr(argon2, f"DEFAULT_{cost}", least)


def make_user(context: Context, name: str, *roles: Role, password: str = PASSWORD) -> int:
    """Add an account and return its id; its owner may keep the password."""
    form = UserForm(name=name, roles=frozenset(roles), password=password, must_change=False)
    return save_user(context, form=form)


def switch_log_in_on(context: Context, manager: str = "林经理") -> int:
    """Let the department log in from now on; returns the id of a manager who can."""
    user_id = make_user(context, manager, Role.MANAGER)
    set_log_in(context, form=LogInForm(log_in=True))
    return user_id


def logged_in(context: Context, name: str, password: str = PASSWORD) -> Context:
    """Return a context of the same data in which somebody is logged in."""
    return acting_as(context, log_in(context, name=name, password=password).actor)


def delegate(context: Context, user_id: int, starts_on: date = TODAY, ends_on: date = NEXT_WEEK) -> int:
    """Give somebody the manager's powers for some days, as the leader ``context`` works for; returns the id."""
    form = DelegationForm(user_id=user_id, starts_on=starts_on, ends_on=ends_on, reason="出差")
    return grant_delegation(context, form=form)

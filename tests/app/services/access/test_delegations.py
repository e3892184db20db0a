"""Delegations: the leader lets somebody decide in the manager's place, for some days."""

from datetime import date, timedelta
from typing import Any

import pytest

from app.clock import FixedClock
from app.context import Actor, Context
from app.errors import Blocked, NotAllowed, NotFound
from app.forms.access import DelegationForm
from app.queries.access.delegations import DelegationState, delegations, deputies
from app.security.accounts import acting_as, refresh_actor
from app.services.access.delegations import grant_delegation, withdraw_delegation
from app.services.access.users import set_user_active
from models.enums import Role
from tests.access_factories import NEXT_WEEK, TODAY, delegate, logged_in, make_user
from tests.app.services.refusing import refused_at
from tests.factories import FRIDAY

LEADER = Actor("he", "何总", frozenset({Role.LEADER}))


@pytest.fixture
def leader(context: Context) -> Context:
    """The leader's desk."""
    return acting_as(context, LEADER)


@pytest.fixture
def wang(context: Context) -> int:
    """Somebody who may look only."""
    return make_user(context, "王强", Role.VIEWER)


def form(known_id: int, **fields: Any) -> DelegationForm:
    return DelegationForm(**{"user_id": known_id, "starts_on": TODAY, "ends_on": NEXT_WEEK, "reason": "出差", **fields})


def test_a_delegation_is_told_with_who_gave_it_and_why(leader: Context, wang: int) -> None:
    grant_delegation(leader, form=form(wang))
    (line,) = delegations(leader)
    assert (line.user, line.granted_by, line.reason, line.state) == ("王强", "何总", "出差", DelegationState.IN_FORCE)
    assert not line.without_money


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"user_id": None}, "user_id"),
        ({"user_id": 99}, "user_id"),
        ({"role": Role.LEADER}, "role"),
        ({"reason": "  "}, "reason"),
        ({"starts_on": None}, "starts_on"),
        ({"ends_on": None}, "ends_on"),
        ({"starts_on": TODAY - timedelta(days=1)}, "starts_on"),
        ({"starts_on": NEXT_WEEK, "ends_on": TODAY}, "ends_on"),
        ({"ends_on": date(2027, 3, 8)}, "ends_on"),
    ],
)
def test_what_is_no_delegation_is_refused_at_its_field(leader: Context, wang: int, fields: Any, at: str) -> None:
    assert refused_at(lambda: grant_delegation(leader, form=form(wang, **fields))) == at
    assert delegations(leader) == ()


def test_neither_a_manager_nor_a_disabled_account_stands_in(context: Context, leader: Context, wang: int) -> None:
    lin = make_user(context, "林经理", Role.MANAGER)
    assert refused_at(lambda: grant_delegation(leader, form=form(lin))) == "user_id"
    set_user_active(context, user_id=wang, active=False)
    assert refused_at(lambda: grant_delegation(leader, form=form(wang))) == "user_id"
    assert deputies(leader) == ()


def test_nobody_stands_in_twice_on_one_day(leader: Context, wang: int) -> None:
    grant_delegation(leader, form=form(wang))
    assert refused_at(lambda: grant_delegation(leader, form=form(wang, starts_on=NEXT_WEEK, ends_on=NEXT_WEEK)))
    later = NEXT_WEEK + timedelta(days=1)
    grant_delegation(leader, form=form(wang, starts_on=later, ends_on=later))
    assert [line.state for line in delegations(leader)] == [DelegationState.COMING, DelegationState.IN_FORCE]


def test_taken_back_it_ends_at_once_and_stays_on_record(context: Context, leader: Context, wang: int) -> None:
    given = delegate(leader, wang)
    own = logged_in(context, "王强")
    assert own.actor.delegated == {Role.MANAGER}
    withdraw_delegation(leader, delegation_id=given)
    own.actor = logged_in(context, "王强").actor
    assert own.actor.delegated == frozenset()
    (line,) = delegations(leader)
    assert (line.state, line.withdrawn_by, line.withdrawn_at) == (DelegationState.WITHDRAWN, "何总", FRIDAY)
    grant_delegation(leader, form=form(wang))


def test_what_has_ended_is_not_taken_back(leader: Context, wang: int, clock: FixedClock) -> None:
    given = delegate(leader, wang)
    clock.moment = FRIDAY + timedelta(days=8)
    with pytest.raises(Blocked):
        withdraw_delegation(leader, delegation_id=given)
    assert delegations(leader)[0].state is DelegationState.ENDED
    with pytest.raises(NotFound):
        withdraw_delegation(leader, delegation_id=99)


def test_the_manager_looks_at_delegations_but_gives_none(context: Context, wang: int) -> None:
    assert delegations(context) == ()
    with pytest.raises(NotAllowed):
        grant_delegation(context, form=form(wang))


def test_a_secretary_is_offered_without_the_word_on_money(context: Context, leader: Context, wang: int) -> None:
    make_user(context, "周敏", Role.SECRETARY)
    assert {one.name: one.without_money for one in deputies(leader)} == {"王强": False, "周敏": True}
    refresh_actor(leader)  # without log-in nothing is looked up
    assert leader.actor == LEADER

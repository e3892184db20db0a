"""Who works at a desk, as the database says it now."""

from datetime import timedelta

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import NotAllowed
from app.forms.access import LogInForm, UserForm
from app.rules.permissions import Permission
from app.security.accounts import acting_as, nobody, present_actor, refresh_actor
from app.security.login import log_in
from app.services.access.users import save_user, set_log_in, set_user_active
from app.services.people.staff import save_department
from app.start import first_person
from models.enums import Role
from tests.access_factories import PASSWORD, delegate, logged_in, make_user, switch_log_in_on
from tests.factories import FRIDAY


@pytest.fixture
def leader(context: Context) -> Context:
    """The leader at work in a department that logs in."""
    switch_log_in_on(context)
    make_user(context, "何总", Role.LEADER)
    return logged_in(context, "何总")


def test_without_log_in_the_first_manager_works_as_manager_and_as_nothing_else(context: Context) -> None:
    save_user(context, form=UserForm(name="何总", roles=frozenset({Role.LEADER, Role.MANAGER})))
    assert present_actor(context).name == "manager"
    assert present_actor(context).roles == {Role.MANAGER}


def test_with_log_in_nobody_works_before_somebody_logged_in(context: Context) -> None:
    switch_log_in_on(context)
    assert first_person(context.database) == nobody()
    assert present_actor(context) == nobody()
    assert not any(nobody().may(permission) for permission in Permission)


def test_delegated_roles_hold_from_the_first_day_to_the_last(leader: Context, clock: FixedClock) -> None:
    wang = make_user(acting_as(leader, logged_in(leader, "林经理").actor), "王强", Role.VIEWER)
    delegate(leader, wang, FRIDAY.date() + timedelta(days=1), FRIDAY.date() + timedelta(days=2))
    held = []
    for day in range(4):
        clock.moment = FRIDAY + timedelta(days=day)
        held.append(log_in(leader, name="王强", password=PASSWORD).actor.may(Permission.APPROVE))
    assert held == [False, True, True, False]


def test_whoever_stays_logged_in_over_midnight_loses_what_ended(leader: Context, clock: FixedClock) -> None:
    wang = make_user(logged_in(leader, "林经理"), "王强", Role.VIEWER)
    delegate(leader, wang, FRIDAY.date(), FRIDAY.date())
    own = logged_in(leader, "王强")
    assert own.actor.may(Permission.APPROVE)
    clock.moment = FRIDAY.replace(hour=23, minute=59) + timedelta(minutes=2)
    refresh_actor(own)
    assert not own.actor.may(Permission.APPROVE)


def test_a_secretary_who_stands_in_gets_no_word_on_money(leader: Context) -> None:
    delegate(leader, make_user(logged_in(leader, "林经理"), "周敏", Role.SECRETARY))
    actor = log_in(leader, name="周敏", password=PASSWORD).actor
    assert actor.may(Permission.WAIVE_COMMITMENT)
    assert not actor.may(Permission.APPROVE)


def test_a_role_taken_away_counts_at_the_next_step(leader: Context) -> None:
    manager = logged_in(leader, "林经理")
    zhou = make_user(manager, "周敏", Role.SECRETARY)
    own = logged_in(leader, "周敏")
    save_user(manager, form=UserForm(user_id=zhou, name="周敏", roles=frozenset({Role.VIEWER})))
    with pytest.raises(NotAllowed):
        save_department(own, form=None)  # type: ignore[arg-type]  # refused before it is looked at
    assert own.actor.roles == {Role.VIEWER}


def test_a_disabled_account_does_nothing_more(leader: Context) -> None:
    manager = logged_in(leader, "林经理")
    zhou = make_user(manager, "周敏", Role.SECRETARY)
    own = logged_in(leader, "周敏")
    set_user_active(manager, user_id=zhou, active=False)
    with pytest.raises(NotAllowed):
        refresh_actor(own)
    assert present_actor(own) == nobody()


def test_switching_log_in_off_lets_one_person_work_again(leader: Context) -> None:
    manager = logged_in(leader, "林经理")
    set_log_in(manager, form=LogInForm(log_in=False))
    assert present_actor(leader).roles == {Role.MANAGER}
    assert present_actor(leader).user_id is None

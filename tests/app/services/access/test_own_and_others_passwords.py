"""Passwords: one's own with the former one, somebody else's by the manager."""

import pytest

from app.context import Context
from app.errors import Blocked, Invalid, LoginRefused, NotAllowed
from app.security.login import log_in
from app.services.access.passwords import change_own_password, set_password
from models.enums import Role
from tests.access_factories import PASSWORD, logged_in, make_user, switch_log_in_on
from tests.app.services.refusing import refused_at

NEW = "another horse 9"


@pytest.fixture
def manager(context: Context) -> Context:
    """A manager who is logged in."""
    switch_log_in_on(context)
    return logged_in(context, "林经理")


def test_one_changes_the_own_password_with_the_former_one(manager: Context) -> None:
    change_own_password(manager, former=PASSWORD, password=NEW)
    assert not log_in(manager, name="林经理", password=NEW).must_change
    with pytest.raises(LoginRefused):
        log_in(manager, name="林经理", password=PASSWORD)


def test_a_wrong_former_password_counts_as_a_wrong_try(manager: Context) -> None:
    for _try in range(5):
        with pytest.raises(LoginRefused) as told:
            change_own_password(manager, former="wrong horse 8", password=NEW)
    assert (told.value.until is not None, told.value.field) == (True, "former")
    with pytest.raises(LoginRefused):
        change_own_password(manager, former=PASSWORD, password=NEW)


@pytest.mark.parametrize("password", ["short", PASSWORD])
def test_a_poor_new_password_is_refused_and_costs_no_try(manager: Context, password: str) -> None:
    for _try in range(6):
        assert refused_at(lambda: change_own_password(manager, former=PASSWORD, password=password)) == "password"
    log_in(manager, name="林经理", password=PASSWORD)


def test_without_log_in_there_is_none_to_change(context: Context) -> None:
    with pytest.raises(Blocked):
        change_own_password(context, former="", password=NEW)


def test_a_password_the_manager_sets_has_to_be_changed_and_ends_the_wait(manager: Context) -> None:
    zhou = make_user(manager, "周敏", Role.SECRETARY)
    for _try in range(5):
        with pytest.raises(LoginRefused):
            log_in(manager, name="周敏", password="wrong horse 8")
    set_password(manager, user_id=zhou, password=NEW)
    assert log_in(manager, name="周敏", password=NEW).must_change


def test_the_rule_holds_for_what_the_manager_sets(manager: Context) -> None:
    zhou = make_user(manager, "zhou min 1", Role.SECRETARY)
    with pytest.raises(Invalid):
        set_password(manager, user_id=zhou, password="Zhou Min 1")


def test_a_secretary_sets_nobodys_password(manager: Context) -> None:
    zhou = make_user(manager, "周敏", Role.SECRETARY)
    with pytest.raises(NotAllowed):
        set_password(logged_in(manager, "周敏"), user_id=zhou, password=NEW)

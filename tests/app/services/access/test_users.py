"""Accounts: names that are nobody else's, roles, and a department that is never left without a manager."""

import pytest

from app.context import Actor, Context
from app.errors import Blocked, LoginRefused, NotAllowed, NotFound
from app.forms.access import LogInForm, UserForm
from app.queries.access.users import find_user, log_in_form, log_in_rules, user_form, users
from app.security.accounts import acting_as
from app.security.login import log_in
from app.services.access.users import save_user, set_log_in, set_user_active
from app.services.setup import save_settings
from models.enums import Role
from tests.access_factories import PASSWORD, logged_in, make_user, switch_log_in_on
from tests.app.services.refusing import refused_at

VIEWER = frozenset({Role.VIEWER})


def entered(**fields: object) -> UserForm:
    return UserForm(**{"name": "周敏", "roles": VIEWER, "password": PASSWORD, **fields})  # type: ignore[arg-type]


def test_a_new_account_logs_in_and_has_to_change_the_password_it_was_given(context: Context) -> None:
    user_id = save_user(context, form=entered(display_name="周敏(文秘)"))
    found = log_in(context, name="周敏", password=PASSWORD)
    assert (found.actor.user_id, found.actor.display_name, found.must_change) == (user_id, "周敏(文秘)", True)


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"name": " "}, "name"),
        ({"name": "Ｍanager"}, "name"),
        ({"name": "经理"}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"display_name": "MANAGER"}, "display_name"),
        ({"roles": frozenset()}, "roles"),
        ({"password": "short"}, "password"),
        ({"name": "zhou min1", "password": "Zhou Min1"}, "password"),
    ],
)
def test_what_no_account_can_have_is_refused_at_its_field(context: Context, fields: dict[str, object], at: str) -> None:
    assert refused_at(lambda: save_user(context, form=entered(**fields))) == at
    assert len(users(context)) == 1


def test_a_password_is_needed_once_people_log_in(context: Context) -> None:
    save_user(context, form=entered(password=""))
    switch_log_in_on(context)
    manager = logged_in(context, "林经理")
    assert refused_at(lambda: save_user(manager, form=entered(name="王强", password=""))) == "password"


def test_the_department_may_ask_for_longer_passwords(context: Context) -> None:
    save_settings(context, values={"password_length": "16"})
    assert refused_at(lambda: save_user(context, form=entered(password="fifteen letters"))) == "password"


def test_changing_an_account_keeps_its_log_in_name_and_password(context: Context) -> None:
    user_id = make_user(context, "zhoumin", Role.SECRETARY)
    form = UserForm(
        user_id=user_id, name="other", display_name="周敏", roles=frozenset({Role.SECRETARY, Role.WAREHOUSE})
    )
    save_user(context, form=form)
    assert user_form(context, user_id).name == "zhoumin"
    assert log_in(context, name="zhoumin", password=PASSWORD).actor.roles == {Role.SECRETARY, Role.WAREHOUSE}


def test_the_last_manager_can_neither_be_disabled_nor_lose_the_role(context: Context) -> None:
    only = find_user(context, "manager")
    make_user(context, "周敏", Role.SECRETARY)
    with pytest.raises(Blocked):
        set_user_active(context, user_id=only, active=False)
    with pytest.raises(Blocked):
        save_user(context, form=UserForm(user_id=only, name="manager", display_name="经理", roles=VIEWER))
    assert [line.roles for line in users(context) if line.active and line.id == only] == [(Role.MANAGER,)]


def test_with_log_in_a_manager_without_a_password_does_not_count(context: Context) -> None:
    lin = switch_log_in_on(context)
    with pytest.raises(Blocked):
        set_user_active(logged_in(context, "林经理"), user_id=lin, active=False)


def test_a_second_manager_sets_the_first_one_free(context: Context) -> None:
    make_user(context, "林经理", Role.MANAGER)
    set_user_active(context, user_id=find_user(context, "manager"), active=False)
    assert [line.name for line in users(context)] == ["林经理", "manager"]


def test_enabling_an_account_forgets_its_wrong_tries(context: Context) -> None:
    zhou = make_user(context, "周敏", Role.SECRETARY)
    for _try in range(5):
        with pytest.raises(LoginRefused):
            log_in(context, name="周敏", password="wrong horse")
    set_user_active(context, user_id=zhou, active=True)
    assert log_in(context, name="周敏", password=PASSWORD).actor.user_id == zhou


def test_log_in_is_switched_on_only_where_a_manager_has_a_password(context: Context) -> None:
    make_user(context, "周敏", Role.SECRETARY)
    with pytest.raises(Blocked):
        set_log_in(context, form=LogInForm(log_in=True))
    assert not log_in_rules(context).is_on
    switch_log_in_on(context)
    assert log_in_rules(context).is_on


@pytest.mark.parametrize(
    ("form", "at"),
    [
        (LogInForm(lock_after_minutes=-1), "lock_after_minutes"),
        (LogInForm(lock_after_minutes=1441), "lock_after_minutes"),
        (LogInForm(password_length=7), "password_length"),
        (LogInForm(password_length=65), "password_length"),
    ],
)
def test_absurd_rules_of_logging_in_are_refused(context: Context, form: LogInForm, at: str) -> None:
    assert refused_at(lambda: set_log_in(context, form=form)) == at


def test_rules_of_logging_in_are_kept(context: Context) -> None:
    set_log_in(context, form=LogInForm(lock_after_minutes=0, password_length=12))
    assert log_in_form(context) == LogInForm(lock_after_minutes=0, password_length=12)
    assert refused_at(lambda: save_settings(context, values={"lock_after_minutes": "soon"})) == "lock_after_minutes"


def test_whoever_stands_in_for_the_manager_manages_no_accounts(context: Context) -> None:
    deputy = Actor("wang", "王强", frozenset({Role.VIEWER}), frozenset({Role.MANAGER}))
    with pytest.raises(NotAllowed):
        save_user(acting_as(context, deputy), form=entered())


def test_an_account_that_does_not_exist_is_told(context: Context) -> None:
    with pytest.raises(NotFound):
        set_user_active(context, user_id=99, active=False)
    with pytest.raises(NotFound):
        user_form(context, 99)
    with pytest.raises(NotFound):
        find_user(context, "nobody")

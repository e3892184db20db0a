"""Accounts, passwords and delegations in the window, as the manager and the leader handle them."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.i18n import LANGUAGES, set_default_language
from app.queries.access.delegations import DelegationState, delegations
from app.queries.access.users import AccountState, UserLine, log_in_rules, users
from app.security.login import log_in
from models.enums import Role
from tests.access_factories import PASSWORD, logged_in, make_user, switch_log_in_on
from tests.ui import reach
from tests.ui.by_hand import opened, problem, save, type_text
from ui.dialogs.access.delegations_dialog import DelegationDialog, DelegationsDialog, open_delegations
from ui.dialogs.access.log_in_rules_dialog import WITH_PASSWORD, LogInRulesDialog
from ui.dialogs.access.login_dialog import LoginDialog
from ui.dialogs.access.password_dialog import OwnPasswordDialog, SetPasswordDialog, ask_own_password
from ui.dialogs.access.user_dialog import UserDialog
from ui.dialogs.access.users_dialog import UsersDialog, open_users
from ui.dialogs.start_dialog import StartDialog
from ui.runtime.desk import Desk
from ui.widgets.forms.form import FormDialog

NEW = "another horse 9"


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> QWidget:
    """What the dialogs open over."""
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


@pytest.fixture
def accounts(desk: Desk, window: QWidget, qtbot: QtBot) -> UsersDialog:
    """The window of accounts, read."""
    make_user(desk.context, "周敏", Role.SECRETARY)
    dialog = open_users(desk, window)
    qtbot.waitUntil(lambda: dialog.current() is not None)
    return dialog


def line(desk: Desk, name: str) -> UserLine:
    return next(one for one in users(desk.context) if one.name == name)


def choose(dialog: UsersDialog, desk: Desk, name: str) -> None:
    dialog.table.select_id(line(desk, name).id)


def test_a_new_account_is_entered_by_keyboard(accounts: UsersDialog, desk: Desk, qtbot: QtBot) -> None:
    accounts.new_button.click()
    form = opened(qtbot, accounts, UserDialog)
    type_text(form.display_name, "王强")
    assert form.name.value() == "王强", "people log in with their own name"
    form.roles.focusProxy().setFocus()
    qtbot.keyClick(form.roles.focusProxy(), Qt.Key.Key_Space)
    assert form.new is not None
    type_text(form.new.first, PASSWORD)
    type_text(form.new.second, PASSWORD)
    save(qtbot, form)
    assert line(desk, "王强").roles == (Role.SECRETARY,)
    assert log_in(desk.context, name="王强", password=PASSWORD).must_change
    qtbot.waitUntil(lambda: accounts.model.rowCount() == 3)


def test_a_form_says_what_is_wrong_while_one_types(accounts: UsersDialog, qtbot: QtBot) -> None:
    accounts.new_button.click()
    form = opened(qtbot, accounts, UserDialog)
    type_text(form.display_name, "王强 1234")
    assert form.new is not None
    type_text(form.new.first, "王强 12")
    assert "8" in problem(form, "password")
    form.new.first.setText("王强 1234 ")
    type_text(form.new.second, "other")
    assert not form.is_right()
    assert problem(form, "password")
    assert problem(form, "again")
    assert problem(form, "roles")
    assert PASSWORD not in str(form.kept())
    assert form.kept()["password"] == ""
    form.set_pristine()
    form.reject()


def test_a_name_somebody_has_is_refused_at_its_field(accounts: UsersDialog, desk: Desk, qtbot: QtBot) -> None:
    accounts.new_button.click()
    form = opened(qtbot, accounts, UserDialog)
    type_text(form.display_name, "周敏")
    form.roles.set_value(frozenset({Role.VIEWER.value}))
    with qtbot.waitSignal(form.refused):
        form.submitted.emit()
    assert problem(form, "name")
    form.set_pristine()
    form.reject()


def test_roles_are_changed_and_the_log_in_name_stays(accounts: UsersDialog, desk: Desk, qtbot: QtBot) -> None:
    choose(accounts, desk, "周敏")
    qtbot.keyClick(accounts.table, Qt.Key.Key_Return)
    form = opened(qtbot, accounts, UserDialog)
    assert form.name.isReadOnly()
    form.roles.set_value(frozenset({Role.VIEWER.value, Role.WAREHOUSE.value}))
    save(qtbot, form)
    assert line(desk, "周敏").roles == (Role.WAREHOUSE, Role.VIEWER)


def test_an_account_is_disabled_and_enabled_with_the_same_button(
    accounts: UsersDialog, desk: Desk, qtbot: QtBot
) -> None:
    choose(accounts, desk, "周敏")
    accounts.active_button.click()
    qtbot.waitUntil(lambda: line(desk, "周敏").state is AccountState.DISABLED and desk.jobs.is_idle)
    choose(accounts, desk, "周敏")
    assert "启用" in accounts.active_button.text()
    accounts.active_button.click()
    qtbot.waitUntil(lambda: line(desk, "周敏").active)


def test_the_last_manager_is_not_disabled_and_the_window_says_why(
    accounts: UsersDialog, desk: Desk, qtbot: QtBot
) -> None:
    choose(accounts, desk, "manager")
    accounts.active_button.click()
    qtbot.waitUntil(lambda: bool(accounts.message.text))
    assert line(desk, "manager").active


def test_the_manager_sets_a_password_and_then_log_in_can_be_switched_on(
    accounts: UsersDialog, desk: Desk, qtbot: QtBot
) -> None:
    choose(accounts, desk, "manager")
    accounts.password_button.click()
    form = opened(qtbot, accounts, SetPasswordDialog)
    type_text(form.new.first, NEW)
    type_text(form.new.second, NEW)
    save(qtbot, form)
    accounts.rules_button.click()
    rules = opened(qtbot, accounts, LogInRulesDialog)
    rules.way.set_value(WITH_PASSWORD)
    rules.lock.set_value(5)
    save(qtbot, rules)
    assert log_in_rules(desk.context).is_on
    assert log_in_rules(desk.context).lock_after_minutes == 5
    qtbot.waitUntil(lambda: "5" in accounts.way.text())


def test_without_a_manager_who_has_a_password_log_in_stays_off(accounts: UsersDialog, desk: Desk, qtbot: QtBot) -> None:
    accounts.rules_button.click()
    rules = opened(qtbot, accounts, LogInRulesDialog)
    rules.way.set_value(WITH_PASSWORD)
    with qtbot.waitSignal(rules.refused):
        rules.submitted.emit()
    assert rules.message.text
    assert not log_in_rules(desk.context).is_on
    rules.set_pristine()
    rules.reject()


def test_one_changes_the_own_password(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    switch_log_in_on(desk.context)
    desk.context.actor = logged_in(desk.context, "林经理").actor
    form = ask_own_password(desk, window, 8)
    type_text(form.former, "wrong horse 8")
    type_text(form.new.first, NEW)
    type_text(form.new.second, NEW)
    with qtbot.waitSignal(form.refused):
        form.submitted.emit()
    assert problem(form, "former")
    form.former.setText(PASSWORD)
    save(qtbot, form)
    assert log_in(desk.context, name="林经理", password=NEW)


def test_the_leader_delegates_and_takes_it_back(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    make_user(desk.context, "周敏", Role.SECRETARY)
    make_user(desk.context, "何总", Role.LEADER)
    switch_log_in_on(desk.context)
    desk.context.actor = logged_in(desk.context, "何总").actor
    dialog = open_delegations(desk, window)
    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    dialog.new_button.click()
    form = opened(qtbot, dialog, DelegationDialog)
    form.user.setCurrentIndex(form.user.findText("周敏", Qt.MatchFlag.MatchStartsWith))
    assert "钱款" in form.powers.text(), "a secretary gets no word on money"
    type_text(form.ends_on, "3-13")
    type_text(form.reason, "陈经理出差")
    save(qtbot, form)
    qtbot.waitUntil(lambda: dialog.current() is not None)
    dialog.withdraw_button.click()
    qtbot.waitUntil(lambda: delegations(desk.context)[0].state is DelegationState.WITHDRAWN and desk.jobs.is_idle)
    assert not dialog.withdraw_button.isEnabled()


def test_the_manager_looks_at_delegations_only(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    dialog = open_delegations(desk, window)
    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    assert not dialog.new_button.isEnabled()
    assert isinstance(dialog, DelegationsDialog)


MAKERS: dict[str, Callable[[Desk], FormDialog]] = {
    "start": lambda _desk: StartDialog("/1"),
    "log_in": lambda desk: LoginDialog(desk.context.clock, "", "周敏"),
    "own_password": lambda _desk: OwnPasswordDialog(("周敏", "周敏"), 8),
    "delegation": lambda desk: DelegationDialog(desk, ()),
}


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """The program speaks each language in turn."""
    set_default_language(request.param)
    yield request.param
    set_default_language(LANGUAGES[0])


@pytest.mark.parametrize("name", MAKERS)
def test_forms_that_no_page_opens_are_named_and_reached_in_both_languages(
    desk: Desk, qtbot: QtBot, name: str, language: str
) -> None:
    form = MAKERS[name](desk)
    qtbot.addWidget(form)
    form.show()
    stops = list(reach.takes_keyboard(form))
    assert all(reach.spoken_name(widget) and not reach.too_small(widget) for widget in stops)
    assert set(stops[1:]) <= set(reach.walk_by_tab(stops[0]))
    letters = reach.mnemonics(form)
    assert len(letters) == len(set(letters))
    assert not [text for text in reach.texts(form) if reach.foreign(text, language) and "周敏" not in text]
    form.set_pristine()

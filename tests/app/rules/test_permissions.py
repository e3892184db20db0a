"""Who may do what."""

import pytest

from app.rules.permissions import NOT_FOR_SECRETARIES, ROLE_TABLE, Permission, may
from models.enums import Role

MANAGERS_OWN = {
    Permission.OVERRIDE_CLASS,
    Permission.CANCEL_RECORD,
    Permission.CHANGE_MISSED_FACT,
    Permission.WAIVE_COMMITMENT,
    Permission.CONFIRM_HOLD,
    Permission.EDIT_POLICIES,
    Permission.EDIT_RATE_CARD,
    Permission.APPROVE,
    Permission.EDIT_LIMITS,
    Permission.UNDO_RECEIPT,
    Permission.EXCEPT_GATE,
    Permission.EXCEPT_ADVANCE,
    Permission.EDIT_ALLOWANCE,
    Permission.AGREE_DEDUCTION,
    Permission.ISSUE_STRONG_LETTER,
    Permission.JUDGE_DISPUTE,
    Permission.EDIT_LETTER_TEMPLATES,
    Permission.JUDGE_COMPLAINT,
    Permission.CONFIRM_ASSESSMENT,
    Permission.EDIT_ASSESSMENT_ITEMS,
    Permission.CHECK_WORK,
    Permission.VIEW_AUDIT,
    Permission.EDIT_SETTINGS,
    Permission.MANAGE_USERS,
    Permission.RUN_BACKUP,
}
LEADERS_OWN = {Permission.APPROVE_LARGE, Permission.DELEGATE}
MONEY = {Permission.VIEW_MONEY, Permission.VIEW_MARGINS, Permission.VIEW_CONTRACTS}
READING = {Permission.VIEW_RECORDS}
KEEPERS_WORD = {Permission.CHECK_SLIP, Permission.RECEIVE_GOODS}  # C6.3
KEEPING = {Permission.COUNT_STOCK, Permission.EDIT_RETURNS, Permission.ISSUE_PAPER}

EXPECTED = {
    Role.MANAGER: set(Permission) - LEADERS_OWN,
    Role.SECRETARY: set(Permission) - MANAGERS_OWN - LEADERS_OWN - KEEPERS_WORD,
    Role.LEADER: READING | MONEY | LEADERS_OWN | {Permission.VIEW_AUDIT, Permission.VIEW_ASSESSMENT},
    Role.WAREHOUSE: READING | KEEPERS_WORD | KEEPING,
    Role.VIEWER: READING,
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_the_role_table(role: Role, permission: Permission) -> None:
    assert may([role], permission) is (permission in EXPECTED[role])


def test_every_role_has_a_row() -> None:
    assert set(ROLE_TABLE) == set(Role)


def test_roles_add_up_and_nobody_may_nothing() -> None:
    assert may([Role.VIEWER, Role.SECRETARY], Permission.REGISTER_REQUEST)
    assert not may([], Permission.VIEW_RECORDS)


def test_c3_2_the_secretary_confirms_the_proposal_the_manager_another_class() -> None:
    assert may([Role.SECRETARY], Permission.CONFIRM_CLASS)
    assert not may([Role.SECRETARY], Permission.OVERRIDE_CLASS)
    assert may([Role.MANAGER], Permission.OVERRIDE_CLASS)


@pytest.mark.parametrize("permission", Permission)
def test_a_delegated_role_adds_its_powers(permission: Permission) -> None:
    assert may([Role.VIEWER], permission, [Role.MANAGER]) is (permission in EXPECTED[Role.MANAGER])
    assert may([Role.LEADER], permission, [Role.MANAGER]) is (permission in set(Permission))


@pytest.mark.parametrize("permission", Permission)
def test_delegated_to_a_secretary_it_gives_no_word_on_money(permission: Permission) -> None:
    expected = permission in EXPECTED[Role.MANAGER] - NOT_FOR_SECRETARIES
    assert may([Role.SECRETARY], permission, [Role.MANAGER]) is expected


def test_c14_prices_and_contracts_are_for_roles_that_need_them() -> None:
    for role in (Role.WAREHOUSE, Role.VIEWER):
        assert not may([role], Permission.VIEW_MONEY)
        assert not may([role], Permission.VIEW_CONTRACTS)

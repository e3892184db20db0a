"""The menu of rules: each entry opens its window, for those who may only read as well."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.context import Actor
from models.enums import Role
from tests.ui.by_hand import opened
from ui.dialogs.approvals.limits_window import LimitsWindow
from ui.dialogs.people.duty_dialog import DutyDialog
from ui.dialogs.promises.calendar_dialog import CalendarDialog
from ui.dialogs.promises.policies_dialog import PoliciesDialog
from ui.dialogs.promises.try_out_dialog import TryOutDialog
from ui.rules_menu import RulesButton
from ui.runtime.desk import Desk

OPENS = {"try_out": TryOutDialog, "policies": PoliciesDialog, "calendar": CalendarDialog, "duty": DutyDialog}


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A shown window for the button and what it opens."""
    shown = QWidget()
    qtbot.addWidget(shown)
    shown.show()
    return shown


@pytest.mark.parametrize("role", [Role.MANAGER, Role.VIEWER])
@pytest.mark.parametrize("code", OPENS)
def test_every_entry_opens_its_window(desk: Desk, window: QWidget, qtbot: QtBot, code: str, role: Role) -> None:
    desk.context.actor = Actor("li", "李", frozenset({role}))
    button = RulesButton(desk, window)
    action = button.findChild(QAction, f"main.rules.{code}")
    assert action is not None
    action.trigger()
    dialog: QDialog = opened(qtbot, window, OPENS[code])
    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    dialog.reject()


@pytest.mark.parametrize(("role", "has_it"), [(Role.MANAGER, True), (Role.SECRETARY, True), (Role.VIEWER, False)])
def test_limits_are_for_those_who_see_money(
    desk: Desk, window: QWidget, qtbot: QtBot, role: Role, has_it: bool
) -> None:
    desk.context.actor = Actor("li", "李", frozenset({role}))
    action = RulesButton(desk, window).findChild(QAction, "main.rules.limits")
    assert (action is not None) is has_it
    if action is not None:
        action.trigger()
        opened(qtbot, window, LimitsWindow).reject()
        qtbot.waitUntil(lambda: desk.jobs.is_idle)

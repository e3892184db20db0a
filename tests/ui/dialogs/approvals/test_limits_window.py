"""The window of limits: what counts, what was and what comes, and changing it by keyboard."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.context import Actor, Context
from app.queries.approvals.limits import LimitLine, limit_now
from models.enums import LimitKind, Role
from tests.ui.by_hand import opened, press_save, problem, save, type_text
from ui.dialogs.approvals.limit_dialog import LimitDialog
from ui.dialogs.approvals.limits_window import COLUMNS, LimitsWindow, open_limits
from ui.runtime.desk import Desk


def shown(limits: LimitsWindow) -> list[LimitLine]:
    return [limits.model.row_at(at) for at in range(limits.model.rowCount())]


def open_window(desk: Desk, window: QWidget, qtbot: QtBot) -> LimitsWindow:
    limits = open_limits(desk, window)
    qtbot.waitUntil(lambda: limits.model.rowCount() == len(LimitKind))
    return limits


def changing(limits: LimitsWindow, kind: LimitKind, qtbot: QtBot) -> LimitDialog:
    """Open the form of a limit with Enter."""
    limits.table.select_id(next(line.id for line in shown(limits) if line.kind is kind))
    qtbot.keyClick(limits.table, Qt.Key.Key_Return)
    return opened(qtbot, limits, LimitDialog)


def test_every_limit_stands_there_with_its_clause_and_value(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    limits = open_window(desk, window, qtbot)
    cells = [[column.value(line) for column in COLUMNS[:5]] for line in shown(limits)]
    assert cells[0] == ["公司领导审批限额（含税）", "C8.2", "¥50,000.00", "出厂默认", "执行中"]
    assert [row[2] for row in cells[1:]] == ["30 天", "20 %", "100 %", "15 天", "30 天"]


def test_a_new_value_is_entered_by_keyboard_and_the_former_one_stays(
    desk: Desk, window: QWidget, context: Context, qtbot: QtBot
) -> None:
    limits = open_window(desk, window, qtbot)
    dialog = changing(limits, LimitKind.LEADER_AMOUNT, qtbot)
    type_text(dialog.value, "3万")
    type_text(dialog.reason, "公司通知 12 号")
    save(qtbot, dialog)
    limits.former.click()
    qtbot.waitUntil(lambda: limits.model.rowCount() == len(LimitKind) + 1)
    assert limit_now(context, LimitKind.LEADER_AMOUNT).value == Decimal(30_000)
    assert [line.value for line in shown(limits)][:2] == [Decimal(30_000), Decimal(50_000)]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (LimitKind.LEADER_AMOUNT, "0"),
        (LimitKind.MARGIN_FLOOR, "100%"),
        (LimitKind.USUAL_ADVANCE, "120"),
        (LimitKind.TOGETHER_DAYS, "2.5"),
        (LimitKind.VALIDITY_DAYS, "很久"),
    ],
)
def test_an_absurd_value_is_told_at_its_field(
    desk: Desk, window: QWidget, qtbot: QtBot, kind: LimitKind, text: str
) -> None:
    dialog = changing(open_window(desk, window, qtbot), kind, qtbot)
    type_text(dialog.value, text)
    type_text(dialog.reason, "试")
    press_save(dialog)
    assert problem(dialog, "value")


def test_who_may_only_read_sees_them_all_and_changes_none(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    desk.context.actor = Actor("secretary", "周敏", frozenset({Role.SECRETARY}))
    limits = open_window(desk, window, qtbot)
    assert (limits.change.isEnabled(), limits.change.toolTip()) == (False, "限额由经理修改。")

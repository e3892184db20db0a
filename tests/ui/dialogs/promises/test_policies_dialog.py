"""Deadlines edited in the window: the effect is shown before, open requests move after, older ones keep theirs."""

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.context import Actor, Context
from app.queries.promises.policies import RowState
from models.commitment import Commitment
from models.enums import CommitmentKind, Role
from tests.factories import FRIDAY, local_time, make_request
from tests.ui.by_hand import opened, press_save, problem, save, type_text
from ui.dialogs.promises.policies_dialog import PoliciesDialog, PolicyRow, open_policies
from ui.dialogs.promises.policy_dialog import PolicyDialog
from ui.dialogs.promises.policy_end_dialog import PolicyEndDialog
from ui.dialogs.promises.profile_dialog import ProfileDialog
from ui.runtime.desk import Desk


@pytest.fixture
def policies(desk: Desk, window: QWidget, qtbot: QtBot) -> PoliciesDialog:
    """The window of deadlines with its rows."""
    dialog = open_policies(desk, window)
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 0)
    return dialog


def shown(dialog: PoliciesDialog) -> list[PolicyRow]:
    """Return the rows as the window lists them."""
    return [dialog.model.row_at(at) for at in range(dialog.model.rowCount())]


def row_of(dialog: PoliciesDialog, kind: CommitmentKind, place: int = 0) -> int:
    """Return the id of a row as the window lists it."""
    return [row.id for row in shown(dialog) if row.line.kind is kind][place]


def edited(dialog: PoliciesDialog, qtbot: QtBot, kind: CommitmentKind, place: int = 0) -> PolicyDialog:
    """Open the form of a row as a person does."""
    dialog.table.select_id(row_of(dialog, kind, place))
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    return opened(qtbot, dialog, PolicyDialog)


def reply_due(context: Context, request_id: int) -> datetime | None:
    with context.read() as session:
        wanted = (Commitment.record_id == request_id, Commitment.kind == CommitmentKind.REPLY)
        return session.scalars(select(Commitment.due_at).where(*wanted)).one()


def test_c4_1_a_changed_deadline_is_seen_before_it_is_saved_and_moves_what_is_open(
    policies: PoliciesDialog, context: Context, qtbot: QtBot
) -> None:
    older = make_request(context, received_at=local_time("2026-03-05 13:00"))
    today = make_request(context, received_at=FRIDAY - timedelta(hours=1))
    before = reply_due(context, older)
    form = edited(policies, qtbot, CommitmentKind.REPLY)
    form.amount.set_value(2)
    qtbot.waitUntil(lambda: form.preview.model.rowCount() == 1)
    row = form.preview.model.row_at(0)
    assert (row.change.record_id, row.old, row.new) == (today, "03-06 17:00", "03-06 15:00")
    type_text(form.reason, "客户要求更快")
    save(qtbot, form)
    qtbot.waitUntil(lambda: reply_due(context, today) == FRIDAY + timedelta(hours=1))
    assert reply_due(context, older) == before
    qtbot.waitUntil(lambda: "1" in policies.message.text)


def test_a_version_shows_in_the_window_and_the_former_one_on_wish(policies: PoliciesDialog, qtbot: QtBot) -> None:
    rows = policies.model.rowCount()
    former = row_of(policies, CommitmentKind.REPLY)
    form = edited(policies, qtbot, CommitmentKind.REPLY)
    form.amount.set_value(2)
    type_text(form.reason, "试行")
    save(qtbot, form)
    qtbot.waitUntil(lambda: policies.model.position_of(former) is None)
    assert policies.model.rowCount() == rows
    policies.former.click()
    qtbot.waitUntil(lambda: policies.model.rowCount() == rows + 1)
    policies.table.select_id(former)
    assert policies.model.row_at(policies.model.position_of(former) or 0).line.state is RowState.FORMER
    assert not policies.edit_button.isEnabled()


def test_what_contradicts_is_refused_at_the_condition(policies: PoliciesDialog, qtbot: QtBot) -> None:
    policies.new_button.click()
    form = opened(qtbot, policies, PolicyDialog)
    form.kind.set_value(CommitmentKind.REPLY.value)
    assert form.clause.value() == "C4.1"
    form.conditions.add_button.click()
    fact, _relation, value = form.conditions.line(0)
    fact.set_value("urgent")
    value.set_value((True,))
    form.unit.set_value("hours")
    form.amount.set_value(1)
    type_text(form.reason, "紧急请求")
    press_save(form)
    qtbot.waitUntil(lambda: bool(problem(form, "conditions")))
    assert "紧急" in problem(form, "conditions") or "urgent" in problem(form, "conditions")
    assert form.isVisible()


def test_c4_1_a_gap_is_told_where_the_effect_stands(policies: PoliciesDialog, qtbot: QtBot) -> None:
    form = edited(policies, qtbot, CommitmentKind.REPLY)
    form.conditions.add_button.click()
    fact, _relation, value = form.conditions.line(1)
    fact.set_value("visit")
    value.set_value((True,))
    words = form.preview.findChild(QLabel, "rules.policy.preview.table.message")
    assert words is not None
    qtbot.waitUntil(lambda: "“" in words.text())
    type_text(form.reason, "只管现场")
    press_save(form)
    qtbot.waitUntil(lambda: bool(problem(form, "conditions")))


@pytest.mark.parametrize(("amount", "target", "field"), [(0, None, "amount"), (9999, None, "amount"), (4, 4, "target")])
def test_amounts_are_checked_while_one_types(
    policies: PoliciesDialog, qtbot: QtBot, amount: int, target: int | None, field: str
) -> None:
    form = edited(policies, qtbot, CommitmentKind.REPLY)
    form.amount.set_value(amount)
    form.target.set_value(target)
    assert problem(form, field)


def test_c5_2_the_cut_off_table_is_edited_line_by_line(policies: PoliciesDialog, qtbot: QtBot) -> None:
    form = edited(policies, qtbot, CommitmentKind.QUOTATION)
    assert form.cut_offs.isVisible()
    assert not form.amount.isVisible()
    before = form.cut_offs.cell(1, "before")
    before.setText("11:00")
    assert problem(form, "cut_offs")
    before.setText("16:00")
    assert not problem(form, "cut_offs")
    type_text(form.reason, "提前截止")
    save(qtbot, form)
    qtbot.waitUntil(lambda: any("16:00" in row.line.deadline for row in shown(policies)))


def test_a_row_ends_from_a_day_on(policies: PoliciesDialog, context: Context, qtbot: QtBot) -> None:
    make_request(context, large=True)
    gone = row_of(policies, CommitmentKind.QUOTATION, 1)
    policies.table.select_id(gone)
    policies.end_button.click()
    form = opened(qtbot, policies, PolicyEndDialog)
    qtbot.waitUntil(lambda: form.preview.model.rowCount() == 1)
    type_text(form.reason, "统一口径")
    save(qtbot, form)
    qtbot.waitUntil(lambda: policies.model.position_of(gone) is None)


def test_another_set_is_looked_at_and_made_the_department_s(
    policies: PoliciesDialog, context: Context, qtbot: QtBot
) -> None:
    make_request(context)
    assert not policies.own_button.isVisible()
    policies.profile.set_value("hotline")
    qtbot.waitUntil(policies.own_button.isVisible)
    policies.own_button.click()
    form = opened(qtbot, policies, ProfileDialog)
    qtbot.waitUntil(lambda: form.preview.model.rowCount() >= 2)
    save(qtbot, form)
    assert context.settings().text("profile") == "hotline"
    qtbot.waitUntil(lambda: not policies.own_button.isVisible())


def test_who_may_not_change_deadlines_reads_them(desk: Desk, window: QWidget, qtbot: QtBot) -> None:
    desk.context.actor = Actor("wen", "文秘", frozenset({Role.SECRETARY}))
    dialog = open_policies(desk, window)
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 0)
    for button in (dialog.new_button, dialog.edit_button, dialog.end_button, dialog.own_button):
        assert not button.isEnabled()
        assert button.toolTip()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert not dialog.findChildren(PolicyDialog)


def test_a_day_is_proposed_and_the_reason_is_needed(policies: PoliciesDialog, qtbot: QtBot) -> None:
    form = edited(policies, qtbot, CommitmentKind.REPLY)
    assert form.form().effective_from == date(2026, 3, 6)
    form.amount.set_value(3)
    press_save(form)
    assert problem(form, "reason")

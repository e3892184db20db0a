"""The page of stock counts, from the draft to the moves that an approval makes (C6.3)."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from app.forms.approvals import DecisionForm
from app.services.approvals.deciding import decide
from models.enums import CountState, Role
from tests.factories import version_of
from tests.material_factories import make_part
from tests.stock_factories import make_count, make_stocked_part, make_submitted_count, on_hand
from tests.ui.by_hand import opened, pick, save, type_text
from tests.ui.tabs.conftest import DeskOf
from tests.ui.tabs.requests.driving import press, said
from tests.ui.tabs.requests.stepping import seldom, show, shown_page, step, wait_for_state
from ui.dialogs.material.count_dialog import CountDialog
from ui.dialogs.reason_dialog import ReasonDialog
from ui.dialogs.trade.submit_dialog import SubmitDialog
from ui.runtime.desk import Desk
from ui.tabs.inventory.counts.counts_page import NAME, CountsPage


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[CountsPage]:
    """The page, shown and read."""
    yield from shown_page(CountsPage(desk), qtbot)


def words(cell: QWidget) -> str:
    assert isinstance(cell, QLabel)
    return cell.text()


def test_c6_3_a_count_is_written_line_by_line(page: CountsPage, context: Context, qtbot: QtBot) -> None:
    make_stocked_part(context, on_hand=10, bin="A-01")
    press(page, f"{NAME}.action.new", qtbot)
    dialog = opened(qtbot, page, CountDialog)
    type_text(dialog.scope, "密封件")
    pick(qtbot, dialog.lines.cell(0, "part"), "机械密封")  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: words(dialog.lines.cell(0, "expected")) == "10")
    assert words(dialog.lines.cell(0, "bin")) == "A-01"
    type_text(dialog.lines.cell(0, "counted"), "8")
    qtbot.waitUntil(lambda: words(dialog.lines.cell(0, "difference")) == "-2")
    assert dialog.lines.cell(0, "difference").property("tone") == "overdue"
    type_text(dialog.lines.cell(0, "reason"), "领用未登记")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: page.details is not None and page.desk.jobs.is_idle)
    assert page.details is not None
    assert (page.details.title, page.details.lines[0].counted) == ("密封件", 8)
    assert "领用未登记" in said(page.panel)


def test_counting_blind_hides_what_the_ledger_says(page: CountsPage, context: Context, qtbot: QtBot) -> None:
    count = make_count(context, (make_stocked_part(context), 8, ""))
    show(page, count, qtbot)
    page.edit(count)
    dialog = opened(qtbot, page, CountDialog)
    dialog.blind_button.click()
    assert (words(dialog.lines.cell(0, "expected")), words(dialog.lines.cell(0, "difference"))) == ("", "")
    assert dialog.lines.cell(0, "difference").property("tone") != "overdue"
    dialog.blind_button.click()
    assert words(dialog.lines.cell(0, "expected")) == "10"


def test_the_parts_of_a_bin_are_added_by_its_name(page: CountsPage, context: Context, qtbot: QtBot) -> None:
    seal = make_stocked_part(context, bin="A-01")
    make_part(context, number="BJ-2", bin="A-02")
    make_part(context, number="BJ-3", bin="B-01")
    count = make_count(context, (seal, 10, ""), scope="A-")
    show(page, count, qtbot)
    page.edit(count)
    dialog = opened(qtbot, page, CountDialog)
    dialog.fill_button.click()
    qtbot.waitUntil(lambda: len(dialog.lines.value()) == 2)
    assert dialog.lines.value()[0].counted == Decimal(10)
    dialog.scope.set_value("Z-")
    dialog.fill_button.click()
    qtbot.waitUntil(lambda: "Z-" in dialog.message.text)
    assert len(dialog.lines.value()) == 2


def test_c6_3_what_differs_is_submitted_with_a_word_and_moved_by_the_approval(
    page: CountsPage, context: Context, qtbot: QtBot
) -> None:
    part = make_stocked_part(context)
    count = make_count(context, (part, 8, "短少"))
    show(page, count, qtbot)
    dialog = step(page, "submit", SubmitDialog, qtbot)
    type_text(dialog.note, "已复盘")
    save(qtbot, dialog)
    wait_for_state(page, CountState.SUBMITTED, qtbot)
    details = page.details
    assert details is not None
    assert details.approval is not None
    assert details.number in said(page.panel)
    approval = details.approval.id
    decide(context, approval_id=approval, version=version_of(context, approval), form=DecisionForm(approved=True))
    wait_for_state(page, CountState.APPROVED, qtbot)
    assert on_hand(context, part) == 8


def test_where_nothing_differs_it_is_approved_at_once(page: CountsPage, context: Context, qtbot: QtBot) -> None:
    count = make_count(context, (make_stocked_part(context), 10, ""))
    show(page, count, qtbot)
    press(page, f"{NAME}.detail.step.submit", qtbot)
    wait_for_state(page, CountState.APPROVED, qtbot)


def test_a_submitted_count_is_taken_back_and_cancelled(page: CountsPage, context: Context, qtbot: QtBot) -> None:
    count, _approval = make_submitted_count(context, (make_stocked_part(context), 8, "短少"))
    show(page, count, qtbot)
    page.edit(count)
    assert "草稿" in page.message.text
    for code, state in (("withdraw", CountState.DRAFT), ("cancel", CountState.CANCELLED)):
        dialog = seldom(page, code, ReasonDialog, qtbot)
        type_text(dialog.text, "重新盘点")
        save(qtbot, dialog)
        wait_for_state(page, state, qtbot)


def test_what_blocks_a_count_is_put_right_in_its_form(page: CountsPage, context: Context, qtbot: QtBot) -> None:
    count = make_count(context, (make_stocked_part(context), None, ""))
    show(page, count, qtbot)
    press(page, f"{NAME}.detail.step.fix.edit", qtbot)
    assert opened(qtbot, page, CountDialog).lines.value()[0].counted is None


def test_the_keeper_counts_and_sees_no_sum(desk_of: DeskOf, context: Context, qtbot: QtBot) -> None:
    count, _approval = make_submitted_count(context, (make_stocked_part(context), 8, "短少"))
    for page in shown_page(CountsPage(desk_of(Role.WAREHOUSE)), qtbot):
        show(page, count, qtbot)
        assert "短少" in said(page.panel)
        assert "¥" not in said(page.panel)

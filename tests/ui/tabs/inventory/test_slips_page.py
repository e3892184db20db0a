"""The page of issue slips, from the draft to what comes back, as a person works with it (C6.3)."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.context import Context
from models.enums import Role, SlipKind, SlipState
from models.requests.request import Request
from reports.build import build_paper
from tests.factories import make_customer, make_project, stored
from tests.need_factories import answer, make_needing_request, make_pump, need_form
from tests.order_factories import make_paid_request
from tests.purchase_factories import NEEDED
from tests.slip_factories import (
    SEAL_LINE,
    details_of,
    item,
    look_in_stock,
    make_approved_slip,
    make_checked_slip,
    make_request_for,
    make_slip,
)
from tests.stock_factories import make_stocked_part, on_hand
from tests.ui.by_hand import opened, pick, press_save, problem, save, type_text
from tests.ui.tabs.conftest import PageAs
from tests.ui.tabs.requests.driving import press, said
from tests.ui.tabs.requests.stepping import seldom, show, shown_page, step, wait_for_state
from ui.dialogs.material.slip_check import CheckDialog
from ui.dialogs.material.slip_dialog import SlipDialog
from ui.dialogs.material.slip_red import RedSlipDialog
from ui.dialogs.material.slip_words import PackingDialog, SlipApprovalDialog
from ui.dialogs.printing.preview_paper import PaperPreview
from ui.dialogs.reason_dialog import ReasonDialog
from ui.runtime.desk import Desk
from ui.tabs.inventory.slips.slips_page import SlipsPage
from ui.widgets.lines.line_table import LineTable

NAME = "inventory.slips"


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[SlipsPage]:
    """The page, shown and read."""
    yield from shown_page(SlipsPage(desk), qtbot)


def enter(table: LineTable[object], place: int, column: str, text: str) -> None:
    cell = table.cell(place, column)
    cell.setFocus()
    cell.selectAll()  # type: ignore[attr-defined]
    type_text(cell, text)


def test_a_slip_is_written_with_what_is_free_beside_each_item(page: SlipsPage, context: Context, qtbot: QtBot) -> None:
    make_stocked_part(context, on_hand=3)
    project = make_project(context, name="污水站")
    press(page, f"{NAME}.action.new", qtbot)
    dialog = opened(qtbot, page, SlipDialog)
    pick(qtbot, dialog.pickers["project_id"], "污水站")
    type_text(dialog.picker_name, "李工")
    pick(qtbot, dialog.lines.cell(0, "part"), "机械密封")  # type: ignore[arg-type]
    enter(dialog.lines, 0, "quantity", "5")
    free = dialog.lines.cell(0, "free")
    assert isinstance(free, QLabel)
    qtbot.waitUntil(lambda: free.text() == "3" and free.property("tone") == "overdue")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: page.details is not None and page.desk.jobs.is_idle)
    assert page.details is not None
    assert page.details.around.project is not None
    assert page.details.around.project.id == project
    assert "C6.1" in said(page.panel)


def test_a_request_that_is_picked_brings_what_it_needs(page: SlipsPage, context: Context, qtbot: QtBot) -> None:
    part = make_stocked_part(context)
    request = make_paid_request(context, lines=(SEAL_LINE,), text="泵漏水")
    look_in_stock(context, request, part)
    press(page, f"{NAME}.action.new", qtbot)
    dialog = opened(qtbot, page, SlipDialog)
    pick(qtbot, dialog.pickers["request_id"], "泵漏水")
    qtbot.waitUntil(lambda: bool(dialog.lines.value()))
    assert dialog.form().slip_kind is SlipKind.PAID
    line = dialog.lines.value()[0]
    assert (line.part_id, line.quantity, line.need_id is not None) == (part, Decimal(2), True)


def test_a_request_that_is_picked_brings_the_day_of_its_needs(page: SlipsPage, context: Context, qtbot: QtBot) -> None:
    request = make_needing_request(context)
    answer(context, request, need_form(make_pump(context, stock=1)))
    press(page, f"{NAME}.action.new", qtbot)
    dialog = opened(qtbot, page, SlipDialog)
    pick(qtbot, dialog.pickers["request_id"], stored(context, Request, request).title)
    qtbot.waitUntil(lambda: bool(dialog.lines.value()))
    assert dialog.needed_on.value() == NEEDED


def test_a_loan_asks_when_it_is_due_back(page: SlipsPage, context: Context, qtbot: QtBot) -> None:
    slip = make_slip(context, item(make_stocked_part(context)))
    show(page, slip, qtbot)
    page.edit(slip)
    dialog = opened(qtbot, page, SlipDialog)
    assert not dialog.due_back_on.isVisibleTo(dialog)
    dialog.slip_kind.set_value(SlipKind.LOAN.value)
    assert dialog.due_back_on.isVisibleTo(dialog)
    assert "due_back_on" in [row.name for row in dialog.rows if row.is_missing()]


def test_the_manager_approves_in_person(page: SlipsPage, context: Context, qtbot: QtBot) -> None:
    slip = make_slip(context, item(make_stocked_part(context), 3))
    show(page, slip, qtbot)
    dialog = step(page, "approve", SlipApprovalDialog, qtbot)
    assert dialog.person.isReadOnly()
    save(qtbot, dialog)
    wait_for_state(page, SlipState.APPROVED, qtbot)
    assert details_of(context, slip).number == "LL-2026-0001"


def test_the_secretary_names_who_approved(page_as: PageAs, context: Context, qtbot: QtBot) -> None:
    slip = make_slip(context, item(make_stocked_part(context)))
    page = page_as(SlipsPage, Role.SECRETARY)
    show(page, slip, qtbot)
    dialog = step(page, "approve", SlipApprovalDialog, qtbot)
    press_save(dialog)
    type_text(dialog.person, "王经理")
    save(qtbot, dialog)
    wait_for_state(page, SlipState.APPROVED, qtbot)
    assert "王经理" in said(page.panel)


def test_c6_3_the_keeper_ticks_every_item_by_keyboard(page_as: PageAs, context: Context, qtbot: QtBot) -> None:
    seal, ring = make_stocked_part(context), make_stocked_part(context, number="BJ-2", name="O 形圈")
    slip = make_approved_slip(context, item(seal, 3), item(ring, 2))
    page = page_as(SlipsPage, Role.WAREHOUSE)
    show(page, slip, qtbot)
    dialog = step(page, "check", CheckDialog, qtbot)
    assert dialog.keeper.isReadOnly()
    press_save(dialog)
    assert problem(dialog, "lines") == "尚未核对：机械密封、O 形圈"
    dialog.lines.cell(0, "ticked").setFocus()
    qtbot.keyClick(dialog.lines.cell(0, "ticked"), Qt.Key.Key_Space)
    qtbot.keyClick(dialog.lines.cell(0, "ticked"), Qt.Key.Key_Return)
    assert dialog.lines.cell(0, "quantity").hasFocus()
    enter(dialog.lines, 1, "quantity", "1")
    assert dialog.lines.unticked() == ()
    save(qtbot, dialog)
    wait_for_state(page, SlipState.CHECKED, qtbot)
    assert (on_hand(context, seal), on_hand(context, ring)) == (Decimal(7), Decimal(9))
    assert "¥" not in said(page.panel)


def test_c6_3_more_than_approved_is_refused_at_the_item(page: SlipsPage, context: Context, qtbot: QtBot) -> None:
    show(page, make_approved_slip(context, item(make_stocked_part(context), 3)), qtbot)
    dialog = step(page, "check", CheckDialog, qtbot)
    enter(dialog.lines, 0, "quantity", "4")
    dialog.picker.setFocus()
    press_save(dialog)
    assert "机械密封" in problem(dialog, "lines")
    assert dialog.isVisible()


def test_the_keeper_has_no_forms_but_the_check(page_as: PageAs, context: Context, qtbot: QtBot) -> None:
    slip = make_slip(context, item(make_stocked_part(context)))
    page = page_as(SlipsPage, Role.WAREHOUSE)
    show(page, slip, qtbot)
    assert not page.may_edit
    assert page.details is not None
    assert [one.action for one in page.details.steps if one.allowed] == []
    assert page.action("print").isEnabled()
    page.mend(page.details, "edit")
    assert page.message.isVisible()
    assert page.findChild(SlipDialog) is None


def test_packing_is_the_pickers(page: SlipsPage, context: Context, qtbot: QtBot) -> None:
    show(page, make_checked_slip(context, item(make_stocked_part(context))), qtbot)
    dialog = step(page, "pack", PackingDialog, qtbot)
    assert dialog.person.value() == "李工"
    save(qtbot, dialog)
    wait_for_state(page, SlipState.PACKED, qtbot)


def test_goods_come_back_by_a_red_slip(page: SlipsPage, context: Context, qtbot: QtBot) -> None:
    slip = make_checked_slip(context, item(make_stocked_part(context), 3))
    show(page, slip, qtbot)
    dialog = seldom(page, "red", RedSlipDialog, qtbot)
    assert dialog.form().lines == (), "what comes back is counted, not taken for granted"
    press_save(dialog)
    assert problem(dialog, "lines")
    assert problem(dialog, "purpose")
    enter(dialog.lines, 0, "quantity", "4")
    dialog.purpose.setFocus()
    press_save(dialog)
    assert "机械密封" in problem(dialog, "lines")
    enter(dialog.lines, 0, "quantity", "2")
    type_text(dialog.purpose, "现场未用完")
    save(qtbot, dialog)
    reds = details_of(context, slip).around.reds
    assert len(reds) == 1
    show(page, reds[0].id, qtbot)
    assert "红字" in said(page.panel)
    page.edit(reds[0].id)
    again = opened(qtbot, page, RedSlipDialog)
    assert [line.quantity for line in again.form().lines] == [Decimal(2)]


def test_a_day_that_is_past_is_asked_about(page: SlipsPage, context: Context, qtbot: QtBot) -> None:
    slip = make_slip(context, item(make_stocked_part(context)))
    show(page, slip, qtbot)
    page.edit(slip)
    dialog = opened(qtbot, page, SlipDialog)
    assert dialog.past_day.isHidden()
    type_text(dialog.needed_on, "2026-03-05")
    press_save(dialog)
    assert "2026-03-05" in problem(dialog, "past_day")
    dialog.past_day.set_value(frozenset({"past_day"}))
    save(qtbot, dialog)


def test_a_slip_is_cancelled_with_a_reason(page: SlipsPage, context: Context, qtbot: QtBot) -> None:
    show(page, make_approved_slip(context, item(make_stocked_part(context))), qtbot)
    dialog = seldom(page, "cancel", ReasonDialog, qtbot)
    type_text(dialog.text, "客户取消")
    save(qtbot, dialog)
    wait_for_state(page, SlipState.CANCELLED, qtbot)


def test_an_approved_slip_says_how_it_becomes_a_draft_again(page: SlipsPage, context: Context, qtbot: QtBot) -> None:
    slip = make_approved_slip(context, item(make_stocked_part(context)))
    show(page, slip, qtbot)
    page.edit(slip)
    assert page.findChild(SlipDialog) is None
    assert page.message.isVisibleTo(page)


def test_what_blocks_leads_to_where_it_is_put_right(page: SlipsPage, context: Context, qtbot: QtBot) -> None:
    part = make_stocked_part(context, on_hand=1)
    customer = make_customer(context)
    project = make_project(context, customer_id=customer)
    request = make_request_for(context, part, customer_id=customer, project_id=project)
    slip = make_slip(context, item(part, 2), request_id=request, slip_kind=SlipKind.WARRANTY)
    show(page, slip, qtbot)
    with qtbot.waitSignal(page.desk.show_requested) as wanted:
        press(page, f"{NAME}.detail.step.fix.show_shortage", qtbot)
    assert wanted.args == ["part", part]


def test_the_keeper_prints_the_slip_from_the_list(page_as: PageAs, context: Context, qtbot: QtBot) -> None:
    slip = make_approved_slip(context, item(make_stocked_part(context)))
    page = page_as(SlipsPage, Role.WAREHOUSE)
    page.desk.context.printer = build_paper
    show(page, slip, qtbot)
    page.on_action("print")
    preview = opened(qtbot, page, PaperPreview)
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)
    assert preview.key.startswith("stock_issue_slip")

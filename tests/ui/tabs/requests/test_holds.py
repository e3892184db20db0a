"""Holds on the page of requests: put, confirmed, moved, ended and taken back."""

import pytest
from pytestqt.qtbot import QtBot

from app.context import Context
from app.forms.requests import HoldForm
from app.services.promises.holding import put_on_hold
from models.enums import CommitmentKind, HoldReason, Role
from tests.conftest import OpenDesk
from tests.factories import (
    local_time,
    make_classed_request,
    make_customer,
    make_project,
)
from tests.ui.by_hand import type_text
from tests.ui.tabs.requests.driving import (
    OWED,
    STEP,
    choices,
    choose,
    jump,
    opened,
    problem,
    said,
    save,
    show_request,
    wait_for,
)
from tests.ui.tabs.requests.promising import urgent_visit
from ui.dialogs.promises.hold_dialogs import HoldDialog, HoldEndDialog
from ui.dialogs.reason_dialog import ReasonDialog
from ui.tabs.requests.owed import can_be_held
from ui.tabs.requests.page import RequestsPage


def test_a_request_is_put_on_hold_by_keyboard_alone(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    request = urgent_visit(context)
    show_request(page, request, qtbot)
    choose(page, f"{STEP}.more", "hold", qtbot)
    dialog = opened(page, HoldDialog, qtbot)
    jump(dialog, dialog.ends_at, qtbot)
    qtbot.keyClicks(dialog.ends_at, "3-7 10:00")
    jump(dialog, dialog.note, qtbot)
    type_text(dialog.note, "用户停产检修")
    save(dialog, qtbot)
    wait_for(page, qtbot, lambda: page.details and page.details.holds)
    seen = said(page.panel)
    assert "至 03-07 10:00" in seen
    assert "等待用户 · 03-06 14:00 – 03-07 10:00 · 用户停产检修" in seen


@pytest.mark.parametrize(
    ("field", "starts", "ends"),
    [
        ("starts_at", "2026-03-06 15:00", "2026-03-06 16:00"),
        ("starts_at", "2026-03-06 08:00", "2026-03-06 16:00"),
        ("ends_at", "2026-03-06 13:30", "2026-03-06 13:00"),
    ],
    ids=["in the future", "before the receipt", "ends before it starts"],
)
def test_a_wrong_hold_is_refused_at_its_field(
    field: str, starts: str, ends: str, page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    show_request(page, urgent_visit(context), qtbot)
    choose(page, f"{STEP}.more", "hold", qtbot)
    dialog = opened(page, HoldDialog, qtbot)
    dialog.starts_at.set_value(local_time(starts))
    dialog.ends_at.set_value(local_time(ends))
    save(dialog, qtbot)
    qtbot.waitUntil(lambda: problem(dialog, field) != "")
    assert dialog.isVisible()


def held(context: Context, until: str = "2026-03-09 08:00") -> int:
    """Return the id of a request on hold since 13:30."""
    request = urgent_visit(context)
    span = {"starts_at": local_time("2026-03-06 13:30"), "ends_at": local_time(until)}
    put_on_hold(context, record_id=request, form=HoldForm(HoldReason.WAITING_FOR_CUSTOMER, **span))
    return request


def test_a_hold_that_overlaps_another_is_refused_at_its_field(
    page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    show_request(page, held(context), qtbot)
    choose(page, f"{STEP}.more", "hold", qtbot)
    dialog = opened(page, HoldDialog, qtbot)
    dialog.ends_at.set_value(local_time("2026-03-08 08:00"))
    save(dialog, qtbot)
    qtbot.waitUntil(lambda: "03-06 13:30" in problem(dialog, "starts_at"))


def test_a_long_hold_of_the_secretary_is_confirmed_by_the_manager(
    page: RequestsPage, open_desk: OpenDesk, qtbot: QtBot
) -> None:
    request = held(open_desk(Role.SECRETARY))
    page.refresh()
    show_request(page, request, qtbot)
    assert "待经理确认" in said(page.panel)
    assert page.details is not None
    (hold,) = page.details.holds
    choose(page, f"{OWED}.menu.hold:{hold.id}", f"confirm_hold:{hold.id}", qtbot)
    wait_for(page, qtbot, lambda: "待经理确认" not in said(page.panel))
    assert "经理 已确认" in said(page.panel)


def hold_menu(page: RequestsPage, code: str, qtbot: QtBot) -> None:
    """Take a line of the menu of the only hold shown."""
    assert page.details is not None
    (hold,) = page.details.holds
    choose(page, f"{OWED}.menu.hold:{hold.id}", f"{code}:{hold.id}", qtbot)


def test_a_hold_is_ended_now(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    show_request(page, held(context), qtbot)
    hold_menu(page, "end_hold", qtbot)
    wait_for(page, qtbot, lambda: page.details and page.details.holds[0].ends_at == context.clock.now())
    assert "已结束" in said(page.panel)


def test_the_end_of_a_hold_is_moved(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    show_request(page, held(context), qtbot)
    hold_menu(page, "move_hold", qtbot)
    dialog = opened(page, HoldEndDialog, qtbot)
    dialog.ends_at.set_value(local_time("2026-03-10 08:00"))
    save(dialog, qtbot)
    wait_for(page, qtbot, lambda: "至 03-10 08:00" in said(page.panel))


def test_a_hold_entered_by_mistake_is_taken_back_with_a_reason(
    page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    show_request(page, held(context), qtbot)
    hold_menu(page, "withdraw_hold", qtbot)
    dialog = opened(page, ReasonDialog, qtbot)
    type_text(dialog.text, "登记错单")
    save(dialog, qtbot)
    wait_for(page, qtbot, lambda: page.details and not page.details.holds)
    assert "已撤回" in said(page.panel)


def test_what_is_never_held_offers_no_hold(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    customer = make_customer(context)
    project = make_project(context, customer_id=customer)
    show_request(page, make_classed_request(context, customer_id=customer, project_id=project), qtbot)
    assert page.details is not None
    assert {line.kind for line in page.details.commitments} == {CommitmentKind.REPLY}
    assert not can_be_held(page.details)
    assert "hold" not in choices(page, f"{STEP}.more", qtbot)

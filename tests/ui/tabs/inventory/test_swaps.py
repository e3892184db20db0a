"""A part replaced: recorded from the request or the dispatch, shown with the equipment (N2)."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from app.context import Context
from models.enums import RequestKind
from tests.factories import (
    make_agreed_dispatch,
    make_classed_request,
    make_customer,
    make_equipment,
    make_project,
    make_request,
    make_site,
)
from tests.return_factories import make_issued_request, make_swap, swaps
from tests.ui.by_hand import opened, press_save, problem, save, type_text
from tests.ui.tabs.requests.driving import choose, press, said
from tests.ui.tabs.requests.stepping import show, shown_page
from ui.dialogs.material.swap_dialog import SwapDialog, WithdrawDialog
from ui.runtime.desk import Desk
from ui.tabs.dispatch.dispatches.dispatches_page import DispatchesPage
from ui.tabs.projects.equipment_page import EquipmentPage
from ui.tabs.projects.projects_page import ProjectsPage
from ui.tabs.requests.page import RequestsPage


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[RequestsPage]:
    """The page of requests, shown and read."""
    yield from shown_page(RequestsPage(desk), qtbot)


def swap_dialog(page: RequestsPage, request: int, qtbot: QtBot, *, seldom: bool = False) -> SwapDialog:
    """Open the form of a swap of a request."""
    show(page, request, qtbot)
    if seldom:
        choose(page, "requests.requests.detail.step.more", "record_swap", qtbot)
    else:
        press(page, "requests.requests.detail.step.record_swap", qtbot)
    return opened(qtbot, page, SwapDialog)


def test_n2_what_was_issued_is_offered_and_recorded(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    request = make_issued_request(context)
    dialog = swap_dialog(page, request, qtbot)
    assert dialog.quantity.value() == Decimal(2)
    assert not dialog.name.isVisible()
    type_text(dialog.old_serial_no, "A-001")
    type_text(dialog.new_serial_no, "B-002")
    type_text(dialog.person, "王工")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: "A-001 → B-002" in said(page.panel))
    line = swaps(context, request)[0]
    assert (line.quantity, line.old_part) == (Decimal(2), "JJ-2026-0001")
    assert "JJ-2026-0001" in said(page.panel)


def test_no_more_than_was_issued_is_put_in(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    dialog = swap_dialog(page, make_issued_request(context), qtbot)
    dialog.quantity.clear()
    type_text(dialog.quantity, "3")
    type_text(dialog.person, "王工")
    press_save(dialog)
    assert "2 套" in problem(dialog, "quantity")
    dialog.set_pristine()
    dialog.reject()


def test_a_part_of_somebody_else_is_named_and_may_stay(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    request = make_classed_request(context)
    dialog = swap_dialog(page, request, qtbot, seldom=True)
    type_text(dialog.name, "厂家轴承")
    type_text(dialog.quantity, "1")
    type_text(dialog.person, "王工")
    dialog.takes_back.click()
    assert not dialog.carrier_name.isVisible()
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: bool(swaps(context, request)))
    assert swaps(context, request)[0].old_part_id is None


def test_n2_a_unit_repaired_again_and_again_is_pointed_out(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    customer = make_customer(context)
    project = make_project(context, customer_id=customer)
    about = {"customer_id": customer, "project_id": project, "request_kind": RequestKind.REPAIR}
    pump = make_equipment(context, project_id=project, name="2# 原水泵")
    for number in range(3):
        make_request(context, equipment_id=pump, text=f"第 {number} 次", **about)
    request = make_classed_request(context, equipment_id=pump, **about)
    for _time in range(4):
        make_swap(context, request, name="轴承")
    dialog = swap_dialog(page, request, qtbot, seldom=True)
    note = said(dialog)  # type: ignore[arg-type]
    assert "2# 原水泵：已维修 4 次，应整机更换（N2）" in note
    assert "轴承：自 2026-03-06 起已更换 4 次" in note
    dialog.set_pristine()
    dialog.reject()


def test_a_dispatch_records_what_its_people_replaced(desk: Desk, context: Context, qtbot: QtBot) -> None:
    customer = make_customer(context)
    request = make_classed_request(context, customer_id=customer, site_id=make_site(context, customer_id=customer))
    dispatch = make_agreed_dispatch(context, request_id=request)
    for page in shown_page(DispatchesPage(desk), qtbot):
        show(page, dispatch, qtbot)
        choose(page, "dispatch.dispatches.detail.step.more", "record_swap", qtbot)
        dialog = opened(qtbot, page, SwapDialog)
        assert dialog.person.value() != ""
        type_text(dialog.name, "轴承")
        type_text(dialog.quantity, "1")
        save(qtbot, dialog)
        qtbot.waitUntil(lambda shown=page: "轴承 1" in said(shown.panel))


def test_n2_equipment_and_project_show_it(desk: Desk, context: Context, qtbot: QtBot) -> None:
    customer = make_customer(context)
    project = make_project(context, customer_id=customer)
    pump = make_equipment(context, project_id=project)
    request = make_classed_request(context, customer_id=customer, project_id=project, equipment_id=pump)
    make_swap(context, request, name="轴承")
    for page in shown_page(EquipmentPage(desk), qtbot):
        show(page, pump, qtbot)
        qtbot.waitUntil(lambda shown=page: "A-001 → B-002" in said(shown.panel))
    for page in shown_page(ProjectsPage(desk), qtbot):
        show(page, project, qtbot)
        qtbot.waitUntil(lambda shown=page: "JJ-2026-0001" in said(shown.panel))


def test_a_swap_recorded_by_mistake_is_taken_back(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    request = make_classed_request(context)
    make_swap(context, request, name="轴承")
    show(page, request, qtbot)
    choose(page, "requests.requests.detail.step.more", "withdraw_swap", qtbot)
    dialog = opened(qtbot, page, WithdrawDialog)
    assert "轴承" in dialog.swap_id.currentText()
    type_text(dialog.reason, "登记错")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: swaps(context, request) == ())

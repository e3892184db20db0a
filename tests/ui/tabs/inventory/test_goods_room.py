"""Customers' goods on the page of returns, from being brought to being signed for, as a person works with it (N7)."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.context import Context
from models.enums import CommitmentState, GoodsState, Role
from tests.app.archive.scanned import scan_in
from tests.factories import make_customer, make_equipment, make_partner, make_project
from tests.return_goods_factories import bring_back, goods_of, hand_back, make_goods, send
from tests.ui.by_hand import opened, pick, press_save, problem, save, type_text
from tests.ui.tabs.conftest import DeskOf
from tests.ui.tabs.requests.driving import choices, choose, press, said
from tests.ui.tabs.requests.stepping import seldom, shown_page, step
from tests.ui.tabs.rooms_driving import add_new, details_shown, show_in_room, wait_for_state
from ui.dialogs.material.goods_dialog import CustomerGoodsDialog
from ui.dialogs.material.goods_steps import ComingBackDialog, GivingBackDialog, GoodsSigningDialog, SendingOutDialog
from ui.dialogs.promises.hold_dialogs import HoldDialog
from ui.dialogs.reason_dialog import ReasonDialog
from ui.runtime.desk import Desk
from ui.tabs.inventory.returns.returns_page import ReturnsPage

NAME = "inventory.returns"


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[ReturnsPage]:
    """The page, shown and read."""
    yield from shown_page(ReturnsPage(desk), qtbot)


def test_n7_what_a_customer_brings_is_registered_by_hand(page: ReturnsPage, context: Context, qtbot: QtBot) -> None:
    make_customer(context, name="东华化工")
    add_new(page, "new_customer_goods", qtbot)
    dialog = opened(qtbot, page, CustomerGoodsDialog)
    pick(qtbot, dialog.sources.pickers["customer_id"], "东华化工")
    typed = {"name": "电磁流量计", "serial_no": "FT-2291", "quantity": "1", "condition": "表壳有划痕"}
    for column, text in typed.items():
        type_text(dialog.items.cell(0, column), text)
    type_text(dialog.fault, "无信号输出")
    type_text(dialog.brought_by, "王工")
    save(qtbot, dialog)
    wait_for_state(page, GoodsState.RECEIVED, qtbot)
    (item,) = details_shown(page).items
    assert (item.name, item.serial_no, item.quantity) == ("电磁流量计", "FT-2291", Decimal(1))
    assert "表壳有划痕" in said(page.panel)


def test_a_thing_without_its_condition_is_named_before_saving(
    page: ReturnsPage, context: Context, qtbot: QtBot
) -> None:
    show_in_room(page, make_goods(context), qtbot)
    press(page, f"{NAME}.action.edit", qtbot)
    dialog = opened(qtbot, page, CustomerGoodsDialog)
    condition = dialog.items.cell(0, "condition")
    condition.setFocus()
    qtbot.keyClick(condition, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(condition, Qt.Key.Key_Delete)
    dialog.place.setFocus()
    press_save(dialog)
    assert "1" in problem(dialog, "items")
    type_text(condition, "完好")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: details_shown(page).items[0].condition == "完好")


def test_equipment_brings_its_project_and_customer(page: ReturnsPage, context: Context, qtbot: QtBot) -> None:
    customer = make_customer(context, name="东华化工")
    project = make_project(context, customer_id=customer)
    make_equipment(context, project_id=project, name="超声波液位计")
    add_new(page, "new_customer_goods", qtbot)
    dialog = opened(qtbot, page, CustomerGoodsDialog)
    pick(qtbot, dialog.sources.pickers["equipment_id"], "超声波")
    qtbot.waitUntil(lambda: dialog.sources.ids()["customer_id"] == customer)
    assert dialog.sources.ids()["project_id"] == project
    dialog.sources.pickers["customer_id"].set_value(None)
    assert set(dialog.sources.ids().values()) == {None}
    dialog.set_pristine()
    dialog.reject()


def test_n7_it_goes_to_the_manufacturer_and_comes_back(page: ReturnsPage, context: Context, qtbot: QtBot) -> None:
    make_partner(context, name="开封仪表有限公司")
    show_in_room(page, make_goods(context), qtbot)
    sending = step(page, "send", SendingOutDialog, qtbot)
    pick(qtbot, sending.maker, "开封")
    type_text(sending.how, "顺丰 SF1024")
    save(qtbot, sending)
    wait_for_state(page, GoodsState.AT_MAKER, qtbot)
    assert "开封仪表有限公司" in said(page.panel)
    back = step(page, "take_back", ComingBackDialog, qtbot)
    type_text(back.text, "更换励磁板")
    save(qtbot, back)
    wait_for_state(page, GoodsState.BACK, qtbot)


def test_n7_it_is_given_back_and_signed_for(page: ReturnsPage, context: Context, qtbot: QtBot, tmp_path: Path) -> None:
    goods = make_goods(context)
    send(context, goods)
    bring_back(context, goods)
    show_in_room(page, goods, qtbot)
    giving = step(page, "give_back", GivingBackDialog, qtbot)
    assert giving.form().text == "更换励磁板，已标定"
    type_text(giving.how, "客户自提")
    save(qtbot, giving)
    wait_for_state(page, GoodsState.RETURNED, qtbot)
    assert [one.state for one in details_shown(page).commitments] == [CommitmentState.MET]
    signing = step(page, "sign", GoodsSigningDialog, qtbot)
    press_save(signing)
    assert signing.missing() == ("扫描件",)
    signing.scan.set_value(scan_in(tmp_path))
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)
    save(qtbot, signing)
    wait_for_state(page, GoodsState.SIGNED, qtbot)
    assert "A6-08-001" in said(page.panel)


def test_n2_its_clock_stands_while_the_customer_is_waited_for(
    page: ReturnsPage, context: Context, qtbot: QtBot
) -> None:
    show_in_room(page, make_goods(context), qtbot)
    dialog = seldom(page, "hold", HoldDialog, qtbot)
    type_text(dialog.ends_at, "3-7 10:00")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: bool(details_shown(page).holds) and page.desk.jobs.is_idle)
    owed = f"{NAME}.detail.owed.menu.hold:{details_shown(page).holds[0].id}"
    assert set(choices(page, owed, qtbot)) >= {f"withdraw_hold:{details_shown(page).holds[0].id}"}
    choose(page, owed, f"withdraw_hold:{details_shown(page).holds[0].id}", qtbot)
    why = opened(qtbot, page, ReasonDialog)
    type_text(why.text, "登记错")
    save(qtbot, why)
    qtbot.waitUntil(lambda: not details_shown(page).holds)


def test_an_entry_made_by_mistake_is_cancelled_with_its_reason(
    page: ReturnsPage, context: Context, qtbot: QtBot
) -> None:
    goods = make_goods(context)
    show_in_room(page, goods, qtbot)
    dialog = seldom(page, "cancel", ReasonDialog, qtbot)
    type_text(dialog.text, "重复登记")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: goods_of(context, goods).state is GoodsState.CANCELLED and page.desk.jobs.is_idle)


def test_what_was_given_back_says_why_it_is_not_edited(page: ReturnsPage, context: Context, qtbot: QtBot) -> None:
    goods = make_goods(context)
    hand_back(context, goods)
    show_in_room(page, goods, qtbot)
    page.edit(goods)
    assert page.message.isVisible()


def test_the_keeper_works_with_goods_a_viewer_looks_at_them(desk_of: DeskOf, context: Context, qtbot: QtBot) -> None:
    goods = make_goods(context)
    for role, allowed in ((Role.WAREHOUSE, {"send", "give_back"}), (Role.VIEWER, set())):
        for page in shown_page(ReturnsPage(desk_of(role)), qtbot):
            show_in_room(page, goods, qtbot)
            view = page.view_of(page.details)  # type: ignore[arg-type]
            assert {step.code for step in view.steps if step.enabled} == allowed
            assert [group.link for group in view.groups if group.code == "facts"] == ["编辑" if allowed else ""]

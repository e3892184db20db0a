"""The page of shipments, from the slips that leave to the signed return slip, worked with by a person (C6.4, C6.6)."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.context import Context
from app.forms.material.shipments import ShipmentForm
from models.enums import ArrivalCondition, HandlingMark, PartnerRole, Role, ShipmentState, TransportMode
from tests.app.archive.scanned import picture, scan_in
from tests.factories import make_customer, make_partner, make_project, make_site
from tests.shipment_factories import (
    WAYBILL,
    details_of,
    leave,
    make_confirmed,
    make_consigned_slip,
    make_notified,
    make_shipment,
    make_shipped,
)
from tests.slip_factories import details_of as details_of_slip
from tests.ui.by_hand import opened, pick, press_save, problem, save, type_text
from tests.ui.tabs.conftest import DeskOf
from tests.ui.tabs.requests.driving import press, said
from tests.ui.tabs.requests.stepping import seldom, show, shown_page, step, wait_for_state
from ui.dialogs.material.shipment_dialog import ShipmentDialog, ShipmentDraft, read_shipment
from ui.dialogs.material.shipping_dialog import ShippingDialog
from ui.dialogs.material.tracking_dialogs import ArrivalDialog, ConfirmationDialog, ReturnSlipDialog, TrackingDialog
from ui.dialogs.reason_dialog import ReasonDialog
from ui.runtime.desk import Desk
from ui.tabs.inventory.shipments.shipments_page import ShipmentsPage
from ui.tabs.inventory.slips.slip_detail import slip_view
from ui.tabs.inventory.slips.slips_page import SlipsPage

NAME = "inventory.shipments"


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[ShipmentsPage]:
    """The page, shown and read."""
    yield from shown_page(ShipmentsPage(desk), qtbot)


def tick(dialog: ShipmentDialog, *slip_ids: int) -> None:
    dialog.slip_ids.set_value(frozenset(str(one) for one in slip_ids))


def retype(cell: QWidget, text: str) -> None:
    cell.setFocus()
    cell.selectAll()  # type: ignore[attr-defined]
    type_text(cell, text)


def new_form(page: ShipmentsPage, qtbot: QtBot) -> ShipmentDialog:
    press(page, f"{NAME}.action.new", qtbot)
    return opened(qtbot, page, ShipmentDialog)


# the form --------------------------------------------------------------------------------------------------------


def test_who_ticks_a_slip_finds_its_goods_packed_and_the_consignee_filled_in(
    page: ShipmentsPage, context: Context, qtbot: QtBot
) -> None:
    customer = make_customer(context, name="宁波甬江化工有限公司")
    project = make_project(context, customer_id=customer, site_id=make_site(context, customer_id=customer))
    slip = make_consigned_slip(context, project_id=project)
    dialog = new_form(page, qtbot)
    tick(dialog, slip)
    qtbot.waitUntil(lambda: dialog.consignee.value().unit == "宁波甬江化工有限公司")
    assert "1288" in dialog.consignee.value().address
    type_text(dialog.consignee.edits["contact"], "王工")
    type_text(dialog.packages.cell(0, "packing"), "木箱")
    for column, text in {"length_cm": "120", "width_cm": "80", "height_cm": "60", "gross_kg": "85.5"}.items():
        type_text(dialog.packages.cell(0, column), text)
    volume = dialog.packages.cell(0, "volume")
    assert isinstance(volume, QLabel)
    assert volume.text() == "0.576"
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: page.details is not None and page.desk.jobs.is_idle)
    assert page.details is not None
    assert page.details.not_packed == ()
    assert page.details.packages[0].items[0].quantity == Decimal(2)
    assert "木箱 · 120×80×60 cm" in said(page.panel)


def test_what_is_in_no_package_is_said_while_one_packs(page: ShipmentsPage, context: Context, qtbot: QtBot) -> None:
    slip = make_consigned_slip(context)
    dialog = new_form(page, qtbot)
    tick(dialog, slip)
    retype(dialog.packed.cell(0, "quantity"), "1")
    total = dialog.findChild(QLabel, f"{NAME}.field.packed.total.left")
    assert total is not None
    assert "1" in total.text()
    retype(dialog.packed.cell(0, "quantity"), "3")
    dialog.note.setFocus()
    assert dialog.packed.problem()
    tick(dialog)
    assert dialog.packed.value() == ()


def test_a_package_that_does_not_exist_is_refused_at_its_line(
    page: ShipmentsPage, context: Context, qtbot: QtBot
) -> None:
    slip = make_consigned_slip(context)
    dialog = new_form(page, qtbot)
    tick(dialog, slip)
    retype(dialog.packed.cell(0, "package_no"), "2")
    dialog.note.setFocus()
    assert dialog.packed.problem()


def test_the_form_asks_for_what_the_choices_make_necessary(page: ShipmentsPage, qtbot: QtBot) -> None:
    dialog = new_form(page, qtbot)
    assert dialog.texts["waybill_no"].isVisible()
    dialog.combos["mode"].set_value(TransportMode.OWN.value)
    assert not dialog.texts["waybill_no"].isVisible()
    dialog.marks.set_value(frozenset({HandlingMark.DANGEROUS.value}))
    assert dialog.texts["dangerous_goods"].isVisible()
    assert not dialog.sums["declared_value"].isVisible()
    dialog.insured.set_value(frozenset({"yes"}))
    assert dialog.sums["declared_value"].isVisible()
    dialog.reject()


def test_what_was_typed_comes_back_whole(desk: Desk, context: Context, qtbot: QtBot) -> None:
    slip = make_consigned_slip(context)
    shipment = make_shipment(context, slip, carrier_name="德邦物流", note="送货前电话联系")
    first = ShipmentDialog(desk, read_shipment(desk, shipment), "")
    second = ShipmentDialog(desk, ShipmentDraft(ShipmentForm(), read_shipment(desk, shipment).slips), "")
    qtbot.addWidget(first)
    qtbot.addWidget(second)
    second.restore(first.kept())
    assert replace(second.form(), version=first.version) == first.form()


def test_a_draft_is_edited_and_anything_else_says_how(page: ShipmentsPage, context: Context, qtbot: QtBot) -> None:
    shipment = make_shipment(context)
    show(page, shipment, qtbot)
    press(page, f"{NAME}.action.edit", qtbot)
    dialog = opened(qtbot, page, ShipmentDialog)
    type_text(dialog.note, "送货前电话联系")
    save(qtbot, dialog)
    assert details_of(context, shipment).note == "送货前电话联系"
    show(page, make_notified(context), qtbot)
    press(page, f"{NAME}.action.edit", qtbot)
    assert page.message.text


def test_a_checked_slip_makes_a_shipment(desk: Desk, context: Context, qtbot: QtBot) -> None:
    slip = make_consigned_slip(context)
    shown = shown_page(SlipsPage(desk), qtbot)
    slips = next(shown)
    show(slips, slip, qtbot)
    dialog = step(slips, "make_shipment", ShipmentDialog, qtbot)
    assert dialog.form().slip_ids == (slip,)
    assert [item.quantity for item in dialog.form().packages[0].items] == [Decimal(2)]
    with qtbot.waitSignal(desk.show_requested) as wanted:
        save(qtbot, dialog)
    assert wanted.args[0] == "shipment"
    assert "make_shipment" not in [one.code for one in slip_view(details_of_slip(context, slip), desk).steps]
    next(shown, None)


# steps -----------------------------------------------------------------------------------------------------------


def test_c6_6_from_the_notice_to_the_signed_slip_with_the_keyboard(
    page: ShipmentsPage, context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    show(page, make_shipment(context), qtbot)
    press(page, f"{NAME}.detail.step.notify", qtbot)
    wait_for_state(page, ShipmentState.NOTIFIED, qtbot)
    shipping = step(page, "ship", ShippingDialog, qtbot)
    type_text(shipping.carrier_name, "德邦物流")
    type_text(shipping.waybill_no, "DPK99")
    save(qtbot, shipping)
    wait_for_state(page, ShipmentState.SHIPPED, qtbot)
    arrival = step(page, "arrive", ArrivalDialog, qtbot)
    save(qtbot, arrival)
    wait_for_state(page, ShipmentState.ARRIVED, qtbot)
    confirmation = step(page, "confirm", ConfirmationDialog, qtbot)
    assert confirmation.person.value() == "王工"
    confirmation.scan.set_value(scan_in(tmp_path, "回单.png", picture()))
    save(qtbot, confirmation)
    wait_for_state(page, ShipmentState.CONFIRMED, qtbot)
    assert page.details is not None
    assert page.details.receipt_id is not None


def test_c6_6_a_look_up_is_one_line_and_enter(page: ShipmentsPage, context: Context, qtbot: QtBot) -> None:
    shipment = make_shipped(context)
    show(page, shipment, qtbot)
    dialog = step(page, "track", TrackingDialog, qtbot)
    assert dialog.focusWidget() is dialog.text
    type_text(dialog.text, "已到嘉兴中转站")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "已到嘉兴中转站" in said(page.panel))
    assert len(details_of(context, shipment).commitments) == 2


def test_a_waybill_used_before_is_asked_about_and_confirmed(
    page: ShipmentsPage, context: Context, qtbot: QtBot
) -> None:
    leave(context, make_notified(context))
    shipment = make_notified(context)
    show(page, shipment, qtbot)
    dialog = step(page, "ship", ShippingDialog, qtbot)
    assert not dialog.same_waybill.isVisible()
    type_text(dialog.carrier_name, "德邦物流")
    type_text(dialog.waybill_no, WAYBILL)
    press_save(dialog)
    qtbot.waitUntil(dialog.same_waybill.isVisible)
    assert "TY-2026-0001" in problem(dialog, "same_waybill")
    dialog.same_waybill.set_value(frozenset({"same_waybill"}))
    save(qtbot, dialog)
    wait_for_state(page, ShipmentState.SHIPPED, qtbot)


def test_another_waybill_typed_after_the_question_is_saved(page: ShipmentsPage, context: Context, qtbot: QtBot) -> None:
    leave(context, make_notified(context))
    show(page, make_notified(context), qtbot)
    dialog = step(page, "ship", ShippingDialog, qtbot)
    type_text(dialog.carrier_name, "德邦物流")
    type_text(dialog.waybill_no, WAYBILL)
    press_save(dialog)
    qtbot.waitUntil(dialog.same_waybill.isVisible)
    type_text(dialog.waybill_no, "1")
    assert not dialog.same_waybill.isVisible()
    save(qtbot, dialog)
    wait_for_state(page, ShipmentState.SHIPPED, qtbot)


def test_c6_4_the_missing_notice_of_large_goods_leads_to_its_printing(
    page: ShipmentsPage, context: Context, qtbot: QtBot
) -> None:
    show(page, make_notified(context, large=True), qtbot)
    press(page, f"{NAME}.detail.step.fix.print", qtbot)
    qtbot.waitUntil(lambda: bool([menu for menu in page.findChildren(QMenu) if menu.isVisible()]))
    menu = next(menu for menu in page.findChildren(QMenu) if menu.isVisible())
    assert len(menu.actions()) >= 2
    menu.close()


def test_damage_on_arrival_is_described(page: ShipmentsPage, context: Context, qtbot: QtBot) -> None:
    show(page, make_shipped(context), qtbot)
    dialog = step(page, "arrive", ArrivalDialog, qtbot)
    assert not dialog.exceptions.isVisible()
    dialog.condition.set_value(ArrivalCondition.DAMAGED.value)
    assert dialog.missing()
    type_text(dialog.exceptions, "外箱破损")
    save(qtbot, dialog)
    wait_for_state(page, ShipmentState.ARRIVED, qtbot)
    assert "外箱破损" in said(page.panel)


def test_the_return_slip_is_filed_later(page: ShipmentsPage, context: Context, qtbot: QtBot, tmp_path: Path) -> None:
    shipment = make_confirmed(context)
    show(page, shipment, qtbot)
    dialog = step(page, "file_slip", ReturnSlipDialog, qtbot)
    dialog.scan.set_value(scan_in(tmp_path, "回单.png", picture()))
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: page.details is not None and page.details.receipt_id is not None)


def test_a_shipment_is_cancelled_with_a_reason(page: ShipmentsPage, context: Context, qtbot: QtBot) -> None:
    show(page, make_notified(context), qtbot)
    dialog = seldom(page, "cancel", ReasonDialog, qtbot)
    type_text(dialog.text, "客户改为自提")
    save(qtbot, dialog)
    wait_for_state(page, ShipmentState.CANCELLED, qtbot)


def test_a_carrier_that_is_picked_fills_in_its_name(page: ShipmentsPage, context: Context, qtbot: QtBot) -> None:
    make_partner(context, name="安能物流股份有限公司", roles=frozenset({PartnerRole.CARRIER}))
    dialog = new_form(page, qtbot)
    pick(qtbot, dialog.carrier, "安能")
    assert dialog.texts["carrier_name"].value() == "安能物流股份有限公司"
    dialog.reject()


def test_the_keeper_sees_a_shipment_without_what_it_costs(desk_of: DeskOf, context: Context, qtbot: QtBot) -> None:
    shipment = make_shipment(context, freight=Decimal("1234.00"))
    shown = shown_page(ShipmentsPage(desk_of(Role.WAREHOUSE)), qtbot)
    page = next(shown)
    show(page, shipment, qtbot)
    assert "1,234" not in said(page.panel)
    assert all(not one.allowed for one in page.details.steps) if page.details else False
    next(shown, None)

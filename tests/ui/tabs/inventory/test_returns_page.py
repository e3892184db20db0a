"""The page of what comes back: old parts and stand-in machines, as a person works with them (N2, N4)."""

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.context import Context
from app.queries.material.loans import loan_details
from app.queries.material.old_parts import old_part_details
from models.enums import Appraisal, LoanState, OldPartState, Role
from models.record import Record
from tests.factories import make_partner, stored
from tests.return_factories import (
    make_appraised,
    make_issued_request,
    make_loan,
    make_old_part,
    make_returned,
    make_swap,
)
from tests.stock_factories import make_stocked_part, on_hand
from tests.ui.by_hand import opened, pick, press_save, problem, save, type_text
from tests.ui.tabs.conftest import PageAs
from tests.ui.tabs.requests.driving import press, said
from tests.ui.tabs.requests.stepping import seldom, show, shown_page, step
from tests.ui.tabs.rooms_driving import add_new
from ui.dialogs.material.claim_dialog import SupplierClaimDialog
from ui.dialogs.material.old_part_dialog import OldPartDialog
from ui.dialogs.material.return_steps import (
    AppraisalDialog,
    ExtensionDialog,
    LoanBackDialog,
    ReturningDialog,
    SettlementDialog,
    StoringDialog,
)
from ui.runtime.desk import Desk
from ui.tabs.inventory.returns.returns_page import ReturnsPage

NAME = "inventory.returns"


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[ReturnsPage]:
    """The page, shown and read."""
    yield from shown_page(ReturnsPage(desk), qtbot)


def wait_for(page: ReturnsPage, record_id: int, state: StrEnum, qtbot: QtBot) -> None:
    """Wait until a record is in a state, whether or not the list still shows it, and nothing runs any more."""
    stored_state = lambda: stored(page.desk.context, Record, record_id).state  # noqa: E731
    qtbot.waitUntil(lambda: stored_state() == state.value and page.desk.jobs.is_idle)


def test_an_old_part_is_registered(page: ReturnsPage, context: Context, qtbot: QtBot) -> None:
    add_new(page, "new_old_part", qtbot)
    dialog = opened(qtbot, page, OldPartDialog)
    type_text(dialog.name, "旧水泵")
    type_text(dialog.carrier_name, "王工")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: "JJ-2026-0001" in said(page.panel))


def test_n2_from_due_back_to_stock(page: ReturnsPage, context: Context, qtbot: QtBot) -> None:
    part = make_stocked_part(context)
    old = make_old_part(context, part_id=part)
    show(page, old, qtbot)
    dialog = step(page, "return", ReturningDialog, qtbot)
    assert dialog.person.value() == "王工"
    save(qtbot, dialog)
    wait_for(page, old, OldPartState.RETURNED, qtbot)
    appraisal = step(page, "appraise", AppraisalDialog, qtbot)
    appraisal.appraisal.set_value(Appraisal.REUSABLE.value)
    type_text(appraisal.text, "轴承更换后可用")
    save(qtbot, appraisal)
    wait_for(page, old, OldPartState.APPRAISED, qtbot)
    save(qtbot, step(page, "store", StoringDialog, qtbot))
    wait_for(page, old, OldPartState.STORED, qtbot)
    assert on_hand(context, part) == Decimal(11)


def test_n2_a_suppliers_claim_is_asked_of_the_manufacturer(page: ReturnsPage, context: Context, qtbot: QtBot) -> None:
    make_partner(context, name="南方泵业")
    old = make_appraised(context, Appraisal.SUPPLIERS_CLAIM)
    show(page, old, qtbot)
    press(page, f"{NAME}.detail.step.ask_maker", qtbot)
    dialog = opened(qtbot, page, SupplierClaimDialog)
    assert "旧水泵" in dialog.title.value()
    pick(qtbot, dialog.partner, "南方")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: old_part_details(context, old).around["claim"] is not None)


def test_n2_what_never_comes_back_is_settled_with_its_reason(page: ReturnsPage, context: Context, qtbot: QtBot) -> None:
    old = make_old_part(context)
    show(page, old, qtbot)
    dialog = seldom(page, "settle", SettlementDialog, qtbot)
    press_save(dialog)
    assert problem(dialog, "text") != ""
    type_text(dialog.text, "客户留用")
    save(qtbot, dialog)
    wait_for(page, old, OldPartState.SETTLED, qtbot)


def test_storing_in_a_place_asks_where(page: ReturnsPage, context: Context, qtbot: QtBot) -> None:
    old = make_appraised(context, Appraisal.SCRAP)
    show(page, old, qtbot)
    dialog = step(page, "store", StoringDialog, qtbot)
    dialog.place.set_value("")
    press_save(dialog)
    assert problem(dialog, "place") != ""
    type_text(dialog.place, "废件区")
    save(qtbot, dialog)
    wait_for(page, old, OldPartState.STORED, qtbot)


def test_n4_a_loan_is_extended_and_comes_back(page: ReturnsPage, context: Context, qtbot: QtBot) -> None:
    (loan,) = make_loan(context)
    show(page, loan, qtbot)
    extension = step(page, "extend", ExtensionDialog, qtbot)
    type_text(extension.due_back_on, "2026-03-10")
    press_save(extension)
    assert problem(extension, "due_back_on") != ""
    extension.due_back_on.clear()
    type_text(extension.due_back_on, "2026-04-10")
    type_text(extension.agreed_with, "孙主任")
    type_text(extension.reason, "泵仍在修")
    save(qtbot, extension)
    qtbot.waitUntil(lambda: loan_details(context, loan).due_back_on.isoformat() == "2026-04-10")
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)
    back = step(page, "bring_back", LoanBackDialog, qtbot)
    type_text(back.person, "王工")
    type_text(back.condition, "完好")
    save(qtbot, back)
    wait_for(page, loan, LoanState.BACK, qtbot)


def test_the_list_shows_what_is_open_of_every_kind(page: ReturnsPage, context: Context, qtbot: QtBot) -> None:
    make_swap(context, make_issued_request(context))
    make_loan(context)
    page.refresh()
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 2 and page.desk.jobs.is_idle)


def test_an_appraised_part_says_that_it_stays_as_it_is(page: ReturnsPage, context: Context, qtbot: QtBot) -> None:
    old = make_appraised(context)
    show(page, old, qtbot)
    page.edit(old)
    assert page.message.isVisible()


def test_an_old_part_is_corrected(page: ReturnsPage, context: Context, qtbot: QtBot) -> None:
    old = make_returned(context)
    show(page, old, qtbot)
    press(page, f"{NAME}.action.edit", qtbot)
    dialog = opened(qtbot, page, OldPartDialog)
    dialog.serial_no.clear()
    type_text(dialog.serial_no, "P-78")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: old_part_details(context, old).serial_no == "P-78")


def test_what_is_lent_is_printed_with_its_slip(page: ReturnsPage, context: Context, qtbot: QtBot) -> None:
    (loan,) = make_loan(context)
    show(page, loan, qtbot)
    press(page, f"{NAME}.action.print", qtbot)
    assert page.message.isVisible()


def test_a_viewer_sees_no_step_and_no_button(page_as: PageAs, context: Context, qtbot: QtBot) -> None:
    old = make_old_part(context)
    page = page_as(ReturnsPage, Role.VIEWER)
    show(page, old, qtbot)
    for code in ("action.new", "action.edit", "detail.step.return"):
        button = page.findChild(QPushButton, f"{NAME}.{code}")
        assert button is None or not button.isEnabled(), code


def test_the_keeper_records_no_amount(page_as: PageAs, context: Context, qtbot: QtBot) -> None:
    old = make_appraised(context, Appraisal.SCRAP)
    page = page_as(ReturnsPage, Role.WAREHOUSE)
    show(page, old, qtbot)
    dialog = step(page, "settle", SettlementDialog, qtbot)
    assert not dialog.amount.isVisible()
    type_text(dialog.text, "按废品处理")
    save(qtbot, dialog)
    wait_for(page, old, OldPartState.SETTLED, qtbot)

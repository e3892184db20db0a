"""What is done with the stock of a part on its page: attributes by family, moves by hand, substitutes, its ledger."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.context import Context
from app.forms.material.parts import SubstituteForm
from app.queries.material.parts import part_details
from app.services.material.substitutes import accept_substitute
from models.enums import PartFamily
from tests.factories import FRIDAY
from tests.material_factories import make_part
from tests.stock_factories import make_stocked_part, on_hand, take_on
from tests.ui.by_hand import opened, pick, press_save, problem, save, type_text
from tests.ui.tabs.requests.driving import press, said
from tests.ui.tabs.requests.stepping import seldom, show, shown_page, step
from ui.dialogs.material.moves_window import MovesWindow
from ui.dialogs.material.part_dialog import PartDialog
from ui.dialogs.material.stock_dialogs import StockDialog, SubstituteDialog
from ui.dialogs.reason_dialog import ReasonDialog
from ui.runtime.desk import Desk
from ui.tabs.inventory.parts_page import NAME, PartsPage


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[PartsPage]:
    """The page, shown and read."""
    yield from shown_page(PartsPage(desk), qtbot)


def edited(page: PartsPage, part: int, qtbot: QtBot) -> PartDialog:
    show(page, part, qtbot)
    page.edit(part)
    return opened(qtbot, page, PartDialog)


def test_c6_1_the_form_asks_for_what_the_family_is_described_by(
    page: PartsPage, context: Context, qtbot: QtBot
) -> None:
    part = make_part(context, family=PartFamily.PUMP, attributes={"head": "32"})
    dialog = edited(page, part, qtbot)
    assert dialog.attributes.cell("head").value() == "32"
    type_text(dialog.attributes.cell("flow"), "50 m³/h")
    dialog.attributes.cell("phase").set_value("3")
    save(qtbot, dialog)
    assert part_details(context, part).attributes == {"head": "32", "flow": "50", "phase": "3"}
    qtbot.waitUntil(lambda: "50 m³/h" in said(page.panel))


def test_what_is_typed_for_one_family_is_there_again_when_one_comes_back(
    page: PartsPage, context: Context, qtbot: QtBot
) -> None:
    dialog = edited(page, make_part(context, family=PartFamily.PUMP), qtbot)
    type_text(dialog.attributes.cell("flow"), "50")
    dialog.family.set_value(PartFamily.CHEMICAL.value)
    type_text(dialog.attributes.cell("concentration"), "30")
    kept = dialog.kept()
    dialog.family.set_value(PartFamily.OTHER.value)
    assert not dialog.attributes.isVisibleTo(dialog)
    dialog.family.set_value(PartFamily.PUMP.value)
    assert (dialog.attributes.cell("flow").value(), dialog.form().attributes["flow"]) == ("50", "50")
    dialog.attributes.cell("flow").set_value("")
    dialog.restore(kept)
    assert dialog.form().attributes == {**dialog.form().attributes, "concentration": "30"}
    assert kept["attributes"]["pump"]["flow"] == "50"


def test_an_attribute_that_is_no_number_is_marked(page: PartsPage, context: Context, qtbot: QtBot) -> None:
    dialog = edited(page, make_part(context, family=PartFamily.PUMP), qtbot)
    type_text(dialog.attributes.cell("flow"), "很多")
    press_save(dialog)
    assert "流量" in problem(dialog, "attributes")
    assert dialog.attributes.cell("flow").hasFocus() or dialog.attributes.cell("flow").property("invalid")


def test_stock_is_taken_on_and_written_off_by_hand(page: PartsPage, context: Context, qtbot: QtBot) -> None:
    part = make_part(context)
    show(page, part, qtbot)
    dialog = step(page, "take_on", StockDialog, qtbot)
    type_text(dialog.quantity, "12")
    type_text(dialog.unit_cost, "600")
    type_text(dialog.reason, "期初库存")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: "12 套" in said(page.panel))
    assert part_details(context, part).stock_value == Decimal(7200)
    dialog = seldom(page, "write_off", StockDialog, qtbot)
    type_text(dialog.quantity, "13")
    press_save(dialog)
    assert "12 套" in problem(dialog, "quantity")
    dialog.quantity.selectAll()
    type_text(dialog.quantity, "2")
    type_text(dialog.reason, "受潮报废")
    save(qtbot, dialog)
    assert on_hand(context, part) == 10


def test_a_substitute_is_named_and_taken_back(page: PartsPage, context: Context, qtbot: QtBot) -> None:
    part, other = make_part(context), make_stocked_part(context, number="BJ-2", name="集装式机封")
    show(page, part, qtbot)
    press(page, f"{NAME}.detail.substitutes_card.link", qtbot)
    dialog = opened(qtbot, page, SubstituteDialog)
    pick(qtbot, dialog.substitute_id, "集装式机封")
    type_text(dialog.reason, "同轴径")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: "同轴径" in said(page.panel))
    reason = seldom(page, f"drop_substitute:{other}", ReasonDialog, qtbot)
    type_text(reason.text, "渗漏")
    save(qtbot, reason)
    qtbot.waitUntil(lambda: page.details is not None and not page.details.substitutes)


def test_the_pane_tells_what_there_is_batch_by_batch(page: PartsPage, context: Context, qtbot: QtBot) -> None:
    part = make_part(context, number="Y-1", name="阻垢剂", unit="kg", bin="C-01", minimum=Decimal(500))
    at = FRIDAY - timedelta(days=400)
    take_on(context, part, 100, batch="N-1", expires_on=date(2026, 2, 1), at=at)
    other = make_stocked_part(context, number="Y-2", unit="kg")
    accept_substitute(context, part_id=part, form=SubstituteForm(substitute_id=other, reason="同效"))
    show(page, part, qtbot)
    words = said(page.panel)
    for shown in ("100 kg", "C-01", "N-1", "2026-02-01", "已过期", "低库存", "呆滞", "Y-2", "期初"):
        assert shown in words


def test_all_movements_stand_in_a_window_of_their_own(page: PartsPage, context: Context, qtbot: QtBot) -> None:
    part = make_stocked_part(context)
    take_on(context, part, -1, reason="报废")
    show(page, part, qtbot)
    press(page, f"{NAME}.detail.moves_card.link", qtbot)
    window = next(one for one in page.findChildren(MovesWindow) if one.isVisible())
    qtbot.waitUntil(lambda: window.page.model.rowCount() == 2)
    assert isinstance(window.page.findChild(QLineEdit), QLineEdit)
    window.done(0)


def test_the_list_says_what_the_parts_shown_are_worth(page: PartsPage, context: Context, qtbot: QtBot) -> None:
    make_stocked_part(context, on_hand=2, unit_cost=Decimal(600))
    qtbot.waitUntil(lambda: "¥1,200.00" in page.count_line.text())

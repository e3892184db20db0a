"""The page of parts, driven as a person does."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.context import Actor, Context
from app.queries.material.parts import part_details
from models.enums import PartClass, Role
from tests.material_factories import make_part
from tests.ui import by_hand
from tests.ui.dialogs.asking import activate, button, press_save
from tests.ui.tabs.conftest import OpenPage, Settle
from ui.dialogs.material import part_dialog
from ui.dialogs.material.part_dialog import PartDialog
from ui.runtime.desk import Desk
from ui.tabs.inventory.parts_page import NAME, PartsPage

Show = Callable[[], PartsPage]


@pytest.fixture
def parts(open_page: OpenPage) -> Show:
    """Shows the page; records made before are on it."""
    return lambda: open_page(PartsPage)


def test_ctrl_n_adds_a_part_and_selects_it(
    parts: Show, context: Context, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    page = parts()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.findChild(PartDialog) is not None)
    dialog = page.findChild(PartDialog)
    assert isinstance(dialog, PartDialog)
    activate(dialog, qtbot)
    assert dialog.tax_rate.shown() == "13 %"
    qtbot.keyClicks(dialog.number, "MF-45")
    by_hand.type_text(dialog.name, "机械密封")
    by_hand.type_text(dialog.unit, "套")
    qtbot.keyClicks(dialog.price, "1,130")
    press_save(dialog, part_dialog.NAME, desk, qtbot)
    settle(page)
    qtbot.waitUntil(lambda: page.details is not None)
    assert page.details is not None
    assert (page.details.number, str(page.details.price)) == ("MF-45", "1130.00")


def test_what_is_missing_is_said_before_saving(parts: Show, desk: Desk, qtbot: QtBot, settle: Settle) -> None:
    page = parts()
    page.add()
    qtbot.waitUntil(lambda: page.findChild(PartDialog) is not None)
    dialog = page.findChild(PartDialog)
    assert isinstance(dialog, PartDialog)
    assert dialog.missing() == ("编码", "备件名称", "单位")
    settle(page)


def test_a_part_is_edited_from_its_card(
    parts: Show, context: Context, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    part = make_part(context, part_class=PartClass.IMPORTED)
    page = parts()
    qtbot.waitUntil(lambda: page.details is not None)
    button(page, f"{NAME}.detail.facts_card.link").click()
    settle(page)
    dialog = page.findChild(PartDialog)
    assert isinstance(dialog, PartDialog)
    dialog.spec.set_value("MG1-55")
    press_save(dialog, part_dialog.NAME, desk, qtbot)
    assert part_details(context, part).spec == "MG1-55"


def test_c14_the_keeper_sees_no_price_anywhere_on_the_page(parts: Show, context: Context, qtbot: QtBot) -> None:
    make_part(context)
    context.actor = Actor("keeper", "仓管", frozenset({Role.WAREHOUSE}))
    page = parts()
    qtbot.waitUntil(lambda: page.details is not None)
    assert page.details is not None
    shown = [fact.value for group in page.view_of(page.details).groups for fact in group.facts]
    assert "price" not in [column.key for column in page.model.columns]
    assert not [value for value in shown if "¥" in value or "%" in value]

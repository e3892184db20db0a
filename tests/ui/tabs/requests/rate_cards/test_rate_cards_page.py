"""The page of rate cards, driven as a person does."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.context import Actor, Context
from models.enums import LineKind, Role
from tests.material_factories import make_rate_card
from tests.ui import by_hand
from tests.ui.dialogs.asking import activate, button, press_save
from tests.ui.tabs.conftest import OpenPage, Settle
from ui.dialogs.trade import rate_card_dialog
from ui.dialogs.trade.rate_card_dialog import RateCardDialog
from ui.runtime.desk import Desk
from ui.tabs.requests.rate_cards.rate_cards_page import NAME, RateCardsPage
from ui.tabs.requests.tab import make_requests_tab
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.money_edit import MoneyEdit

Show = Callable[[], RateCardsPage]


@pytest.fixture
def cards(open_page: OpenPage) -> Show:
    """Shows the page; records made before are on it."""
    return lambda: open_page(RateCardsPage)


def opened(page: RateCardsPage, qtbot: QtBot) -> RateCardDialog:
    """Return the form once it is there."""
    qtbot.waitUntil(lambda: page.findChild(RateCardDialog) is not None)
    dialog = page.findChild(RateCardDialog)
    assert isinstance(dialog, RateCardDialog)
    return dialog


def test_a_card_is_made_with_its_rates(cards: Show, desk: Desk, qtbot: QtBot, settle: Settle) -> None:
    page = cards()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = opened(page, qtbot)
    activate(dialog, qtbot)
    by_hand.type_text(dialog.title, "2026 年服务收费标准")
    name, price = dialog.lines.cell(0, "name"), dialog.lines.cell(0, "price")
    assert isinstance(name, LineEdit)
    assert isinstance(price, MoneyEdit)
    by_hand.type_text(name, "工程师现场服务")
    qtbot.keyClicks(price, "1200")
    press_save(dialog, rate_card_dialog.NAME, desk, qtbot)
    settle(page)
    qtbot.waitUntil(lambda: page.details is not None)
    assert page.details is not None
    assert page.details.is_current
    assert [(line.name, line.price, line.tax_rate) for line in page.details.lines] == [
        ("工程师现场服务", Decimal(1200), Decimal(13))
    ]


def test_the_pane_shows_rates_by_what_they_are_for(cards: Show, context: Context, qtbot: QtBot) -> None:
    make_rate_card(context)
    page = cards()
    qtbot.waitUntil(lambda: page.details is not None)
    assert page.details is not None
    groups = {group.code: [fact.value for fact in group.facts] for group in page.view_of(page.details).groups}
    assert groups[LineKind.LABOUR] == ["工程师现场服务", "每人·天 · 税率 6 % · 成本 ¥500.00"]
    assert groups[LineKind.TRAVEL] == ["车辆往返", "每公里 · 税率 6 %"]


def test_next_years_card_begins_as_a_copy(
    cards: Show, context: Context, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    make_rate_card(context, valid_to=date(2026, 12, 31))
    page = cards()
    qtbot.waitUntil(lambda: page.details is not None)
    button(page, f"{NAME}.action.copy").click()
    dialog = opened(page, qtbot)
    assert len(dialog.form().lines) == 2
    dialog.valid_from.set_value(date(2027, 1, 1))
    press_save(dialog, rate_card_dialog.NAME, desk, qtbot)
    settle(page)
    assert page.model.rowCount() == 2


def test_the_secretary_reads_and_the_keeper_has_no_such_page(desk: Desk, context: Context, qtbot: QtBot) -> None:
    context.actor = Actor("secretary", "文秘", frozenset({Role.SECRETARY}))
    page = RateCardsPage(desk)
    qtbot.addWidget(page)
    assert not page.findChildren(object, f"{NAME}.action.new")
    context.actor = Actor("keeper", "仓管", frozenset({Role.WAREHOUSE}))
    tab = make_requests_tab(desk)
    qtbot.addWidget(tab)
    assert "rate_cards" not in tab.page_codes

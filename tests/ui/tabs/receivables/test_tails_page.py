"""The page of tails, driven as a person does."""

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.context import Actor, Context
from models.enums import Role
from tests.ageing_factories import make_contract_with
from tests.ui.by_hand import opened, save, type_text
from ui.dialogs.reason_dialog import ReasonDialog
from ui.runtime.desk import Desk
from ui.table.filter_bar import FilterState
from ui.tabs.receivables.tails_page import TailsPage

pytestmark = pytest.mark.on_server
CAUSE = "receivables.tails.action.note_cause"


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> TailsPage:
    """The page, not shown yet."""
    made = TailsPage(desk)
    qtbot.addWidget(made)
    made.resize(1440, 860)
    return made


def test_it_opens_with_what_is_called_out(page: TailsPage, context: Context, qtbot: QtBot) -> None:
    make_contract_with(context)
    page.show()
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    page.show_filter(FilterState(chips=frozenset({"no_date"})))
    qtbot.waitUntil(lambda: [page.model.row_at(at).since for at in range(page.model.rowCount())] == [None])


def test_a_cause_is_noted_and_stands_in_the_list(page: TailsPage, context: Context, qtbot: QtBot) -> None:
    make_contract_with(context)
    page.show()
    qtbot.waitUntil(lambda: page.details is not None)
    page.findChild(QPushButton, CAUSE).click()
    dialog = opened(qtbot, page, ReasonDialog)
    type_text(dialog.text, "等总包回款")
    save(qtbot, dialog)
    qtbot.waitUntil(lambda: page.model.row_at(0).cause.startswith("等总包回款"))
    assert page.details is not None
    assert page.details.id == page.model.row_at(0).id


def test_who_collects_no_money_notes_nothing(desk: Desk, context: Context, qtbot: QtBot) -> None:
    context.actor = Actor("leader", "李总", frozenset({Role.LEADER}))
    page = TailsPage(desk)
    qtbot.addWidget(page)
    assert page.findChild(QPushButton, CAUSE) is None

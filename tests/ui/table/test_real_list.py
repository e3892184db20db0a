"""The table over a real query of a real database: what the fake lists promise is true."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.context import Context
from app.queries.lists.paging import ListFilter, Sort
from app.queries.lists.selection import read_selected
from app.queries.parties import CUSTOMERS, CustomerRow
from tests.factories import make_customer
from tests.ui.table.conftest import keep, settle
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.table.list_tab import ListTab
from ui.table.page_spec import ListSpec
from ui.table.row_model import PAGE_ROWS

pytestmark = pytest.mark.on_server

COUNT = PAGE_ROWS + 30
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
COLUMNS: tuple[Column[CustomerRow], ...] = (
    Column(key="name", title="Name", value=lambda row: row.name, sort_key="name", stretch=True),
)


@pytest.fixture
def customers(context: Context) -> list[int]:
    """More customers than a page holds, in the order of their names."""
    return [make_customer(context, name=f"Customer {number:03}") for number in range(COUNT)]


@pytest.fixture
def page(desk: Desk, customers: list[int], qtbot: QtBot) -> ListTab[CustomerRow]:
    """The shown list of them."""
    spec = ListSpec(
        name="projects.customers",
        columns=COLUMNS,
        fetch=partial(CUSTOMERS.read, desk.context),
        sort=Sort("name", descending=False),
        kinds=frozenset({"customer"}),
        make_filter=lambda state: ListFilter(state.text),
        count=partial(CUSTOMERS.count, desk.context),
    )
    made: ListTab[CustomerRow] = ListTab(spec, desk.jobs, desk.changes, desk.state)
    keep(qtbot, made)
    made.resize(900, 600)
    made.show()
    settle(qtbot, desk.jobs, made)
    return made


def test_end_home_and_everything_between(
    page: ListTab[CustomerRow], customers: list[int], desk: Desk, qtbot: QtBot
) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_End, CTRL)
    settle(qtbot, desk.jobs, page)
    assert page.table.current_id == customers[-1]
    qtbot.keyClick(page.table, Qt.Key.Key_Home, CTRL)
    settle(qtbot, desk.jobs, page)
    assert page.table.current_id == customers[0]
    for _time in range(COUNT - 1):
        qtbot.keyClick(page.table, Qt.Key.Key_Down)
        qtbot.waitUntil(lambda: desk.jobs.is_idle)
    assert page.table.current_id == customers[-1]


def test_all_is_all_the_database_holds(page: ListTab[CustomerRow], desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_A, CTRL)
    assert f"{COUNT}" in page.count_line.text()
    with qtbot.waitSignal(desk.jobs.job_finished):
        qtbot.keyClick(page.table, Qt.Key.Key_C, CTRL)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[1:] == [f"Customer {number:03}" for number in range(COUNT)]


def test_a_batch_reads_what_was_selected(
    page: ListTab[CustomerRow], customers: list[int], desk: Desk, qtbot: QtBot
) -> None:
    page.select(customers[1])
    qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    rows = [row.id for part in read_selected(page._spec.fetch, page.selection) for row in part]
    assert rows == customers[1:3]


def test_another_desk_s_customer_leaves_selection_and_place(
    page: ListTab[CustomerRow], customers: list[int], context: Context, desk: Desk, qtbot: QtBot
) -> None:
    page.select(customers[50])
    page.table.verticalScrollBar().setValue(45 * page.table.row_height())
    with qtbot.waitSignal(page.model.rows_taken):
        make_customer(context, name="Also a customer")
    settle(qtbot, desk.jobs, page)
    seen = page.model.row_at(page.table.first_visible()).id
    assert (seen, page.table.current_id) == (customers[45], customers[50])

"""The list of requests: filtering, sorting, and keeping one's place while others work."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.context import Context
from app.services.requests.moving import cancel_request
from app.services.requests.steps import add_note
from models.enums import Severity
from tests.conftest import OpenDesk
from tests.factories import local_time, make_classed_request, make_customer, make_request, version_of
from tests.ui.tabs.requests.driving import press, said, show_request, wait_for
from ui.runtime.other_desks import OtherDesks
from ui.tabs.requests.page import RequestsPage

pytestmark = pytest.mark.on_server

FILTER = "requests.requests.filter"


def _numbers(page: RequestsPage) -> list[str]:
    return [page.model.row_at(row).number for row in range(page.model.rowCount())]


def _cell(page: RequestsPage, row: int, key: str) -> str:
    column = [column.key for column in page.model.columns].index(key)
    return str(page.model.index(row, column).data())


def _shown(page: RequestsPage, qtbot: QtBot, *numbers: str) -> None:
    wait_for(page, qtbot, lambda: _numbers(page) == [f"SR-2026-000{number}" for number in numbers])


@pytest.fixture
def three(page: RequestsPage, context: Context, qtbot: QtBot) -> list[int]:
    """A late request, one just classed, and one cancelled; newest last."""
    huadong = make_customer(context, name="华东化工有限公司", short_name="华东化工")
    late = make_request(context, customer_id=huadong, received_at=local_time("2026-03-05 09:00"))
    classed = make_classed_request(context, severity=Severity.MAJOR)
    cancelled = make_request(context, received_at=context.clock.now())
    cancel_request(context, record_id=cancelled, version=version_of(context, cancelled), reason="重复登记")
    _shown(page, qtbot, "2", "1")
    return [late, classed, cancelled]


@pytest.mark.parametrize(
    ("chips", "numbers"),
    [
        (["overdue"], "1"),
        (["to_confirm"], "1"),
        (["steps_missing"], "1"),
        (["finished"], "3"),
        (["open"], "321"),
        (["in_hand"], ""),
        (["on_hold"], ""),
        (["mine"], ""),
    ],
)
def test_a_chip_shows_its_requests(
    chips: list[str], numbers: str, three: list[int], page: RequestsPage, qtbot: QtBot
) -> None:
    for chip in chips:
        press(page, f"{FILTER}.{chip}", qtbot)
    _shown(page, qtbot, *numbers)
    assert three


def test_chips_count_what_they_would_show(three: list[int], page: RequestsPage, qtbot: QtBot) -> None:
    def texts() -> dict[str, str]:
        return {code: page.findChild(QPushButton, f"{FILTER}.{code}").text() for code in ("open", "overdue")}

    wait_for(page, qtbot, lambda: texts() == {"open": "未结 2", "overdue": "逾期 1"})  # counted after the rows are read
    assert three


def test_pinyin_initials_find_a_customer(three: list[int], page: RequestsPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.filter_bar.text.hasFocus()
    QTest.keyClicks(page.filter_bar.text, "hdhg")
    _shown(page, qtbot, "1")
    assert three


def test_a_span_of_days_is_chosen(three: list[int], page: RequestsPage, qtbot: QtBot) -> None:
    press(page, f"{FILTER}.dates", qtbot)
    press(page, f"{FILTER}.dates.popup.today", qtbot)
    _shown(page, qtbot, "2")
    assert three


def test_a_heading_sorts(three: list[int], page: RequestsPage, qtbot: QtBot) -> None:
    header = page.table.horizontalHeader()
    number = QPoint(header.sectionViewportPosition(0) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=number)
    _shown(page, qtbot, "1", "2")
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=number)
    _shown(page, qtbot, "2", "1")
    assert three


def test_the_pane_follows_the_keyboard(three: list[int], page: RequestsPage, qtbot: QtBot) -> None:
    show_request(page, three[1], qtbot)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    wait_for(page, qtbot, lambda: "SR-2026-0001" in said(page.panel))


def test_what_another_desk_changes_appears_and_the_selection_stays(
    three: list[int], page: RequestsPage, open_desk: OpenDesk, qtbot: QtBot
) -> None:
    show_request(page, three[0], qtbot)
    others = OtherDesks(page.desk.context, page.desk.jobs)
    other = open_desk()
    add_note(other, record_id=three[0], text="用户来电催问")
    make_request(other)
    assert _numbers(page) == ["SR-2026-0002", "SR-2026-0001"]
    others.look()
    wait_for(page, qtbot, lambda: len(_numbers(page)) == 3 and "用户来电催问" in said(page.panel))
    assert page.table.current_id == three[0]


def test_a_minute_later_the_list_counts_again(
    three: list[int], page: RequestsPage, clock: FixedClock, qtbot: QtBot
) -> None:
    before = _cell(page, 1, "due_at")
    clock.moment += timedelta(minutes=1)
    page.desk.changes.minute_passed.emit()
    wait_for(page, qtbot, lambda: _cell(page, 1, "due_at") != before)
    assert three


def test_a_record_far_down_the_list_is_found_by_its_number(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    old = make_request(context, received_at=local_time("2026-01-05 09:00"))
    customer = make_customer(context)
    for _more in range(101):
        make_request(context, customer_id=customer)
    page.refresh()
    wait_for(page, qtbot, lambda: page.model.rowCount() > 1)
    page.select(old)
    wait_for(page, qtbot, lambda: page.details and page.details.id == old)
    assert page.table.current_id == old


@pytest.fixture
def empty_page(page: RequestsPage, qtbot: QtBot) -> RequestsPage:
    """The page without a filter, of a department that has just begun."""
    page.filter_bar.clear()
    qtbot.waitUntil(lambda: page.desk.jobs.is_idle)
    return page


def test_an_empty_list_offers_the_first_step(empty_page: RequestsPage, qtbot: QtBot) -> None:
    overlay = empty_page.table.overlay
    button = next(button for button in overlay.findChildren(QPushButton) if button.isVisibleTo(overlay))
    button.click()
    qtbot.waitUntil(lambda: any(w.isVisible() for w in empty_page.findChildren(QWidget, "requests.requests.form")))

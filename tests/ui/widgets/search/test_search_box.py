"""The search box by hand: typing, walking through what is found, opening it, an input method, a screen reader."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.queries.hits import Hit
from models.enums import RecordKind
from tests.factories import make_customer, make_equipment, make_project, make_site
from tests.ui.by_hand import type_text
from ui.runtime.desk import Desk
from ui.search_results import hit_badge
from ui.theme.theme import TextSize, Theme
from ui.widgets.search.row_delegate import ROW_ROLE
from ui.widgets.search.rows import Heading, HitRow, MoreRow, Note, Row
from ui.widgets.search.search_box import MOST_RECENT, SearchBox

CTRL = Qt.KeyboardModifier.ControlModifier
LISTED = [RecordKind.CUSTOMER, RecordKind.PROJECT, RecordKind.EQUIPMENT]


@pytest.fixture
def box(desk: Desk, qtbot: QtBot) -> Iterator[SearchBox]:
    """A box beside another field, which has the keyboard."""
    window = QWidget()
    other, made = QLineEdit(window), SearchBox(desk, hit_badge, LISTED, window)
    other.setObjectName("other")
    layout = QVBoxLayout(window)
    layout.addWidget(other)
    layout.addWidget(made)
    qtbot.addWidget(window)
    window.resize(1200, 800)
    window.show()
    window.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    yield made
    del window  # until here only this fixture holds it


def rows(box: SearchBox) -> list[Row]:
    entries = box.results.list
    return [entries.item(at).data(ROW_ROLE) for at in range(entries.count())]


def titles(box: SearchBox) -> list[str]:
    return [row.hit.title for row in rows(box) if isinstance(row, HitRow)]


def find(qtbot: QtBot, box: SearchBox, words: str) -> None:
    """Type words and wait for the answer to them."""
    box.take_keyboard()
    type_text(box, words)
    qtbot.waitUntil(lambda: box.results.isVisible() and box.answers(words))


def current(box: SearchBox) -> str:
    row = box.results.current
    return row.hit.title if isinstance(row, HitRow) else "" if row is None else row.text


def test_typing_shows_groups_with_headings_and_enter_opens_the_best(desk: Desk, box: SearchBox, qtbot: QtBot) -> None:
    customer = make_customer(desk.context, name="华东化工")
    make_project(desk.context, customer_id=customer, name="循环水站")
    find(qtbot, box, "hdhg")
    assert [type(row) for row in rows(box)] == [Heading, HitRow, Heading, HitRow]
    assert titles(box) == ["华东化工", "循环水站"]
    with qtbot.waitSignal(box.hit_opened) as opened:
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert opened.args is not None
    assert opened.args[0].id == customer
    assert not box.results.isVisible()


def test_enter_before_the_answer_waits_for_it(desk: Desk, box: SearchBox, qtbot: QtBot) -> None:
    customer = make_customer(desk.context, name="华东化工")
    box.take_keyboard()
    type_text(box, "华东")
    with qtbot.waitSignal(box.hit_opened) as opened:
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert opened.args is not None
    assert opened.args[0].id == customer


def test_keys_walk_over_the_headings(desk: Desk, box: SearchBox, qtbot: QtBot) -> None:
    project = make_project(desk.context, name="甲循环", customer_id=make_customer(desk.context, name="乙循环"))
    for name in ("循环一", "循环二", "循环三"):
        make_equipment(desk.context, project_id=project, name=name)
    find(qtbot, box, "循环")
    walked = []
    keys = (Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Home, Qt.Key.Key_PageDown)
    for key in keys:
        qtbot.keyClick(box, key)
        walked.append(titles(box).index(current(box)))
    assert walked[:5] == [1, 4, 0, 4, 0]
    assert walked[5] > 1
    qtbot.keyClick(box, Qt.Key.Key_PageUp)
    assert titles(box).index(current(box)) == 0


def test_esc_closes_and_gives_the_keyboard_back(desk: Desk, box: SearchBox, qtbot: QtBot) -> None:
    make_customer(desk.context, name="华东化工")
    find(qtbot, box, "华东")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert not box.results.isVisible()
    focus = box.window().focusWidget()
    assert focus is not None
    assert focus.objectName() == "other"
    box.take_keyboard()
    assert box.selectedText() == "华东", "typing again begins anew"


def test_nothing_found_is_said_and_cannot_be_opened(box: SearchBox, qtbot: QtBot) -> None:
    find(qtbot, box, "没有这样的东西")
    assert [type(row) for row in rows(box)] == [Note]
    with qtbot.assertNotEmitted(box.hit_opened):
        qtbot.keyClick(box, Qt.Key.Key_Return)


def test_ctrl_enter_asks_for_the_list_of_the_kind(desk: Desk, box: SearchBox, qtbot: QtBot) -> None:
    make_customer(desk.context, name="华东化工")
    find(qtbot, box, "华东")
    with qtbot.waitSignal(box.list_wanted) as wanted:
        qtbot.keyClick(box, Qt.Key.Key_Return, CTRL)
    assert wanted.args == ["customer", "华东"]


def test_the_last_row_of_a_group_leads_to_all_of_them(desk: Desk, box: SearchBox, qtbot: QtBot) -> None:
    project = make_project(desk.context)
    for _count in range(6):
        make_equipment(desk.context, project_id=project, name="阳床")
    find(qtbot, box, "阳床")
    qtbot.keyClick(box, Qt.Key.Key_End)
    with qtbot.waitSignal(box.list_wanted) as wanted:
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert wanted.args == ["equipment", "阳床"]


def test_a_kind_without_a_list_shows_more_in_place(desk: Desk, box: SearchBox, qtbot: QtBot) -> None:
    customer = make_customer(desk.context)
    for number in range(7):
        make_site(desk.context, customer_id=customer, name=f"化水车间 {number}")
    find(qtbot, box, "化水")
    more = rows(box)[-1]
    assert isinstance(more, MoreRow)
    qtbot.keyClick(box, Qt.Key.Key_End)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(titles(box)) == 7)


def test_nothing_happens_while_an_input_method_composes(desk: Desk, box: SearchBox, qtbot: QtBot) -> None:
    make_customer(desk.context, name="华东化工")
    box.take_keyboard()
    QApplication.sendEvent(box, QInputMethodEvent("hua dong", []))
    with qtbot.assertNotEmitted(box.hit_opened), qtbot.assertNotEmitted(box.text_settled, wait=250):
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Escape):
            qtbot.keyClick(box, key)
    assert box.hasFocus()
    assert not box.results.isVisible()
    type_text(box, "华东")
    qtbot.waitUntil(box.results.isVisible)


def test_what_was_opened_lately_is_offered_while_nothing_is_typed(desk: Desk, box: SearchBox, qtbot: QtBot) -> None:
    made = [make_customer(desk.context, name=f"第{number}热电") for number in range(MOST_RECENT + 2)]
    for customer in (*made, made[3]):
        box.remember("customer", customer)
    box.take_keyboard()
    qtbot.waitUntil(box.results.isVisible)
    assert isinstance(rows(box)[0], Heading)
    assert titles(box)[:2] == ["第3热电", "第9热电"]
    assert len(titles(box)) == MOST_RECENT


def test_only_the_newest_question_is_answered(desk: Desk, box: SearchBox, qtbot: QtBot) -> None:
    make_customer(desk.context, name="华东化工")
    make_customer(desk.context, name="金桥电子")
    box.take_keyboard()
    for words in ("华东", "金桥"):
        box.selectAll()
        type_text(box, words)
        box.settle()
    qtbot.waitUntil(lambda: box.results.isVisible() and desk.jobs.is_idle)
    assert titles(box) == ["金桥电子"]


def test_a_screen_reader_hears_the_current_row(desk: Desk, box: SearchBox, qtbot: QtBot) -> None:
    make_customer(desk.context, name="华东化工")
    assert box.accessibleName()
    find(qtbot, box, "华东")
    assert "华东化工" in box.accessibleDescription()
    spoken = [box.results.list.item(at).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(2)]
    assert spoken[0] == "用户单位 1"
    assert spoken[1].startswith("用户单位, 华东化工, KH-")


def test_a_click_opens(desk: Desk, box: SearchBox, qtbot: QtBot) -> None:
    customer = make_customer(desk.context, name="华东化工")
    find(qtbot, box, "华东")
    entries = box.results.list
    place = entries.visualItemRect(entries.item(1)).center()
    with qtbot.waitSignal(box.hit_opened) as opened:
        qtbot.mouseClick(entries.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args is not None
    hit = opened.args[0]
    assert isinstance(hit, Hit)
    assert hit.id == customer


def test_the_list_lies_within_a_narrow_window_and_grows_with_the_text(
    desk: Desk, box: SearchBox, theme: Theme, qtbot: QtBot
) -> None:
    make_customer(desk.context, name="华东化工")
    box.window().resize(500, 600)
    find(qtbot, box, "华东")
    low = box.results.list.sizeHintForRow(1)
    assert box.results.width() <= box.window().width()
    theme.set_size(TextSize.VERY_LARGE)
    find(qtbot, box, "华东化")
    assert box.results.list.sizeHintForRow(1) > low

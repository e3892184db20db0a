"""A list of cards by keyboard: it stops at lines, stays where one was, and says the whole row."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.tabs.today.card_list import CardList
from ui.tabs.today.card_rows import CardRow, RowKind
from ui.theme.badge import Badge
from ui.theme.theme import Theme

ROWS = (
    CardRow(RowKind.HEAD, "head:a", "逾期", badge=Badge("2")),
    CardRow(RowKind.LINE, "1", "报价：三期循环水", "SR-2026-0148", Badge("C5.2"), "周敏", Badge("逾期 2 时")),
    CardRow(RowKind.LINE, "2", "到场：滨江热电", is_last=True),
    CardRow(RowKind.HEAD, "head:b", "今天到期"),
    CardRow(RowKind.EMPTY, "empty:b", "今天没有其他到期事项。", is_last=True),
    CardRow(RowKind.HEAD, "head:c", "三天内", badge=Badge("9")),
    CardRow(RowKind.LINE, "3", "余款：明珠纺织"),
    CardRow(RowKind.MORE, "more:c", "再显示 8 项", is_last=True),
)


@pytest.fixture
def cards(theme: Theme, qtbot: QtBot) -> CardList:
    """A shown list of three cards."""
    made = CardList("today.today.list", "待办清单")
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show_rows(ROWS)
    made.show()
    return made


def test_arrows_stop_at_lines_only(cards: CardList, qtbot: QtBot) -> None:
    walked = [cards.current_key]
    for _step in range(4):
        qtbot.keyClick(cards, Qt.Key.Key_Down)
        walked.append(cards.current_key)
    assert walked == ["1", "2", "3", "more:c", "more:c"]
    qtbot.keyClick(cards, Qt.Key.Key_Up)
    assert cards.current_key == "3"


def test_enter_opens_the_current_line(cards: CardList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(cards.opened) as asked:
        qtbot.keyClick(cards, Qt.Key.Key_Return)
    assert asked.args == ["1"]


def test_one_stays_on_a_line_that_is_still_there_and_near_one_that_went(cards: CardList) -> None:
    cards.choose("2")
    cards.show_rows(ROWS[:3])
    assert cards.current_key == "2"
    cards.show_rows((ROWS[0], ROWS[1]))
    assert cards.current_key == "1"
    cards.show_rows(ROWS[3:5])
    assert cards.current_key == ""


def test_a_screen_reader_hears_the_whole_row(cards: CardList) -> None:
    said = cards.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "报价：三期循环水, 逾期 2 时, SR-2026-0148, 周敏, C5.2"


def test_a_list_that_grows_is_as_high_as_its_rows(theme: Theme, qtbot: QtBot) -> None:
    grown = CardList("today.today.waiting", "等我审批", grows=True)
    qtbot.addWidget(grown)
    grown.show_rows(ROWS[:3])
    few = grown.sizeHint().height()
    grown.show_rows(ROWS)
    assert 0 < few < grown.sizeHint().height()


def test_a_title_too_long_for_a_narrow_list_takes_another_line(theme: Theme, qtbot: QtBot) -> None:
    grown = CardList("today.today.waiting", "等我审批", grows=True)
    qtbot.addWidget(grown)
    title = "Stronger measures: 婺州新材 — collect on site, then a lawyer's letter"
    grown.show_rows((ROWS[0], CardRow(RowKind.LINE, "1", title, "QH-2026-0002", Badge("C10.5"), is_last=True)))
    grown.resize(1200, 200)
    grown.show()
    wide = grown.sizeHint().height()
    grown.resize(360, 200)
    line = grown.fontMetrics().height()
    assert grown.sizeHint().height() == wide + line


def test_it_is_painted_in_any_width_and_while_it_has_the_keyboard(cards: CardList, qtbot: QtBot) -> None:
    cards.setFocus()
    for width in (1200, 420, 180):
        cards.resize(width, 400)
        assert not cards.grab().isNull()

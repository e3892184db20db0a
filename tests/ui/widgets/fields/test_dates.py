"""Dates and times as people type them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.i18n import using_language
from ui.widgets.fields.date_edit import CalendarPopup, DateEdit
from ui.widgets.fields.date_range import DateRangeButton, Span, usual_span
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.dates import is_begun, parse_date, parse_date_time, why_no_date

TODAY = date(2026, 3, 6)
ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 6, 14, 5, tzinfo=ZONE)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "3-7",
            "03-07",
            "3/7",
            "3.7",
            "3月7日",
            "20260307",
            "2026-3-7",
            "2026/03/07",
            "2026年3月7日",
            " 2026 - 3 - 7 ",
        ),
        *("2026.3.7", "３－７", "２０２６０３０７", "明天", "tomorrow", "+1", "＋1", "+1天"),
    ],
)
def test_a_date_can_be_typed_in_many_ways(text: str) -> None:
    assert parse_date(text, TODAY) == date(2026, 3, 7)


@pytest.mark.parametrize(
    "text",
    ["", "13-45", "2-30", "2027-2-29", "3-", "202603", "0000-1-1", "7", "26-3-7", "260307", "+99999", "+", "someday"],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_date(text, TODAY)


@pytest.mark.parametrize(("text", "day"), [("今天", 6), ("today", 6), ("昨天", 5), ("+3", 9), ("-2", 4)])
def test_a_day_can_be_named_from_today(text: str, day: int) -> None:
    assert parse_date(text, TODAY) == date(2026, 3, day)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("7", "Which month? Type 3-7 or 2026-03-07."),
        ("26-3-7", "Write the year with four digits: 2026-03-07."),
        ("260307", "Write the year with four digits: 2026-03-07."),
        ("2-30", "There is no such day."),
        ("soon", "Not a date. Type 3-7 or 2026-03-07."),
    ],
)
def test_what_could_mean_two_days_is_refused_with_a_word_how_to_write_it(text: str, told: str) -> None:
    with using_language("en"):
        assert why_no_date(text) == told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3-7 14:05", datetime(2026, 3, 7, 14, 5)),  # noqa: DTZ001 - the reader adds the zone
        ("20260307 1405", datetime(2026, 3, 7, 14, 5)),  # noqa: DTZ001
        ("3月7日 14点05分", datetime(2026, 3, 7, 14, 5)),  # noqa: DTZ001
        ("9：30", datetime(2026, 3, 6, 9, 30)),  # noqa: DTZ001
    ],
)
def test_a_moment_can_be_typed_in_many_ways(text: str, expected: datetime) -> None:
    assert parse_date_time(text, TODAY) == expected


@pytest.mark.parametrize("text", ["3-7", "3-7 25:00", "14", "3-7 14:05 x"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_date_time(text, TODAY)


def test_the_first_characters_are_not_called_wrong_yet() -> None:
    assert all(is_begun(text) for text in ("3", "3-", "2026", "2026-", "2026-3-", "14:"))
    assert not any(is_begun(text) for text in ("13-45", "abc", "2026-13-40"))


@pytest.fixture
def field(qtbot: QtBot) -> DateEdit:
    """A date field."""
    edit = DateEdit("requests.requests.field.agreed", lambda: TODAY)
    qtbot.addWidget(edit)
    edit.show()
    edit.activateWindow()
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    return edit


def test_typing_a_date_tells_it_and_tidies_it_on_leaving(field: DateEdit, qtbot: QtBot) -> None:
    with qtbot.waitSignal(field.value_changed) as told:
        qtbot.keyClicks(field, "3-7")
    field.editingFinished.emit()
    assert told.args == [date(2026, 3, 7)]
    assert field.text() == "2026-03-07"


def test_a_wrong_date_says_so_and_an_empty_one_does_not(field: DateEdit) -> None:
    assert field.problem() == ""
    field.setText("13-45")
    assert field.problem() != ""
    assert field.value() is None


@pytest.mark.parametrize(
    ("key", "modifier", "expected"),
    [
        (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier, date(2026, 2, 1)),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier, date(2026, 1, 30)),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier, date(2026, 2, 28)),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier, date(2025, 12, 31)),
    ],
)
def test_keys_step_by_day_and_month(
    field: DateEdit, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier, expected: date
) -> None:
    field.set_value(date(2026, 1, 31))
    qtbot.keyClick(field, key, modifier)
    assert field.value() == expected


def test_stepping_begins_today_and_ends_with_the_calendar(field: DateEdit, qtbot: QtBot) -> None:
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.value() == TODAY
    field.set_value(date.max)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.value() == date.max
    qtbot.keyClick(field, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert field.value() == date.max


def test_a_day_can_be_picked(field: DateEdit, qtbot: QtBot) -> None:
    popup = CalendarPopup(TODAY, field)
    with qtbot.waitSignal(popup.picked) as picked:
        popup.calendar.clicked.emit(QDate(2026, 3, 9))
    assert picked.args == [date(2026, 3, 9)]


def test_f4_opens_the_calendar(qtbot: QtBot) -> None:
    day = DateEdit("t.t.field.day", lambda: TODAY)
    moment = DateTimeEdit("t.t.field.moment", lambda: NOW, ZONE)
    for field in (day, moment):
        qtbot.addWidget(field)
        field.show()
        field.activateWindow()
        field.setFocus()
        qtbot.waitUntil(field.isActiveWindow)
        qtbot.keyClick(field.focusWidget() or field, Qt.Key.Key_F4)
        popup = field.findChild(CalendarPopup)
        assert popup is not None
        popup.calendar.clicked.emit(QDate(2026, 3, 9))
    assert day.value() == date(2026, 3, 9)
    assert moment.value() == NOW.replace(day=9)


def test_a_moment_is_aware_steps_and_comes_from_the_clock(qtbot: QtBot) -> None:
    field = DateTimeEdit("requests.requests.field.received_at", lambda: NOW, ZONE)
    qtbot.addWidget(field)
    field.findChild(QPushButton, "requests.requests.field.received_at.now").click()
    assert field.value() == NOW
    qtbot.keyClick(field.line, Qt.Key.Key_Down)
    assert field.line.text() == "2026-03-06 14:00"
    field.line.setText("3-7 9:00")
    assert field.value() == datetime(2026, 3, 7, 9, 0, tzinfo=ZONE)
    field.line.setText("3-7 99:00")
    assert field.problem() != ""


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("today", (TODAY, TODAY)),
        ("week", (date(2026, 3, 2), date(2026, 3, 8))),
        ("month", (date(2026, 3, 1), date(2026, 3, 31))),
        ("last_month", (date(2026, 2, 1), date(2026, 2, 28))),
        ("year", (date(2026, 1, 1), date(2026, 12, 31))),
        ("all", (None, None)),
    ],
)
def test_usual_spans(code: str, expected: Span) -> None:
    assert usual_span(code, TODAY) == expected


def test_a_span_with_exchanged_ends_is_put_right(qtbot: QtBot) -> None:
    button = DateRangeButton("requests.requests.filter.dates", lambda: TODAY)
    qtbot.addWidget(button)
    button.set_span((date(2026, 3, 9), date(2026, 3, 1)))
    assert button.span() == (date(2026, 3, 1), date(2026, 3, 9))
    assert "2026-03-01" in button.text()

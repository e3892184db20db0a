"""100 kB from the clipboard: limited at the field, with counts; the window never stands still."""

from time import perf_counter

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.ui.by_hand import type_text
from tests.ui.widgets.every_field import TYPED, make
from ui.runtime.jobs import JobRunner
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import SPARE, TextArea

LONG = "水" * 100_000
pytestmark = pytest.mark.usefixtures("english")


@pytest.mark.parametrize("kind", TYPED)
@pytest.mark.parametrize("how", ["pasted", "typed"])
def test_a_hundred_thousand_characters_are_refused_and_counted(
    kind: str, how: str, jobs: JobRunner, qtbot: QtBot
) -> None:
    field = make(kind, jobs)
    qtbot.addWidget(field)
    field.show()
    line = field.line if hasattr(field, "line") else field
    assert isinstance(line, QLineEdit | QPlainTextEdit)
    QGuiApplication.clipboard().setText(LONG)
    started = perf_counter()
    if how == "pasted":
        line.paste()
    else:
        type_text(line, LONG)
    QApplication.processEvents()
    assert field.problem() != "" or field.value() is None
    assert perf_counter() - started < 2, "a window that stands still would take far longer"


def test_a_line_says_by_how_much_a_text_is_too_long(qtbot: QtBot) -> None:
    field = LineEdit("t.t.field.line", 60)
    qtbot.addWidget(field)
    field.setText("x" * 61)
    assert field.problem() == "1 character too long, 60 fit here"
    field.setText("x" * 160)
    assert field.problem() == "100 characters too long, 60 fit here"
    field.setText("x" * 60)
    assert field.problem() == ""


def test_what_was_cut_off_is_said_until_the_text_is_shortened(qtbot: QtBot) -> None:
    field = LineEdit("t.t.field.line", 60)
    qtbot.addWidget(field)
    type_text(field, LONG)
    assert field.problem() == "Cut after 2000 characters: more does not fit here."
    field.setText("x")
    assert field.problem() == ""


def test_a_text_keeps_what_may_still_be_shortened_by_hand(qtbot: QtBot) -> None:
    area = TextArea("t.t.field.area", 2000)
    qtbot.addWidget(area)
    QGuiApplication.clipboard().setText("水" * 3000)
    area.paste()
    assert area.problem() == "1000 characters too long, 2000 fit here"
    area.clear()
    QGuiApplication.clipboard().setText(LONG)
    area.paste()
    assert len(area.value()) == 2000 + SPARE
    assert area.problem() == "Cut after 12000 characters: more does not fit here."
    area.setPlainText("short")
    assert area.problem() == ""

"""Beside an input method: while it composes, no key, no shortcut, no validator and no list reacts."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.by_hand import type_text
from tests.ui.widgets.every_field import TYPED, make
from ui.runtime.jobs import JobRunner
from ui.table.filter_bar import FilterBar
from ui.widgets.fields.composing import is_composing
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.forms.form import FormDialog

KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_F4)


def compose(field: QWidget, letters: str) -> None:
    """Show letters in the field that are no text yet, as an input method does; "" ends it."""
    QApplication.sendEvent(field, QInputMethodEvent(letters, []))


def typed_into(field: Any) -> QWidget:
    """Return where one types in a field."""
    return field.line if hasattr(field, "line") else field


@pytest.fixture
def form(qtbot: QtBot, jobs: JobRunner) -> FormDialog:
    """A form with one of every field that text is typed into."""
    dialog = FormDialog("t.t", "Form", "Save")
    qtbot.addWidget(dialog)
    for kind in TYPED:
        dialog.add_row(kind, kind, make(kind, jobs))
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


@pytest.mark.parametrize("kind", TYPED)
def test_no_key_acts_while_letters_are_no_text_yet(kind: str, form: FormDialog, qtbot: QtBot) -> None:
    row = form._rows[kind]
    line = typed_into(row.widget)
    line.setFocus()
    compose(line, "ni")
    kept, submitted = row.field.kept(), []
    form.submitted.connect(lambda: submitted.append(True))
    for key in KEYS:
        qtbot.keyClick(line, key)
    qtbot.keyClick(line, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert (row.field.kept(), submitted, form.isVisible(), form.focusWidget()) == (kept, [], True, line)
    assert QApplication.activePopupWidget() is None


@pytest.mark.parametrize("kind", TYPED)
def test_what_is_composed_is_neither_wrong_nor_told(kind: str, form: FormDialog) -> None:
    row = form._rows[kind]
    line, told = typed_into(row.widget), []
    row.field.value_changed.connect(told.append)
    compose(line, "shang hai")
    assert (row.field.problem(), told) == ("", [])
    assert is_composing(line)
    type_text(line, "上海")
    assert not is_composing(line)
    assert row.field.kept() == "上海"


def test_the_shortcut_works_again_afterwards(form: FormDialog, qtbot: QtBot) -> None:
    line = typed_into(form._rows["line"].widget)
    line.setFocus()
    compose(line, "ni")
    compose(line, "")
    with qtbot.waitSignal(form.submitted):
        qtbot.keyClick(line, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def test_leaving_the_field_ends_composing(form: FormDialog) -> None:
    line = typed_into(form._rows["line"].widget)
    line.setFocus()
    compose(line, "ni")
    form._rows["area"].widget.setFocus()
    assert not is_composing(line)


def test_no_list_opens_over_a_word_that_is_being_composed(jobs: JobRunner, qtbot: QtBot) -> None:
    picker = make("picker", jobs)
    qtbot.addWidget(picker)
    picker.show()
    picker.setFocus()
    qtbot.keyClicks(picker, "hd")
    picker.settle()
    assert not jobs.is_idle, "what is found is on its way"
    compose(picker, "hua")
    picker.settle()
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert picker.popup is None


def test_the_filter_of_a_list_waits_for_the_word(qtbot: QtBot) -> None:
    bar = FilterBar("t.t")
    qtbot.addWidget(bar)
    with qtbot.assertNotEmitted(bar.filter_changed):
        compose(bar.text, "hua dong")
        qtbot.keyClick(bar.text, Qt.Key.Key_Return)
        bar.text.settle()
    with qtbot.waitSignal(bar.filter_changed) as told:
        type_text(bar.text, "华东")
    assert told.args[0].text == "华东"


def test_enter_that_ends_a_guests_word_adds_nobody(jobs: JobRunner, qtbot: QtBot) -> None:
    people = make("people", jobs)
    qtbot.addWidget(people)
    people.show()
    people.guest_button.click()
    people.guest.organisation.setText("凯泉泵业")
    people.guest.name.setText("钱")
    compose(people.guest.name, "gong")
    qtbot.keyClick(people.guest.name, Qt.Key.Key_Return)
    qtbot.keyClick(people.guest.name, Qt.Key.Key_Escape)
    assert people.value() == ()
    assert people.guest.isVisible()


def test_a_plain_widget_never_composes(qtbot: QtBot) -> None:
    assert not is_composing(None)
    assert not is_composing(LineEdit("t.t.field.line"))

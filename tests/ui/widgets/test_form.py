"""The frame of forms: missing and wrong fields, saving, refusals, throwing away."""

from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.errors import AppError, Conflict, Invalid
from ui.runtime.jobs import JobRunner, Progress
from ui.widgets.combo import Combo
from ui.widgets.form import FormDialog
from ui.widgets.line_edit import LineEdit
from ui.widgets.page_pills import SegmentedChoice
from ui.widgets.text_area import TextArea

PATIENCE = 5.0  # seconds a test waits for another thread before it fails


class CallForm(FormDialog):
    """A small form as a dialog of the program would be; answers the question about throwing away."""

    def __init__(self) -> None:
        super().__init__("people.people", "New person", "Save")
        self.person = LineEdit("people.people.field.person")
        self.phone = LineEdit("people.people.field.phone", check=lambda text: "" if text.isdigit() else "Digits only")
        self.add_row("person", "P&erson", self.person, required=True)
        self.add_row("phone", "&Phone", self.phone, half=True)
        self.may_discard = False
        self.asked = 0

    def confirm_discard(self) -> bool:
        self.asked += 1
        return self.may_discard

    def problem_at(self, field: str) -> str:
        label = self.findChild(QLabel, f"people.people.problem.{field}")
        return "" if label is None or label.isHidden() else label.text()

    def save(self) -> None:
        button = self.findChild(QPushButton, "people.people.action.save")
        assert button is not None
        button.click()


@pytest.fixture
def form(qtbot: QtBot) -> CallForm:
    """A shown form."""
    dialog = CallForm()
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_labels_are_buddies_and_names(form: CallForm) -> None:
    assert form.person.accessibleName() == "Person"
    assert form._rows["person"].label.buddy() is form.person


def test_what_is_missing_is_named_and_saving_goes_there(form: CallForm, qtbot: QtBot) -> None:
    assert form.missing() == ("Person",)
    assert form.problem_at("person") == "", "nobody is blamed before typing"
    with qtbot.assertNotEmitted(form.submitted):
        form.save()
    assert form.problem_at("person") != ""
    form.person.setText("Wang")
    assert form.missing() == ()
    assert form.problem_at("person") == ""


def test_a_wrong_field_is_marked_while_typing(form: CallForm) -> None:
    form.phone.setText("abc")
    assert form.problem_at("phone") == "Digits only"
    assert form.phone.property("invalid") == "true"
    form.phone.setText("138")
    assert form.problem_at("phone") == ""
    assert not form.phone.property("invalid")


def test_saving_what_is_right_tells(form: CallForm, qtbot: QtBot) -> None:
    form.person.setText("Wang")
    with qtbot.waitSignal(form.submitted):
        form.save()


def test_the_dialog_stays_busy_until_the_save_is_answered(form: CallForm, qtbot: QtBot, jobs: JobRunner) -> None:
    gate = Event()
    answers: list[bool] = []
    form.run(jobs, lambda _progress: gate.wait(PATIENCE), answers.append)
    assert form.is_busy
    form.reject()
    assert form.isVisible()
    gate.set()
    with qtbot.waitSignal(form.accepted):
        pass
    assert answers == [True]


def test_a_refusal_marks_its_field_and_keeps_what_was_typed(form: CallForm, qtbot: QtBot, jobs: JobRunner) -> None:
    def refuse(_progress: Progress) -> None:
        raise Invalid("This number belongs to somebody else.", field="phone")

    form.phone.setText("138")
    form.run(jobs, refuse)
    qtbot.waitUntil(lambda: not form.is_busy)
    assert form.problem_at("phone") == "This number belongs to somebody else."
    assert form.isVisible()
    form.phone.setText("1380")
    assert form.problem_at("phone") == ""


def test_a_refusal_without_a_field_stands_above(form: CallForm, qtbot: QtBot, jobs: JobRunner) -> None:
    def refuse(_progress: Progress) -> None:
        raise Conflict("Another desk saved first.", record_id=1)

    form.run(jobs, refuse)
    qtbot.waitUntil(lambda: not form.is_busy)
    assert form.message.text == "Another desk saved first."


def test_a_bug_leaves_the_form_usable(form: CallForm, qtbot: QtBot) -> None:
    bugs: list[BaseException] = []
    runner = JobRunner(on_bug=bugs.append)
    form.run(runner, lambda _progress: 1 // 0)
    qtbot.waitUntil(lambda: not form.is_busy)
    assert form.isVisible()
    assert len(bugs) == 1
    runner.shutdown()


def test_typed_text_is_not_thrown_away_without_asking(form: CallForm, qtbot: QtBot) -> None:
    form.person.setText("Wang")
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert form.isVisible()
    form.may_discard = True
    form.close()
    assert not form.isVisible()
    assert form.asked == 2


def test_an_untouched_form_closes_without_asking(form: CallForm) -> None:
    form.reject()
    assert (form.isVisible(), form.asked) == (False, 0)


def test_fields_have_values_and_problems(qtbot: QtBot) -> None:
    combo = Combo("c", (("phone", "Phone"), ("fax", "Fax")), empty="Choose")
    choice = SegmentedChoice("s", (("general", "General"), ("major", "Major")))
    area = TextArea("a", longest=5)
    for widget in (combo, choice, area):
        qtbot.addWidget(widget)
        assert not widget.value()
    combo.set_value("fax")
    choice.set_value("major")
    area.set_value("123456")
    assert (combo.value(), choice.value(), area.value()) == ("fax", "major", "123456")
    assert area.problem() != ""
    with pytest.raises(ValueError, match="telex"):
        combo.set_value("telex")


def test_an_app_error_can_be_marked_by_hand(form: CallForm) -> None:
    error = AppError("No.", field="person")
    form.mark(error.field, error.message)
    assert form.problem_at("person") == "No."

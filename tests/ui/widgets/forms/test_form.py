"""The frame of forms: missing and wrong fields, saving, refusals, throwing away."""

from datetime import date
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.errors import AppError, Conflict, Invalid
from tests.ui.by_hand import opened
from ui.runtime.jobs import JobRunner, Progress
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog
from ui.widgets.forms.leave_question import LeaveQuestion
from ui.widgets.pages.page_pills import SegmentedChoice

PATIENCE = 5.0  # seconds a test waits for another thread before it fails


class CallForm(FormDialog):
    """A small form as a dialog of the program would be; answers the question about throwing away."""

    def __init__(self) -> None:
        super().__init__("people.people", "New person", "Save")
        self.person = LineEdit("people.people.field.person")
        self.phone = LineEdit("people.people.field.phone", check=lambda text: "" if text.isdigit() else "Digits only")
        self.add_row("person", "P&erson", self.person, required=True)
        self.add_row("phone", "&Phone", self.phone, half=True)

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
    question = opened(qtbot, form, LeaveQuestion)
    qtbot.keyClick(question, Qt.Key.Key_Escape)
    assert form.isVisible()
    form.close()
    question = opened(qtbot, form, LeaveQuestion)
    with qtbot.waitSignal(form.left) as told:
        question.throw.click()
    assert told.args == [False]
    assert not form.isVisible()


def test_enter_in_the_question_goes_on_typing(form: CallForm, qtbot: QtBot) -> None:
    form.person.setText("Wang")
    form.reject()
    question = opened(qtbot, form, LeaveQuestion)
    qtbot.keyClick(question, Qt.Key.Key_Return)
    assert form.isVisible()
    assert question.isHidden()


def test_what_can_be_kept_may_be_kept(form: CallForm, qtbot: QtBot) -> None:
    form.can_keep = True
    form.person.setText("Wang")
    form.reject()
    question = opened(qtbot, form, LeaveQuestion)
    assert question.keep is not None
    with qtbot.waitSignal(form.left) as told:
        question.keep.click()
    assert told.args == [True]


def test_an_untouched_form_closes_without_asking(form: CallForm) -> None:
    form.reject()
    assert not form.isVisible()


def test_half_typed_text_counts_although_it_is_no_value_yet(qtbot: QtBot) -> None:
    dialog = FormDialog("people.people", "New person", "Save")
    qtbot.addWidget(dialog)
    born = DateEdit("people.people.field.born", lambda: date(2026, 3, 6))
    dialog.add_row("born", "Born", born)
    dialog.show()
    born.setText("3-")
    assert (born.value(), dialog.is_dirty) == (None, True)


def test_a_form_gives_back_what_was_typed_and_ignores_what_it_does_not_know(form: CallForm) -> None:
    form.person.setText("Wang")
    kept = form.kept()
    form.person.clear()
    form.restore({**kept, "shoe_size": 44})
    assert form.kept() == kept


def test_enter_goes_on_and_saves_in_the_last_field(form: CallForm, qtbot: QtBot) -> None:
    form.person.setText("Wang")
    form.person.setFocus()
    qtbot.keyClick(form.person, Qt.Key.Key_Return)
    assert form.focusWidget() is form.phone
    with qtbot.waitSignal(form.submitted):
        qtbot.keyClick(form.phone, Qt.Key.Key_Return)


def test_the_field_that_is_wrong_is_scrolled_into_sight(qtbot: QtBot) -> None:
    form = CallForm()
    qtbot.addWidget(form)
    for number in range(30):
        form.add_row(f"more{number}", f"More {number}", LineEdit(f"people.people.field.more{number}"))
    last = LineEdit("people.people.field.last")
    form.add_row("last", "Last", last, required=True)
    form.person.setText("Wang")
    form.show()
    QApplication.processEvents()
    assert last.visibleRegion().isEmpty()
    form.save()
    QApplication.processEvents()
    assert not last.visibleRegion().isEmpty()


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

"""A form opens as large as what is in it, or as a person made it."""

from pytestqt.qtbot import QtBot

from tests.ui.by_hand import press_save
from ui.dialogs.forms.form_size import FormSize
from ui.runtime.desk import Desk
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.forms.form import FormDialog

NAME = "some.page"


def _opened(desk: Desk, qtbot: QtBot) -> FormDialog:
    dialog = FormDialog(NAME, "Form", "&Save")
    for number in range(4):
        dialog.add_row(f"field{number}", f"Field {number}", LineEdit(f"{NAME}.field.{number}"), required=True)
    qtbot.addWidget(dialog)
    FormSize(desk.state, dialog)
    dialog.show()
    return dialog


def test_a_form_that_grew_for_its_messages_opens_small_again(desk: Desk, qtbot: QtBot) -> None:
    first = _opened(desk, qtbot)
    height = first.height()
    press_save(first)
    assert first.height() > height
    first.reject()
    assert _opened(desk, qtbot).height() == height


def test_a_form_that_a_person_made_larger_opens_as_large(desk: Desk, qtbot: QtBot) -> None:
    first = _opened(desk, qtbot)
    first.resize(first.width() + 60, first.height() + 80)
    size = first.size()
    first.reject()
    assert _opened(desk, qtbot).size() == size

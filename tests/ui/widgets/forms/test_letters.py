"""The letter underlined in a label leads into its field, whatever the field is made of."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.widgets.every_field import FIELDS, make
from ui.runtime.jobs import JobRunner
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.forms.form import FormDialog


@pytest.mark.parametrize("kind", sorted(FIELDS.keys() - {"warranty"}))  # nothing is entered in a warranty
def test_the_letter_of_a_label_leads_into_the_field(kind: str, jobs: JobRunner, qtbot: QtBot) -> None:
    form = FormDialog("t.t", "Form", "Save")
    qtbot.addWidget(form)
    elsewhere = LineEdit("t.t.field.elsewhere")
    field = make(kind, jobs)
    form.add_row("elsewhere", "Elsewhere", elsewhere)
    form.add_row("field", "Field(&Z)", field)
    with qtbot.waitActive(form):
        form.show()
    elsewhere.setFocus()

    qtbot.keyClick(form, Qt.Key.Key_Z, Qt.KeyboardModifier.AltModifier)

    here = QApplication.focusWidget()
    assert here is not None
    assert here is field or field.isAncestorOf(here), here.objectName()

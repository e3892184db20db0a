"""Recording that the condition of an instalment came true."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms.money import ConditionForm
from app.i18n import _
from app.queries.money.receivables import InstalmentDetails
from app.services.money.instalments import fulfil_condition
from models.enums import RecordKind
from ui.dialogs.forms.saving import Step, open_form
from ui.runtime.desk import Desk
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "receivables.instalments.fulfil"


class ConditionDialog(FormDialog):
    """When it came true, and by when it is to be paid."""

    def __init__(self, desk: Desk, details: InstalmentDetails, parent: QWidget | None = None) -> None:
        title = _("Condition of {number} fulfilled").format(number=details.number)
        super().__init__(NAME, title, _("&Save"), parent)
        self._version = details.version
        field = f"{NAME}.field"
        if details.condition:
            self.add_note("condition", _("Condition: {text}").format(text=details.condition))
        self.fulfilled_on = DateEdit(f"{field}.fulfilled_on", desk.today)
        self.due_on = DateEdit(f"{field}.due_on", desk.today)
        self.text = TextArea(f"{field}.text", 4000, 3)
        self.add_row("fulfilled_on", _("&Fulfilled on"), self.fulfilled_on, required=True, half=True)
        self.add_row("due_on", _("&Due on"), self.due_on, required=True, half=True)
        self.add_row("text", _("&Note"), self.text)
        self.fulfilled_on.set_value(desk.today())
        self.resize(560, 300)

    def form(self) -> ConditionForm:
        """Return what is entered."""
        return ConditionForm(
            fulfilled_on=self.fulfilled_on.value(),
            due_on=self.due_on.value(),
            text=self.text.value(),
            version=self._version,
        )


def ask_condition(desk: Desk, parent: QWidget, details: InstalmentDetails) -> ConditionDialog:
    """Open the form for an instalment that waits for its condition."""
    dialog = ConditionDialog(desk, details, parent)
    save = partial(fulfil_condition, desk.context, record_id=details.id)
    step = Step(RecordKind.RECEIVABLE.value, details.id, "fulfil")
    return open_form(desk, dialog, lambda: partial(save, form=dialog.form()), about=step.about())

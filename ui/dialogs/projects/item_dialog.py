"""Correcting one thing left over of a project (C10.3); its deadline is moved by a step of its own."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.formatting import date_text
from app.forms.handovers import PunchItemForm
from app.i18n import _
from app.queries.projects.punch_items import punch_item_form
from app.services.projects.punch_items import LONGEST_NAME, LONGEST_TEXT, save_punch_item
from ui.dialogs.forms.past import past_day_problem
from ui.dialogs.forms.saving import OnSaved, open_edited
from ui.runtime.desk import Desk
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "projects.item"


class ItemDialog(FormDialog):
    """What is left over, which department answers for it, who there, when it was found, and more about it."""

    def __init__(self, desk: Desk, form: PunchItemForm, parent: QWidget | None = None) -> None:
        super().__init__(NAME, _("Correct the item"), _("&Save"), parent)
        self._desk = desk
        self._form = form
        field = f"{NAME}.field"
        self.title = LineEdit(f"{field}.title")
        self.department = LineEdit(f"{field}.department")
        self.responsible = LineEdit(f"{field}.responsible", LONGEST_NAME)
        self.found_on = DateEdit(f"{field}.found_on", desk.today)
        self.detail = TextArea(f"{field}.detail", LONGEST_TEXT, 4)
        self.add_row("title", _("&What is left over"), self.title, required=True)
        self.add_row("department", _("Responsible de&partment"), self.department, required=True, half=True)
        self.add_row("responsible", _("&Responsible"), self.responsible, half=True)
        self.add_row("found_on", _("&Found on"), self.found_on, required=True, half=True, check=self._problem)
        self.add_row("detail", _("Detai&ls"), self.detail)
        deadline = date_text(form.deadline_on) if form.deadline_on else ""
        self.add_note("deadline", _("To be done by {day}; “Move the deadline” changes that.").format(day=deadline))
        for name in ("title", "department", "responsible", "found_on", "detail"):
            getattr(self, name).set_value(getattr(form, name))
        self.resize(680, 400)

    def form(self) -> PunchItemForm:
        """Return what is entered."""
        return PunchItemForm(
            project_id=self._form.project_id,
            title=self.title.value(),
            department=self.department.value(),
            responsible=self.responsible.value(),
            found_on=self.found_on.value(),
            deadline_on=self._form.deadline_on,
            detail=self.detail.value(),
            version=self._form.version,
        )

    def _problem(self) -> str:
        return past_day_problem(self.found_on.value(), self._desk)


def read_item(desk: Desk, record_id: int) -> PunchItemForm:
    """Read an item into its form; runs on the read lane."""
    return punch_item_form(desk.context, record_id)


def ask_item(desk: Desk, parent: QWidget, record_id: int, read: PunchItemForm, on_saved: OnSaved) -> ItemDialog:
    """Open the form of an item as it was read (``read_item``)."""
    make = lambda again: ItemDialog(desk, again, parent)  # noqa: E731
    return open_edited(desk, record_id, read, partial(read_item, desk, record_id), make, save_punch_item, on_saved)

"""Recording a lending department's word: who agreed, when (C7.2)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QWidget

from app.i18n import _, pgettext
from app.queries.people.dispatches import DispatchDetails, LendingDepartment
from app.services.people.dispatches import record_department_agreed
from ui.dialogs.forms.past import past_problem
from ui.dialogs.forms.saving import open_form
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "dispatch.agreement"


@dataclass(frozen=True, slots=True)
class Agreement:
    """A department's word as it is entered."""

    department_id: int
    agreed_by: str
    at: datetime
    note: str


class AgreementDialog(FormDialog):
    """Which department, who agreed, when. The department's manager is offered by name."""

    def __init__(
        self, desk: Desk, departments: tuple[LendingDepartment, ...], department_id: int, parent: QWidget | None = None
    ) -> None:
        """``departments`` are those that lend people; ``department_id`` is the one to begin with."""
        super().__init__(NAME, _("Agreement of the lending department (C7.2)"), _("&Record"), parent)
        self._desk = desk
        self._departments = {department.id: department for department in departments}
        choices = [(str(department.id), department.name) for department in departments]
        self.department = Combo(f"{NAME}.field.department_id", choices)
        self.agreed_by = LineEdit(f"{NAME}.field.agreed_by", 60)
        self.at = DateTimeEdit(f"{NAME}.field.at", desk.now, desk.zone)
        self.note = TextArea(f"{NAME}.field.note", 4000, 3)
        self.add_row("department_id", pgettext("person", "&Department"), self.department, required=True)
        self.add_row("agreed_by", _("Who &agreed"), self.agreed_by, required=True)
        self.add_row("at", _("W&hen"), self.at, required=True, check=self._time_problem)
        self.add_row("note", _("&Note"), self.note, hint=_("How it was said: phone, message, signed sheet …"))
        self.department.set_value(str(department_id))
        self._on_department_chosen()
        self.department.value_changed.connect(lambda _code: self._on_department_chosen())
        self.resize(560, 340)
        self.agreed_by.setFocus()

    def form(self) -> Agreement:
        """Return what is entered."""
        chosen = int(self.department.value() or 0)
        return Agreement(chosen, self.agreed_by.value(), self.at.value() or self._desk.now(), self.note.value())

    def _on_department_chosen(self) -> None:
        department = self._departments[int(self.department.value() or 0)]
        self.agreed_by.set_value(department.agreed_by or department.manager)
        self.at.set_value(department.agreed_at or self._desk.now())

    def _time_problem(self) -> str:
        return past_problem(self.at.value(), self._desk)


def ask_agreement(
    desk: Desk, parent: QWidget, details: DispatchDetails, department_id: int, on_saved: Callable[[], None]
) -> None:
    """Open the dialog for a department, for 0 the first whose word is missing; nothing if nobody is lent."""
    missing = [department.id for department in details.departments if department.agreed_at is None]
    first = department_id or next(iter(missing or [department.id for department in details.departments]), None)
    if first is None:
        return
    dialog = AgreementDialog(desk, details.departments, first, parent)
    record = partial(_record, desk, details.id)
    about = {"dispatch_id": details.id}
    open_form(desk, dialog, lambda: partial(record, dialog.form()), lambda _id: on_saved(), about=about)


def _record(desk: Desk, record_id: int, word: Agreement) -> int:
    record_department_agreed(
        desk.context,
        record_id=record_id,
        department_id=word.department_id,
        agreed_by=word.agreed_by,
        at=word.at,
        note=word.note,
    )
    return record_id

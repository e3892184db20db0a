"""The departments: a list of them, and the form of one with the manager whose word C7.2 asks for."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from app.forms.people import DepartmentForm
from app.i18n import N_, _
from app.queries.lists.paging import Page, PageRequest, Sort
from app.queries.people.staff import department_form, departments
from app.queries.records.activity import DEPARTMENT
from app.services.people.staff import save_department
from ui.dialogs.forms.list_window import ListWindow, opened_window
from ui.dialogs.forms.saving import Editing, OnSaved, open_form
from ui.runtime.desk import Desk
from ui.table.column import Column
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.fields.check_row import CheckRow
from ui.widgets.fields.checks import LONGEST_PHONE, phone_problem
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.forms.form import FormDialog

NAME = "dispatch.department"
LIST_NAME = "dispatch.departments"


class DepartmentDialog(FormDialog):
    """One department. Our own lends people to itself and needs nobody's word."""

    def __init__(self, form: DepartmentForm, parent: QWidget | None = None) -> None:
        title = _("New department") if form.department_id is None else _("Edit the department")
        super().__init__(NAME, title, _("&Save"), parent)
        self._department_id, self._version = form.department_id, form.version
        self.name = LineEdit(f"{NAME}.field.name", 60)
        self.manager = LineEdit(f"{NAME}.field.manager_name", 60)
        self.phone = LineEdit(f"{NAME}.field.manager_phone", LONGEST_PHONE, phone_problem)
        self.own = CheckRow(f"{NAME}.field.is_own", [("own", _("This is our own department"))])
        self.add_row("name", _("&Name"), self.name, required=True)
        self.add_row("manager_name", _("&Manager"), self.manager, check=self._manager_problem)
        self.add_row("manager_phone", _("&Phone"), self.phone)
        self.add_row("is_own", _("&Own"), self.own)
        self.own.value_changed.connect(lambda _codes: self.check_again())
        self.set_form(form)
        self.resize(480, 300)
        (self.manager if form.name else self.name).setFocus()

    def form(self) -> DepartmentForm:
        """Return what is entered."""
        return DepartmentForm(
            department_id=self._department_id,
            name=self.name.value(),
            manager_name=self.manager.value(),
            manager_phone=self.phone.value(),
            is_own=bool(self.own.value()),
            version=self._version,
        )

    def set_form(self, form: DepartmentForm) -> None:
        """Show a department."""
        self.name.set_value(form.name)
        self.manager.set_value(form.manager_name)
        self.phone.set_value(form.manager_phone)
        self.own.set_value(frozenset({"own"}) if form.is_own else frozenset())

    def _manager_problem(self) -> str:
        missing = not self.manager.value() and not self.own.value()
        return _("Enter the manager who agrees to lending people.") if missing else ""


def ask_department(desk: Desk, parent: QWidget, form: DepartmentForm, on_saved: OnSaved) -> DepartmentDialog:
    """Open the form of a department; ``on_saved`` gets its id."""
    dialog, known = DepartmentDialog(form, parent), form.department_id
    editing = None
    if known is not None:
        read = lambda: department_form(desk.context, known)  # noqa: E731
        editing = Editing(known, read, lambda again: DepartmentDialog(again, parent), DEPARTMENT)
    save = partial(save_department, desk.context)
    return open_form(desk, dialog, lambda: partial(save, form=dialog.form()), on_saved, editing=editing)


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """A line of the list."""

    id: int
    form: DepartmentForm


COLUMNS: tuple[Column[DepartmentRow], ...] = (
    Column(key="name", title=N_("Department"), value=lambda row: row.form.name, stretch=True),
    Column(key="manager", title=N_("Manager"), value=lambda row: row.form.manager_name or "—", width=120),
    Column(key="phone", title=N_("Phone"), value=lambda row: row.form.manager_phone or "—", width=140, dim=True),
    Column(
        key="own",
        title=N_("Own"),
        value=lambda row: _("our own") if row.form.is_own else "",
        badge=lambda row: Badge(_("our own"), Tone.ACCENT) if row.form.is_own else None,
        width=90,
    ),
)


class DepartmentsDialog(ListWindow[DepartmentRow]):
    """All departments, our own first; Enter or a double click edits one."""

    departments_changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, LIST_NAME, _("Departments"), COLUMNS, parent)
        self.new_button = self.make_button("new", _("&New department …"), "new")
        self.edit_button = self.make_button("edit", _("&Edit …"), "edit")
        self.new_button.clicked.connect(lambda: self._ask(DepartmentForm()))
        self.edit_button.clicked.connect(self.open_current)
        self.lay_out((self.new_button, self.edit_button), QSize(640, 420))

    def reload(self) -> None:
        """Read the departments again."""
        self.model.show_list(None, Sort("name", descending=False))

    def fetch(self, request: PageRequest) -> Page[DepartmentRow]:
        rows = tuple(DepartmentRow(form.department_id or 0, form) for form in departments(self._desk.context))
        return Page(rows, None, None)

    def open_current(self) -> None:
        """Change the department that is chosen."""
        row = self.current()
        if row is not None:
            self._ask(row.form)

    def _ask(self, form: DepartmentForm) -> None:
        ask_department(self._desk, self, form, self._on_saved)

    def _on_saved(self, _department_id: int) -> None:
        self.reload()
        self.departments_changed.emit()


def ask_departments(desk: Desk, parent: QWidget, on_changed: Callable[[], None]) -> DepartmentsDialog:
    """Open the list of departments; ``on_changed`` is called after each that was added or changed."""
    dialog = DepartmentsDialog(desk, parent)
    dialog.departments_changed.connect(on_changed)
    return opened_window(dialog)

"""A person who can be sent out: name, department, post, phones, what they are good at, certificates and trainings."""

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms.people import DepartmentForm, StaffForm
from app.i18n import _, pgettext
from app.labels import label
from app.queries.people.staff import departments, staff_form
from app.rules.searching import Clause, Term, query_clauses, tokens
from app.services.people.staff import LONGEST_EMAIL, save_staff
from models.enums import PostLevel
from ui.dialogs.forms.saving import Editing, OnSaved, open_form
from ui.dialogs.people.department_dialog import DepartmentDialog, ask_department
from ui.dialogs.people.qualification_lines import CertificateLines, TrainingLines
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.widgets.fields.checks import LONGEST_PHONE, email_problem, phone_problem
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.record_picker import PickItem, RecordPicker
from ui.widgets.forms.form import FormDialog

NAME = "dispatch.staff"
MARGIN = 60  # logical px left of the screen's height for title bar and task bar


@dataclass(frozen=True, slots=True)
class StaffDraft:
    """What the dialog starts with; ``record_id`` None adds a person."""

    form: StaffForm
    department: PickItem | None = None
    record_id: int | None = None


class StaffDialog(FormDialog):
    """One person. A department that is not there yet can be added from its field."""

    def __init__(self, desk: Desk, draft: StaffDraft, parent: QWidget | None = None) -> None:
        title = _("New person") if draft.record_id is None else _("Edit the person")
        super().__init__(NAME, title, _("&Save"), parent)
        self._desk = desk
        self._version = draft.form.version
        self.name = LineEdit(f"{NAME}.field.name", 60)
        self.department = RecordPicker(
            f"{NAME}.field.department_id",
            lambda words: find_departments(desk, words),
            desk.jobs,
            _("New department …"),
        )
        self.department.setPlaceholderText(_("Name or pinyin"))
        self.post = LineEdit(f"{NAME}.field.post", 60)
        self.grade = LineEdit(f"{NAME}.field.grade", 60)
        self.post_level = Combo(f"{NAME}.field.post_level", [(one.value, label(one)) for one in PostLevel])
        self.mobile = LineEdit(f"{NAME}.field.mobile", LONGEST_PHONE, phone_problem)
        self.email = LineEdit(f"{NAME}.field.email", LONGEST_EMAIL, email_problem)
        self.skills = LineEdit(f"{NAME}.field.skills", 200)
        self.certificates = CertificateLines(f"{NAME}.field.certificates", desk.today)
        self.trainings = TrainingLines(f"{NAME}.field.trainings", desk.today)
        self._add_rows()
        self.department.new_requested.connect(self._on_new_department)
        self.set_draft(draft)
        self.resize(940, min(720, self.screen().availableGeometry().height() - MARGIN))
        self.name.setFocus()

    def _add_rows(self) -> None:
        self.add_section(_("Who it is"))
        self.add_row("name", pgettext("person", "&Name"), self.name, required=True, half=True)
        self.add_row("department_id", pgettext("person", "&Department"), self.department, required=True, half=True)
        self.add_row("post", _("&Post"), self.post, half=True)
        self.add_row("grade", _("Trade &grade"), self.grade, half=True)
        self.add_row("mobile", _("&Mobile"), self.mobile, half=True)
        self.add_row("email", _("&E-mail"), self.email, half=True)
        self.add_row("post_level", _("Post &level"), self.post_level, half=True, hint=_("For travel allowances"))
        self.add_row("skills", _("S&kills"), self.skills, hint=_("What this person can be sent for, 、 between words"))
        self.add_section(_("Certificates (C12.2)"))
        self.add_row("certificates", _("Certificates held"), self.certificates, wide=True)
        self.add_section(_("Trainings"))
        self.add_row("trainings", _("Trainings"), self.trainings, wide=True)

    def form(self) -> StaffForm:
        """Return what is entered."""
        department = self.department.value()
        return StaffForm(
            name=self.name.value(),
            department_id=department.id if department else None,
            post=self.post.value(),
            grade=self.grade.value(),
            post_level=PostLevel(self.post_level.code()),
            mobile=self.mobile.value(),
            email=self.email.value(),
            skills=self.skills.value(),
            certificates=self.certificates.value(),
            trainings=self.trainings.value(),
            version=self._version,
        )

    def set_draft(self, draft: StaffDraft) -> None:
        """Show what the dialog starts with."""
        self.name.set_value(draft.form.name)
        self.department.set_value(draft.department)
        self.post_level.set_value(draft.form.post_level.value)
        for name in ("post", "grade", "mobile", "email", "skills", "certificates", "trainings"):
            getattr(self, name).set_value(getattr(draft.form, name))

    def _on_new_department(self, typed: str) -> None:
        dialog = ask_department(
            self._desk, self, DepartmentForm(name=typed), lambda saved: self._on_department_saved(dialog, saved)
        )

    def _on_department_saved(self, dialog: DepartmentDialog, department_id: int) -> None:
        self.department.set_value(_item(replace(dialog.form(), department_id=department_id)))
        self.department.setFocus()


def find_departments(desk: Desk, words: str) -> list[PickItem]:
    """Return the departments whose names have all of ``words``, also as pinyin; all of them for no words."""
    clauses = query_clauses(words)
    return [_item(form) for form in departments(desk.context) if _has_all(tokens(form.name), clauses)]


def _has_all(known: frozenset[str], clauses: tuple[Clause, ...]) -> bool:
    return all(any(all(_has(known, term) for term in group) for group in clause) for clause in clauses)


def _has(known: frozenset[str], term: Term) -> bool:
    return any(token.startswith(term.token) for token in known) if term.prefix else term.token in known


def _item(form: DepartmentForm) -> PickItem:
    return PickItem(form.department_id or 0, form.name, form.manager_name)


def ask_staff(desk: Desk, parent: QWidget, record_id: int | None, on_saved: OnSaved, name: str = "") -> None:
    """Open the dialog for a person, for None a new one called ``name``; ``on_saved`` gets the id."""
    if record_id is None:
        _open(desk, parent, on_saved, StaffDraft(StaffForm(name=name)))
        return
    desk.jobs.run_read(
        f"{NAME}.draft",
        lambda _progress: _draft_of(desk, record_id),
        lambda draft: _open(desk, parent, on_saved, draft),
        lambda error: report_error(parent, error),
    )


def _draft_of(desk: Desk, record_id: int) -> StaffDraft:
    form = staff_form(desk.context, record_id)
    home = next(_item(own) for own in departments(desk.context) if own.department_id == form.department_id)
    return StaffDraft(form, home, record_id)


def _open(desk: Desk, parent: QWidget, on_saved: OnSaved, draft: StaffDraft) -> StaffDialog:
    record_id = draft.record_id
    dialog = StaffDialog(desk, draft, parent)
    save = partial(save_staff, desk.context, record_id=record_id)
    editing = None
    if record_id is not None:
        editing = Editing(record_id, lambda: _draft_of(desk, record_id), lambda read: StaffDialog(desk, read, parent))
    return open_form(desk, dialog, lambda: partial(save, form=dialog.form()), on_saved, editing=editing)

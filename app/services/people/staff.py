"""Departments that lend people, and the people themselves (C7.2)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Conflict, Invalid, NotFound
from app.forms.people import DepartmentForm, StaffForm
from app.i18n import _
from app.rules.inputs import clean_email, clean_line, clean_phone, clean_text, comparison_key
from app.rules.people.skills import normal_skills
from app.rules.permissions import Permission
from app.services.people.qualifications import write_qualifications
from app.services.trade.order_promises import settle_orders_with
from app.services.use_case import fresh, load, log, next_number, required, use_case
from models.enums import BasicState, EventKind, RecordKind
from models.people.department import Department
from models.people.staff import StaffMember

LONGEST_NAME, LONGEST_PHONE, LONGEST_EMAIL, LONGEST_SKILLS = 60, 40, 120, 200  # characters


@use_case(Permission.EDIT_STAFF)
def save_department(context: Context, *, form: DepartmentForm) -> int:
    """Add or change a department; returns its id."""
    name = required(form.name, _("Enter the department's name."), field="name", limit=LONGEST_NAME)
    manager = clean_text(form.manager_name, field="manager_name", limit=LONGEST_NAME)
    phone = clean_phone(form.manager_phone, field="manager_phone", limit=LONGEST_PHONE)
    if not manager and not form.is_own:
        raise Invalid(_("Enter the manager who agrees to lending people."), field="manager_name", clause="C7.2")
    with context.write() as session:
        _refuse_same_department(session, name, form.department_id)
        department = session.get(Department, form.department_id) if form.department_id else Department()
        if department is None:
            raise NotFound(_("This record no longer exists."))
        if form.department_id is not None and department.version != form.version:
            raise Conflict(
                _("Somebody else saved this record in the meantime. Nothing was overwritten."),
                record_id=department.id,
            )
        department.name, department.manager_name, department.is_own = name, manager, form.is_own
        department.manager_phone = phone
        session.add(department)
        session.flush()
        return department.id


def _refuse_same_department(session: Session, name: str, department_id: int | None) -> None:
    others = session.scalars(select(Department.name).where(Department.id != (department_id or 0)))
    if comparison_key(name) in map(comparison_key, others):
        raise Invalid(_("There is already a department of this name."), field="name")


@use_case(Permission.EDIT_STAFF)
def save_staff(context: Context, *, form: StaffForm, record_id: int | None = None) -> int:
    """Add or change a person who can be sent out, with certificates and trainings; returns the id.

    Invalid at ``certificates`` or ``trainings`` names the line that is wrong.
    """
    name = required(form.name, _("Enter the person's name."), field="name", limit=LONGEST_NAME)
    if form.department_id is None:
        raise Invalid(_("Choose the department."), field="department_id")
    with context.write() as session:
        if session.get(Department, form.department_id) is None:
            raise Invalid(_("Choose the department."), field="department_id")
        member = load(session, StaffMember, record_id, form.version) if record_id else _new_member(session)
        member.title = name
        member.department_id = form.department_id
        _write_texts(member, form)
        write_qualifications(session, member, form.certificates, form.trainings)
        session.add(member)
        session.flush()
        log(session, member, EventKind.EDITED if record_id else EventKind.REGISTERED)
        settle_orders_with(session, member.id)
        return member.id


def _write_texts(member: StaffMember, form: StaffForm) -> None:
    member.post = clean_line(form.post, field="post", limit=LONGEST_NAME)
    member.grade = clean_line(form.grade, field="grade", limit=LONGEST_NAME)
    member.post_level = form.post_level
    member.mobile = clean_phone(form.mobile, field="mobile", limit=LONGEST_PHONE)
    member.email = clean_email(form.email, field="email", limit=LONGEST_EMAIL)
    member.skills = clean_text(normal_skills(form.skills), field="skills", limit=LONGEST_SKILLS)


def _new_member(session: Session) -> StaffMember:
    return StaffMember(number=next_number(session, RecordKind.STAFF), state=BasicState.ACTIVE, **fresh(session))

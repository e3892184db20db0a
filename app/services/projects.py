"""Projects with their main contract, and the equipment delivered with them."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.archive.filing import DEPARTMENT_FILE
from app.context import Context
from app.errors import Invalid
from app.forms import EquipmentForm, ProjectForm
from app.i18n import _
from app.rules.inputs import clean_text
from app.rules.permissions import Permission
from app.rules.warranty import warranty_end
from app.search_index import rewrite_dependents
from app.services.use_case import fresh, load, log, next_number, required, use_case
from models.archive.document import Document
from models.enums import BasicState, EventKind, ProjectState, RecordKind, WarrantyStart
from models.parties.customer import Customer
from models.parties.site import Site
from models.projects.contract import Contract
from models.projects.equipment import Equipment
from models.projects.project import Project
from models.record import Record

LONGEST_WARRANTY_MONTHS = 600
LARGEST_QUANTITY = 1_000_000
LARGEST_AMOUNT = Decimal(10) ** 13
FEN = Decimal("0.01")


@use_case(Permission.EDIT_PROJECTS)
def save_project(context: Context, *, form: ProjectForm, record_id: int | None = None) -> int:
    """Add or change a project and its main contract; returns its id.

    The project order number and the archive code are unique (C11.3); the warranty's end follows from its start rule.
    """
    number = required(form.number, _("Enter the project order number."), field="number", limit=60)
    name = required(form.name, _("Enter the project's name."), field="name")
    code = clean_text(form.archive_code, field="archive_code", limit=60) or number
    _check_dates(form)
    if form.contract_amount is not None:
        _check_amount(form.contract_amount)
    with context.write() as session:
        _refuse_taken(session, number, code, record_id)
        project = load(session, Project, record_id, form.version) if record_id else Project(**fresh(session))
        renamed = record_id is not None and (project.title, project.number) != (name, number)
        project.number, project.title, project.archive_code = number, name, code
        _write_owner(session, project, form)
        _write_terms(project, form)
        session.add(project)
        session.flush()
        project.project_id = project.id
        _save_contract(session, project, form)
        log(session, project, EventKind.EDITED if record_id else EventKind.REGISTERED)
        if renamed:
            rewrite_dependents(session, project)
        return project.id


def _check_dates(form: ProjectForm) -> None:
    if not 0 <= form.warranty_months <= LONGEST_WARRANTY_MONTHS:
        raise Invalid(_("Enter the warranty in months, 0 to 600."), field="warranty_months")
    order = [("order_issued_on", form.order_issued_on), ("accepted_on", form.accepted_on)]
    order.append(("handed_over_on", form.handed_over_on))
    known = [(field, day) for field, day in order if day is not None]
    for (_earlier, before), (field, after) in pairwise(known):
        if after < before:
            raise Invalid(_("This date lies before an earlier step of the project."), field=field)


def _check_amount(amount: Decimal) -> None:
    if not (amount.is_finite() and 0 <= amount <= LARGEST_AMOUNT and amount == amount.quantize(FEN)):
        raise Invalid(_("Enter the amount in yuan with at most two decimal places."), field="contract_amount")


def _refuse_taken(session: Session, number: str, code: str, record_id: int | None) -> None:
    other = Project.id != (record_id or 0)
    if session.scalar(select(Project.id).where(Project.number == number, other)) is not None:
        raise Invalid(_("This project order number is already used."), field="number", clause="C11.3")
    filed = Document.archive_code.startswith(f"{number}/", autoescape=True)
    elsewhere = or_(Document.project_id.is_(None), Document.project_id != (record_id or 0))
    if number == DEPARTMENT_FILE or session.scalar(select(Document.id).where(filed, elsewhere).limit(1)) is not None:
        raise Invalid(_("Documents are already filed under this number."), field="number", clause="C11.3")
    if session.scalar(select(Project.id).where(Project.archive_code == code, other)) is not None:
        raise Invalid(_("This archive code is already used."), field="archive_code", clause="C11.3")


def _write_owner(session: Session, project: Project, form: ProjectForm) -> None:
    if form.customer_id is None:
        raise Invalid(_("Choose the customer."), field="customer_id")
    customer = load(session, Customer, form.customer_id)
    project.customer_id = customer.id
    project.site_id = site_of(session, customer.id, form.site_id)
    project.manager_name = clean_text(form.manager_name, field="manager_name", limit=60)
    project.state = ProjectState.HANDED_OVER if form.handed_over_on else ProjectState.EXECUTING


def site_of(session: Session, customer_id: int, site_id: int | None) -> int | None:
    """Return ``site_id`` after checking that the site is one of the customer's (Invalid otherwise)."""
    if site_id is None:
        return None
    if load(session, Site, site_id).customer_id != customer_id:
        raise Invalid(_("This site belongs to another customer."), field="site_id")
    return site_id


def _write_terms(project: Project, form: ProjectForm) -> None:
    project.order_issued_on = form.order_issued_on
    project.accepted_on = form.accepted_on
    project.handed_over_on = form.handed_over_on
    project.warranty_start = form.warranty_start
    project.warranty_months = form.warranty_months
    project.warranty_end_on = _warranty_end(form)
    project.exception_class = form.exception_class
    project.exception_text = clean_text(form.exception_text, field="exception_text", limit=4000)
    project.free_parts = clean_text(form.free_parts, field="free_parts", limit=4000)
    if form.exception_class is not None and not project.exception_text:
        raise Invalid(_("Quote the contract's words for the exception."), field="exception_text", clause="C3.2")


def _warranty_end(form: ProjectForm) -> date | None:
    accepted_counts = form.warranty_start is WarrantyStart.ACCEPTANCE
    start = form.accepted_on if accepted_counts else form.handed_over_on
    try:
        return warranty_end(start, form.warranty_months) if start and form.warranty_months else None
    except OverflowError as error:
        field = "accepted_on" if accepted_counts else "handed_over_on"
        raise Invalid(_("Check the year of this date."), field=field) from error


def _save_contract(session: Session, project: Project, form: ProjectForm) -> None:
    number = clean_text(form.contract_no, field="contract_no", limit=60)
    of_project = (Contract.project_id == project.id, Contract.main_id.is_(None))
    contract = session.scalar(select(Contract).where(*of_project))
    if not number:
        if contract is not None:
            raise Invalid(_("A contract once entered stays; correct its number."), field="contract_no")
        return
    taken = select(Record.id).where(Record.kind == RecordKind.CONTRACT, Record.number == number)
    if session.scalar(taken.where(Record.id != (contract.id if contract else 0))) is not None:
        raise Invalid(_("This contract number is already used."), field="contract_no")
    if contract is None:
        contract = Contract(state=BasicState.ACTIVE, project_id=project.id, **fresh(session))
    contract.number, contract.title = number, project.title
    contract.customer_id, contract.site_id = project.customer_id, project.site_id
    contract.signed_on, contract.amount = form.contract_signed_on, form.contract_amount
    session.add(contract)
    session.flush()


@use_case(Permission.EDIT_PROJECTS)
def save_equipment(context: Context, *, form: EquipmentForm, record_id: int | None = None) -> int:
    """Add or change a piece of equipment of a project; returns its id."""
    name = required(form.name, _("Enter the equipment's name."), field="name")
    if not 1 <= form.quantity <= LARGEST_QUANTITY:
        raise Invalid(_("Enter how many there are, at least 1."), field="quantity")
    if form.project_id is None:
        raise Invalid(_("Choose the project."), field="project_id")
    with context.write() as session:
        project = load(session, Project, form.project_id)
        equipment = load(session, Equipment, record_id, form.version) if record_id else _new_equipment(session)
        equipment.title = name
        equipment.project_id, equipment.customer_id = project.id, project.customer_id
        equipment.site_id = project.site_id
        equipment.model = clean_text(form.model, field="model", limit=200)
        equipment.serial_no = clean_text(form.serial_no, field="serial_no", limit=80)
        equipment.maker = clean_text(form.maker, field="maker", limit=200)
        equipment.quantity = form.quantity
        equipment.commissioned_on, equipment.warranty_end_on = form.commissioned_on, form.warranty_end_on
        session.add(equipment)
        session.flush()
        log(session, equipment, EventKind.EDITED if record_id else EventKind.REGISTERED)
        return equipment.id


def _new_equipment(session: Session) -> Equipment:
    return Equipment(number=next_number(session, RecordKind.EQUIPMENT), state=BasicState.ACTIVE, **fresh(session))

"""Projects: what was built for whom, from which day on it is under warranty, and which free service was promised."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.archive.filing import DEPARTMENT_FILE
from app.context import Context
from app.errors import Invalid
from app.forms.projects import FreePartForm, ProjectForm
from app.i18n import _
from app.queries.records.event_texts import CHANGED
from app.queries.records.keeping import keeping_facts
from app.rules.inputs import clean_text
from app.rules.permissions import Permission
from app.rules.projects.free_parts import checked_lines
from app.rules.projects.warranty import CLAUSE, WarrantyFacts, check_warranty
from app.search_index import rewrite_dependents
from app.services.keeping import in_use
from app.services.moves import move
from app.services.projects.contracts import main_contract, save_main_contract
from app.services.projects.handovers import handover_day_typed, project_days_changed
from app.services.promises.policies import checked_profile
from app.services.safety.voiding import hazards_changed
from app.services.unique import is_taken
from app.services.use_case import fresh, load, log, required, use_case
from models.archive.document import Document
from models.enums import EventKind, ProjectState
from models.parties.customer import Customer
from models.parties.site import Site
from models.projects.equipment import Equipment
from models.projects.project import FreePart, Project
from models.safety.hazard import Hazard

TEXT_LIMIT = 4000
DATES = ("order_issued_on", "accepted_on", "handed_over_on")


@use_case(Permission.EDIT_PROJECTS)
def save_project(context: Context, *, form: ProjectForm, record_id: int | None = None) -> int:
    """Add or change a project and its main contract; returns its id.

    The project order number and the archive code are unique (C11.3); the warranty's end follows from its start rule,
    its months and an extension. A closed project stays closed. A handover date that moves a clock missed already is
    corrected by the manager, who gives a ``reason``.
    """
    form = checked_project(form)
    with context.write(form.reason) as session:
        _refuse_taken(session, form, record_id)
        project = load(session, Project, record_id, form.version) if record_id else Project(**fresh(session))
        renamed = record_id is not None and (project.title, project.number) != (form.name, form.number)
        known_end, known_handover = project.warranty_extended_to, project.handed_over_on
        if renamed:
            _rename_contract(session, project, form.name)
        write_project(session, project, form)
        _log_saved(session, project, known_end, is_new=record_id is None)
        if record_id:  # warranty and exceptions decide the class (C3.2), the profile what is owed
            project_days_changed(session, project)
        handover_day_typed(session, project, known_handover, form.reason)
        if renamed:
            rewrite_dependents(session, project)
        return project.id


def write_project(session: Session, project: Project, form: ProjectForm) -> None:
    """Write what a checked form says of a project, new or known, with its main contract."""
    _write(session, project, form)
    session.add(project)
    session.flush()
    project.project_id = project.id
    save_main_contract(session, project, form)
    _write_free_parts(project, form.free_part_lines)


def warranty_facts(form: ProjectForm) -> WarrantyFacts:
    """Return what a form says of the warranty, for its rules."""
    return WarrantyFacts(
        form.warranty_start,
        form.warranty_months,
        form.accepted_on,
        form.handed_over_on,
        form.warranty_extended_to,
        form.warranty_extension_reason,
        form.order_issued_on,
    )


def checked_project(form: ProjectForm) -> ProjectForm:
    """Return a project as it is kept; Invalid at the field that cannot be so."""
    number = required(form.number, _("Enter the project order number."), field="number", limit=60)
    clean = replace(
        form,
        number=number,
        name=required(form.name, _("Enter the project's name."), field="name"),
        archive_code=clean_text(form.archive_code, field="archive_code", limit=60) or number,
        manager_name=clean_text(form.manager_name, field="manager_name", limit=60),
        exception_text=clean_text(form.exception_text, field="exception_text", limit=TEXT_LIMIT),
        free_parts=clean_text(form.free_parts, field="free_parts", limit=TEXT_LIMIT),
        reason=clean_text(form.reason, field="reason", limit=TEXT_LIMIT),
        warranty_extension_reason=clean_text(
            form.warranty_extension_reason, field="warranty_extension_reason", limit=TEXT_LIMIT
        ),
        free_part_lines=checked_lines(form.free_part_lines),
    )
    check_warranty(warranty_facts(clean))
    if clean.exception_class is not None and not clean.exception_text:
        raise Invalid(_("Quote the contract's words for the exception."), field="exception_text", clause=CLAUSE)
    return clean


def _refuse_taken(session: Session, form: ProjectForm, record_id: int | None) -> None:
    if is_taken(session, Project, Project.number, form.number, record_id):
        raise Invalid(_("This project order number is already used."), field="number", clause="C11.3")
    filed = Document.archive_code.startswith(f"{form.number}/", autoescape=True)
    elsewhere = or_(Document.project_id.is_(None), Document.project_id != (record_id or 0))
    if form.number == DEPARTMENT_FILE or session.scalar(select(Document.id).where(filed, elsewhere).limit(1)):
        raise Invalid(_("Documents are already filed under this number."), field="number", clause="C11.3")
    if is_taken(session, Project, Project.archive_code, form.archive_code, record_id):
        raise Invalid(_("This archive code is already used."), field="archive_code", clause="C11.3")


def _write(session: Session, project: Project, form: ProjectForm) -> None:
    project.number, project.title, project.archive_code = form.number, form.name, form.archive_code
    project.manager_name = form.manager_name
    project.profile = checked_profile(session, form.profile)
    _write_owner(session, project, form)
    facts = warranty_facts(form)
    project.warranty_end_on = facts.end
    same = (*DATES, "warranty_start", "warranty_months", "warranty_extended_to", "warranty_extension_reason")
    for name in (*same, "exception_class", "exception_text", "free_parts"):
        setattr(project, name, getattr(form, name))
    _write_state(project, form.handed_over_on)


def _write_owner(session: Session, project: Project, form: ProjectForm) -> None:
    if form.customer_id is None:
        raise Invalid(_("Choose the customer."), field="customer_id")
    former = project.customer_id
    customer = in_use(session, Customer, form.customer_id, field="customer_id", kept=former)
    project.site_id = site_of(session, customer.id, form.site_id, kept=project.site_id)
    project.customer_id = customer.id
    if former not in (None, customer.id):
        _move_equipment(session, project)
        _move_hazards(session, project)


def _move_equipment(session: Session, project: Project) -> None:
    """Equipment belongs to whom its project belongs to, and stands on one of that customer's sites."""
    for equipment in session.scalars(select(Equipment).where(Equipment.project_id == project.id)):
        equipment.customer_id, equipment.site_id = project.customer_id, project.site_id


def _move_hazards(session: Session, project: Project) -> None:
    """Its hazards go along; those of one site, which is another customer's now, count for the whole project (C12.1)."""
    hazards = session.scalars(select(Hazard).where(Hazard.project_id == project.id)).all()
    places = [hazard.site_id for hazard in hazards]
    for hazard in hazards:
        hazard.customer_id, hazard.site_id = project.customer_id, None
    hazards_changed(session, project.id, places)


def _write_state(project: Project, handed_over_on: date | None) -> None:
    if project.state == ProjectState.CLOSED:
        if handed_over_on is None:
            raise Invalid(_("This project is closed, so it was handed over. Enter when."), field="handed_over_on")
        return
    project.state = ProjectState.HANDED_OVER if handed_over_on else ProjectState.EXECUTING


def site_of(
    session: Session, customer_id: int, site_id: int | None, *, kept: int | None = None, field: str = "site_id"
) -> int | None:
    """Return ``site_id`` after checking that the site is one of the customer's and in use (Invalid otherwise).

    ``kept`` is the site that stood there before, which may be out of use by now.
    """
    if site_id is None:
        return None
    if in_use(session, Site, site_id, field=field, kept=kept).customer_id != customer_id:
        raise Invalid(_("This site belongs to another customer."), field=field)
    return site_id


def _rename_contract(session: Session, project: Project, name: str) -> None:
    """A contract that has no name of its own is called as its project."""
    contract = main_contract(session, project.id)
    if contract is not None and contract.title == project.title:
        contract.title = name


def _write_free_parts(project: Project, lines: tuple[FreePartForm, ...]) -> None:
    rows = project.free_part_lines
    del rows[len(lines) :]
    rows += [FreePart() for _missing in lines[len(rows) :]]
    for position, (row, line) in enumerate(zip(rows, lines, strict=True), start=1):
        row.position = position
        row.name, row.model, row.unit = line.name, line.model, line.unit
        row.agreed, row.used = line.agreed or Decimal(0), line.used


def _log_saved(session: Session, project: Project, known_end: date | None, *, is_new: bool) -> None:
    """An extension is a fact with a reason: it is told in the log, and so is taking it back."""
    data, reason = {}, ""
    if project.warranty_extended_to != known_end:
        days = [day.isoformat() if day else "" for day in (known_end, project.warranty_extended_to)]
        data, reason = {CHANGED: {"warranty_extended_to": days}}, project.warranty_extension_reason
    log(session, project, EventKind.REGISTERED if is_new else EventKind.EDITED, reason, data=data)


@use_case(Permission.EDIT_PROJECTS)
def close_project(context: Context, *, record_id: int, version: int) -> None:
    """Close a project that was handed over; Blocked while requests or dispatches of it are open."""
    with context.write() as session:
        project = load(session, Project, record_id, version)
        move(context, session, project, "close", keeping_facts(session, project))


@use_case(Permission.EDIT_PROJECTS)
def reopen_project(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Open a closed project again, for a reason."""
    why = required(reason, _("Give the reason."), field="reason", limit=TEXT_LIMIT)
    with context.write(why) as session:
        project = load(session, Project, record_id, version)
        move(context, session, project, "reopen", keeping_facts(session, project), text=why)

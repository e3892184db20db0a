"""Equipment delivered with a project, and what is noted about it by hand."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.forms.projects import EquipmentForm
from app.i18n import _
from app.queries.records.event_texts import CHANGED
from app.rules.inputs import clean_text
from app.rules.permissions import Permission
from app.rules.projects.warranty import check_own_end
from app.services.keeping import in_use
from app.services.projects.projects import site_of
from app.services.promises.recomputing import resettle
from app.services.use_case import check_past, fresh, load, log, next_number, required, use_case
from models.enums import BasicState, EventKind, RecordKind
from models.parties.partner import Partner
from models.parties.site import Site
from models.projects.equipment import Equipment
from models.projects.project import Project
from models.requests.request import Request

LARGEST_QUANTITY = 1_000_000
NOTE_LIMIT = 20_000
TOLD = ("model", "serial_no", "location")  # what is changed here is told in the log, the site as well


@use_case(Permission.EDIT_PROJECTS)
def save_equipment(context: Context, *, form: EquipmentForm, record_id: int | None = None) -> int:
    """Add or change a piece of equipment of a project; returns its id.

    It stands on the project's site unless another one of the customer's is named. What its name plate says and where
    it stands is told in the log when it changes: a swapped serial number stays traceable (C11.4).
    """
    name = required(form.name, _("Enter the equipment's name."), field="name")
    if not 1 <= form.quantity <= LARGEST_QUANTITY:
        raise Invalid(_("Enter how many there are, at least 1."), field="quantity")
    if form.project_id is None:
        raise Invalid(_("Choose the project."), field="project_id")
    with context.write() as session:
        project = load(session, Project, form.project_id)
        equipment = load(session, Equipment, record_id, form.version) if record_id else _new_equipment(session)
        before = _told(session, equipment)
        _write_place(session, equipment, project, form)
        _write_plate(session, equipment, form, name)
        check_own_end(form.warranty_end_on, form.commissioned_on, project.accepted_on)
        session.add(equipment)
        session.flush()
        kind = EventKind.EDITED if record_id else EventKind.REGISTERED
        changes = _changes(before, _told(session, equipment)) if record_id else {}
        log(session, equipment, kind, data={CHANGED: changes} if changes else {})
        if record_id:  # its own warranty goes before the project's (C3.2)
            resettle(session, select(Request).where(Request.equipment_id == equipment.id))
        return equipment.id


def _new_equipment(session: Session) -> Equipment:
    return Equipment(number=next_number(session, RecordKind.EQUIPMENT), state=BasicState.ACTIVE, **fresh(session))


def _write_place(session: Session, equipment: Equipment, project: Project, form: EquipmentForm) -> None:
    if equipment.project_id not in (None, project.id):
        raise Invalid(_("Equipment stays with its project. Add it to the other one anew."), field="project_id")
    equipment.project_id, equipment.customer_id = project.id, project.customer_id
    site_id = site_of(session, project.customer_id or 0, form.site_id, kept=equipment.site_id)
    equipment.site_id = site_id or project.site_id
    equipment.location = clean_text(form.location, field="location", limit=200)


def _write_plate(session: Session, equipment: Equipment, form: EquipmentForm, name: str) -> None:
    equipment.title = name
    equipment.model = clean_text(form.model, field="model", limit=200)
    equipment.serial_no = clean_text(form.serial_no, field="serial_no", limit=80)
    maker = _maker(session, form, equipment.maker_id)
    equipment.maker_id = maker.id if maker else None
    equipment.maker = clean_text(form.maker, field="maker", limit=200) or (maker.short_name if maker else "")
    equipment.quantity = form.quantity
    equipment.commissioned_on, equipment.warranty_end_on = form.commissioned_on, form.warranty_end_on


def _maker(session: Session, form: EquipmentForm, kept: int | None) -> Partner | None:
    if form.maker_id is None:
        return None
    maker = in_use(session, Partner, form.maker_id, field="maker_id", kept=kept)
    if not maker.is_manufacturer and form.maker_id != kept:
        text = _("“{name}” is not marked as a manufacturer among the partners.")
        raise Invalid(text.format(name=maker.title), field="maker_id")
    return maker


def _told(session: Session, equipment: Equipment) -> dict[str, str]:
    site = session.get(Site, equipment.site_id) if equipment.site_id else None
    told = {name: getattr(equipment, name) or "" for name in TOLD}
    return told | {"site": site.title if site else ""}


def _changes(before: dict[str, str], after: dict[str, str]) -> dict[str, list[str]]:
    return {name: [before[name], after[name]] for name in after if before[name] != after[name]}


@use_case(Permission.EDIT_PROJECTS)
def note_equipment(context: Context, *, record_id: int, at: datetime, text: str) -> None:
    """Add a note to a piece of equipment's history: what was seen or done, and when (C11.5)."""
    note = required(text, _("Write down what there is to note."), field="text", limit=NOTE_LIMIT)
    check_past(at, context.clock.now(), field="at")
    with context.write() as session:
        log(session, load(session, Equipment, record_id), EventKind.NOTE, note, at=at)

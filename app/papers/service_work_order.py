"""The dispatch order (派工单, service_work_order): the paper that sends people out, printed before and filled in after.

Gate: the dispatch is agreed, which asks for the confirmed class (C3.2) and the lending departments' word (C7.2). C8.1
joins with service orders. The back is for handwriting on site.
"""

from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import date_text, date_time_text, kilometres
from app.i18n import N_, _, pgettext
from app.labels import label
from app.papers.content import FieldValue, Ticks
from app.papers.filling import Filled
from app.queries.dispatch_facts import dispatch_facts
from app.rules.gates import BlockReason, check_gates
from app.rules.transitions import DISPATCH_ARROWS
from models.enums import ClassBasis, DispatchState, PersonOrigin, RequestKind, ServiceClass
from models.parties.customer import Customer
from models.parties.site import Site
from models.people.dispatch import Dispatch, DispatchPerson
from models.projects.contract import Contract
from models.projects.equipment import Equipment
from models.projects.project import Project
from models.record import Record
from models.requests.request import Request

ISSUED_FROM = frozenset(DispatchState) - {DispatchState.DRAFT, DispatchState.CANCELLED}

TITLE_LIMIT = 200
SERVICE_TYPES = {
    RequestKind.REPAIR: "repair",
    RequestKind.COMPLAINT: "rectification",
    RequestKind.MAINTENANCE: "maintenance",
    RequestKind.TRAINING: "training",
}


def gate(session: Session, record: Record) -> tuple[BlockReason, ...]:
    """Return what still stands between this dispatch and a valid order: the gates of *agreed*, and the step itself."""
    if not isinstance(record, Dispatch):
        raise TypeError(f"a dispatch order is made for a dispatch, not for a {record.kind}")
    if record.state != DispatchState.DRAFT:
        return ()
    agree = next(arrow for arrow in DISPATCH_ARROWS if arrow.action_code == "agree")
    missing = check_gates(agree.gates, dispatch_facts(session, record))
    return missing or (BlockReason("C7.2", N_("The dispatch has not been settled yet"), fix="agree"),)


def fill(session: Session, record: Record, language: str) -> Filled:
    """Return the values of the order; runs inside ``using_language`` of the paper's language."""
    dispatch = session.get_one(Dispatch, record.id)
    request = session.get_one(Request, dispatch.request_id)
    zone = ZoneInfo(settings_of(session).text("zone"))
    values: dict[str, FieldValue] = {}
    values |= _assignment(request)
    values |= _customer(session, dispatch, request)
    values |= _equipment(session, request)
    values |= _job(session, dispatch, request, zone)
    title = _("Dispatch order: {task}").format(task=dispatch.title)
    return Filled(title=title[:TITLE_LIMIT], values=values)


def _assignment(request: Request) -> dict[str, FieldValue]:
    charge = request.confirmed_class.value if request.confirmed_class else ""
    if request.confirmed_basis is ClassBasis.AGREEMENT:
        charge = "agreement"
    return {
        "service_type": _tick(SERVICE_TYPES.get(request.request_kind, "other")),
        "urgency": _tick("urgent" if request.urgent else "normal"),
        "source_no": request.number or "",
        "charge_mode": _tick(charge if charge in (*ServiceClass, "agreement") else ""),
    }


def _tick(code: str) -> Ticks:
    return Ticks(frozenset({code} if code else ()))


def _customer(session: Session, dispatch: Dispatch, request: Request) -> dict[str, FieldValue]:
    customer = session.get_one(Customer, dispatch.customer_id)
    site = session.get(Site, dispatch.site_id) if dispatch.site_id else None
    project = session.get(Project, dispatch.project_id) if dispatch.project_id else None
    return {
        "customer_name": customer.title,
        "project_name": project.title if project else "",
        "contract_no": _contract_number(session, project),
        "site_address": _address(site) if site else "",
        "contact_name": request.contact_name,
        "contact_phone": request.contact_phone,
        "warranty_end": date_text(project.warranty_end_on) if project and project.warranty_end_on else "",
    }


def _contract_number(session: Session, project: Project | None) -> str:
    if project is None:
        return ""
    main = select(Contract.number).where(Contract.project_id == project.id, Contract.main_id.is_(None)).limit(1)
    return session.scalar(main) or ""


def _address(site: Site) -> str:
    place = site.address if site.address.startswith(site.province) else f"{site.province}{site.city}{site.address}"
    if site.km is None:
        return place
    return _("{place} (distance {distance})").format(place=place, distance=kilometres(site.km))


def _equipment(session: Session, request: Request) -> dict[str, FieldValue]:
    equipment = session.get(Equipment, request.equipment_id) if request.equipment_id else None
    if equipment is None:
        return {}
    values: dict[str, FieldValue] = {
        "equipment_name": equipment.title,
        "equipment_model": equipment.model,
        "serial_no": equipment.serial_no,
        "commission_date": date_text(equipment.commissioned_on) if equipment.commissioned_on else "",
    }
    if equipment.warranty_end_on:
        values["warranty_end"] = date_text(equipment.warranty_end_on)
    return values


def _job(session: Session, dispatch: Dispatch, request: Request, zone: ZoneInfo) -> dict[str, FieldValue]:
    site = session.get(Site, dispatch.site_id) if dispatch.site_id else None
    mode = _("Mode: {mode}").format(mode=label(dispatch.mode))
    hazards = "\n".join(part for part in ((site.hazards if site else ""), dispatch.cautions) if part)
    return {
        "fault_desc": request.text,
        "task_desc": f"{dispatch.content}\n{mode}".strip(),
        "engineers": _("; ").join(_traveller(person) for person in dispatch.people),
        "plan_start": date_time_text(dispatch.starts_at, zone),
        "plan_end": date_time_text(dispatch.ends_at, zone),
        "tools_parts": dispatch.tools,
        "hazards": hazards,
    }


def _traveller(person: DispatchPerson) -> str:
    notes = [pgettext("dispatch order", "lead")] if person.is_lead else []
    if person.origin is PersonOrigin.MANUFACTURER:
        notes.append(person.organisation)
    return _("{name} ({notes})").format(name=person.name, notes=_(", ").join(notes)) if notes else person.name

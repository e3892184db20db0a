"""The dispatch order (派工单, service_work_order): the paper that sends people out, printed before and filled in after.

Gate: the dispatch is agreed, which asks for the confirmed class (C3.2) and the lending departments' word (C7.2). The
manager's exceptions stand on it, those from pay first too (C8.1, C9.1): what was missing and whose word it was, the
reason stands on the order with its money. The back is for handwriting on site.
"""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import date_text, date_time_text
from app.i18n import _
from app.labels import label
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.sources import TITLE_LIMIT, contract_number, place_of, ticked, traveller, with_notes
from app.queries.approvals.exceptions import exceptions_of
from app.queries.people.gate_exceptions import exceptions_on
from app.queries.safety.hazard_facts import hazards_of_dispatch
from app.rules.approvals.reason_words import reason_text
from app.rules.approvals.steps import exception_reason
from app.rules.trade.pay_first import CLAUSES
from models.enums import ClassBasis, RequestKind, ServiceClass
from models.parties.customer import Customer
from models.parties.site import Site
from models.people.dispatch import Dispatch
from models.projects.equipment import Equipment
from models.projects.project import Project
from models.record import Record
from models.requests.request import Request

SERVICE_TYPES = {
    RequestKind.REPAIR: "repair",
    RequestKind.COMPLAINT: "rectification",
    RequestKind.MAINTENANCE: "maintenance",
    RequestKind.TRAINING: "training",
}


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
        "service_type": ticked(SERVICE_TYPES.get(request.request_kind, "other")),
        "urgency": ticked("urgent" if request.urgent else "normal"),
        "source_no": request.number or "",
        "charge_mode": ticked(charge if charge in (*ServiceClass, "agreement") else ""),
    }


def _customer(session: Session, dispatch: Dispatch, request: Request) -> dict[str, FieldValue]:
    customer = session.get_one(Customer, dispatch.customer_id)
    site = session.get(Site, dispatch.site_id) if dispatch.site_id else None
    project = session.get(Project, dispatch.project_id) if dispatch.project_id else None
    return {
        "customer_name": customer.title,
        "project_name": project.title if project else "",
        "contract_no": contract_number(session, project),
        "site_address": place_of(site),
        "contact_name": request.contact_name,
        "contact_phone": request.contact_phone,
        "warranty_end": date_text(project.warranty_end_on) if project and project.warranty_end_on else "",
    }


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
    return {
        "fault_desc": request.text,
        "task_desc": "\n".join(part for part in (dispatch.content, *_task_notes(session, dispatch, zone)) if part),
        "engineers": _("; ").join(traveller(person, zone) for person in dispatch.people),
        "plan_start": date_time_text(dispatch.starts_at, zone),
        "plan_end": date_time_text(dispatch.ends_at, zone),
        "tools_parts": dispatch.tools,
        "hazards": "\n".join(_dangers(session, dispatch, site)),
    }


def _task_notes(session: Session, dispatch: Dispatch, zone: ZoneInfo) -> Iterator[str]:
    """Yield what else tells how the work goes: mode, the customer's hands, further sites, the manager's exceptions."""
    yield _("Mode: {mode}").format(mode=label(dispatch.mode))
    if dispatch.customer_hands:
        yield _("The customer's hands: {names}").format(names=dispatch.customer_hands)
    for stop in dispatch.sites:
        place = session.get_one(Site, stop.site_id)
        yield _("Then on to: {place}").format(
            place=with_notes(f"{place.title} {place_of(place)}".strip(), (stop.purpose,))
        )
    said = _("Exception {clause}: {reason} ({given_by})")
    for one in exceptions_on(session, dispatch.id):
        reason = f"{one.person} {one.reason}".strip()
        yield said.format(clause=one.clause, reason=reason, given_by=one.given_by)
    for granted in exceptions_of(session, dispatch.request_id):
        missing = reason_text(exception_reason(granted.gate))
        word = _(", ").join((granted.granted_by, date_time_text(granted.granted_at, zone), granted.number))
        yield said.format(clause=CLAUSES[granted.gate], reason=missing, given_by=word)


def _dangers(session: Session, dispatch: Dispatch, site: Site | None) -> Iterator[str]:
    """Yield the hazards of the register, the worst first, then what else is known of the site and to be minded."""
    for one in hazards_of_dispatch(session, dispatch):
        named = f"{one.title} · {label(one.level)}"
        yield _("{hazard}: {prevention}").format(hazard=named, prevention=one.prevention) if one.prevention else named
    yield from (part for part in ((site.hazards if site else ""), dispatch.cautions) if part)

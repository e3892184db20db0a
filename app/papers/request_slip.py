"""The request slip (服务请求单, request_slip): what the customer asked for, and what we promise, on one page for both.

It has no gate: it may be handed over at once, and printed again when more is known. The promise is told in sentences a
customer understands, one for each clause that has a clock.
"""

from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import date_text, date_time_text
from app.i18n import _
from app.labels import label
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.sources import TITLE_LIMIT, contract_number, equipment_words, place_of, ticked, with_notes
from app.queries.promises.terms import promise_terms
from app.queries.requests.request_facts import class_facts
from app.rules.classification import evidence_text, propose_class
from app.rules.promises.promise_words import promise_sentence
from models.enums import ClassBasis, EventKind, RequestState, ServiceClass
from models.parties.customer import Customer
from models.parties.site import Site
from models.projects.equipment import Equipment
from models.projects.project import Project
from models.record import Event, Record
from models.requests.request import Request

ISSUED_FROM = frozenset(RequestState) - {RequestState.CANCELLED, RequestState.MERGED}
STEPS = {EventKind.FILE_CONSULTED: "file_consulted", EventKind.CUSTOMER_CONTACTED: "customer_contacted"}


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of the slip; runs inside ``using_language`` of the paper's language."""
    request = session.get_one(Request, record.id)
    zone = ZoneInfo(settings_of(session).text("zone"))
    values: dict[str, FieldValue] = {}
    values |= _contact(request, zone)
    values |= _owner(session, request)
    values |= _wish(request)
    values |= _steps(session, request, zone)
    values |= _class(session, request, zone)
    values["promise"] = _promise(session, request)
    title = _("Request slip: {request}").format(request=request.title)
    return Filled(title[:TITLE_LIMIT], values)


def _contact(request: Request, zone: ZoneInfo) -> dict[str, FieldValue]:
    return {
        "request_no": request.number or "",
        "received_at": date_time_text(request.received_at, zone),
        "channel": ticked(request.channel),
        "contact_name": request.contact_name,
        "contact_phone": request.contact_phone,
        "registered": f"{request.created_by}　{date_time_text(request.registered_at, zone)}",
        "owner": request.owner_name,
    }


def _owner(session: Session, request: Request) -> dict[str, FieldValue]:
    site = session.get(Site, request.site_id) if request.site_id else None
    project = session.get(Project, request.project_id) if request.project_id else None
    equipment = session.get(Equipment, request.equipment_id) if request.equipment_id else None
    ends = (equipment and equipment.warranty_end_on) or (project.warranty_end_on if project else None)
    return {
        "customer_name": session.get_one(Customer, request.customer_id).title,
        "site_address": "　".join(part for part in (site.title if site else "", place_of(site)) if part),
        "project_name": "　".join(part for part in (project.number, project.title) if part) if project else "",
        "contract_no": contract_number(session, project),
        "warranty_end": date_text(ends) if ends else "",
        "equipment": equipment_words(equipment),
    }


def _wish(request: Request) -> dict[str, FieldValue]:
    needs = {
        "urgent": request.urgent,
        "visit": request.needs_visit,
        "manufacturer": request.manufacturer_needed,
    }
    return {
        "request_kind": ticked(request.request_kind),
        "text": request.text,
        "severity": ticked(request.severity),
        "needs": ticked(*(code for code, wished in needs.items() if wished)),
    }


def _steps(session: Session, request: Request, zone: ZoneInfo) -> dict[str, FieldValue]:
    """The steps of C3.1: when, who, with whom and what was learnt; an open one stays to be written in by hand."""
    taken = select(Event).where(Event.record_id == request.id, Event.kind.in_(STEPS)).order_by(Event.at, Event.id)
    return {STEPS[event.kind]: _step(event, zone) for event in session.scalars(taken)}


def _step(event: Event, zone: ZoneInfo) -> str:
    done = with_notes(event.person, (event.counterpart,))
    head = _("Done {time}, {person}").format(time=date_time_text(event.at, zone), person=done)
    return _("{head}: {text}").format(head=head, text=event.text) if event.text else head


def _class(session: Session, request: Request, zone: ZoneInfo) -> dict[str, FieldValue]:
    proposal = propose_class(class_facts(session, request))
    why = _("; ").join(map(evidence_text, proposal.evidence))
    proposed = _class_words(proposal.service_class, proposal.basis)
    values: dict[str, FieldValue] = {"proposed_class": _("{head}: {text}").format(head=proposed, text=why)}
    if request.confirmed_class and request.confirmed_basis:
        confirmed = _class_words(request.confirmed_class, request.confirmed_basis)
        by = f"{confirmed}　{request.confirmed_by}　{date_time_text(request.confirmed_at, zone)}"
        reason = request.class_reason
        values["confirmed_class"] = _("{head}: {text}").format(head=by, text=reason) if reason else by
    return values


def _class_words(service_class: ServiceClass, basis: ClassBasis) -> str:
    return with_notes(label(service_class), (label(basis),))


def _promise(session: Session, request: Request) -> str:
    owed = promise_terms(session, select(Request.id).where(Request.id == request.id)).get(request.id, ())
    return "\n".join(map(promise_sentence, owed)) or _("No time has been promised for this request.")

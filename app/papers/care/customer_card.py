"""The customer card (客户档案卡, customer_card): who the customer is, what we built there, and how we are in touch
(N6). Contracts stand on it for those who may see them (C14). It has no gate.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.formatting import MISSING, date_text, local, money
from app.i18n import _
from app.labels import label, label_of
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import Row, day_of, enumerated, zone_of
from app.papers.sources import TITLE_LIMIT, address_of
from app.queries.care.last_contacts import last_contacts
from models.care.complaint import Complaint
from models.care.visit import Visit
from models.enums import BasicState, ComplaintState, ProjectState, RecordKind, RequestState, SurveyState, VisitState
from models.parties.customer import Contact, Customer
from models.parties.site import Site
from models.projects.contract import Contract
from models.projects.equipment import Equipment
from models.projects.project import Project
from models.record import Record
from models.requests.request import Request
from models.trips.survey import Survey

ISSUED_FROM = frozenset(BasicState)
LATEST = 5  # of each kind that are told of
VOID = (RequestState.CANCELLED, RequestState.MERGED)
SHORT = 120  # characters of what came of it; the record tells the rest
_record = Record.__table__


@dataclass(frozen=True, slots=True)
class _Touch:
    """One time that we were in touch: its day, what it was, its number, what about, what came of it."""

    day: date
    what: str
    number: str
    about: str
    result: str

    def row(self, position: int) -> Row:
        """Return it as a row of the table."""
        result = self.result if len(self.result) <= SHORT else self.result[: SHORT - 1] + "…"
        told = {"what": self.what, "number": self.number, "about": self.about, "result": result}
        return {"seq": str(position), "day": date_text(self.day), **told}


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the card of a customer; runs inside ``using_language`` of the paper's language."""
    customer = session.get_one(Customer, record.id)
    zone = zone_of(session)
    touches = sorted(_touches(session, customer.id, zone), key=lambda one: one.day, reverse=True)
    rows = {
        "contacts": _contacts(session, customer.id),
        "sites": _sites(session, customer.id),
        "projects": _projects(session, customer.id),
        "touches": tuple(one.row(position) for position, one in enumerate(touches, start=1)),
    }
    values = {**_facts(customer), **_rhythm(session, customer, zone)}
    title = _("Customer card: {title}").format(title=customer.title)[:TITLE_LIMIT]
    return Filled(title, values, rows)


def _facts(customer: Customer) -> dict[str, FieldValue]:
    return {
        "customer_name": customer.title,
        "short_name": customer.short_name,
        "customer_no": customer.number or MISSING,
        "grade": _("Key customer") if customer.is_key else _("Ordinary customer"),
        "nature": label(customer.nature) if customer.nature else MISSING,
        "invoice_title": customer.invoice_title or customer.title,
        "tax_no": customer.tax_no or MISSING,
        "invoice_address": enumerated((customer.invoice_address, customer.invoice_phone)) or MISSING,
        "bank": enumerated((customer.bank_name, customer.bank_account)) or MISSING,
    }


def _rhythm(session: Session, customer: Customer, zone: ZoneInfo) -> dict[str, FieldValue]:
    """Return when the customer was last spoken to, and when the next visit is planned."""
    last = last_contacts(session, (customer.id,)).get(customer.id)
    planned = session.scalar(
        select(func.min(Visit.planned_on)).where(Visit.customer_id == customer.id, Visit.state == VisitState.PLANNED)
    )
    return {
        "last_contact": day_of(last, zone) if last else MISSING,
        "next_visit": date_text(planned) if planned else MISSING,
    }


def _contacts(session: Session, customer_id: int) -> tuple[Row, ...]:
    found = session.scalars(select(Contact).where(Contact.party_id == customer_id).order_by(Contact.id))
    return tuple(
        {"name": one.name, "post": one.post, "phone": one.phone, "mobile": one.mobile, "email": one.email}
        for one in found
    )


def _sites(session: Session, customer_id: int) -> tuple[Row, ...]:
    of_customer = (Site.customer_id == customer_id, Site.state == BasicState.ACTIVE)
    return tuple(
        {
            "name": one.title,
            "address": address_of(one) or MISSING,
            "km": MISSING if one.km is None else f"{one.km} km",
            "zone": enumerated((one.zone, label(one.service_zone) if one.service_zone else "")),
        }
        for one in session.scalars(select(Site).where(*of_customer).order_by(Site.id))
    )


def _projects(session: Session, customer_id: int) -> tuple[Row, ...]:
    """Return the projects with their warranty and how much equipment there is; with them their contracts."""
    found = session.scalars(select(Project).where(Project.customer_id == customer_id).order_by(Project.id)).all()
    pieces = select(Equipment.project_id, func.count()).where(
        Equipment.customer_id == customer_id, Equipment.state == BasicState.ACTIVE
    )
    counted: Mapping[int | None, int] = dict(session.execute(pieces.group_by(Equipment.project_id)).all())
    contracts = _contracts(session, customer_id)
    return tuple(
        {
            "number": one.number or "",
            "name": one.title,
            "state": label_of(ProjectState, one.state),
            "handed_over": date_text(one.handed_over_on) if one.handed_over_on else MISSING,
            "warranty_end": date_text(one.warranty_end_on) if one.warranty_end_on else MISSING,
            "equipment": str(counted.get(one.id, 0)),
            "contracts": "\n".join(contracts.get(one.id, ())),
        }
        for one in found
    )


def _contracts(session: Session, customer_id: int) -> Mapping[int | None, Sequence[str]]:
    found: dict[int | None, list[str]] = defaultdict(list)
    for one in session.scalars(select(Contract).where(Contract.customer_id == customer_id).order_by(Contract.id)):
        sum_of_it = money(one.amount) if one.amount is not None else ""
        found[one.project_id].append(" ".join(text for text in (one.number or one.title, sum_of_it) if text))
    return found


def _touches(session: Session, customer_id: int, zone: ZoneInfo) -> Iterator[_Touch]:
    """Yield the latest visits, services, complaints and surveys."""
    visits = select(Visit).where(Visit.customer_id == customer_id, Visit.visited_at.is_not(None))
    for visit in session.scalars(visits.order_by(Visit.visited_at.desc(), Visit.id).limit(LATEST)):
        day = local(visit.visited_at or visit.created_at, zone).date()
        told = visit.problems or visit.suggestions or label_of(VisitState, visit.state)
        yield _Touch(day, label(RecordKind.VISIT), visit.number or "", label(visit.occasion), told)
    requests = select(Request).where(Request.customer_id == customer_id, Request.state.not_in(VOID))
    for one in session.scalars(requests.order_by(Request.received_at.desc(), Request.id).limit(LATEST)):
        told = one.result or label_of(RequestState, one.state)
        yield _Touch(local(one.received_at, zone).date(), label(one.request_kind), one.number or "", one.title, told)
    complaints = select(Complaint).where(Complaint.customer_id == customer_id)
    for said in session.scalars(complaints.order_by(Complaint.received_at.desc(), Complaint.id).limit(LATEST)):
        told = said.judgement or label_of(ComplaintState, said.state)
        day = local(said.received_at, zone).date()
        yield _Touch(day, label(RecordKind.COMPLAINT), said.number or "", said.title, told)
    surveys = select(Survey).where(Survey.customer_id == customer_id, Survey.state != SurveyState.CANCELLED)
    for asked in session.scalars(surveys.order_by(Survey.sent_on.desc(), Survey.id).limit(LATEST)):
        told = asked.suggestions or asked.worst or label_of(SurveyState, asked.state)
        yield _Touch(
            asked.answered_on or asked.sent_on, label(RecordKind.SURVEY), asked.number or "", asked.title, told
        )

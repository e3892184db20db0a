"""A record as one line of search results: what it is, whose, in which state, and by which words it was found."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, with_polymorphic

from app.context import settings_of
from app.formatting import date_text, local
from app.labels import label
from app.rules.search_spans import Span, spans
from app.search_index import PARTIES
from models.approval import Approval
from models.archive.document import Document
from models.enums import BasicState, PartnerRole, RecordKind
from models.material.loan import Loan
from models.material.part import Part
from models.material.swap import OldPart
from models.money.receipt import Receipt
from models.money.receivable import Instalment
from models.paper import IssuedPaper
from models.parties.customer import Contact, Customer
from models.parties.partner import Partner
from models.parties.site import Site
from models.people.department import Department
from models.people.dispatch import Dispatch
from models.people.staff import StaffMember
from models.projects.contract import Contract
from models.projects.equipment import Equipment
from models.record import Record
from models.report import Report
from models.requests.request import Request
from models.trade.order import ServiceOrder
from models.trade.quotation import Quotation
from models.trade.rate_card import RateCard

_EXCERPT = 60  # characters of a text around what was found in it


@dataclass(frozen=True, slots=True)
class Hit:
    """What is shown of a record: its title, and a second ``line`` of its number, of what tells it from its namesakes,
    and of the text in which a word was found if that is shown nowhere else. The spans are where the words typed stand.

    ``opens`` is the record that shows it: a site its customer, an issued report its document. ``form`` is a report's.
    """

    id: int
    kind: RecordKind
    number: str
    title: str
    line: str
    state: str
    is_retired: bool
    opens: tuple[RecordKind, int]
    form: str = ""
    title_spans: tuple[Span, ...] = ()
    line_spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands in other rows: names of customers and departments, contacts of parties, documents of reports."""

    customers: Mapping[int, str]
    departments: Mapping[int, str]
    contacts: Mapping[int, tuple[str, ...]]
    documents: Mapping[int, int]
    zone: ZoneInfo


def read_hits(session: Session, record_ids: Sequence[int], typed: str) -> dict[int, Hit]:
    """Read records as hits for the words ``typed``, by id; ids that are gone are left out."""
    if not record_ids:
        return {}
    whole = _whole()
    rows = session.scalars(select(whole).where(whole.id.in_(record_ids))).all()
    beside = _read_beside(session, rows)
    return {row.id: _hit(row, typed, beside) for row in rows}


@cache
def _whole() -> Any:
    """Return the records with all that their kinds add; making it anew would take longer than reading them."""
    return with_polymorphic(Record, "*")


def _read_beside(session: Session, rows: Sequence[Record]) -> _Beside:
    customers = {row.customer_id for row in rows if row.customer_id}
    departments = {row.department_id for row in rows if isinstance(row, StaffMember)}
    named = select(Customer.id, Customer.short_name, Customer.title).where(Customer.id.in_(customers))
    offices = select(Department.id, Department.name).where(Department.id.in_(departments))
    return _Beside(
        customers={row.id: row.short_name or row.title for row in session.execute(named)} if customers else {},
        departments={row.id: row.name for row in session.execute(offices)} if departments else {},
        contacts=_contacts(session, [row.id for row in rows if isinstance(row, PARTIES)]),
        documents=_documents(session, [row.id for row in rows if isinstance(row, Report)]),
        zone=ZoneInfo(settings_of(session).text("zone")),
    )


def _contacts(session: Session, parties: Sequence[int]) -> dict[int, tuple[str, ...]]:
    if not parties:
        return {}
    found: dict[int, tuple[str, ...]] = {}
    for contact in session.scalars(select(Contact).where(Contact.party_id.in_(parties)).order_by(Contact.id)):
        words = (contact.name, contact.post, contact.phone, contact.mobile, contact.email)
        line = " ".join(word for word in words if word)
        found[contact.party_id] = (*found.get(contact.party_id, ()), line)
    return found


def _documents(session: Session, reports: Sequence[int]) -> dict[int, int]:
    """Return under which document the paper of a report was filed last."""
    if not reports:
        return {}
    filed = select(IssuedPaper.record_id, IssuedPaper.document_id).where(IssuedPaper.record_id.in_(reports))
    rows = session.execute(filed.order_by(IssuedPaper.id))
    return {report: document for report, document in rows if document is not None}


def _hit(row: Record, typed: str, beside: _Beside) -> Hit:
    about = tuple(part for part in _about(row, beside) if part and part != row.title)
    shown = (row.number or "", *about)
    found_in = _found_in(row, typed, (row.title, *shown), beside)
    line = " · ".join(part for part in (*shown, found_in) if part)
    return Hit(
        id=row.id,
        kind=row.kind,
        number=row.number or "",
        title=row.title,
        line=line,
        state=row.state,
        is_retired=row.state == BasicState.RETIRED,
        opens=_opens(row, beside),
        form=row.form if isinstance(row, Report) else "",
        title_spans=spans(row.title, typed),
        line_spans=spans(line, typed),
    )


def _about(row: Record, beside: _Beside) -> Iterable[str]:
    """Return what tells a record from its namesakes."""
    customer = beside.customers.get(row.customer_id or 0, "")
    told = _ABOUT.get(type(row))
    return told(row, customer, beside) if told is not None else (customer,)


def _day(moment: datetime, beside: _Beside) -> str:
    return date_text(local(moment, beside.zone).date())


# What tells a record of a kind from its namesakes: of the record, the name of its customer, and what stands beside.
_ABOUT: Mapping[type[Record], Callable[[Any, str, _Beside], Iterable[str]]] = {
    Request: lambda row, customer, beside: (customer, _day(row.received_at, beside)),
    Dispatch: lambda row, customer, beside: (
        customer,
        _day(row.starts_at, beside),
        " ".join(person.name for person in row.people),
    ),
    Customer: lambda row, customer, beside: (row.short_name,),
    Site: lambda row, customer, beside: (customer, row.address),
    Partner: lambda row, customer, beside: (
        row.short_name,
        " ".join(label(role) for role in PartnerRole if role in row.roles),
    ),
    Equipment: lambda row, customer, beside: (row.model, row.serial_no, customer),
    Contract: lambda row, customer, beside: (customer, date_text(row.signed_on) if row.signed_on else ""),
    StaffMember: lambda row, customer, beside: (beside.departments.get(row.department_id, ""), row.post, row.mobile),
    Part: lambda row, customer, beside: (row.spec, row.brand),
    OldPart: lambda row, customer, beside: (row.spec, row.serial_no, customer),
    Loan: lambda row, customer, beside: (row.serial_no, customer),
    RateCard: lambda row, customer, beside: (date_text(row.valid_from),),
    Quotation: lambda row, customer, beside: (customer, date_text(row.quoted_on)),
    ServiceOrder: lambda row, customer, beside: (customer, label(row.order_kind)),
    Instalment: lambda row, customer, beside: (
        label(row.instalment_kind),
        customer,
        date_text(row.due_on) if row.due_on else "",
    ),
    Receipt: lambda row, customer, beside: (customer, date_text(row.received_on)),
    Approval: lambda row, customer, beside: (label(row.subject), customer, _day(row.asked_at, beside)),
    Document: lambda row, customer, beside: (row.archive_code, date_text(row.document_date)),
}


def _opens(row: Record, beside: _Beside) -> tuple[RecordKind, int]:
    if isinstance(row, Site) and row.customer_id is not None:
        return RecordKind.CUSTOMER, row.customer_id
    if row.id in beside.documents:
        return RecordKind.DOCUMENT, beside.documents[row.id]
    return row.kind, row.id


def _found_in(row: Record, typed: str, shown: Iterable[str], beside: _Beside) -> str:
    """Return the part of a text that is not shown in which a typed word stands, "" where all is seen already."""
    missing = [word for word in typed.split() if not any(spans(part, word) for part in shown)]
    for word in missing:
        for contact in beside.contacts.get(row.id, ()):
            if spans(contact, word):
                return contact
        for part in row.search_parts():
            found = spans(part, word)
            if found:
                return _excerpt(part, found[0])
    return ""


def _excerpt(part: str, found: Span) -> str:
    """Return the line around ``found``, cut to a readable length."""
    start, end = part.rfind("\n", 0, found[0]) + 1, part.find("\n", found[1])
    end = len(part) if end < 0 else end
    from_, to = max(start, found[0] - _EXCERPT // 2), min(end, found[0] + _EXCERPT)
    return f"{'…' if from_ > start else ''}{part[from_:to].strip()}{'…' if to < end else ''}"

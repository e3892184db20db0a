"""The service history of a piece of equipment (设备服务履历, equipment_history): what it is, and in order of time all
that was done about it (N2, N6). It has no gate.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.formatting import MISSING, date_text, local, quantity
from app.i18n import _, ngettext
from app.labels import label, label_of
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import Row, enumerated, owner_values, site_of, zone_of
from app.papers.sources import TITLE_LIMIT
from models.care.complaint import Complaint
from models.care.inspection import Inspection, InspectionItem
from models.enums import (
    BasicState,
    Finding,
    GoodsState,
    InspectionState,
    LoanState,
    RecordKind,
    RequestKind,
    RequestState,
)
from models.material.customer_goods import CustomerGoods
from models.material.loan import Loan
from models.material.swap import PartSwap
from models.projects.equipment import Equipment
from models.projects.project import Project
from models.record import Record
from models.requests.request import Request

ISSUED_FROM = frozenset(BasicState)
VOID = (RequestState.CANCELLED, RequestState.MERGED)
FAULTS = (Finding.FAULT, Finding.ATTENTION)
SHORT = 160  # characters of what was found or done; the record tells the rest


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line: its day, what it is, the number of its record, what it was about, what came of it."""

    day: date
    what: str
    number: str
    about: str
    result: str

    def row(self, position: int) -> Row:
        """Return it as a row of the table."""
        return {
            "seq": str(position),
            "day": date_text(self.day),
            "what": self.what,
            "number": self.number,
            "about": _short(self.about),
            "result": _short(self.result),
        }


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the facts and the history of a piece; runs inside ``using_language`` of the paper's language."""
    piece = session.get_one(Equipment, record.id)
    zone = zone_of(session)
    requests = session.scalars(
        select(Request).where(Request.equipment_id == piece.id, Request.state.not_in(VOID)).order_by(Request.id)
    ).all()
    swaps = session.scalars(select(PartSwap).where(PartSwap.equipment_id == piece.id).order_by(PartSwap.id)).all()
    entries = [
        *(_request(one, zone) for one in requests),
        *_swaps(swaps, {one.id: one.number or "" for one in requests}),
        *_inspections(session, piece.id, zone),
        *_complaints(session, piece.id, zone),
        *_goods(session, piece.id, zone),
        *_loans(session, piece.id, zone),
    ]
    entries.sort(key=lambda one: one.day)
    repairs = sum(one.request_kind is RequestKind.REPAIR for one in requests)
    values = {
        **_facts(session, piece),
        "total_repairs": ngettext("{count} repair", "{count} repairs", repairs).format(count=repairs),
        "total_swaps": ngettext("{count} item", "{count} items", len(swaps)).format(count=len(swaps)),
    }
    rows = {"history": tuple(one.row(position) for position, one in enumerate(entries, start=1))}
    return Filled(_("Service history: {title}").format(title=piece.title)[:TITLE_LIMIT], values, rows)


def _facts(session: Session, piece: Equipment) -> dict[str, FieldValue]:
    project = session.get(Project, piece.project_id) if piece.project_id else None
    ends_on = piece.warranty_end_on or (project.warranty_end_on if project else None)
    return {
        **owner_values(session, piece),
        "equipment_no": piece.number or MISSING,
        "name": piece.title,
        "model": piece.model or MISSING,
        "serial_no": piece.serial_no or MISSING,
        "maker": piece.maker or MISSING,
        "quantity": str(piece.quantity),
        "location": piece.location or MISSING,
        "site_address": site_of(session, piece),
        "commissioned_on": date_text(piece.commissioned_on) if piece.commissioned_on else MISSING,
        "handed_over_on": date_text(project.handed_over_on) if project and project.handed_over_on else MISSING,
        "warranty_end": date_text(ends_on) if ends_on else MISSING,
    }


def _request(one: Request, zone: ZoneInfo) -> _Entry:
    cause = _("Cause: {cause}").format(cause=one.cause) if one.cause else ""
    result = one.result or label_of(RequestState, one.state)
    told = "\n".join(part for part in (cause, result) if part)
    return _Entry(local(one.received_at, zone).date(), label(one.request_kind), one.number or "", one.title, told)


def _swaps(swaps: Iterable[PartSwap], numbers: Mapping[int, str]) -> Iterator[_Entry]:
    for one in swaps:
        part = " ".join(text for text in (one.name, one.spec) if text)
        serials = " → ".join(text for text in (one.old_serial_no, one.new_serial_no) if text)
        about = _("{part} × {quantity}").format(part=part, quantity=quantity(one.quantity))
        told = "\n".join(text for text in (one.fault, serials, one.person) if text)
        yield _Entry(one.swapped_on, _("Part replaced"), numbers.get(one.request_id, ""), about, told)


def _inspections(session: Session, equipment_id: int, zone: ZoneInfo) -> Iterator[_Entry]:
    """Yield what inspections found at it: faults, and what is to be watched."""
    found = (
        select(Inspection, InspectionItem)
        .join(InspectionItem, InspectionItem.inspection_id == Inspection.id)
        .where(InspectionItem.equipment_id == equipment_id, InspectionItem.finding.in_(FAULTS))
        .where(Inspection.state != InspectionState.CANCELLED, Inspection.inspected_at.is_not(None))
        .order_by(Inspection.id, InspectionItem.position)
    )
    for inspection, item in session.execute(found):
        told = enumerated((label(item.finding) if item.finding else "", item.reading, item.note))
        day = local(inspection.inspected_at or inspection.created_at, zone).date()
        yield _Entry(day, label(RecordKind.INSPECTION), inspection.number or "", item.item, told)


def _complaints(session: Session, equipment_id: int, zone: ZoneInfo) -> Iterator[_Entry]:
    found = select(Complaint).where(Complaint.equipment_id == equipment_id).order_by(Complaint.id)
    for one in session.scalars(found):
        told = one.judgement or one.corrective or one.answer
        day = local(one.received_at, zone).date()
        yield _Entry(day, label(RecordKind.COMPLAINT), one.number or "", one.title, told)


def _goods(session: Session, equipment_id: int, zone: ZoneInfo) -> Iterator[_Entry]:
    """Yield when it, or a part of it, was with us for repair (N7)."""
    of_piece = (CustomerGoods.equipment_id == equipment_id, CustomerGoods.state != GoodsState.CANCELLED)
    found = select(CustomerGoods).where(*of_piece).order_by(CustomerGoods.id)
    for one in session.scalars(found):
        told = one.repair or label_of(GoodsState, one.state)
        about = "\n".join(text for text in (one.title, one.fault) if text)
        yield _Entry(local(one.received_at, zone).date(), label(one.kind), one.number or "", about, told)


def _loans(session: Session, equipment_id: int, zone: ZoneInfo) -> Iterator[_Entry]:
    """Yield the machines that stood in for it while it was repaired (N4)."""
    asked = Request.__table__
    requests = select(asked.c.id).where(asked.c.equipment_id == equipment_id)
    found = select(Loan).where(Loan.request_id.in_(requests)).order_by(Loan.id)
    for one in session.scalars(found):
        back = _("back {day}").format(day=date_text(local(one.back_at, zone).date())) if one.back_at else ""
        told = enumerated((label_of(LoanState, one.state), back))
        about = " ".join(text for text in (one.title, one.serial_no) if text)
        yield _Entry(local(one.lent_at, zone).date(), label(RecordKind.LOAN), one.number or "", about, told)


def _short(text: str) -> str:
    return text if len(text) <= SHORT else text[: SHORT - 1] + "…"

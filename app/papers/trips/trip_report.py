"""The trip report (出差报告, trip_report): what was done, found and left on a trip (C7.4).

Gate: the people are back, and the report is written.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.formatting import date_text
from app.i18n import N_, _
from app.labels import label, label_of
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import Row, dated, numbers_of, when, zone_of
from app.papers.sources import TITLE_LIMIT
from app.papers.trips.after_trip import RETURNED_FROM, missing_of, travellers, trip_values
from app.papers.trips.service_receipt import hours_words
from app.queries.trips.receipts import ReceiptLine, receipts_of
from app.rules.gate import BlockReason
from app.rules.trips.hours import DayHours
from models.enums import SignOffState
from models.people.dispatch import Dispatch, OpenItem
from models.record import Record
from models.trips.report import TripReport
from models.trips.service_receipt import ServiceReceipt, WorkHours

ISSUED_FROM = RETURNED_FROM
TEXTS = ("course", "results", "problems", "customer_word", "suggestions")


def gate(session: Session, record: Record) -> tuple[BlockReason, ...]:
    """Return what it still waits for: the return, its text."""
    step = BlockReason("C7.4", N_("The people are not back yet"), fix="come_back")
    unwritten = BlockReason("C7.4", N_("The trip report has not been written yet"), fix="write_trip_report")
    return missing_of(record, ISSUED_FROM, step, unwritten if _report(session, record.id) is None else None)


def _report(session: Session, dispatch_id: int) -> TripReport | None:
    return session.scalar(select(TripReport).where(TripReport.dispatch_id == dispatch_id))


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of the report; runs inside ``using_language`` of the paper's language."""
    dispatch = session.get_one(Dispatch, record.id)
    report = _report(session, dispatch.id)
    zone = zone_of(session)
    values: dict[str, FieldValue] = {
        **trip_values(session, dispatch),
        "travellers": travellers(dispatch, zone),
        "depart_at": when(dispatch.departed_at, zone),
        "return_at": when(dispatch.returned_at, zone),
        "written_by": report.written_by if report else "",
        "written_on": dated(report.written_on) if report else "",
        "total_hours": _hours(session, dispatch.id),
        **{name: getattr(report, name) if report else "" for name in TEXTS},
    }
    rows = {
        "open_items": tuple(_item(session, place, one) for place, one in enumerate(dispatch.open_items, start=1)),
        "receipts": tuple(_receipt(line) for line in receipts_of(session, dispatch.id)),
    }
    title = _("Trip report: {title}").format(title=dispatch.title)
    return Filled(title[:TITLE_LIMIT], values, {name: lines for name, lines in rows.items() if lines})


def _hours(session: Session, dispatch_id: int) -> str:
    own = (ServiceReceipt.dispatch_id == dispatch_id, ServiceReceipt.state != SignOffState.CANCELLED)
    found = session.scalars(select(WorkHours).where(WorkHours.receipt_id.in_(select(ServiceReceipt.id).where(*own))))
    return hours_words(DayHours(row.worked_on, row.normal, row.overtime, row.holiday) for row in found)


def _item(session: Session, place: int, one: OpenItem) -> Row:
    return {
        "seq": str(place),
        "text": one.text,
        "responsible": one.responsible,
        "due": date_text(one.due_on) if one.due_on else "",
        "state": one.settlement or (numbers_of(session, one.carried_to_id) if one.carried_to_id else ""),
    }


def _receipt(line: ReceiptLine) -> Row:
    signed = f"{label_of(SignOffState, line.state)} {line.signed_by}".strip()
    rating = label(line.rating) if line.rating is not None else ""
    return {"number": line.number, "site": line.site, "state": signed, "rating": rating}

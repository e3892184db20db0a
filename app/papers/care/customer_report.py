"""The quarterly report of a customer (客户季度服务报告, customer_report): what was done, what is still open (N3)."""

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.formatting import MISSING, date_text, quantity
from app.i18n import _, ngettext
from app.labels import label
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import Row, day_of, enumerated, title_of, zone_of
from app.papers.sources import TITLE_LIMIT
from app.queries.care.customer_quarter import FINISHED, CustomerQuarter, customer_quarter
from app.rules.spans import span_name
from models.care.complaint import Complaint
from models.care.inspection import Inspection
from models.care.visit import Visit
from models.enums import BasicState, ComplaintState, Finding, RequestState
from models.material.swap import PartSwap
from models.people.dispatch import Dispatch, OpenItem
from models.record import Record
from models.report import Report
from models.requests.request import Request

ISSUED_FROM = frozenset({BasicState.ACTIVE})


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return what was done for the customer of a report; runs inside ``using_language`` of the paper's language."""
    report = session.get_one(Report, record.id)
    found = customer_quarter(session, report.customer_key, report.since, report.until)
    customer, zone = title_of(session, report.customer_key), zone_of(session)
    quarter = span_name(report.since, report.until)
    values: dict[str, FieldValue] = {
        "customer_name": customer,
        "quarter": quarter,
        "period": f"{date_text(report.since)}～{date_text(report.until)}",
        **_counted(found),
    }
    rows = {name: tuple(_numbered(lines)) for name, lines in _tables(session, found, zone).items()}
    title = _("Service report {customer} {quarter}").format(customer=customer, quarter=quarter)
    return Filled(title[:TITLE_LIMIT], values, {name: lines for name, lines in rows.items() if lines})


def _counted(found: CustomerQuarter) -> dict[str, FieldValue]:
    solved = sum(one.state in FINISHED for one in found.requests)
    faults = sum(row.finding is Finding.FAULT for one in found.inspections for row in one.items)
    return {
        "count_requests": _("{count}, {solved} of them solved").format(count=len(found.requests), solved=solved),
        "count_dispatches": str(len(found.dispatches)),
        "count_inspections": _("{count}, {faults} faults found").format(count=len(found.inspections), faults=faults),
        "count_swaps": str(len(found.swaps)),
        "count_complaints": str(len(found.complaints)),
        "count_visits": str(len(found.visits)),
        "count_open": str(len(found.open_requests) + len(found.open_items)),
    }


def _tables(session: Session, found: CustomerQuarter, zone: ZoneInfo) -> dict[str, Iterator[Row]]:
    return {
        "requests": (_request(one, zone) for one in found.requests),
        "dispatches": (_dispatch(one, zone) for one in found.dispatches),
        "inspections": (_inspection(one, zone) for one in found.inspections),
        "swaps": (_swap(session, one) for one in found.swaps),
        "complaints": (_complaint(one, zone) for one in found.complaints),
        "visits": (_visit(one, zone) for one in found.visits),
        "open_items": _open(session, found, zone),
    }


def _numbered(lines: Iterable[Row]) -> Iterator[Row]:
    for place, line in enumerate(lines, start=1):
        yield {"seq": str(place), **line}


def _request(one: Request, zone: ZoneInfo) -> Row:
    solved = day_of(one.solved_at, zone) if one.solved_at else MISSING
    return {
        "number": one.number or "",
        "day": day_of(one.received_at, zone),
        "about": one.text,
        "result": one.result or label(RequestState(one.state)),
        "solved": solved,
    }


def _dispatch(one: Dispatch, zone: ZoneInfo) -> Row:
    end = one.returned_at or one.ends_at
    return {
        "number": one.number or "",
        "day": f"{day_of(one.departed_at or one.starts_at, zone)}～{day_of(end, zone)}",
        "people": enumerated(person.name for person in one.people),
        "about": one.content or one.title,
    }


def _inspection(one: Inspection, zone: ZoneInfo) -> Row:
    wrong = [row for row in one.items if row.finding in (Finding.FAULT, Finding.ATTENTION)]
    items = ngettext("{count} item", "{count} items", len(one.items)).format(count=len(one.items))
    return {
        "number": one.number or "",
        "day": day_of(one.inspected_at, zone) if one.inspected_at else "",
        "about": f"{one.title}\n{items}",
        "found": "\n".join(f"{row.item}: {row.note}" for row in wrong) or _("all in order"),
        "result": one.conclusion or MISSING,
    }


def _swap(session: Session, one: PartSwap) -> Row:
    return {
        "day": date_text(one.swapped_on),
        "part": " ".join(text for text in (one.name, one.spec) if text),
        "quantity": quantity(one.quantity),
        "equipment": title_of(session, one.equipment_id) or MISSING,
        "fault": one.fault or MISSING,
    }


def _complaint(one: Complaint, zone: ZoneInfo) -> Row:
    return {
        "number": one.number or "",
        "day": day_of(one.received_at, zone),
        "about": one.title,
        "result": one.answer or MISSING,
        "state": label(ComplaintState(one.state)),
    }


def _visit(one: Visit, zone: ZoneInfo) -> Row:
    return {
        "number": one.number or "",
        "day": day_of(one.visited_at, zone) if one.visited_at else "",
        "mode": label(one.mode),
        "people": enumerated((one.visitor, one.interviewee)),
        "result": "\n".join(text for text in (one.problems, one.suggestions) if text) or MISSING,
    }


def _open(session: Session, found: CustomerQuarter, zone: ZoneInfo) -> Iterator[Row]:
    for request in found.open_requests:
        state = label(RequestState(request.state))
        day = day_of(request.received_at, zone)
        yield {"number": request.number or "", "day": day, "about": request.text, "state": state}
    for item in found.open_items:
        yield _open_item(session, item, zone)


def _open_item(session: Session, item: OpenItem, zone: ZoneInfo) -> Row:
    until = _("until {day}").format(day=date_text(item.due_on)) if item.due_on else ""
    number = session.get_one(Dispatch, item.dispatch_id).number or ""
    state = _(", ").join(part for part in (item.responsible, until) if part) or MISSING
    return {"number": number, "day": day_of(item.noted_at, zone), "about": item.text, "state": state}

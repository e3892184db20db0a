"""The overtime sheet (加班工时表, overtime_sheet): the hours on site of a span of days, by person and day (N1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.formatting import date_text, quantity, weekday_text
from app.i18n import _
from app.papers.filling import Filled
from app.papers.material.around import Row
from app.rules.spans import span_name
from app.rules.trips.hours import DayHours, sum_hours
from models.enums import BasicState, SignOffState
from models.people.department import Department
from models.people.dispatch import DispatchPerson
from models.people.staff import StaffMember
from models.record import Record
from models.report import Report
from models.trips.service_receipt import ServiceReceipt, WorkHours

ISSUED_FROM = frozenset({BasicState.ACTIVE})
KINDS = ("normal", "overtime", "holiday")
_receipt, _staff = ServiceReceipt.__table__, StaffMember.__table__
_own = Record.__table__.alias("hours_receipt")
_owner = Record.__table__.alias("hours_owner")
_trip = Record.__table__.alias("hours_trip")


@dataclass(frozen=True, slots=True)
class _Line:
    """Hours of a person on a day, and what for."""

    name: str
    department: str
    about: str
    hours: DayHours


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the hours of the span; runs inside ``using_language`` of the paper's language."""
    report = session.get_one(Report, record.id)
    found = _lines(session, report)
    sums = sum_hours(line.hours for line in found)
    values = {
        "span": _("{first} to {last}").format(first=date_text(report.since), last=date_text(report.until)),
        **{f"total_{kind}": _("{hours} h").format(hours=quantity(sums[kind])) for kind in KINDS},
    }
    people = dict.fromkeys((one.name, one.department) for one in found)
    rows = {
        "hours": tuple(_row(place, line) for place, line in enumerate(found, start=1)),
        "people": tuple(_person(name, found) for name in people),
    }
    title = _("Overtime sheet {span}").format(span=span_name(report.since, report.until))
    return Filled(title, values, rows)


def _lines(session: Session, report: Report) -> Sequence[_Line]:
    """Read the hours on receipts that are not cancelled, by person and day."""
    rows = session.execute(
        select(
            WorkHours, _staff.c.department_id, _owner.c.title.label("customer"), _trip.c.number.label("trip"),
            _receipt.c.dispatch_id,
        )
        .join(_receipt, _receipt.c.id == WorkHours.receipt_id)
        .join(_own, _own.c.id == WorkHours.receipt_id)
        .join(_trip, _trip.c.id == _receipt.c.dispatch_id)
        .outerjoin(_owner, _owner.c.id == _own.c.customer_id)
        .outerjoin(_staff, _staff.c.id == WorkHours.staff_id)
        .where(WorkHours.worked_on.between(report.since, report.until), _own.c.state != SignOffState.CANCELLED.value)
        .order_by(WorkHours.name, WorkHours.worked_on, WorkHours.id)
    ).all()  # fmt: skip
    departments = {one.id: one.name for one in session.scalars(select(Department))}
    makers = _organisations(session, {row.dispatch_id for row in rows if row[1] is None})
    return [
        _Line(
            row[0].name,
            departments.get(row[1], makers.get((row.dispatch_id, row[0].name), "")),
            " ".join(part for part in (row.trip, row.customer) if part),
            DayHours(row[0].worked_on, row[0].normal, row[0].overtime, row[0].holiday),
        )
        for row in rows
    ]


def _organisations(session: Session, dispatch_ids: set[int]) -> dict[tuple[int, str], str]:
    """Return by dispatch and name where a manufacturer's people come from."""
    named = select(DispatchPerson).where(DispatchPerson.dispatch_id.in_(dispatch_ids))
    return {(one.dispatch_id, one.name): one.organisation for one in session.scalars(named)}


def _row(place: int, line: _Line) -> Row:
    return {
        "seq": str(place),
        "name": line.name,
        "department": line.department,
        "day": date_text(line.hours.day),
        "weekday": weekday_text(line.hours.day),
        "about": line.about,
        **{kind: _amount(getattr(line.hours, kind)) for kind in KINDS},
    }


def _amount(hours: Decimal) -> str:
    return quantity(hours) if hours else ""


def _person(name: tuple[str, str], found: Sequence[_Line]) -> Row:
    own = [line.hours for line in found if (line.name, line.department) == name]
    sums = sum_hours(own)
    return {
        "name": name[0],
        "department": name[1],
        "days": str(len({one.day for one in own})),
        **{kind: _amount(sums[kind]) for kind in (*KINDS, "total")},
    }

"""The lines of a service receipt: the parts put in, and each traveller's hours (N1)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from app.errors import Invalid
from app.forms.on_site import ReceiptPartForm, WorkHoursForm
from app.i18n import _
from app.queries.material.swap_forms import IssuedLine, issued_lines
from app.queries.trips.trip_span import hours_elsewhere, trip_days
from app.rules.inputs import clean_line
from app.rules.material.swaps import check_swapped
from app.rules.trade.amounts import check_sum
from app.rules.trips.hours import CLAUSE, ZERO, DayHours, check_day
from app.services.keeping import in_use
from app.services.use_case import required
from models.material.part import Part
from models.material.swap import PartSwap
from models.people.dispatch import Dispatch, DispatchPerson
from models.trips.service_receipt import ReceiptPart, ServiceReceipt, WorkHours

SERIAL_LIMIT = 80
Issued = dict[int, IssuedLine]


def write_parts(
    session: Session, receipt: ServiceReceipt, dispatch: Dispatch, forms: Sequence[ReceiptPartForm]
) -> None:
    """Write the parts that were put in. Of an issued item not more than is left; Invalid at "parts"."""
    issued = {line.slip_line_id: line for line in issued_lines(session, dispatch.request_id)}
    known = {row.part_id for row in receipt.parts if row.part_id is not None}
    rows = [_part(session, dispatch, form, issued, known) for form in forms]
    _check_issued(rows, issued)
    receipt.parts.clear()
    session.flush()  # the places of those before are free again
    for position, row in enumerate(rows, start=1):
        row.position = position
        receipt.parts.append(row)


def _part(session: Session, dispatch: Dispatch, form: ReceiptPartForm, issued: Issued, known: set[int]) -> ReceiptPart:
    row = ReceiptPart(old_goes=form.old_goes, price=check_sum(form.price, field="parts"))
    if form.swap_id is not None:
        row.swap_id = _swap(session, dispatch, form.swap_id).id
    row.slip_line_id = form.slip_line_id
    line = issued.get(form.slip_line_id or 0)
    kept = form.part_id if form.part_id in known else None
    part = in_use(session, Part, form.part_id, field="parts", kept=kept) if form.part_id is not None else None
    row.part_id = line.part_id if line is not None else (part.id if part is not None else None)
    told = line.name if line is not None else (part.title if part is not None else "")
    name = clean_line(form.name, field="parts", limit=200) or told
    row.name = required(name, _("Enter which part was put in."), field="parts")
    row.spec = clean_line(form.spec, field="parts", limit=200) or (line.spec if line is not None else "")
    row.serial_no = clean_line(form.serial_no, field="parts", limit=SERIAL_LIMIT)
    row.old_serial_no = clean_line(form.old_serial_no, field="parts", limit=SERIAL_LIMIT)
    row.quantity = _quantity(form.quantity)
    return row


def _quantity(amount: Decimal | None) -> Decimal:
    try:
        return check_swapped(amount, None, "")
    except Invalid as error:
        raise Invalid(str(error), field="parts", clause=error.clause) from error


def _swap(session: Session, dispatch: Dispatch, swap_id: int) -> PartSwap:
    swap = session.get(PartSwap, swap_id)
    if swap is None or swap.request_id != dispatch.request_id:
        raise Invalid(_("This swap is no longer there."), field="parts", clause=CLAUSE)
    return swap


def _check_issued(rows: Sequence[ReceiptPart], issued: Issued) -> None:
    """Refuse more of an issued item than is left of it; what a swap told already was taken off before."""
    wanted: dict[int, Decimal] = defaultdict(Decimal)
    for row in rows:
        if row.slip_line_id is not None and row.swap_id is None:
            wanted[row.slip_line_id] += row.quantity
    for line_id, amount in wanted.items():
        line = issued.get(line_id)
        if line is None:
            text = _("This item was not issued for the request, or all of it is accounted for already.")
            raise Invalid(text, field="parts", clause="C6.3")
        if amount > line.left:
            text = _("{part}: only {left} of it were issued and are not accounted for yet.")
            raise Invalid(text.format(part=line.name, left=f"{line.left:f}"), field="parts", clause="C6.3")


# hours -----------------------------------------------------------------------------------------------------------


def write_hours(session: Session, receipt: ServiceReceipt, dispatch: Dispatch, forms: Sequence[WorkHoursForm]) -> None:
    """Write the hours of the travellers; Invalid at "hours" for somebody who does not travel, a day outside the trip,
    twice the same day, or more than a day has, with the hours on other receipts.
    """
    span = trip_days(session, dispatch)
    staff = [form.staff_id for form in forms if form.staff_id is not None]
    other = hours_elsewhere(session, staff, span, receipt.id)
    receipt.hours.clear()
    for form in forms:
        person, day = _traveller(dispatch, form), _day(form)
        if any(row.name == person.name and row.worked_on == day.day for row in receipt.hours):
            raise Invalid(_("{name} is there twice on one day.").format(name=person.name), field="hours", clause=CLAUSE)
        check_day(person.name, day, span, other.get((person.staff_id or 0, day.day), ZERO))
        receipt.hours.append(_hours(person, day))


def _hours(person: DispatchPerson, day: DayHours) -> WorkHours:
    return WorkHours(
        staff_id=person.staff_id, name=person.name, worked_on=day.day, normal=day.normal, overtime=day.overtime,
        holiday=day.holiday,
    )  # fmt: skip


def _traveller(dispatch: Dispatch, form: WorkHoursForm) -> DispatchPerson:
    for person in dispatch.people:
        if person.staff_id == form.staff_id and (form.staff_id is not None or person.name == form.name.strip()):
            return person
    raise Invalid(_("Hours are for those who travel."), field="hours", clause=CLAUSE)


def _day(form: WorkHoursForm) -> DayHours:
    day: date | None = form.worked_on
    if day is None:
        raise Invalid(_("Enter the day."), field="hours", clause=CLAUSE)
    return DayHours(day, form.normal, form.overtime, form.holiday)

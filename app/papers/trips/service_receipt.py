"""The service receipt (维修服务回执单, service_receipt): the work, parts, hours and fees that the customer signs (N1).

It has no gate: it is printed blank before the trip with what is known, and again once it is filled in. Free work shows
its price and that it is free under warranty.
"""

from collections.abc import Iterable
from decimal import Decimal

from sqlalchemy.orm import Session

from app.formatting import money, quantity, rmb_capitals
from app.i18n import _, pgettext
from app.papers.content import FieldValue
from app.papers.filling import Filled
from app.papers.material.around import Row, contract_of, equipment_of, numbers_of, owner_values, when, zone_of
from app.papers.sources import TITLE_LIMIT, ticked
from app.rules.trips.hours import DayHours, sum_hours
from models.enums import ClassBasis, OldPartGoes, PayStatus, RequestKind, ServiceClass, SignOffState
from models.people.dispatch import Dispatch
from models.record import Record
from models.requests.request import Request
from models.trips.service_receipt import ReceiptPart, ServiceReceipt

TYPES = {ServiceClass.FREE: "warranty", ServiceClass.PAID: "paid"}
ISSUED_FROM = frozenset(SignOffState) - {SignOffState.CANCELLED}


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the values of a receipt; runs inside ``using_language`` of the paper's language."""
    receipt = session.get_one(ServiceReceipt, record.id)
    dispatch = session.get_one(Dispatch, receipt.dispatch_id)
    request = session.get_one(Request, dispatch.request_id)
    zone = zone_of(session)
    values: dict[str, FieldValue] = {
        **owner_values(session, receipt),
        "contract_no": contract_of(session, receipt),
        "work_order_no": numbers_of(session, dispatch.id),
        "equipment_name": equipment_of(session, receipt.equipment_id),
        "service_type": ticked(_service_type(request)),
        "arrive_at": when(receipt.arrived_at, zone),
        "leave_at": when(receipt.left_at, zone),
        "fault": receipt.fault,
        "work_done": receipt.work_done,
        "result": ticked(receipt.result or ""),
        "hours": hours_words(DayHours(row.worked_on, row.normal, row.overtime, row.holiday) for row in receipt.hours),
        "advice": receipt.advice,
        "rating": ticked(receipt.rating or ""),
        "comment": receipt.comment or receipt.refusal,
    }
    values |= _fees(receipt)
    rows = {"parts": tuple(_part(row) for row in receipt.parts)} if receipt.parts else {}
    title = _("Service receipt: {title}").format(title=receipt.title)
    return Filled(title[:TITLE_LIMIT], values, rows)


def _service_type(request: Request) -> str:
    if request.request_kind is RequestKind.TRAINING:
        return "training"
    if request.confirmed_basis is ClassBasis.AGREEMENT:
        return "agreement"
    return TYPES[request.confirmed_class] if request.confirmed_class is not None else ""


def hours_words(days: Iterable[DayHours]) -> str:
    """Return the hours of some days in words, "" (room for handwriting) where there are none."""
    sums = sum_hours(days)
    titles = {"normal": _("normal {hours} h"), "overtime": _("overtime {hours} h"), "holiday": _("holiday {hours} h")}
    return _(", ").join(titles[name].format(hours=quantity(sums[name])) for name in titles if sums[name])


def _fees(receipt: ServiceReceipt) -> dict[str, FieldValue]:
    """Return the fees; what is free shows its price, and that nothing is to be paid."""
    total = receipt.fee_labour + receipt.fee_parts + receipt.fee_travel
    is_free = receipt.pay_status is PayStatus.FREE
    values: dict[str, FieldValue] = {"pay_status": ticked(receipt.pay_status if total or is_free else "")}
    sums = {"fee_labour": receipt.fee_labour, "fee_parts": receipt.fee_parts, "fee_travel": receipt.fee_travel}
    values |= {name: money(amount) for name, amount in sums.items() if amount}
    if total:
        values |= {"fee_total": money(total), "fee_caps": rmb_capitals(total, prefix="")}
    if is_free:
        nothing = _("Free under warranty, to be paid: {nothing}").format(nothing=money(Decimal(0)))
        values["fee_caps"] = nothing if total else _("Free under warranty")
    return values


def _part(row: ReceiptPart) -> Row:
    serials = (row.serial_no, row.old_serial_no)
    priced = {"price": money(row.price), "amount": money(row.price * row.quantity)} if row.price else {}
    return {
        "name": row.name,
        "spec": row.spec,
        "serial": " / ".join(one or "—" for one in serials) if any(serials) else "",
        "qty": quantity(row.quantity),
        "old": _goes(row.old_goes),
        **priced,
    }


def _goes(where: OldPartGoes | None) -> str:
    if where is None:
        return ""
    return _("to customer") if where is OldPartGoes.CUSTOMER else pgettext("old part", "taken back")

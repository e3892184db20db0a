"""Service receipts: one for each site of a dispatch, numbered when made, so that the blank goes along (N1)."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.forms.on_site import ServiceReceiptForm
from app.i18n import _
from app.queries.records.lookup import existing
from app.queries.trips.receipt_facts import receipt_facts
from app.queries.trips.trip_span import NOT_SENT, trip_sites
from app.rules.inputs import clean_text
from app.rules.permissions import Permission
from app.rules.trade.amounts import check_sum
from app.services.keeping import in_use
from app.services.moves import move
from app.services.promises import keeping
from app.services.trips.receipt_lines import write_hours, write_parts
from app.services.use_case import check_past, fresh, load, log, next_number, required, use_case
from models.enums import DispatchState, EventKind, PayStatus, RecordKind, SignOffState
from models.parties.site import Site
from models.people.dispatch import Dispatch
from models.people.staff import StaffMember
from models.projects.equipment import Equipment
from models.requests.request import Request
from models.trips.service_receipt import ServiceReceipt

CLAUSE = "N1"
TEXT_LIMIT = 4000
FEES = ("fee_labour", "fee_parts", "fee_travel")
TEXTS = ("fault", "work_done", "advice")
PLAIN = ("result", "pay_status")


@use_case(Permission.EDIT_TRIPS)
def save_receipt(context: Context, *, form: ServiceReceiptForm, record_id: int | None = None) -> int:
    """Make the receipt of a site of a dispatch, or fill it in until the customer signs; returns its id.

    It has its number at once. Invalid at the form's field: for a second receipt of a site, hours that cannot be, parts
    that were not issued, more cash than the fees; at ``reason`` where another sum moves a clock that was missed.
    """
    why = clean_text(form.reason, field="reason", limit=TEXT_LIMIT)
    with context.write(why) as session:
        if record_id is None:
            receipt = _new(session, _sent(session, form.dispatch_id))
        else:
            receipt = _draft(load(session, ServiceReceipt, record_id, form.version))
        dispatch = existing(session, Dispatch, receipt.dispatch_id)
        _write(session, receipt, dispatch, form)
        session.add(receipt)
        session.flush()
        write_parts(session, receipt, dispatch, form.parts)
        write_hours(session, receipt, dispatch, form.hours)
        log(session, receipt, EventKind.REGISTERED if record_id is None else EventKind.EDITED, why)
        if record_id is None:
            log(session, dispatch, EventKind.NOTE, _("Service receipt {number}").format(number=receipt.number))
        keeping.settle_correction(session, receipt, context.actor, why)
        return receipt.id


def _sent(session: Session, dispatch_id: int | None) -> Dispatch:
    if dispatch_id is None:
        raise Invalid(_("Choose the dispatch."), field="dispatch_id")
    dispatch = existing(session, Dispatch, dispatch_id)
    if dispatch.state in NOT_SENT:
        raise Invalid(_("Nobody is sent by this dispatch yet, or any more."), field="dispatch_id", clause=CLAUSE)
    if dispatch.state == DispatchState.CLOSED:
        raise Invalid(_("This dispatch is closed."), field="dispatch_id", clause=CLAUSE)
    return dispatch


def _new(session: Session, dispatch: Dispatch) -> ServiceReceipt:
    receipt = ServiceReceipt(
        number=next_number(session, RecordKind.SERVICE_RECEIPT), state=SignOffState.DRAFT, dispatch_id=dispatch.id,
        customer_id=dispatch.customer_id, project_id=dispatch.project_id, title=dispatch.title,
        sort_at=session.info["now"], cash_handed_in=Decimal(0), **fresh(session),
    )  # fmt: skip
    receipt.parts, receipt.hours, receipt.hand_ins = [], [], []
    return receipt


def _draft(receipt: ServiceReceipt) -> ServiceReceipt:
    if receipt.state != SignOffState.DRAFT:
        raise Invalid(_("This receipt is signed, or void, and is not changed any more."), clause=CLAUSE)
    return receipt


def _write(session: Session, receipt: ServiceReceipt, dispatch: Dispatch, form: ServiceReceiptForm) -> None:
    _write_place(session, receipt, dispatch, form)
    _write_times(session, receipt, form)
    for name in TEXTS:
        setattr(receipt, name, clean_text(getattr(form, name), field=name, limit=TEXT_LIMIT))
    for name in PLAIN:
        setattr(receipt, name, getattr(form, name))
    for name in FEES:
        setattr(receipt, name, check_sum(getattr(form, name), field=name))
    _write_cash(session, receipt, dispatch, form)


# where and when --------------------------------------------------------------------------------------------------


def _write_place(session: Session, receipt: ServiceReceipt, dispatch: Dispatch, form: ServiceReceiptForm) -> None:
    site_id = form.site_id or dispatch.site_id
    if site_id is not None and site_id not in trip_sites(dispatch):
        raise Invalid(_("This site is not on the journey."), field="site_id", clause=CLAUSE)
    _refuse_second(session, receipt, site_id)
    receipt.site_id = site_id
    if site_id is not None:
        receipt.customer_id = existing(session, Site, site_id).customer_id or dispatch.customer_id
    receipt.equipment_id = _equipment(session, receipt, form.equipment_id)


def _refuse_second(session: Session, receipt: ServiceReceipt, site_id: int | None) -> None:
    other = session.scalar(
        select(ServiceReceipt.number).where(
            ServiceReceipt.dispatch_id == receipt.dispatch_id,
            ServiceReceipt.site_id.is_(None) if site_id is None else ServiceReceipt.site_id == site_id,
            ServiceReceipt.state != SignOffState.CANCELLED,
            ServiceReceipt.id != (receipt.id or 0),
        )
    )
    if other is not None:
        text = _("This site has its receipt already: {number}").format(number=other)
        raise Invalid(text, field="site_id", clause=CLAUSE)


def _equipment(session: Session, receipt: ServiceReceipt, equipment_id: int | None) -> int | None:
    if equipment_id is None:
        return None
    equipment = in_use(session, Equipment, equipment_id, field="equipment_id", kept=receipt.equipment_id)
    if equipment.customer_id != receipt.customer_id:
        raise Invalid(_("This equipment is another customer's."), field="equipment_id", clause=CLAUSE)
    return equipment.id


def _write_times(session: Session, receipt: ServiceReceipt, form: ServiceReceiptForm) -> None:
    arrived, left = (_past(session, form, name) for name in ("arrived_at", "left_at"))
    if left is not None and arrived is None:
        raise Invalid(_("Enter when the work began."), field="arrived_at", clause=CLAUSE)
    if arrived is not None and left is not None and left < arrived:
        raise Invalid(_("This lies before the arrival."), field="left_at", clause=CLAUSE)
    receipt.arrived_at, receipt.left_at = arrived, left


def _past(session: Session, form: ServiceReceiptForm, name: str) -> datetime | None:
    moment: datetime | None = getattr(form, name)
    return check_past(moment, session.info["now"], field=name) if moment is not None else None


# cash ------------------------------------------------------------------------------------------------------------


def _write_cash(session: Session, receipt: ServiceReceipt, dispatch: Dispatch, form: ServiceReceiptForm) -> None:
    taken = check_sum(form.cash_taken, field="cash_taken")
    if taken and form.pay_status is not PayStatus.ON_SITE:
        raise Invalid(_("Cash is taken only for what is paid on site."), field="cash_taken", clause=CLAUSE)
    if taken > sum(getattr(receipt, name) for name in FEES):
        raise Invalid(_("This is more than the fees."), field="cash_taken", clause=CLAUSE)
    if taken < receipt.cash_handed_in:
        raise Invalid(_("More than this was handed in already."), field="cash_taken", clause=CLAUSE)
    holder = _holder(session, dispatch, form) if taken else None
    receipt.cash_taken = taken
    receipt.cash_holder_id = holder.id if holder is not None else None
    receipt.cash_holder = holder.title if holder is not None else ""


def _holder(session: Session, dispatch: Dispatch, form: ServiceReceiptForm) -> StaffMember:
    if form.cash_holder_id is None:
        raise Invalid(_("Enter who took the cash."), field="cash_holder_id", clause=CLAUSE)
    if form.cash_holder_id not in {person.staff_id for person in dispatch.people}:
        raise Invalid(_("Only one of our travellers can have taken it."), field="cash_holder_id", clause=CLAUSE)
    return existing(session, StaffMember, form.cash_holder_id)


@use_case(Permission.EDIT_TRIPS)
def cancel_receipt(context: Context, *, record_id: int, version: int, reason: str) -> None:
    """Cancel a receipt that was not needed, for a reason; its number stays (作废). Blocked once cash was taken."""
    why = required(reason, _("Give the reason."), field="reason", limit=TEXT_LIMIT)
    with context.write(why) as session:
        receipt = load(session, ServiceReceipt, record_id, version)
        move(context, session, receipt, "cancel", receipt_facts(receipt), text=why)
        keeping.drop_all(session, receipt, why)


def request_of(session: Session, receipt: ServiceReceipt) -> Request:
    """Return the request that a receipt's dispatch serves."""
    return existing(session, Request, existing(session, Dispatch, receipt.dispatch_id).request_id)

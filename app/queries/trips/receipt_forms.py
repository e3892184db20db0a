"""The form of a service receipt: what is known before anybody leaves, and what may be chosen (N1)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.context import Context
from app.forms.on_site import ReceiptPartForm, ServiceReceiptForm, WorkHoursForm
from app.queries.material.stock import local_day
from app.queries.material.swap_forms import issued_lines
from app.queries.material.swaps import swaps_of
from app.queries.promises.deadlines import read_deadlines
from app.queries.records.lookup import existing
from app.queries.requests.registration import repairs_of
from app.queries.trade.rate_cards import card_on
from app.queries.trips.trip_span import trip_days, trip_sites
from app.rules.permissions import Permission
from app.rules.promises.calendar import WorkingCalendar
from app.rules.repairs import repair_note
from app.rules.trips.fees import Rate
from models.enums import OldPartGoes, PayStatus, ServiceClass, SignOffState
from models.material.part import Part
from models.parties.site import Site
from models.people.dispatch import Dispatch
from models.requests.request import Request
from models.trips.service_receipt import ReceiptPart, ServiceReceipt

_PART = ("slip_line_id", "swap_id", "part_id", "name", "spec", "serial_no", "old_serial_no", "quantity", "price",
         "old_goes")  # fmt: skip
_HOURS = ("staff_id", "name", "worked_on", "normal", "overtime", "holiday")
_LISTS = ("parts", "hours", "reason")


@dataclass(frozen=True, slots=True)
class Traveller:
    """Somebody who travels; ``staff_id`` is None for a manufacturer's."""

    staff_id: int | None
    name: str


@dataclass(frozen=True, slots=True)
class ReceiptSheet:
    """A receipt's form and what it may choose of: sites (id, name, km), travellers, the days of the trip (both
    included), the working calendar, today's rates, and the parts that may have been put in (``proposed``).

    ``is_free`` tells that the work costs the customer nothing; ``repairs`` what is to be said of the equipment.
    """

    form: ServiceReceiptForm
    dispatch: str
    customer_id: int | None
    sites: tuple[tuple[int, str, Decimal | None], ...]
    travellers: tuple[Traveller, ...]
    span: tuple[date, date]
    calendar: WorkingCalendar
    rates: tuple[Rate, ...]
    is_free: bool
    proposed: tuple[ReceiptPartForm, ...]
    repairs: str


def receipt_sheet(context: Context, record_id: int) -> ReceiptSheet:
    """Read a receipt into the form that fills it in; NotFound when there is none."""
    context.require(Permission.EDIT_TRIPS)
    with context.read() as session:
        found = existing(session, ServiceReceipt, record_id)
        own = {name: getattr(found, name) for name in ServiceReceiptForm.__slots__ if name not in _LISTS}
        parts = tuple(ReceiptPartForm(**{name: getattr(row, name) for name in _PART}) for row in found.parts)
        hours = tuple(WorkHoursForm(**{name: getattr(row, name) for name in _HOURS}) for row in found.hours)
        form = ServiceReceiptForm(**own, parts=parts, hours=hours)
        return _sheet(session, existing(session, Dispatch, found.dispatch_id), form, found.id, context.clock.now())


def new_receipt_sheet(context: Context, dispatch_id: int, site_id: int | None = None) -> ReceiptSheet:
    """Return the form of a new receipt of a dispatch: of the next site that has none, with what the request tells."""
    context.require(Permission.EDIT_TRIPS)
    with context.read() as session:
        dispatch = existing(session, Dispatch, dispatch_id)
        request = existing(session, Request, dispatch.request_id)
        is_free = request.confirmed_class is not ServiceClass.PAID
        form = ServiceReceiptForm(
            dispatch_id=dispatch.id,
            site_id=site_id or _next_site(session, dispatch),
            equipment_id=request.equipment_id,
            arrived_at=dispatch.arrived_at,
            left_at=dispatch.finished_at,
            fault=request.title,
            pay_status=PayStatus.FREE if is_free else PayStatus.INVOICE,
        )
        if form.site_id != dispatch.site_id:
            form = replace(form, arrived_at=_arrival(dispatch, form.site_id), left_at=None, equipment_id=None)
        return _sheet(session, dispatch, form, None, context.clock.now())


def _arrival(dispatch: Dispatch, site_id: int | None) -> datetime | None:
    return next((stop.arrived_at for stop in dispatch.sites if stop.site_id == site_id), None)


def _next_site(session: Session, dispatch: Dispatch) -> int | None:
    told = select(ServiceReceipt.site_id).where(
        ServiceReceipt.dispatch_id == dispatch.id, ServiceReceipt.state != SignOffState.CANCELLED
    )
    done = set(session.scalars(told))
    sites = trip_sites(dispatch)
    return next((one for one in sites if one not in done), sites[0] if sites else None)


def _sheet(
    session: Session, dispatch: Dispatch, form: ServiceReceiptForm, record_id: int | None, now: datetime
) -> ReceiptSheet:
    request = existing(session, Request, dispatch.request_id)
    card = card_on(session, local_day(session, now))
    sites = [session.get_one(Site, one) for one in trip_sites(dispatch)]
    repairs = repairs_of(session, form.equipment_id) if form.equipment_id is not None else None
    return ReceiptSheet(
        form=form,
        dispatch=dispatch.number or dispatch.title,
        customer_id=dispatch.customer_id,
        sites=tuple((site.id, site.title, site.km) for site in sites),
        travellers=tuple(Traveller(one.staff_id, one.name) for one in dispatch.people),
        span=trip_days(session, dispatch),
        calendar=read_deadlines(session).calendar,
        rates=tuple(Rate(row.kind, row.unit, row.price) for row in card.lines) if card is not None else (),
        is_free=request.confirmed_class is not ServiceClass.PAID,
        proposed=_proposed(session, dispatch, record_id),
        repairs=repair_note(repairs) if repairs is not None else "",
    )


def _proposed(session: Session, dispatch: Dispatch, record_id: int | None) -> tuple[ReceiptPartForm, ...]:
    """Return what was replaced on this dispatch and stands on no receipt yet, and what was issued for it."""
    told = select(ReceiptPart.swap_id).join(ServiceReceipt, ServiceReceipt.id == ReceiptPart.receipt_id)
    others = told.where(ServiceReceipt.state != SignOffState.CANCELLED, ServiceReceipt.id != (record_id or 0))
    on_receipts = set(session.scalars(others.where(ReceiptPart.swap_id.is_not(None))))
    swaps = [one for one in swaps_of(session, dispatch_id=dispatch.id) if one.id not in on_receipts]
    issued = [one for one in issued_lines(session, dispatch.request_id) if one.dispatch_id in (None, dispatch.id)]
    prices = _prices(session, {*(one.part_id for one in swaps if one.part_id), *(one.part_id for one in issued)})
    return (
        *(
            ReceiptPartForm(
                swap_id=one.id, part_id=one.part_id, name=one.name, spec=one.spec, serial_no=one.new_serial_no,
                old_serial_no=one.old_serial_no, quantity=one.quantity, price=prices.get(one.part_id or 0, Decimal(0)),
                old_goes=OldPartGoes.TAKEN_BACK if one.old_part_id is not None else OldPartGoes.CUSTOMER,
            )
            for one in reversed(swaps)
        ),
        *(
            ReceiptPartForm(
                slip_line_id=one.slip_line_id, part_id=one.part_id, name=one.name, spec=one.spec,
                serial_no=one.serial_no, quantity=one.left, price=prices.get(one.part_id, Decimal(0)),
                old_goes=OldPartGoes.TAKEN_BACK,
            )
            for one in issued
        ),
    )  # fmt: skip


def _prices(session: Session, part_ids: set[int]) -> dict[int, Decimal]:
    rows = session.execute(select(Part.id, func.coalesce(Part.price, 0, type_=Part.price.type)).where(
        Part.id.in_(part_ids)))  # fmt: skip
    return {row[0]: row[1] for row in rows}

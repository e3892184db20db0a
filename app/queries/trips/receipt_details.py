"""Reading one service receipt in full (N1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.context import Context
from app.queries.records.closing_parts import closing_parts
from app.queries.records.linked import linked_records, named_ids, named_links
from app.queries.records.lookup import existing
from app.queries.records.record_parts import CommitmentLine, EventLine, NextStep, PaperLine, ScanLine
from app.queries.requests.registration import repairs_of
from app.queries.trade.order_parts import Linked
from app.queries.trips.receipt_facts import receipt_facts
from app.rules.permissions import Permission
from app.rules.repairs import RepairHistory
from models.enums import OldPartGoes, PayStatus, Rating, SignOffState, WorkResult
from models.people.dispatch import Dispatch
from models.trips.service_receipt import ServiceReceipt, WorkHours


@dataclass(frozen=True, slots=True)
class PutInLine:
    """A part put in; ``price`` for one, in yuan with tax, None for those who may not see money."""

    name: str
    spec: str
    serial_no: str
    old_serial_no: str
    quantity: Decimal
    price: Decimal | None
    old_goes: OldPartGoes | None
    swap_id: int | None


@dataclass(frozen=True, slots=True)
class HoursLine:
    """Hours of a traveller on a day."""

    name: str
    worked_on: date
    normal: Decimal
    overtime: Decimal
    holiday: Decimal


@dataclass(frozen=True, slots=True)
class HandInLine:
    """Cash handed in: how much (yuan), when, to whom, under which voucher."""

    handed_in_on: date
    amount: Decimal
    handed_to: str
    voucher_no: str


@dataclass(frozen=True, slots=True)
class ServiceReceiptDetails:
    """One receipt in full. Fees and cash are yuan with tax, None (and no ``hand_ins``) for those who may not see money.

    ``repairs`` tells how often the equipment was repaired before (N1); ``around`` the dispatch, its request, and the
    customer, project, site and equipment.
    """

    id: int
    version: int
    number: str
    name: str
    state: SignOffState
    arrived_at: datetime | None
    left_at: datetime | None
    fault: str
    work_done: str
    result: WorkResult | None
    advice: str
    pay_status: PayStatus
    fee_labour: Decimal | None
    fee_parts: Decimal | None
    fee_travel: Decimal | None
    fee_total: Decimal | None
    cash_taken: Decimal | None
    cash_in_hand: Decimal | None
    cash_holder: str
    hand_ins: tuple[HandInLine, ...]
    parts: tuple[PutInLine, ...]
    hours: tuple[HoursLine, ...]
    rating: Rating | None
    comment: str
    signed_by: str
    signer_phone: str
    signed_at: datetime | None
    refusal: str
    repairs: RepairHistory
    around: Mapping[str, Linked | None]
    steps: tuple[NextStep, ...]
    commitments: tuple[CommitmentLine, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int

    @property
    def has_cash(self) -> bool:
        """Tell whether there is cash to be handed in, as far as it may be seen."""
        return bool(self.cash_in_hand) and self.state is not SignOffState.CANCELLED


_OWN = (
    "id", "version", "arrived_at", "left_at", "fault", "work_done", "result", "advice", "pay_status", "cash_holder",
    "rating", "comment", "signed_by", "signer_phone", "signed_at", "refusal",
)  # fmt: skip
_SUMS = ("fee_labour", "fee_parts", "fee_travel", "cash_taken", "cash_in_hand")
_AROUND = ("dispatch", "customer", "project", "site", "equipment")
_HAND_IN = ("handed_in_on", "amount", "handed_to", "voucher_no")


def service_receipt_details(context: Context, record_id: int) -> ServiceReceiptDetails:
    """Read one receipt; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        return _details(context, session, existing(session, ServiceReceipt, record_id))


def _details(context: Context, session: Session, found: ServiceReceipt) -> ServiceReceiptDetails:
    dispatch = session.get_one(Dispatch, found.dispatch_id)
    known = linked_records(session, (*named_ids(found, _AROUND), dispatch.request_id), context.actor)
    around = named_links(found, _AROUND, known)
    return ServiceReceiptDetails(
        **{name: getattr(found, name) for name in _OWN},
        **_sums(found, sees_money=context.actor.may(Permission.VIEW_MONEY)),
        number=found.number or "",
        name=found.title,
        state=SignOffState(found.state),
        hours=tuple(_hours(row) for row in sorted(found.hours, key=lambda row: (row.worked_on, row.id))),
        repairs=_repairs(session, found),
        around={"dispatch": around.pop("dispatch"), "request": known.get(dispatch.request_id), **around},
        **closing_parts(context, session, found, receipt_facts(found)),
    )


def _sums(found: ServiceReceipt, *, sees_money: bool) -> dict[str, Any]:
    sums: dict[str, Any] = {name: getattr(found, name) if sees_money else None for name in _SUMS}
    sums["fee_total"] = found.fee_labour + found.fee_parts + found.fee_travel if sees_money else None
    sums["hand_ins"] = tuple(
        HandInLine(**{name: getattr(row, name) for name in _HAND_IN}) for row in found.hand_ins if sees_money
    )
    sums["parts"] = tuple(
        PutInLine(
            row.name, row.spec, row.serial_no, row.old_serial_no, row.quantity, row.price if sees_money else None,
            row.old_goes, row.swap_id,
        )
        for row in found.parts
    )  # fmt: skip
    return sums


def _hours(row: WorkHours) -> HoursLine:
    return HoursLine(row.name, row.worked_on, row.normal, row.overtime, row.holiday)


def _repairs(session: Session, found: ServiceReceipt) -> RepairHistory:
    """The requests to repair the same equipment, this one among them."""
    return repairs_of(session, found.equipment_id) if found.equipment_id is not None else RepairHistory()

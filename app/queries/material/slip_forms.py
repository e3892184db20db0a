"""Reading issue slips into forms: one that is changed, new ones made of a request, an order, a dispatch, of needs, and
the red one of a slip whose goods come back; and what the keeper checks.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from app.context import Context
from app.forms.material.slips import CheckedLineForm, SlipForm, SlipLineForm
from app.queries.material.moves import batches_of
from app.queries.material.need_reading import NeedView, needs_around, needs_by_id
from app.queries.material.slip_facts import coming_back, left_of
from app.queries.material.slip_parts import SlipLineView, parts_of, slip_lines
from app.queries.material.stock import free_for, local_day
from app.queries.records.lookup import existing
from app.queries.trade.order_facts import call_off_lines
from app.rules.material.batches import Batch
from app.rules.material.slips import Wanted, earliest
from app.rules.material.valuation import ZERO
from app.rules.permissions import Permission
from models.enums import ServiceClass, SlipKind, SlipState, StockAnswer
from models.material.slip import Slip, SlipLine
from models.people.dispatch import Dispatch
from models.projects.project import Project
from models.record import Record
from models.requests.request import Request
from models.trade.order import ServiceOrder

_OWN = (
    "slip_kind", "reverses_id", "request_id", "order_id", "dispatch_id", "project_id", "picker_name", "department",
    "handing_over", "purpose", "needed_on", "due_back_on", "version",
)  # fmt: skip
_OF_LINE = ("line_no", "part_id", "quantity", "serial_no", "batch", "need_id", "remark")


def slip_form(context: Context, record_id: int) -> SlipForm:
    """Read a slip into the form that changes it."""
    context.require(Permission.EDIT_MATERIAL)
    with context.read() as session:
        slip = existing(session, Slip, record_id)
        lines = tuple(SlipLineForm(**{name: getattr(line, name) for name in _OF_LINE}) for line in slip.lines)
        return SlipForm(**{name: getattr(slip, name) for name in _OWN}, lines=lines)


def new_slip_form(
    context: Context,
    *,
    record_id: int | None = None,
    need_ids: Collection[int] = (),
    reverses_id: int | None = None,
) -> SlipForm:
    """Return the form of a new slip with what is known already: of the request, order or dispatch that it is for, with
    what of its needs no slip hands out yet; of these needs only, where any are named; or of the slip whose goods come
    back. Of each part as much as is free now. NotFound for what is gone.
    """
    context.require(Permission.EDIT_MATERIAL)
    with context.read() as session:
        if reverses_id is not None:
            return _reversing(session, existing(session, Slip, reverses_id))
        today = local_day(session, context.clock.now())
        if record_id is not None:
            return _for_record(session, existing(session, Record, record_id), need_ids, today)
        return _for_needs(session, need_ids, today)


def _for_needs(session: Session, need_ids: Collection[int], today: date) -> SlipForm:
    needs = needs_by_id(session, need_ids)
    if not needs:
        return SlipForm(slip_kind=SlipKind.PROJECT)
    return _for_record(session, existing(session, Record, needs[0].record_id), [need.id for need in needs], today)


def _for_record(session: Session, record: Record, need_ids: Collection[int], today: date) -> SlipForm:
    is_project = isinstance(record, Project)
    values: dict[str, Any] = {"project_id": record.id if is_project else record.project_id}
    if isinstance(record, Dispatch):
        lead = next((one for one in record.people if one.is_lead), None)
        values |= {"dispatch_id": record.id, "request_id": record.request_id}
        values |= {"picker_name": lead.name, "department": lead.organisation} if lead else {}
    elif isinstance(record, ServiceOrder):
        values |= {"order_id": record.id, "request_id": record.request_id}
    elif isinstance(record, Request):
        values |= {"request_id": record.id}
    needs = needs_around(session, values.get("request_id") or record.id)
    open_needs = [need for need in needs if _is_offered(need, record, need_ids)]
    lines = _need_lines(open_needs)
    if isinstance(record, ServiceOrder) and record.call_offs and not need_ids:
        lines = _called_off(session, record, needs)
    values["needed_on"] = _needed_on(needs, lines, today)
    return SlipForm(**values, slip_kind=_kind(session, record, values.get("request_id")), lines=lines)


def _needed_on(needs: Sequence[NeedView], lines: Sequence[SlipLineForm], today: date) -> date | None:
    """Return when the first of the needs that these lines serve is needed."""
    served = {line.need_id for line in lines}
    return earliest((need.needed_on for need in needs if need.id in served), today)


def _is_offered(need: NeedView, record: Record, need_ids: Collection[int]) -> bool:
    if need_ids:
        return need.id in need_ids
    is_own = not isinstance(record, ServiceOrder) or need.record_id == record.id
    return is_own and need.answer not in (None, StockAnswer.NOT_SUPPLIED)


def _need_lines(needs: Sequence[NeedView]) -> tuple[SlipLineForm, ...]:
    """Return what of needs is left to hand out: as much as is free; where nothing is free of any, all of it."""
    left = [need for need in needs if need.coverage.left]
    there = [need for need in left if need.coverage.available]
    return tuple(
        SlipLineForm(
            part_id=need.handed_out_part.id,
            quantity=need.coverage.available if there else need.coverage.left,
            need_id=need.id,
        )
        for need in (there or left)
    )


def _called_off(session: Session, order: ServiceOrder, needs: Sequence[NeedView]) -> tuple[SlipLineForm, ...]:
    """Return what was called off of an order's lines and is on no slip of it yet (C8.1)."""
    by_line = {need.line_no: need for need in needs if need.record_id == order.id}
    taken = _taken(session, order.id)
    found = []
    for line in call_off_lines(order):
        need, priced = by_line.get(line.line_no), next(one for one in order.lines if one.line_no == line.line_no)
        part_id = need.handed_out_part.id if need is not None else priced.part_id
        left = line.called - taken.get(part_id or 0, ZERO)
        if part_id is not None and left > 0:
            found.append(SlipLineForm(part_id=part_id, quantity=left, need_id=need.id if need is not None else None))
    return tuple(found)


def _taken(session: Session, order_id: int) -> Mapping[int, Decimal]:
    """Return by part what slips of an order took or are going to take, less what came back."""
    there = func.coalesce(SlipLine.checked_quantity, SlipLine.quantity, type_=SlipLine.quantity.type)
    signed = case((Slip.is_red, -there), else_=there)
    rows = session.execute(
        select(SlipLine.part_id, func.sum(signed, type_=SlipLine.quantity.type))
        .join(Slip, Slip.id == SlipLine.slip_id)
        .where(Slip.order_id == order_id, Slip.state != SlipState.CANCELLED)
        .group_by(SlipLine.part_id)
    )
    return {row[0]: row[1] for row in rows}


def _kind(session: Session, record: Record, request_id: int | None) -> SlipKind:
    request = session.get(Request, request_id) if request_id is not None else None
    if isinstance(record, ServiceOrder) or (request is not None and request.confirmed_class is ServiceClass.PAID):
        return SlipKind.PAID
    return SlipKind.WARRANTY if request is not None else SlipKind.PROJECT


def _reversing(session: Session, original: Slip) -> SlipForm:
    """What of a slip is still out, without what other red slips are going to bring back."""
    left, coming = left_of(session, original.id), coming_back(session, original.id)
    rest = {no: one.quantity - coming.get(no, ZERO) for no, one in left.items()}
    lines = tuple(
        SlipLineForm(line_no=line.line_no, part_id=line.part_id, quantity=rest[line.line_no], batch=line.batch,
                     serial_no=line.serial_no)
        for line in original.lines
        if rest.get(line.line_no, ZERO) > 0
    )  # fmt: skip
    return SlipForm(
        slip_kind=original.slip_kind, reverses_id=original.id, picker_name=original.picker_name,
        department=original.department, lines=lines,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class RedItem:
    """An issued item of which ``left`` is still out, without what other red slips are about to bring back."""

    line_no: int
    part_id: int
    name: str
    spec: str
    unit: str
    left: Decimal

    @property
    def wanted(self) -> Wanted:
        """The item as refusals name it."""
        return Wanted(self.name, self.left, self.unit)


def red_items(context: Context, slip_id: int, but: int | None = None) -> tuple[RedItem, ...]:
    """Return what of a slip is still out, as if the red slip ``but`` were not there; NotFound without the slip."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        slip = existing(session, Slip, slip_id)
        left, coming = left_of(session, slip.id), coming_back(session, slip.id, but)
        rest = {no: one.quantity - coming.get(no, ZERO) for no, one in left.items()}
        parts = parts_of(session, {line.part_id for line in slip.lines})
        lines = ((line, parts[line.part_id]) for line in slip.lines if rest.get(line.line_no, ZERO) > 0)
        return tuple(
            RedItem(line.line_no, part.id, part.title, part.spec, part.unit, rest[line.line_no]) for line, part in lines
        )


# what lies in stock ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StockNow:
    """What a line of a slip shows of its part: ``free`` counts what was bought for the needs of the slip."""

    part_id: int
    name: str
    spec: str
    unit: str
    bin: str
    on_hand: Decimal
    free: Decimal


def stock_now(context: Context, part_ids: Collection[int], need_ids: Collection[int] = ()) -> Mapping[int, StockNow]:
    """Return by part what lies in stock of it now."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        free = free_for(session, part_ids, need_ids)
        found = parts_of(session, part_ids).values()
        return {
            one.id: StockNow(one.id, one.title, one.spec, one.unit, one.bin, one.on_hand, free.get(one.id, ZERO))
            for one in found
        }


# the keeper's check ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CheckLine:
    """An item to be checked, with the batches of its part that are there; ``proposed`` is how it most likely leaves."""

    line: SlipLineView
    batches: tuple[Batch, ...]
    proposed: CheckedLineForm


@dataclass(frozen=True, slots=True)
class CheckSheet:
    """What the keeper has in front: the slip, who takes the goods or brings them back, and the items.

    ``names_keeper`` tells that whoever looks names the keeper; else it is the one who looks.
    """

    id: int
    number: str
    title: str
    version: int
    is_red: bool
    picker_name: str
    department: str
    keeper: str
    names_keeper: bool
    lines: tuple[CheckLine, ...]


def check_sheet(context: Context, record_id: int) -> CheckSheet:
    """Read a slip as the keeper checks it; NotFound when there is none."""
    context.require(Permission.CHECK_SLIP)
    with context.read() as session:
        slip = existing(session, Slip, record_id)
        views = slip_lines(session, slip, with_values=False)
        return CheckSheet(
            id=slip.id, number=slip.number or "", title=slip.title, version=slip.version, is_red=slip.is_red,
            picker_name=slip.picker_name, department=slip.department, keeper=context.actor.display_name,
            names_keeper=context.actor.may(Permission.APPROVE_SLIP),
            lines=tuple(_check_line(session, slip, view) for view in views),
        )  # fmt: skip


def _check_line(session: Session, slip: Slip, view: SlipLineView) -> CheckLine:
    """As much as is there of what was approved, of the batch that expires first."""
    batches = () if slip.is_red else tuple(one for one in batches_of(session, view.part_id) if one.batch)
    quantity = view.quantity if slip.is_red else min(view.quantity, view.on_hand)
    batch = view.batch or (batches[0].batch if batches else "")
    return CheckLine(
        view, batches, CheckedLineForm(line_no=view.line_no, quantity=quantity, serial_no=view.serial_no, batch=batch)
    )

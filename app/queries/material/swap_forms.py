"""The form of a part that was replaced: what was issued for the request and may have been put in, and where (N2)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.context import Context
from app.formatting import local
from app.forms.material.returns import SwapForm
from app.queries.material.slip_parts import parts_of
from app.queries.material.swaps import often_among, swaps_of
from app.queries.records.lookup import existing
from app.rules.material.slips import HANDED_OUT
from app.rules.material.swaps import OftenReplaced
from app.rules.material.valuation import ZERO
from app.rules.permissions import Permission
from app.rules.repairs import count_repairs
from models.enums import DispatchState, RequestState, SlipKind
from models.material.part import Part
from models.material.slip import Slip, SlipLine
from models.material.swap import PartSwap
from models.people.dispatch import Dispatch
from models.projects.equipment import Equipment
from models.requests.request import Request

NOT_SENT = (DispatchState.DRAFT, DispatchState.CANCELLED)


@dataclass(frozen=True, slots=True)
class IssuedLine:
    """A line of a slip of the request: what of it is out and nobody said yet where it was put in (``left``)."""

    slip_line_id: int
    slip_id: int
    slip: str
    dispatch_id: int | None
    part_id: int
    name: str
    spec: str
    unit: str
    serial_no: str
    left: Decimal


def issued_lines(session: Session, request_id: int) -> tuple[IssuedLine, ...]:
    """Return what was issued for a request and not accounted for yet: neither come back nor put in, nor lent."""
    rows = session.execute(
        select(Slip, SlipLine)
        .join(SlipLine, SlipLine.slip_id == Slip.id)
        .where(Slip.request_id == request_id, ~Slip.is_red, Slip.slip_kind != SlipKind.LOAN, Slip.state.in_(HANDED_OUT))
        .order_by(Slip.id, SlipLine.line_no)
    ).all()
    if not rows:
        return ()
    used = _swapped(session, [line.id for _slip, line in rows])
    back = _back(session, {slip.id for slip, _line in rows})
    parts = parts_of(session, {line.part_id for _slip, line in rows})
    found = (
        IssuedLine(
            slip_line_id=line.id,
            slip_id=slip.id,
            slip=slip.number or "",
            dispatch_id=slip.dispatch_id,
            left=(line.checked_quantity or ZERO) - back.get((slip.id, line.line_no), ZERO) - used.get(line.id, ZERO),
            serial_no=line.serial_no,
            **_named(parts[line.part_id]),
        )
        for slip, line in rows
    )
    return tuple(one for one in found if one.left > 0)


def _named(part: Part) -> dict[str, Any]:
    return {"part_id": part.id, "name": part.title, "spec": part.spec, "unit": part.unit}


def _back(session: Session, slip_ids: Collection[int]) -> Mapping[tuple[int, int], Decimal]:
    """Return by slip and line what came back of it by checked red slips."""
    total = func.sum(SlipLine.checked_quantity, type_=SlipLine.quantity.type)
    rows = session.execute(
        select(Slip.reverses_id, SlipLine.line_no, total)
        .join(SlipLine, SlipLine.slip_id == Slip.id)
        .where(Slip.reverses_id.in_(slip_ids), Slip.state.in_(HANDED_OUT))
        .group_by(Slip.reverses_id, SlipLine.line_no)
    )
    return {(row[0] or 0, row[1]): row[2] or ZERO for row in rows}


def _swapped(session: Session, line_ids: Collection[int]) -> Mapping[int, Decimal]:
    total = func.sum(PartSwap.quantity, type_=PartSwap.quantity.type)
    rows = session.execute(
        select(PartSwap.slip_line_id, total).where(PartSwap.slip_line_id.in_(line_ids)).group_by(PartSwap.slip_line_id)
    )
    return {row[0] or 0: row[1] for row in rows}


@dataclass(frozen=True, slots=True)
class SwapSheet:
    """What the form of a swap starts from and may choose of: the request, what was issued for it, and what is to be
    said of its equipment.
    """

    request_id: int
    request: str
    project_id: int | None
    customer_id: int | None
    form: SwapForm
    issued: tuple[IssuedLine, ...]
    equipment: str
    repairs: int
    often: tuple[OftenReplaced, ...]


def new_swap_form(context: Context, request_id: int, dispatch_id: int | None = None) -> SwapSheet:
    """Return the empty form of a swap for a request: its equipment, what was issued, who is there; NotFound without
    one.
    """
    context.require(Permission.VIEW_RECORDS)
    today = local(context.clock.now(), context.zone).date()
    with context.read() as session:
        request = existing(session, Request, request_id)
        issued = issued_lines(session, request_id)
        dispatch = _dispatch(session, request_id, dispatch_id)
        lead = next((one.name for one in dispatch.people), "") if dispatch is not None else ""
        equipment = session.get(Equipment, request.equipment_id) if request.equipment_id else None
        return SwapSheet(
            request_id=request.id,
            request=request.number or request.title,
            project_id=request.project_id,
            customer_id=request.customer_id,
            form=SwapForm(
                equipment_id=request.equipment_id, dispatch_id=dispatch.id if dispatch is not None else None,
                swapped_on=today, person=lead, carrier_name=lead,
            ),
            issued=issued,
            equipment=equipment.title if equipment is not None else "",
            repairs=_repairs(session, request.equipment_id),
            often=often_among(swaps_of(session, equipment_id=equipment.id)) if equipment is not None else (),
        )  # fmt: skip


def _dispatch(session: Session, request_id: int, dispatch_id: int | None) -> Dispatch | None:
    """Return the dispatch named, else the latest agreed one of the request."""
    if dispatch_id is not None:
        return existing(session, Dispatch, dispatch_id)
    there = (Dispatch.request_id == request_id, Dispatch.state.not_in(NOT_SENT))
    return session.scalars(select(Dispatch).where(*there).order_by(Dispatch.starts_at.desc()).limit(1)).one_or_none()


def _repairs(session: Session, equipment_id: int | None) -> int:
    if equipment_id is None:
        return 0
    rows = session.execute(select(Request.request_kind, Request.state).where(Request.equipment_id == equipment_id))
    return count_repairs((row[0], RequestState(row[1])) for row in rows)

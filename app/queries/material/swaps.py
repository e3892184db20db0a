"""Reading what was replaced on customers' equipment, and which old parts are still due back (N2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, select
from sqlalchemy.orm import Session

from app.queries.promises.owed_and_held import RECORD
from app.queries.records.pieces import Piece
from app.rules.material.swaps import OftenReplaced, Replaced, often_replaced
from models.enums import OldPartState
from models.material.part import Part
from models.material.swap import OldPart, PartSwap
from models.record import Record

_swap, _record = PartSwap.__table__, Record.__table__
_part, _state = Part.__table__.alias("swap_part"), _record.alias("swap_old")
_request, _equipment = _record.alias("swap_request"), _record.alias("swap_equipment")


@dataclass(frozen=True, slots=True)
class SwapLine:
    """A part that was replaced; ``old_part_id`` is what becomes of the old one, None where it did not have to come
    back, and ``old_part_state`` how far that is.
    """

    id: int
    request_id: int
    request: str
    equipment_id: int | None
    equipment: str
    part_id: int | None
    name: str
    spec: str
    quantity: Decimal
    unit: str
    old_serial_no: str
    new_serial_no: str
    swapped_on: date
    person: str
    fault: str
    old_part_id: int | None
    old_part: str
    old_part_state: OldPartState | None


_COLUMNS = (
    _swap.c.id, _swap.c.request_id, _request.c.number.label("request"), _swap.c.equipment_id,
    _equipment.c.title.label("equipment"), _swap.c.part_id, _swap.c.name, _swap.c.spec, _swap.c.quantity,
    _part.c.unit, _swap.c.old_serial_no, _swap.c.new_serial_no, _swap.c.swapped_on, _swap.c.person,
    _swap.c.fault, _swap.c.old_part_id, _state.c.number.label("old_part"), _state.c.state.label("old_part_state"),
)  # fmt: skip


def swaps_of(
    session: Session,
    *,
    request_id: int | None = None,
    dispatch_id: int | None = None,
    equipment_id: int | None = None,
    project_id: int | None = None,
) -> tuple[SwapLine, ...]:
    """Return what was replaced for a request, on a dispatch, on a piece of equipment or in a project, newest first.

    ValueError unless one of them is named.
    """
    of = _condition(request_id, dispatch_id, equipment_id, project_id)
    rows = session.execute(select(*_COLUMNS).select_from(_beside(_swap.join(_request, _of_request))).where(of))
    return swap_lines(rows)


_of_request = _request.c.id == _swap.c.request_id


def _beside(tables: FromClause) -> FromClause:
    """Join what stands beside a swap and its request: equipment, part, and how far the old part is."""
    return (
        tables.outerjoin(_equipment, _equipment.c.id == _swap.c.equipment_id)
        .outerjoin(_part, _part.c.id == _swap.c.part_id)
        .outerjoin(_state, _state.c.id == _swap.c.old_part_id)
    )


def _swapped(tables: FromClause, is_one: ColumnElement[bool], row_id: ColumnElement[int]) -> FromClause:
    return _beside(tables.outerjoin(_swap, and_(is_one, _swap.c.id == row_id)).outerjoin(_request, _of_request))


SWAPS = Piece(
    "swap",
    select(_swap.c.id).where(_swap.c.request_id == bindparam(RECORD)),
    {"swap": _COLUMNS},
    _swapped,
)  # those of a request, as a part of a larger reading


def swap_lines(rows: Iterable[Any]) -> tuple[SwapLine, ...]:
    """Return swaps as they were read, newest first."""
    return tuple(sorted(map(_line, rows), key=lambda line: (line.swapped_on, line.id), reverse=True))


def _condition(
    request_id: int | None, dispatch_id: int | None, equipment_id: int | None, project_id: int | None
) -> ColumnElement[bool]:
    named = {
        _swap.c.request_id: request_id, _swap.c.dispatch_id: dispatch_id, _swap.c.equipment_id: equipment_id,
        _request.c.project_id: project_id,
    }  # fmt: skip
    for column, record_id in named.items():
        if record_id is not None:
            return column == record_id
    raise ValueError("whose swaps?")


def _line(row: Any) -> SwapLine:
    texts = {name: getattr(row, name) or "" for name in ("request", "equipment", "unit", "old_part")}
    state = OldPartState(row.old_part_state) if row.old_part_state else None
    return SwapLine(**{**row._asdict(), **texts, "old_part_state": state})


@dataclass(frozen=True, slots=True)
class OldPartLine:
    """An old part beside the record it came from."""

    id: int
    number: str
    name: str
    state: OldPartState
    carrier_name: str


def old_parts_due(
    session: Session, *, request_id: int | None = None, project_id: int | None = None
) -> tuple[OldPartLine, ...]:
    """Return the old parts of a request or a project that still have to come back, the oldest first."""
    of = OldPart.request_id == request_id if request_id is not None else OldPart.project_id == project_id
    rows = session.scalars(
        select(OldPart).where(of, OldPart.state == OldPartState.DUE_BACK).order_by(OldPart.removed_on, OldPart.id)
    )
    return tuple(
        OldPartLine(one.id, one.number or "", one.title, OldPartState(one.state), one.carrier_name) for one in rows
    )


def often_among(lines: Sequence[SwapLine]) -> tuple[OftenReplaced, ...]:
    """Return the parts that were replaced more than three times among the swaps on a piece of equipment (N2)."""
    return often_replaced(Replaced(line.part_id, line.name, line.spec, line.swapped_on) for line in reversed(lines))

"""The list of issue slips and its quick views (C6.3)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_

from app.queries.lists.record_list import RecordList, over, record
from app.queries.lists.table_list import Looking
from app.rules.material.slips import OPEN_STATES
from app.rules.visible import viewing
from models.enums import HandingOver, RecordKind, SlipKind, SlipState
from models.material.slip import Slip, SlipLine
from models.record import Record

slip, line = Slip.__table__, SlipLine.__table__
_request, _order = Record.__table__.alias("of_request"), Record.__table__.alias("of_order")


@dataclass(frozen=True, slots=True)
class SlipRow:
    """A line of the list; ``number`` is "" for a draft, ``request`` and ``order`` the numbers of what it is for,
    ``items`` how many there are on it. ``is_red`` tells that goods come back by it.
    """

    id: int
    number: str
    is_red: bool
    title: str
    slip_kind: SlipKind
    state: SlipState
    items: int
    picker_name: str
    handing_over: HandingOver
    needed_on: date | None
    customer: str
    project: str
    request: str
    order: str
    created_at: datetime


def _mine(looking: Looking) -> ColumnElement[bool]:
    """Tell the slips that wait for somebody: as the one who made the draft, or as the one who takes the goods."""
    name = looking.actor.display_name
    return or_(record.c.created_by == name, slip.c.picker_name == name)


def _order_number(found: Any, looking: Looking) -> str:
    """Return the number of the order, "" for who may not see orders."""
    return found.order_number or "" if looking.actor.may(viewing(RecordKind.ORDER)) else ""


def _in(*states: SlipState) -> ColumnElement[bool]:
    return record.c.state.in_([state.value for state in states])


SLIPS = RecordList(
    kind=RecordKind.SLIP,
    row=SlipRow,
    own=slip,
    columns={
        "items": over(func.count(), line.c.slip_id),
        "request": _request.c.number,
        "order_number": _order.c.number,
        "created_at": record.c.sort_at,
    },
    derived={"order": _order_number},
    joins=((_request, _request.c.id == slip.c.request_id), (_order, _order.c.id == slip.c.order_id)),
    orders={"title": record.c.sort_title, "needed_on": slip.c.needed_on},
    views={
        "open": _in(*OPEN_STATES),
        "mine": _mine,
        "to_approve": _in(SlipState.DRAFT),
        "to_check": _in(SlipState.APPROVED),
        "to_pack": _in(SlipState.CHECKED) & ~slip.c.is_red,
        "red": slip.c.is_red,
        "finished": _in(SlipState.PACKED, SlipState.CANCELLED),
    },
    uncounted=frozenset({"mine", "finished"}),
)

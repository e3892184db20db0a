"""Reading one issue slip in full (C6.3); no price stands on it for those who may not see costs (C14)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.context import Context
from app.queries.material.slip_facts import NOT_GONE, slip_facts
from app.queries.material.slip_parts import SlipAround, SlipLineView, slip_around, slip_lines
from app.queries.records.lookup import existing
from app.queries.records.record_parts import (
    EventLine,
    NextStep,
    PaperLine,
    ScanLine,
    counted_events_of,
    filed_of_record,
    next_steps,
)
from app.queries.trade.of_request import offer_name
from app.queries.trade.order_parts import Linked
from app.rules.material.slips import HANDED_OUT, Wanted, short_items
from app.rules.permissions import Permission
from models.enums import HandingOver, RecordKind, SlipKind, SlipState
from models.material.slip import Slip

PACK = "pack"


@dataclass(frozen=True, slots=True)
class SlipDetails:
    """One slip in full, for reading. ``may_return`` tells that something of it is still out and may come back by a red
    slip.
    """

    id: int
    number: str
    version: int
    title: str
    state: SlipState
    slip_kind: SlipKind
    is_red: bool
    picker_name: str
    department: str
    handing_over: HandingOver
    purpose: str
    needed_on: date | None
    due_back_on: date | None
    created_at: datetime
    created_by: str
    approved_at: datetime | None
    approved_by: str
    checked_at: datetime | None
    checked_by: str
    packed_at: datetime | None
    packed_by: str
    around: SlipAround
    lines: tuple[SlipLineView, ...]
    may_return: bool
    steps: tuple[NextStep, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int


_OWN = (
    "id", "version", "title", "slip_kind", "is_red", "picker_name", "department", "handing_over", "purpose",
    "needed_on", "due_back_on", "created_at", "created_by", "approved_at", "approved_by", "checked_at", "checked_by",
    "packed_at", "packed_by",
)  # fmt: skip


def slip_details(context: Context, record_id: int) -> SlipDetails:
    """Read one slip with all that its detail pane shows; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        return _details(context, session, existing(session, Slip, record_id))


def _details(context: Context, session: Session, slip: Slip) -> SlipDetails:
    events, event_count = counted_events_of(session, (slip.id,))
    papers, scans = filed_of_record(session, (slip.id,))
    lines = slip_lines(session, slip, with_values=context.actor.may(Permission.VIEW_MARGINS))
    around = slip_around(session, slip, context.actor)
    return SlipDetails(
        **_own_facts(slip),
        around=around,
        lines=lines,
        may_return=may_return(slip) and any(line.left > 0 for line in lines),
        steps=_steps(context, session, slip, lines, around),
        papers=papers,
        scans=scans,
        events=events,
        event_count=event_count,
    )


def _own_facts(slip: Slip) -> dict[str, Any]:
    own = {name: getattr(slip, name) for name in _OWN}
    return own | {"number": slip.number or "", "state": SlipState(slip.state)}


def may_return(slip: Slip) -> bool:
    """Tell whether goods of a slip come back by a red one; what was lent comes back as a loan."""
    return slip.state in HANDED_OUT and not slip.is_red and slip.slip_kind is not SlipKind.LOAN


def _steps(
    context: Context, session: Session, slip: Slip, lines: Sequence[SlipLineView], around: SlipAround
) -> tuple[NextStep, ...]:
    """What came back is not packed."""
    short = _short(slip, lines)
    shipments = None if slip.is_red else _not_gone(around.shipment)
    facts = slip_facts(session, slip, context.clock.now(), short=short, shipments=shipments)
    steps = next_steps(RecordKind.SLIP, slip.state, facts, context.actor)
    return tuple(step for step in steps if not (slip.is_red and step.action == PACK))


def _short(slip: Slip, lines: Sequence[SlipLineView]) -> tuple[str, ...]:
    if slip.state != SlipState.DRAFT or slip.is_red:
        return ()
    asked = ((line.part_id, Wanted(line.name, line.quantity, line.unit)) for line in lines)
    return short_items(asked, {line.part_id: line.free for line in lines})


def _not_gone(shipment: Linked | None) -> tuple[str, ...]:
    if shipment is None or shipment.state not in NOT_GONE:
        return ()
    return (offer_name(shipment.number, shipment.title),)

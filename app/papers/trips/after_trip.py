"""What the papers after a trip say alike: which trip it was, who went, when, for whom (C7.4)."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.papers.content import FieldValue
from app.papers.material.around import contract_of, enumerated, numbers_of, owner_values, site_of, when, zone_of
from app.papers.sources import traveller
from app.rules.gate import BlockReason
from models.enums import DispatchState
from models.people.dispatch import Dispatch
from models.record import Record

FINISHED_FROM = frozenset({DispatchState.FINISHED, DispatchState.RETURNED, DispatchState.CLOSED})
RETURNED_FROM = frozenset({DispatchState.RETURNED, DispatchState.CLOSED})


def trip_values(session: Session, dispatch: Dispatch) -> dict[str, FieldValue]:
    """Return whose trip it was, where to and when; room for handwriting where something has not happened yet."""
    zone = zone_of(session)
    return {
        **owner_values(session, dispatch),
        "work_order_no": dispatch.number or "",
        "request_no": numbers_of(session, dispatch.request_id),
        "contract_no": contract_of(session, dispatch),
        "site_address": site_of(session, dispatch),
        **_times(dispatch, zone),
    }


def _times(dispatch: Dispatch, zone: ZoneInfo) -> dict[str, FieldValue]:
    return {"arrive_at": when(dispatch.arrived_at, zone), "finish_at": when(dispatch.finished_at, zone)}


def travellers(dispatch: Dispatch, zone: ZoneInfo) -> str:
    """Return who went."""
    return enumerated(traveller(person, zone) for person in dispatch.people)


def missing_of(
    record: Record, states: Iterable[DispatchState], step: BlockReason, text: BlockReason | None
) -> tuple[BlockReason, ...]:
    """Return what a paper of a trip still waits for: the ``step`` that leads to ``states``, and its ``text``."""
    reasons = () if record.state in frozenset(states) else (step,)
    return (*reasons, text) if text is not None else reasons

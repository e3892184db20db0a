"""The clock of an advance: it is settled some working days after the person is back from the trip (C7.4)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app.queries.promises.record_log import RecordLog
from app.rules.promises.commitments import Clock, PromiseFacts
from models.enums import AdvanceState, CommitmentKind, EventKind
from models.people.dispatch import Dispatch, DispatchPerson
from models.trips.advance import Advance

OWING = (AdvanceState.PAID, AdvanceState.SETTLED)


def advance_facts(session: Session, advances: Sequence[Advance], log: RecordLog) -> Mapping[Advance, PromiseFacts]:
    """Return the facts of these advances: what was paid out is settled after the return of its dispatch, or after the
    person left it; nothing while that has not happened.
    """
    back = _returns(session, advances)
    return {
        one: PromiseFacts(
            clocks={CommitmentKind.ADVANCE_SETTLEMENT: _clocks(one, back.get((one.dispatch_id, one.staff_id)), log)},
            agreed=log.agreed_of(one),
            holds=log.holds_of(one),
        )
        for one in advances
    }


def _returns(session: Session, advances: Sequence[Advance]) -> Mapping[tuple[int, int], datetime | None]:
    """Return by dispatch and person when each came back."""
    theirs = and_(
        DispatchPerson.dispatch_id == Dispatch.id, DispatchPerson.staff_id.in_({a.staff_id for a in advances})
    )
    rows = session.execute(
        select(Dispatch.id, DispatchPerson.staff_id, DispatchPerson.leaves_at, Dispatch.returned_at)
        .join(DispatchPerson, theirs)
        .where(Dispatch.id.in_({a.dispatch_id for a in advances}))
    )
    return {(row[0], row[1] or 0): row[2] or row[3] for row in rows}


def _clocks(advance: Advance, back_at: datetime | None, log: RecordLog) -> Sequence[Clock]:
    if back_at is None or advance.state not in OWING:
        return ()
    return (Clock(back_at, met_at=_settled_at(advance, log)),)


def _settled_at(advance: Advance, log: RecordLog) -> datetime | None:
    """Return when the last of it was set off or handed back."""
    if advance.state != AdvanceState.SETTLED:
        return None
    settled = [event.at for event in log.events_of(advance) if event.kind is EventKind.ADVANCE_SETTLED]
    return settled[-1] if settled else None

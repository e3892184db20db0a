"""Keeping promises: what a record owes by when, recomputed from facts in the transaction that changes one (decision
6).
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from app.queries.deadlines import read_deadlines
from app.queries.promise_facts import promise_facts
from app.rules.commitments import kinds_met_by, kinds_owed_by
from app.rules.deadlines import FactValue, Promise, verdict
from models.commitment import Commitment
from models.enums import CommitmentKind, CommitmentState
from models.record import Event, Record

CLOSED = frozenset({CommitmentState.WAIVED, CommitmentState.DROPPED})


def owe_all(session: Session, record: Record) -> None:
    """Create or recompute every promise that a record of this kind owes, from its facts as they are now."""
    told = promise_facts(record)
    for row in kinds_owed_by(record.kind):
        anchor = told.anchors.get(row.anchor)
        if anchor is not None:
            owe(session, record, row.kind, told.values, anchor)


def meet_by(session: Session, record: Record, event: Event) -> None:
    """Count ``event`` for every promise that this kind of event meets."""
    for row in kinds_met_by(event.kind):
        meet(session, record, row.kind, event)


def owe(
    session: Session,
    record: Record,
    kind: CommitmentKind,
    facts: Mapping[str, FactValue | None],
    anchor: datetime,
) -> Commitment | None:
    """Create or recompute the promise of ``kind``; returns it, None when no policy asks for one.

    A promise whose due time has passed keeps it in ``frozen_due_at``, and with it its first verdict (invariant 7).
    """
    promised = read_deadlines(session).promise(kind, facts, anchor)
    existing = find(session, record, kind)
    if promised is None or promised.policy_id is None:
        return existing
    if existing is None:
        existing = Commitment(record=record, kind=kind)
        session.add(existing)
    else:
        freeze_if_past(existing, promised.due, session.info["now"])
    _write(existing, promised, anchor)
    if not inspect(record).persistent:
        _note_first_due(record, existing)
    else:
        refresh_due(session, record)
    return existing


def _note_first_due(record: Record, commitment: Commitment) -> None:
    """Give a record that is not stored yet its earliest promise, so that it is written once and right."""
    if record.due_at is None or commitment.due_at < record.due_at:
        record.due_at, record.due_kind = commitment.due_at, commitment.kind


def _write(commitment: Commitment, promised: Promise, anchor: datetime) -> None:
    if promised.policy_id is None:
        raise ValueError("a promise is kept under a stored policy row")
    commitment.clause = promised.clause
    commitment.policy_id = promised.policy_id
    commitment.anchor_at = anchor
    commitment.due_at = promised.due
    commitment.target_at = promised.target
    commitment.act_by_at = promised.act_by
    if commitment.state not in CLOSED:
        commitment.state = verdict(judged_by(commitment), commitment.met_at)


def judged_by(commitment: Commitment) -> datetime:
    """Return the due time that counts for the verdict: the first one missed, else the present one."""
    return commitment.frozen_due_at or commitment.due_at


def is_missed(commitment: Commitment, now: datetime) -> bool:
    """Tell whether a promise was not kept in time: open and past due, or met late."""
    past = commitment.state is CommitmentState.OPEN and judged_by(commitment) < now
    return past or commitment.state is CommitmentState.MET_LATE


def freeze_if_past(commitment: Commitment, new_due: datetime, now: datetime) -> None:
    """Before a fact moves the due time: keep the old one where it has passed or was missed (decision 6)."""
    past = commitment.due_at < now or is_missed(commitment, now)
    if past and commitment.frozen_due_at is None and commitment.due_at != new_due:
        commitment.frozen_due_at = commitment.due_at


def find(session: Session, record: Record, kind: CommitmentKind) -> Commitment | None:
    """Return the record's promise of ``kind``."""
    if not inspect(record).persistent:
        return None
    return session.scalar(select(Commitment).where(Commitment.record_id == record.id, Commitment.kind == kind))


def meet(session: Session, record: Record, kind: CommitmentKind, event: Event) -> None:
    """Count ``event`` as the fact that meets the promise; an earlier fact counts before a later one."""
    commitment = find(session, record, kind)
    if commitment is None or commitment.state in CLOSED:
        return
    session.flush()
    if commitment.met_at is None or event.at < commitment.met_at:
        commitment.met_at = event.at
        commitment.met_event_id = event.id
        commitment.state = verdict(judged_by(commitment), event.at)
    refresh_due(session, record)


def drop_all(session: Session, record: Record, reason: str) -> None:
    """Close the open promises of a cancelled record as dropped."""
    open_ones = select(Commitment).where(Commitment.record_id == record.id, Commitment.state == CommitmentState.OPEN)
    for commitment in session.scalars(open_ones):
        commitment.state = CommitmentState.DROPPED
        commitment.reason = reason
    refresh_due(session, record)


def refresh_due(session: Session, record: Record) -> None:
    """Rewrite the record's copy of its earliest open promise, by which lists sort."""
    session.flush()
    earliest = session.scalar(
        select(Commitment)
        .where(Commitment.record_id == record.id, Commitment.state == CommitmentState.OPEN)
        .order_by(Commitment.due_at, Commitment.id)
        .limit(1)
    )
    record.due_at = earliest.due_at if earliest else None
    record.due_kind = earliest.kind if earliest else None

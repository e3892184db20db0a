"""Keeping promises: what a record owes by when, settled from its facts in the transaction that changes one (decision
6).
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from app.i18n import N_
from app.queries.promises.deadlines import read_deadlines
from app.queries.promises.facts import promise_facts
from app.rules.promises.commitments import Owed, PromiseFacts, Slot, owed
from app.rules.promises.deadlines import PolicyBook, verdict
from models.commitment import Commitment
from models.enums import CommitmentState
from models.record import Record

CLOSED = frozenset({CommitmentState.WAIVED, CommitmentState.DROPPED})
NO_LONGER_OWED = N_("No longer owed after a change of facts")


def settle(session: Session, record: Record) -> None:
    """Create, recompute, meet and drop the promises of a record, from its facts as they are now.

    A promise whose due time has passed keeps it in ``frozen_due_at``, and with it its first verdict (invariant 7).
    """
    is_stored = inspect(record).persistent
    if is_stored:
        session.flush()  # entries of the log are told apart by their ids
    settle_from(session, record, promise_facts(session, record), read_deadlines(session), promises_of(session, record))
    if is_stored:
        session.flush()


def settle_from(
    session: Session, record: Record, told: PromiseFacts, book: PolicyBook, stored: Mapping[Slot, Commitment]
) -> None:
    """Settle the promises of a record from facts, policies and stored promises that have been read already."""
    if told.finished:
        return
    now: datetime = session.info["now"]
    wanted = {one.key: one for one in owed(book, record.kind, told)}
    kept = dict(stored)
    for key, one in wanted.items():
        if key not in kept:
            kept[key] = Commitment(record=record, kind=one.promise.kind, slot=one.slot, state=CommitmentState.OPEN)
            session.add(kept[key])
        else:
            freeze_if_past(kept[key], one.promise.due, now)
        _write(kept[key], one)
    for key in kept.keys() - wanted.keys():
        _drop(kept[key], now)
    note_earliest(record, kept.values())


def promises_of(session: Session, record: Record) -> dict[Slot, Commitment]:
    """Return the stored promises of a record by kind and slot."""
    if not inspect(record).persistent:
        return {}
    rows = session.scalars(select(Commitment).where(Commitment.record_id == record.id))
    return {(row.kind, row.slot): row for row in rows}


def _write(commitment: Commitment, one: Owed) -> None:
    promised = one.promise
    if promised.policy_id is None:
        raise ValueError("a promise is kept under a stored policy row")
    commitment.clause = promised.clause
    commitment.policy_id = promised.policy_id
    commitment.anchor_at = one.anchor
    commitment.due_at, commitment.target_at, commitment.act_by_at = promised.due, promised.target, promised.act_by
    commitment.provisional = one.provisional
    if commitment.state is CommitmentState.WAIVED:
        return
    commitment.state = verdict(judged_by(commitment), one.met_at)
    commitment.met_at, commitment.met_event_id = one.met_at, one.met_event_id
    commitment.reason = ""


def judged_by(commitment: Commitment) -> datetime | None:
    """Return the due time that counts for the verdict: the first one missed, else the present one."""
    return commitment.frozen_due_at or commitment.due_at


def is_missed(commitment: Commitment, now: datetime) -> bool:
    """Tell whether a promise was not kept in time: open and past due, or met late, or dropped after a miss."""
    if commitment.state is CommitmentState.OPEN:
        due = judged_by(commitment)
        return due is not None and due < now
    dropped = commitment.state is CommitmentState.DROPPED and commitment.frozen_due_at is not None
    return dropped or commitment.state is CommitmentState.MET_LATE


def freeze_if_past(commitment: Commitment, new_due: datetime | None, now: datetime) -> None:
    """Before a fact moves the due time: keep the old one where it has passed or was missed (decision 6).

    A provisional promise rested on what nobody had confirmed: nothing of it is kept.
    """
    due = commitment.due_at
    if due is None or due == new_due or commitment.frozen_due_at is not None or commitment.provisional:
        return
    if commitment.state not in CLOSED and (due < now or is_missed(commitment, now)):
        commitment.frozen_due_at = due


def _drop(commitment: Commitment, now: datetime) -> None:
    """A promise that the facts no longer make is dropped while open; what was missed stays on record."""
    if commitment.state is CommitmentState.OPEN:
        freeze_if_past(commitment, None, now)
        commitment.state, commitment.reason = CommitmentState.DROPPED, NO_LONGER_OWED


def drop_all(session: Session, record: Record, reason: str) -> None:
    """Close the open promises of a cancelled or merged record as dropped."""
    promises = promises_of(session, record)
    now = session.info["now"]
    for commitment in promises.values():
        if commitment.state is CommitmentState.OPEN:
            freeze_if_past(commitment, None, now)
            commitment.state, commitment.reason = CommitmentState.DROPPED, reason
    note_earliest(record, promises.values())


def note_earliest(record: Record, commitments: Iterable[Commitment]) -> None:
    """Rewrite the record's copy of its earliest open promise, by which lists sort."""
    open_ones = [one for one in commitments if one.state is CommitmentState.OPEN and one.due_at is not None]
    first = min(open_ones, key=lambda one: (one.due_at, one.kind.value, one.slot), default=None)
    record.due_at = first.due_at if first else None
    record.due_kind = first.kind if first else None

"""Keeping promises: what a record owes by when, settled from its facts in the transaction that changes one (decision
6).
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from app.context import Actor
from app.errors import Invalid, NotAllowed
from app.i18n import N_, _
from app.labels import label
from app.queries.promises.deadlines import read_deadlines
from app.queries.promises.facts import promise_facts
from app.rules.permissions import Permission
from app.rules.promises import missed
from app.rules.promises.clocks import DeadlineOutOfRangeError
from app.rules.promises.commitments import Owed, PromiseFacts, Slot, owed
from app.rules.promises.deadlines import PolicyBook, verdict
from models.commitment import Commitment
from models.enums import CommitmentState
from models.record import Record

NO_LONGER_OWED = N_("No longer owed after a change of facts")

Touched = tuple[Commitment, ...]


def settle(session: Session, record: Record) -> Touched:
    """Create, recompute, meet and drop the promises of a record, from its facts as they are now.

    A promise whose due time has passed keeps it in ``frozen_due_at``, and with it its first verdict (invariant 7).
    Returns the promises that had been missed and whose due time is now another one, or none.
    """
    is_stored = inspect(record).persistent
    if is_stored:
        session.flush()  # entries of the log are told apart by their ids
    told, book = promise_facts(session, record), read_deadlines(session)
    touched = settle_from(session, record, told, book, promises_of(session, record))
    if is_stored:
        session.flush()
    return touched


def settle_correction(session: Session, record: Record, actor: Actor, reason: str, *, field: str = "reason") -> None:
    """Settle after a person changed facts: where a promise was missed already, that takes the manager and a reason.

    The miss stays on record all the same (invariant 7). NotAllowed or Invalid at ``field`` otherwise.
    """
    touched = settle(session, record)
    if not touched:
        return
    promises = _(", ").join(dict.fromkeys(label(promise.kind) for promise in touched))
    if not actor.may(Permission.CHANGE_MISSED_FACT):
        text = _("Already late: {promises}. Only the manager may now change what these clocks hang on.")
        raise NotAllowed(text.format(promises=promises))
    if not reason.strip():
        text = _("Already late: {promises}. Give the reason for this change. The miss stays on record.")
        raise Invalid(text.format(promises=promises), field=field, clause=touched[0].clause)


def settle_from(
    session: Session, record: Record, told: PromiseFacts, book: PolicyBook, stored: Mapping[Slot, Commitment]
) -> Touched:
    """Settle the promises of a record from facts, policies and stored promises that have been read already."""
    if told.finished:
        return ()
    now: datetime = session.info["now"]
    wanted = {one.key: one for one in _owed(book, record, told)}
    touched = tuple(row for key, row in stored.items() if _miss_is_touched(row, wanted.get(key), now))
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
    return touched


def _owed(book: PolicyBook, record: Record, told: PromiseFacts) -> tuple[Owed, ...]:
    """Return what is owed; Invalid where a stored row of deadlines promises a time that no calendar has."""
    try:
        return owed(book, record.kind, told)
    except DeadlineOutOfRangeError as error:
        text = _("A deadline would lie outside the calendar. The manager corrects it under “Deadlines”.")
        raise Invalid(text, details=str(error)) from error


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
    """Tell whether a promise was not kept in time, see ``app.rules.promises.missed``."""
    return missed.is_missed(commitment.state, commitment.due_at, commitment.frozen_due_at, now)


def freeze_if_past(commitment: Commitment, new_due: datetime | None, now: datetime) -> None:
    """Before a fact moves the due time: keep the old one where it has passed or was missed (decision 6).

    A provisional promise rested on what nobody had confirmed: nothing of it is kept.
    """
    due = commitment.due_at
    if due is None or due == new_due or commitment.frozen_due_at is not None or commitment.provisional:
        return
    if commitment.state not in missed.CLOSED and (due < now or is_missed(commitment, now)):
        commitment.frozen_due_at = due


def _miss_is_touched(commitment: Commitment, one: Owed | None, now: datetime) -> bool:
    """Tell whether facts move or take away a promise that somebody can be held to and that was missed already."""
    if commitment.provisional or commitment.state in missed.CLOSED or not is_missed(commitment, now):
        return False
    return one is None or one.promise.due != commitment.due_at


def _drop(commitment: Commitment, now: datetime) -> None:
    """A promise that the facts no longer make is dropped while open; what was missed stays on record.

    One that was kept stays kept, unless it was provisional: then it was never made.
    """
    if commitment.provisional and commitment.state is not CommitmentState.WAIVED:
        commitment.met_at = commitment.met_event_id = None
        commitment.state = CommitmentState.OPEN
    if commitment.state is CommitmentState.OPEN:
        close(commitment, CommitmentState.DROPPED, NO_LONGER_OWED, now)


def close(commitment: Commitment, state: CommitmentState, reason: str, now: datetime) -> None:
    """Close an open promise without its being kept, as waived or dropped; one that was missed stays missed."""
    freeze_if_past(commitment, None, now)
    commitment.state, commitment.reason = state, reason


def drop_all(session: Session, record: Record, reason: str) -> None:
    """Close the open promises of a cancelled or merged record as dropped."""
    promises = promises_of(session, record)
    for commitment in promises.values():
        if commitment.state is CommitmentState.OPEN:
            close(commitment, CommitmentState.DROPPED, reason, session.info["now"])
    note_earliest(record, promises.values())


def note_earliest(record: Record, commitments: Iterable[Commitment]) -> None:
    """Rewrite the record's copy of its earliest open promise, by which lists sort and tell what is overdue."""
    waiting = ((judged_by(one), one) for one in commitments if one.state is CommitmentState.OPEN)
    dated = [(due, one.kind.value, one.slot, one.kind) for due, one in waiting if due is not None]
    first = min(dated, default=None)
    record.due_at = first[0] if first else None
    record.due_kind = first[-1] if first else None

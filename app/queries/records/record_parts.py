"""What every record's detail shows: promises, log, papers, and the next lawful steps."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.context import Actor
from app.i18n import _
from app.queries.records.event_texts import event_text
from app.rules.gates import AnyFacts, BlockReason, check_gates
from app.rules.transitions import arrows_from
from models.archive.document import Document
from models.commitment import Commitment
from models.enums import CommitmentKind, CommitmentState, EventKind, RecordKind
from models.paper import IssuedPaper
from models.record import Event

LATEST_EVENTS = 50


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """A promise as shown: ``due`` is the time that counts for the verdict, None while it is still to be agreed;
    ``missed`` is derived from it and now. ``provisional`` tells that nobody has confirmed the class it rests on.
    """

    id: int
    kind: CommitmentKind
    slot: int
    clause: str
    state: CommitmentState
    due: datetime | None
    target: datetime | None
    act_by: datetime | None
    met_at: datetime | None
    missed: bool
    provisional: bool
    reason: str


@dataclass(frozen=True, slots=True)
class EventLine:
    """An entry of the log."""

    id: int
    kind: EventKind
    at: datetime
    person: str
    counterpart: str
    text: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper that was issued for the record; ``sha256`` names its file in the store."""

    form: str
    number: str
    revision: int
    print_count: int
    issued_at: datetime
    issued_by: str
    archive_code: str
    document_id: int


@dataclass(frozen=True, slots=True)
class NextStep:
    """A lawful move: ``title`` is its msgid, ``asks`` the text it wants, ``blocked`` why it cannot be taken yet."""

    action: str
    title: str
    asks: str | None
    allowed: bool
    blocked: tuple[BlockReason, ...]


def commitments_of(session: Session, record_id: int, now: datetime) -> tuple[CommitmentLine, ...]:
    """Return a record's promises, earliest first."""
    promised = select(Commitment).where(Commitment.record_id == record_id)
    rows = session.scalars(promised.order_by(Commitment.due_at, Commitment.id))
    return tuple(_commitment_line(row, now) for row in rows)


def _commitment_line(row: Commitment, now: datetime) -> CommitmentLine:
    due = row.frozen_due_at or row.due_at
    past = due is not None and due < now
    missed = (row.state is CommitmentState.OPEN and past) or row.state is CommitmentState.MET_LATE
    return CommitmentLine(
        id=row.id,
        kind=row.kind,
        slot=row.slot,
        clause=row.clause,
        state=row.state,
        due=due,
        target=row.target_at,
        act_by=row.act_by_at,
        met_at=row.met_at,
        missed=missed,
        provisional=row.provisional,
        reason=_(row.reason) if row.reason else "",
    )


def events_of(session: Session, record_ids: Iterable[int], limit: int = LATEST_EVENTS) -> tuple[EventLine, ...]:
    """Return the newest entries of the logs of these records, newest first."""
    return counted_events_of(session, record_ids, limit)[0]


def counted_events_of(
    session: Session, record_ids: Iterable[int], limit: int = LATEST_EVENTS
) -> tuple[tuple[EventLine, ...], int]:
    """Return the newest entries of the logs of these records, newest first, and how many there are in all."""
    rows = session.execute(
        select(Event, func.count().over().label("total"))
        .where(Event.record_id.in_(tuple(record_ids)))
        .order_by(Event.at.desc(), Event.id.desc())
        .limit(limit)
    ).all()
    return tuple(_event_line(event) for event, _total in rows), rows[0].total if rows else 0


def _event_line(event: Event) -> EventLine:
    words = event_text(event.text, event.data)
    return EventLine(event.id, event.kind, event.at, event.person, event.counterpart, words, event.data)


def papers_of_record(session: Session, record_ids: Iterable[int]) -> tuple[PaperLine, ...]:
    """Return the issued papers of these records, newest first."""
    rows = session.execute(
        select(IssuedPaper, Document.archive_code, Document.id)
        .join(Document, Document.id == IssuedPaper.document_id)
        .where(IssuedPaper.record_id.in_(tuple(record_ids)))
        .order_by(IssuedPaper.issued_at.desc(), IssuedPaper.id.desc())
    )
    return tuple(
        PaperLine(p.form, p.number, p.revision, p.print_count, p.issued_at, p.issued_by, code, document_id)
        for p, code, document_id in rows
    )


def next_steps(kind: RecordKind, state: str, facts: AnyFacts, actor: Actor) -> tuple[NextStep, ...]:
    """Return the moves that lead out of ``state``, each with what blocks it."""
    return tuple(
        NextStep(
            action=arrow.action_code,
            title=arrow.title,
            asks=arrow.asks,
            allowed=actor.may(arrow.permission),
            # The text that a step asks for is given with it; its gate is checked when it is taken.
            blocked=tuple(r for r in check_gates(arrow.gates, facts) if not (arrow.asks and r.fix == "record_result")),
        )
        for arrow in arrows_from(kind, state)
    )

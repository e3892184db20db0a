"""What every record's detail shows: promises, log, papers, and the next lawful steps."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, func, or_, select
from sqlalchemy.orm import Session

from app.context import Actor, actor_of
from app.i18n import _
from app.queries.records.event_texts import event_text
from app.rules.gate import BlockReason
from app.rules.gates import AnyFacts, check_gates
from app.rules.promises.missed import is_missed
from app.rules.transitions import arrows_from
from app.rules.visible import May, hides_text
from models.archive.document import Document
from models.commitment import AgreedDate, Commitment
from models.enums import CommitmentKind, CommitmentState, DeadlineUnit, EventKind, RecordKind
from models.paper import IssuedPaper
from models.policy import Policy
from models.record import Event

LATEST_EVENTS = 50


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """A promise as shown: ``due`` is the time that counts for the verdict, None while it is still to be agreed;
    ``missed`` is derived from it and now. ``provisional`` tells that nobody has confirmed the class it rests on.
    ``due_now`` is what the present facts make of it; it differs from ``due`` where a miss was kept (invariant 7).
    ``is_agreed`` tells that the due time was set by hand, ``agreed_with`` with whom; ``by_agreement`` that the clause
    itself leaves it to agreement.
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
    due_now: datetime | None = None
    is_agreed: bool = False
    agreed_with: str = ""
    by_agreement: bool = False


@dataclass(frozen=True, slots=True)
class EventLine:
    """An entry of the log; without words and data where these name a price that is not for whoever reads it."""

    id: int
    kind: EventKind
    at: datetime
    person: str
    counterpart: str
    text: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper that was issued for the record; ``document_id`` is None, without a code, for one that is not filed."""

    form: str
    number: str
    revision: int
    print_count: int
    issued_at: datetime
    issued_by: str
    archive_code: str
    document_id: int | None


@dataclass(frozen=True, slots=True)
class ScanLine:
    """A document that came in for the record: a fax, a letter, a photo; ``document_date`` is its own day."""

    document_id: int
    title: str
    archive_code: str
    document_date: date


@dataclass(frozen=True, slots=True)
class NextStep:
    """A lawful move: ``title`` is its msgid, ``asks`` the text it wants, ``blocked`` why it cannot be taken yet."""

    action: str
    title: str
    asks: str | None
    allowed: bool
    blocked: tuple[BlockReason, ...]


_commitment, _policy = Commitment.__table__, Policy.__table__
_agreed, _later = AgreedDate.__table__, AgreedDate.__table__.alias("later")
_same_slot = (
    _later.c.record_id == _agreed.c.record_id,
    _later.c.kind == _agreed.c.kind,
    _later.c.slot == _agreed.c.slot,
)
PROMISE_COLUMNS: tuple[ColumnElement[Any], ...] = (
    *_commitment.c, _agreed.c.id.label("agreed_id"), _agreed.c.agreed_with, _policy.c.unit
)  # fmt: skip


def promise_tables(tables: FromClause) -> FromClause:
    """Return ``tables`` with those that belong to the promises in them: their policies, the last date agreed."""
    agreed = and_(
        _agreed.c.record_id == _commitment.c.record_id,
        _agreed.c.kind == _commitment.c.kind,
        _agreed.c.slot == _commitment.c.slot,
        ~select(_later.c.id).where(*_same_slot, _later.c.id > _agreed.c.id).exists(),  # the last entered counts
    )
    return tables.outerjoin(_policy, _policy.c.id == _commitment.c.policy_id).outerjoin(_agreed, agreed)


_PROMISED = select(*PROMISE_COLUMNS).select_from(promise_tables(_commitment))  # made once: every record asks it


def commitments_of(session: Session, record_id: int, now: datetime) -> tuple[CommitmentLine, ...]:
    """Return a record's promises, earliest first; those whose date is still to be agreed last."""
    return commitment_lines(session.execute(_PROMISED.where(_commitment.c.record_id == record_id)), now)


def commitment_lines(rows: Iterable[Any], now: datetime) -> tuple[CommitmentLine, ...]:
    """Return the promises that rows of PROMISE_COLUMNS tell of, earliest first, those without a date last."""
    in_order = sorted(rows, key=lambda row: (row.due_at is None, row.due_at or now, row.id))
    return tuple(_commitment_line(row, now) for row in in_order)


def _commitment_line(row: Any, now: datetime) -> CommitmentLine:
    return CommitmentLine(
        id=row.id,
        kind=row.kind,
        slot=row.slot,
        clause=row.clause,
        state=row.state,
        due=row.frozen_due_at or row.due_at,
        target=row.target_at,
        act_by=row.act_by_at,
        met_at=row.met_at,
        missed=is_missed(row.state, row.due_at, row.frozen_due_at, now),
        provisional=row.provisional,
        reason=_(row.reason) if row.reason else "",
        due_now=row.due_at,
        is_agreed=row.agreed_id is not None,
        agreed_with=row.agreed_with or "",
        by_agreement=row.unit is DeadlineUnit.AGREED,
    )


def events_of(session: Session, record_ids: Iterable[int], limit: int = LATEST_EVENTS) -> tuple[EventLine, ...]:
    """Return the newest entries of the logs of these records, newest first."""
    return counted_events_of(session, record_ids, limit)[0]


def counted_events_of(
    session: Session, record_ids: Iterable[int], limit: int = LATEST_EVENTS
) -> tuple[tuple[EventLine, ...], int]:
    """Return the newest entries of the logs of these records, newest first, and how many there are in all.

    Entries that may name a price say nothing to those who may not see money.
    """
    rows = session.execute(
        select(Event, func.count().over().label("total"))
        .where(Event.record_id.in_(tuple(record_ids)))
        .order_by(Event.at.desc(), Event.id.desc())
        .limit(limit)
    ).all()
    may = actor_of(session).may
    return tuple(_event_line(event, may) for event, _total in rows), rows[0].total if rows else 0


@dataclass(frozen=True, slots=True)
class Log:
    """A log as it is shown, its ``newest`` entries and the ``count`` of all, with every entry of some kinds beside
    (``all_of``); the newest in front.
    """

    newest: tuple[EventLine, ...]
    count: int
    all_of: tuple[Event, ...]


def log_of(session: Session, record_id: int, kinds: Collection[EventKind], limit: int = LATEST_EVENTS) -> Log:
    """Read the log of a record in one reading; see ``counted_events_of``."""
    own, in_order = Event.record_id == record_id, (Event.at.desc(), Event.id.desc())
    newest = select(Event.id).where(own).order_by(*in_order).limit(limit).subquery()
    count = select(func.count()).select_from(Event).where(own).scalar_subquery()
    wanted = select(Event, count).where(own, or_(Event.id.in_(select(newest.c.id)), Event.kind.in_(kinds)))
    rows = session.execute(wanted.order_by(*in_order)).all()
    may = actor_of(session).may
    return Log(
        newest=tuple(_event_line(row[0], may) for row in rows[:limit]),
        count=rows[0][1] if rows else 0,
        all_of=tuple(row[0] for row in rows if row[0].kind in kinds),
    )


def _event_line(event: Event, may: May) -> EventLine:
    if hides_text(event.kind, may):
        return EventLine(event.id, event.kind, event.at, event.person, event.counterpart, "", {})
    words = event_text(event.text, event.data)
    return EventLine(event.id, event.kind, event.at, event.person, event.counterpart, words, event.data)


def papers_of_record(session: Session, record_ids: Iterable[int]) -> tuple[PaperLine, ...]:
    """Return the issued papers of these records, newest first; those that are filed nowhere at the end."""
    ids = tuple(record_ids)
    unfiled = session.scalars(
        select(IssuedPaper)
        .where(IssuedPaper.record_id.in_(ids), IssuedPaper.document_id.is_(None))
        .order_by(IssuedPaper.issued_at.desc(), IssuedPaper.id.desc())
    )
    return (*filed_of_record(session, ids)[0], *(_paper_line(paper, "", None) for paper in unfiled))


def _paper_line(paper: IssuedPaper, archive_code: str, document_id: int | None) -> PaperLine:
    return PaperLine(
        paper.form, paper.number, paper.revision, paper.print_count, paper.issued_at, paper.issued_by, archive_code,
        document_id,
    )  # fmt: skip


def filed_of_record(session: Session, record_ids: Iterable[int]) -> tuple[tuple[PaperLine, ...], tuple[ScanLine, ...]]:
    """Return what is filed for these records, newest first: the papers issued, and apart from them what came in."""
    rows = session.execute(
        select(IssuedPaper, Document)
        .select_from(Document)
        .outerjoin(IssuedPaper, IssuedPaper.document_id == Document.id)
        .where(Document.subject_id.in_(tuple(record_ids)))
        .order_by(IssuedPaper.issued_at.desc(), IssuedPaper.id.desc(), Document.id.desc())
    ).all()
    papers = tuple(_paper_line(p, d.archive_code, d.id) for p, d in rows if p is not None)
    scans = tuple(ScanLine(d.id, d.title, d.archive_code, d.document_date) for p, d in rows if p is None)
    return papers, scans


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

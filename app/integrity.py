"""Checking a data folder from end to end: nothing lost, nothing altered, every cache equal to its facts.

The checks read in streams, so that a large department needs no more memory than a small one. They change nothing.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Executable, func, select
from sqlalchemy.orm import Session, aliased, with_polymorphic

from app.context import Context
from app.engines.search import search_index
from app.i18n import N_, _
from app.papers.definitions import PAPERS
from app.papers.form import load_form
from app.queries.deadlines import Deadlines, read_deadlines
from app.queries.promise_facts import promise_facts
from app.rules.commitments import PROMISE_KINDS, PromiseFacts, promise_kind
from app.rules.deadlines import verdict
from app.rules.numbering import PREFIXES, parse_number
from app.rules.permissions import Permission
from app.security.audit import broken_links
from app.services.promises import CLOSED, judged_by
from models.archive.document import Document, DocumentFile, StoredFile
from models.commitment import Commitment
from models.enums import CommitmentState, RecordKind
from models.paper import IssuedPaper
from models.record import NumberSeries, Record
from models.registry import KINDS

ROWS_AT_A_TIME = 1000


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong: ``code`` for programs, ``number`` of the record (or row) it is about, and what to do."""

    code: str
    number: str
    message: str
    hint: str


Check = Callable[[Context, Session], Iterator[Finding]]

RESTORE = N_("Restore the latest backup into a new folder and compare.")
RECOMPUTE = N_("Open the record, change nothing and save it; the times are then computed again.")
REINDEX = N_("Open the record and save it; it is then indexed again.")
REPORT = N_("Keep this folder and a backup as they are and report the program error.")


def check(context: Context) -> tuple[Finding, ...]:
    """Check everything in one consistent reading and return what is wrong, nothing when all is well."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        return tuple(finding for one in CHECKS for finding in one(context, session))


def _found(code: str, number: object, message: str, hint: str) -> Finding:
    return Finding(code, str(number), _(message), _(hint))


def _rows(session: Session, statement: Executable) -> Iterator[Any]:
    yield from session.execute(statement.execution_options(yield_per=ROWS_AT_A_TIME))


def _database(context: Context, session: Session) -> Iterator[Finding]:
    """Pages, references and whatever else this kind of database can lose."""
    for damage in context.database.place.damage(session):
        yield _found(damage.code, damage.what, damage.message, RESTORE)


def _audit_chain(_context: Context, session: Session) -> Iterator[Finding]:
    for entry_id in broken_links(session):
        message = N_("The audit trail was altered or cut at this entry.")
        yield _found("audit", entry_id, message, RESTORE)


def _numbers(_context: Context, session: Session) -> Iterator[Finding]:
    """Every serial up to the last one given exists once; a cancelled record keeps its own (invariant 3).

    So do the numbers of papers that have a series of their own: revisions and languages share one.
    """
    kinds = {prefix: kind for kind, prefix in PREFIXES.items()}
    given = {(row.prefix, row.year): row.last for row in session.scalars(select(NumberSeries))}
    for prefix, kind in kinds.items():
        # A document carries the number of the paper it holds, not one of a series of its own.
        if kind is not RecordKind.DOCUMENT:
            numbered = select(Record.number).where(Record.kind == kind, Record.number.is_not(None))
            yield from _series(session, numbered, prefix, _last(given, prefix))
    for definition in PAPERS.values():
        if not definition.carries_record_number:
            issued = select(IssuedPaper.number).where(IssuedPaper.form == definition.form_id).distinct()
            prefix = load_form(definition.form_id).prefix
            yield from _series(session, issued, prefix, _last(given, prefix))


def _last(given: dict[tuple[str, int], int], prefix: str) -> dict[int, int]:
    return {year: last for (own, year), last in given.items() if own == prefix}


def _series(session: Session, numbered: Executable, prefix: str, last: dict[int, int]) -> Iterator[Finding]:
    seen = {year: bytearray(serials + 1) for year, serials in last.items()}
    for (number,) in _rows(session, numbered):
        parsed = parse_number(number)
        if parsed is None or parsed[0] != prefix or not 0 < parsed[2] <= last.get(parsed[1], 0):
            yield _found("number_stray", number, N_("This number was never given by its series."), REPORT)
        else:
            seen[parsed[1]][parsed[2]] += 1
    for year, serials in seen.items():
        for serial in range(1, len(serials)):
            if serials[serial] != 1:
                number = f"{prefix}-{year:04}-{serial:04}"
                yield _found("number_gap", number, N_("This number was given, but there is no record of it."), RESTORE)


def _promises(_context: Context, session: Session) -> Iterator[Finding]:
    """Due, target and act-by are a cache of facts, policy and calendar: compute them again (decision 6)."""
    deadlines = read_deadlines(session)
    whole = with_polymorphic(Record, [KINDS[row.owed_by] for row in PROMISE_KINDS])
    joined = select(Commitment, whole).join(whole, whole.id == Commitment.record_id)
    for commitment, record in _rows(session, joined.order_by(Commitment.id)):
        number = record.number
        if not _agrees(deadlines, commitment, promise_facts(record)):
            yield _found("promise", number, N_("The stored due times differ from what the rules give."), RECOMPUTE)
        elif not _judged_rightly(commitment):
            yield _found("verdict", number, N_("Kept or late was judged wrongly for a promise."), RECOMPUTE)


def _agrees(deadlines: Deadlines, stored: Commitment, facts: PromiseFacts) -> bool:
    anchor = facts.anchors.get(promise_kind(stored.kind).anchor)
    promised = deadlines.promise(stored.kind, facts.values, stored.anchor_at)
    if promised is None or anchor != stored.anchor_at:
        return False
    computed = (promised.due, promised.target, promised.act_by, promised.policy_id)
    return computed == (stored.due_at, stored.target_at, stored.act_by_at, stored.policy_id)


def _judged_rightly(commitment: Commitment) -> bool:
    if commitment.state in CLOSED:
        return True
    return commitment.state is verdict(judged_by(commitment), commitment.met_at)


def _earliest_due(_context: Context, session: Session) -> Iterator[Finding]:
    """A record's own due time is that of its earliest open promise."""
    other = aliased(Commitment)
    of_record = other.record_id == Record.id, other.state == CommitmentState.OPEN
    earliest = select(func.min(other.due_at)).where(*of_record).correlate(Record).scalar_subquery()
    with_kind = select(other.id).where(*of_record, other.due_at == Record.due_at, other.kind == Record.due_kind)
    wrong = Record.due_at.is_distinct_from(earliest) | (
        Record.due_at.is_not(None) & ~with_kind.correlate(Record).exists()
    )
    for number, record_id in _rows(session, select(Record.number, Record.id).where(wrong)):
        message = N_("The due time in the lists is not the earliest open one.")
        yield _found("due", number or record_id, message, RECOMPUTE)


def _stored_files(context: Context, session: Session) -> Iterator[Finding]:
    for sha256, size in _rows(session, select(StoredFile.sha256, StoredFile.size)):
        path = context.store.path(sha256)
        if not path.is_file():
            yield _found("file_missing", sha256, N_("A filed document's file is missing."), RESTORE)
            continue
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        if digest != sha256 or path.stat().st_size != size:
            yield _found("file_damaged", sha256, N_("A filed document's file is damaged."), RESTORE)


def _papers(_context: Context, session: Session) -> Iterator[Finding]:
    """Every issued paper was filed: its document is there and has at least one file per revision (C11.5)."""
    files = select(func.count()).where(DocumentFile.document_id == IssuedPaper.document_id).correlate(IssuedPaper)
    statement = (
        select(IssuedPaper.number, IssuedPaper.revision)
        .outerjoin(Document, Document.id == IssuedPaper.document_id)
        .where(Document.id.is_(None) | (files.scalar_subquery() < IssuedPaper.revision))
    )
    for number, _revision in _rows(session, statement):
        yield _found("paper", number, N_("An issued paper has no filed document or file."), RESTORE)


def _search_rows(_context: Context, session: Session) -> Iterator[Finding]:
    hidden = ~search_index(session).holds(Record.__table__.c.id)
    for number, record_id in _rows(session, select(Record.number, Record.id).where(hidden)):
        message = N_("The search cannot find this record.")
        yield _found("search", number or record_id, message, REINDEX)


CHECKS: tuple[Check, ...] = (
    _database,
    _audit_chain,
    _numbers,
    _promises,
    _earliest_due,
    _stored_files,
    _papers,
    _search_rows,
)

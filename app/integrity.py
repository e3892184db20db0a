"""Checking a data folder from end to end: nothing lost, nothing altered, every cache equal to its facts.

The checks read in streams, so that a large department needs no more memory than a small one. They change nothing.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Executable, func, select
from sqlalchemy.orm import Session, aliased

from app.context import Context
from app.engines.search import search_index
from app.i18n import N_, _
from app.papers.definitions import PAPERS
from app.papers.form import load_form
from app.queries.material.ties import REPEATED, untied_stock
from app.queries.money.ties import untied_money
from app.queries.promises.deadlines import read_deadlines
from app.queries.promises.facts import many_promise_facts
from app.queries.trade.ties import untied_trade
from app.rules.numbering import INCOMING_PREFIX, LETTER_PREFIXES, PREFIXES, parse_number
from app.rules.permissions import Permission
from app.rules.promises.clocks import DeadlineOutOfRangeError
from app.rules.promises.commitments import PROMISE_KINDS, Owed, Slot, owed
from app.rules.promises.deadlines import PolicyBook, verdict
from app.rules.promises.missed import CLOSED
from app.security.audit import broken_links
from app.services.promises.keeping import judged_by
from models.archive.document import Document, DocumentFile, StoredFile
from models.commitment import Commitment
from models.enums import CommitmentState, EventKind, RecordKind
from models.money.letter import Letter
from models.paper import IssuedPaper
from models.record import Event, NumberSeries, Record
from models.registry import KINDS
from models.requests.request import Request

ROWS_AT_A_TIME = 1000
RECORDS_AT_A_TIME = 500


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
SAVE_PART = N_("Open the part, change nothing and save it; its sums are then written again.")
CORRECT = N_("The manager corrects the row under “Deadlines”.")
OUT_OF_RANGE = N_("A row of deadlines gives this record a time that no calendar has.")
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
    for prefix in sorted(set(LETTER_PREFIXES.values())):
        kinds_of_it = [kind for kind, own in LETTER_PREFIXES.items() if own == prefix]
        letters = select(Letter.number).where(Letter.letter_kind.in_(kinds_of_it), Letter.number.is_not(None))
        yield from _series(session, letters, prefix, _last(given, prefix))
    for definition in PAPERS.values():
        if not definition.carries_record_number:
            issued = select(IssuedPaper.number).where(IssuedPaper.form == definition.form_id).distinct()
            prefix = load_form(definition.form_id).prefix
            yield from _series(session, issued, prefix, _last(given, prefix))
    yield from _series(session, _incoming_numbers(), INCOMING_PREFIX, _last(given, INCOMING_PREFIX))


def _incoming_numbers() -> Executable:
    """Select the numbers of faxes and letters: a request's own, and those that joined an open request (C2)."""
    own = select(Request.incoming_number).where(Request.incoming_number.is_not(None))
    number = Event.data["incoming_number"].as_string()
    return own.union(select(number).where(Event.kind == EventKind.CONTACTED_AGAIN, number != ""))


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
    """Due, target and act-by are a cache of facts, policies and calendar: compute them again (decision 6)."""
    book = read_deadlines(session)
    for kind in sorted({row.owed_by for row in PROMISE_KINDS}):
        everything = select(KINDS[kind]).order_by(KINDS[kind].id).execution_options(yield_per=RECORDS_AT_A_TIME)
        for records in session.scalars(everything).partitions():
            yield from _promises_of(session, book, records)


def _promises_of(session: Session, book: PolicyBook, records: Sequence[Record]) -> Iterator[Finding]:
    stored: dict[int, dict[Slot, Commitment]] = {record.id: {} for record in records}
    for row in session.scalars(select(Commitment).where(Commitment.record_id.in_(stored))):
        stored[row.record_id][row.kind, row.slot] = row
    for record, told in many_promise_facts(session, records).items():
        rows = stored[record.id]
        try:
            wanted = None if told.finished else {one.key: one for one in owed(book, record.kind, told)}
        except DeadlineOutOfRangeError:
            yield _found("deadline", record.number or record.id, OUT_OF_RANGE, CORRECT)
            continue
        for code, message in (*_wrong_promises(wanted, rows), *_wrong_verdicts(rows.values())):
            yield _found(code, record.number or record.id, message, RECOMPUTE)


def _wrong_promises(wanted: Mapping[Slot, Owed] | None, stored: Mapping[Slot, Commitment]) -> Iterator[tuple[str, str]]:
    """Compare what is stored with what is owed; a finished record (None) keeps what it promised and owes nothing."""
    if wanted is None:
        if any(row.state is CommitmentState.OPEN for row in stored.values()):
            yield "promise", N_("Something is still owed for a finished record.")
        return
    for key in wanted.keys() | stored.keys():
        one, row = wanted.get(key), stored.get(key)
        if row is None or (one is None and row.state is CommitmentState.OPEN) or (one and not _agrees(one, row)):
            yield "promise", N_("The stored due times differ from what the rules give.")


def _wrong_verdicts(stored: Iterable[Commitment]) -> Iterator[tuple[str, str]]:
    for row in stored:
        if row.state not in CLOSED and row.state is not verdict(judged_by(row), row.met_at):
            yield "verdict", N_("Kept or late was judged wrongly for a promise.")


def _agrees(one: Owed, stored: Commitment) -> bool:
    promised = one.promise
    computed = (one.anchor, promised.due, promised.target, promised.act_by, promised.policy_id, one.provisional)
    kept = (
        stored.anchor_at, stored.due_at, stored.target_at, stored.act_by_at, stored.policy_id, stored.provisional
    )  # fmt: skip
    met = stored.state in CLOSED or (one.met_at, one.met_event_id) == (stored.met_at, stored.met_event_id)
    return computed == kept and met and stored.state is not CommitmentState.DROPPED


def _earliest_due(_context: Context, session: Session) -> Iterator[Finding]:
    """A record's own due time is that of its earliest open promise."""
    other = aliased(Commitment)
    of_record = other.record_id == Record.id, other.state == CommitmentState.OPEN
    due = func.coalesce(other.frozen_due_at, other.due_at, type_=Record.due_at.type)
    earliest = select(func.min(due)).where(*of_record).correlate(Record).scalar_subquery()
    with_kind = select(other.id).where(*of_record, due == Record.due_at, other.kind == Record.due_kind)
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
    """Every issued paper that has a catalogue entry was filed, with at least one file per revision (C11.5)."""
    filed = [definition.form_id for definition in PAPERS.values() if definition.entry is not None]
    files = select(func.count()).where(DocumentFile.document_id == IssuedPaper.document_id).correlate(IssuedPaper)
    statement = (
        select(IssuedPaper.number, IssuedPaper.revision)
        .outerjoin(Document, Document.id == IssuedPaper.document_id)
        .where(IssuedPaper.form.in_(filed), Document.id.is_(None) | (files.scalar_subquery() < IssuedPaper.revision))
    )
    for number, _revision in _rows(session, statement):
        yield _found("paper", number, N_("An issued paper has no filed document or file."), RESTORE)


def _search_rows(_context: Context, session: Session) -> Iterator[Finding]:
    hidden = ~search_index(session).holds(Record.__table__.c.id)
    for number, record_id in _rows(session, select(Record.number, Record.id).where(hidden)):
        message = N_("The search cannot find this record.")
        yield _found("search", number or record_id, message, REINDEX)


def _money(_context: Context, session: Session) -> Iterator[Finding]:
    """What came in adds up, receipt by receipt and instalment by instalment (invariant 1)."""
    for code, number, message in untied_money(session):
        yield _found(code, number, message, REPORT)


def _trade(_context: Context, session: Session) -> Iterator[Finding]:
    """Quotations and orders are the sum of their lines and say what was approved; revisions are kept (C5.2, C8.2)."""
    for code, number, message in untied_trade(session):
        yield _found(code, number, message, REPORT)


def _stock(_context: Context, session: Session) -> Iterator[Finding]:
    """What is on hand is the sum of its movements; slips, purchases and counts moved what they say (invariant 1)."""
    for code, number, message in untied_stock(session):
        yield _found(code, number, message, SAVE_PART if code in REPEATED else REPORT)


CHECKS: tuple[Check, ...] = (
    _database,
    _audit_chain,
    _numbers,
    _promises,
    _earliest_due,
    _money,
    _trade,
    _stock,
    _stored_files,
    _papers,
    _search_rows,
)

"""One customer of the daily round in full: what is open, letters, talks and promises, and the next step (C10)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from app.context import Context
from app.formatting import local
from app.queries.money.letters_sent import sent_dunning
from app.queries.money.open_amounts import OpenInstalment, open_instalments
from app.queries.money.payable import WAITING_FOR_MONEY
from app.queries.money.promises import PromiseLine, promise_line
from app.queries.money.round_ground import (
    WAITING,
    Ground,
    Late,
    Promised,
    Standing,
    Waiting,
    measures_ground,
    standing_of,
    talk_of,
    zone_and_gap,
)
from app.queries.records.lookup import existing
from app.queries.records.record_parts import (
    PROMISE_COLUMNS,
    CommitmentLine,
    commitment_lines,
    promise_tables,
)
from app.rules.money.letter_levels import DUNNING
from app.rules.permissions import Permission
from app.rules.trade.pricing import ZERO
from models.commitment import Commitment
from models.enums import (
    CommitmentKind,
    CommitmentState,
    ContactWay,
    LetterKind,
    LetterState,
    ReceiptState,
    RecordKind,
    ReplyKind,
)
from models.money.contact import CollectionContact, PaymentPromise
from models.money.letter import Letter
from models.money.receipt import Receipt
from models.parties.customer import Customer
from models.record import Record

LATEST = 20  # letters and talks that are shown
SHOWN = (CommitmentKind.PAYMENT_PROMISE, CommitmentKind.REPORT_UP, CommitmentKind.TAIL_AGE)
_commitment = Commitment.__table__


@dataclass(frozen=True, slots=True)
class OpenSource:
    """What is open of one contract or order, in yuan; ``lines`` are its instalments, the oldest due first."""

    id: int
    kind: RecordKind
    number: str
    lines: tuple[OpenInstalment, ...]

    @property
    def open(self) -> Decimal:
        """All that is open of it."""
        return sum((line.open for line in self.lines), ZERO)

    @property
    def chased(self) -> Decimal:
        """What of it is late and may be asked for."""
        return sum((line.open for line in self.lines if line.chased), ZERO)

    @property
    def disputed(self) -> Decimal:
        """What of it pauses (C10.4)."""
        return sum((line.disputed for line in self.lines), ZERO)

    @property
    def oldest_days(self) -> int:
        """For how many days the oldest of it is late."""
        return max((line.overdue_days for line in self.lines), default=0)


@dataclass(frozen=True, slots=True)
class CreditLine:
    """A receipt of which something pays nothing yet, in yuan."""

    id: int
    number: str
    received_on: date
    left: Decimal


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter to the customer with what was promised in its answer; ``doc_no`` is "" while it is a draft."""

    id: int
    doc_no: str
    kind: LetterKind
    state: LetterState
    sent_on: date | None
    pay_by_on: date | None
    reply_kind: ReplyKind | None
    promises: tuple[PromiseLine, ...] = ()


@dataclass(frozen=True, slots=True)
class TalkLine:
    """A talk about money with what was promised in it; ``source`` is "" for one about everything."""

    id: int
    at: datetime
    way: ContactWay
    person: str
    counterpart: str
    text: str
    source: str
    promises: tuple[PromiseLine, ...]


@dataclass(frozen=True, slots=True)
class RoundDetails:
    """One customer on the round; ``commitments`` are those of the open instalments, each with its number."""

    id: int
    version: int
    number: str
    name: str
    short_name: str
    standing: Standing
    sources: tuple[OpenSource, ...]
    receipts: tuple[CreditLine, ...]
    letters: tuple[LetterLine, ...]
    talks: tuple[TalkLine, ...]
    commitments: tuple[tuple[str, CommitmentLine], ...]

    @property
    def credit(self) -> Decimal:
        """What came in and pays nothing yet."""
        return sum((one.left for one in self.receipts), ZERO)

    @property
    def lines(self) -> tuple[OpenInstalment, ...]:
        """All that is open."""
        return tuple(line for source in self.sources for line in source.lines)


def round_details(context: Context, record_id: int) -> RoundDetails:
    """Read one customer as the round sees it; NotFound when there is none."""
    context.require(Permission.VIEW_MONEY)
    now = context.clock.now()
    with context.read() as session:
        zone, gap = zone_and_gap(session)
        today = local(now, zone).date()
        found = existing(session, Customer, record_id)
        lines = open_instalments(session, found.id, today)
        told = _Told.of(session, found.id, today)
        receipts = _receipts(session, found.id) if lines else ()
        credit = sum((one.left for one in receipts), ZERO)
        return RoundDetails(
            id=found.id,
            version=found.version,
            number=found.number or "",
            name=found.title,
            short_name=found.short_name,
            standing=standing_of(_ground(session, found.id, lines, told, credit, zone), today, gap),
            sources=_sources(lines),
            receipts=receipts,
            letters=told.letters,
            talks=told.talk_lines(lines),
            commitments=_commitments(session, lines, now),
        )


@dataclass(frozen=True, slots=True)
class _Told:
    """What was said to and by a customer: letters, talks that were not taken back, and all promises that stand."""

    letters: tuple[LetterLine, ...]
    talks: Sequence[CollectionContact]
    promises: Sequence[Any]
    today: date

    @classmethod
    def of(cls, session: Session, customer_id: int, today: date) -> "_Told":
        """Read it, the newest first."""
        promises = session.execute(_promised(customer_id)).all()
        talks = select(CollectionContact).where(
            CollectionContact.customer_id == customer_id, ~CollectionContact.is_void
        )
        newest = talks.order_by(CollectionContact.at.desc(), CollectionContact.id.desc()).limit(LATEST)
        told = cls((), session.scalars(newest).all(), promises, today)
        letters = session.scalars(
            select(Letter)
            .where(Letter.customer_id == customer_id, Letter.state != LetterState.CANCELLED)
            .order_by(Letter.id.desc())
            .limit(LATEST)
        )
        return cls(tuple(told.letter_line(one) for one in letters), told.talks, promises, today)

    def unkept(self) -> tuple[Promised, ...]:
        """Return the promises whose money is not there, of what is still owed."""
        return tuple(
            Promised(row.amount, row.promised_on)
            for row in self.promises
            if row.kept_on is None and row.state in WAITING_FOR_MONEY
        )

    def letter_line(self, one: Letter) -> LetterLine:
        """Return a letter with what was promised in its answer."""
        promises = self._lines(row for row in self.promises if row.letter_id == one.id)
        state = LetterState(one.state)
        return LetterLine(
            one.id, one.doc_no or "", one.letter_kind, state, one.sent_on, one.pay_by_on, one.reply_kind, promises
        )

    def talk_lines(self, lines: Sequence[OpenInstalment]) -> tuple[TalkLine, ...]:
        """Return the talks with what was promised in them."""
        names = {line.source_id: line.source_number for line in lines}
        return tuple(
            TalkLine(
                id=one.id,
                at=one.at,
                way=one.way,
                person=one.person,
                counterpart=one.counterpart,
                text=one.text,
                source=names.get(one.source_id or 0, ""),
                promises=self._lines(row for row in self.promises if row.contact_id == one.id),
            )
            for one in self.talks
        )

    def _lines(self, rows: Iterable[Any]) -> tuple[PromiseLine, ...]:
        return tuple(promise_line(row.number, row, self.today) for row in rows)


def _promised(customer_id: int) -> Select[Any]:
    owed = Record.__table__.c
    columns: Any = (
        PaymentPromise.contact_id, PaymentPromise.letter_id, PaymentPromise.amount, PaymentPromise.promised_on,
        PaymentPromise.kept_on, owed.number, owed.state,
    )  # fmt: skip
    made = select(*columns).join(Record.__table__, owed.id == PaymentPromise.instalment_id)
    live = (owed.customer_id == customer_id, ~PaymentPromise.is_void)
    return made.where(*live).order_by(PaymentPromise.promised_on, PaymentPromise.id)


def _receipts(session: Session, customer_id: int) -> tuple[CreditLine, ...]:
    unmatched = (
        Receipt.customer_id == customer_id,
        Receipt.state == ReceiptState.BOOKED,
        Receipt.allocated < Receipt.amount,
    )
    rows = session.scalars(select(Receipt).where(*unmatched).order_by(Receipt.received_on, Receipt.id))
    return tuple(CreditLine(row.id, row.number or "", row.received_on, row.amount - row.allocated) for row in rows)


def _ground(
    session: Session, customer_id: int, lines: Sequence[OpenInstalment], told: _Told, credit: Decimal, zone: ZoneInfo
) -> Ground:
    """Return what the next step follows from, as far as it is read already: opening a customer takes few statements."""
    reported, approved = measures_ground(session, (customer_id,))
    return Ground(
        credit=credit,
        late=tuple(
            Late(line.id, line.due_on, line.contract_id is not None, bool(line.disputed))
            for line in lines
            if line.chased and line.due_on is not None
        ),
        letters=sent_dunning(session, customer_id),
        waiting={
            one.kind: Waiting(one.id, one.state)
            for one in reversed(told.letters)
            if one.kind in DUNNING and one.state in WAITING
        },
        reported=reported,
        approved=approved,
        talk=talk_of(told.talks[0], zone) if told.talks else None,
        promises=told.unkept(),
    )


def _sources(lines: Sequence[OpenInstalment]) -> tuple[OpenSource, ...]:
    """Return contracts and orders with what is open of them, the one that is late for longest first."""
    found: dict[int, list[OpenInstalment]] = defaultdict(list)
    for line in lines:
        found[line.source_id].append(line)
    return tuple(
        OpenSource(source_id, owed[0].source_kind, owed[0].source_number, tuple(owed))
        for source_id, owed in found.items()
    )


def _commitments(
    session: Session, lines: Sequence[OpenInstalment], now: datetime
) -> tuple[tuple[str, CommitmentLine], ...]:
    """Return what is owed of the open instalments, the earliest first, each with its instalment's number: promises of
    payment, and of what is late the report to the leader and the six months of a tail.
    """
    numbers = {line.id: line.number for line in lines}
    late = [line.id for line in lines if line.overdue_days]
    about = or_(_commitment.c.kind == CommitmentKind.PAYMENT_PROMISE, _commitment.c.record_id.in_(late))
    asked = (
        _commitment.c.record_id.in_(numbers),
        _commitment.c.kind.in_(SHOWN),
        _commitment.c.state == CommitmentState.OPEN,
    )
    rows = session.execute(select(*PROMISE_COLUMNS).select_from(promise_tables(_commitment)).where(*asked, about)).all()
    of_record = {row.id: numbers[row.record_id] for row in rows}
    return tuple((of_record[line.id], line) for line in commitment_lines(rows, now))

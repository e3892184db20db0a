"""Reading letters to customers about money: the list, one in full, and the forms that change it (C10)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from app.context import Actor, Context, settings_of
from app.formatting import local
from app.forms.letters import LetterForm
from app.queries.lists.record_list import RecordList, over, record
from app.queries.lists.table_list import Looking
from app.queries.money.letter_draft import write_letter
from app.queries.money.letter_gate_facts import letter_gate_facts
from app.queries.money.letter_lines import is_asked
from app.queries.money.letter_wordings import wording_of
from app.queries.money.promises import PromiseLine, promises_of_letter
from app.queries.money.retention_hurdles import Hurdle, letter_hurdles
from app.queries.records.linked import linked_records, named_ids, named_links
from app.queries.records.lookup import existing
from app.queries.records.record_parts import (
    EventLine,
    NextStep,
    PaperLine,
    ScanLine,
    counted_events_of,
    filed_of_record,
    next_steps,
)
from app.queries.trade.order_parts import Linked
from app.rules.money.letter_levels import DUNNING, RUNS_OUT_AFTER, STRONG
from app.rules.money.letter_text import shown_wording
from app.rules.permissions import Permission
from app.rules.trade.pricing import ZERO
from models.enums import (
    InstalmentKind,
    InterestBasis,
    LetterKind,
    LetterState,
    RecordKind,
    ReplyKind,
    SendMethod,
)
from models.money.letter import Letter, LetterLine
from models.money.receivable import Instalment
from models.record import Record

letter = Letter.__table__
_line, _instalment, _source = LetterLine.__table__, Instalment.__table__, Record.__table__.alias("line_source")
_owed = Record.__table__.alias("line_owed")
_total: ColumnElement[Any] = over(func.sum(_line.c.outstanding, type_=_line.c.outstanding.type), _line.c.letter_id)


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A line of the list; ``total`` is what the letter says is open, ``credit`` what pays nothing yet, in yuan."""

    id: int
    number: str
    doc_no: str
    customer: str
    letter_kind: LetterKind
    name: str
    state: LetterState
    total: Decimal
    credit: Decimal
    statement_on: date
    pay_by_on: date | None
    issued_on: date | None
    sent_on: date | None
    tracking_no: str
    delivered_on: date | None
    reply_kind: ReplyKind | None
    replied_on: date | None
    created_at: datetime


def _in(*states: LetterState) -> Any:
    return record.c.state.in_([state.value for state in states])


def _run_out(looking: Looking) -> ColumnElement[bool]:
    """Dunning letters that nobody answered in the time they gave."""
    late = or_(letter.c.pay_by_on < looking.today, letter.c.sent_on <= looking.today - RUNS_OUT_AFTER)
    return and_(_in(LetterState.SENT), letter.c.letter_kind.in_(DUNNING), late)


LETTERS = RecordList(
    kind=RecordKind.LETTER,
    row=LetterRow,
    own=letter,
    columns={"total": _total, "created_at": record.c.sort_at},
    orders={
        "doc_no": letter.c.doc_no,
        "issued_on": letter.c.issued_on,
        "sent_on": letter.c.sent_on,
        "pay_by_on": letter.c.pay_by_on,
    },
    views={
        "draft": _in(LetterState.DRAFT),
        "not_sent": _in(LetterState.ISSUED),
        "unanswered": _in(LetterState.SENT),
        "run_out": _run_out,
        "issued": _in(LetterState.ISSUED, LetterState.SENT, LetterState.ANSWERED),
        "answered": _in(LetterState.ANSWERED),
        "cancelled": _in(LetterState.CANCELLED),
    },
    uncounted=frozenset({"issued", "answered", "cancelled"}),
    permission=Permission.VIEW_MONEY,
)


@dataclass(frozen=True, slots=True)
class LetterLineDetails:
    """One line of a letter as it stood on its day; sums in yuan. ``source`` is the number of contract or order."""

    instalment_id: int
    number: str
    kind: InstalmentKind
    source_id: int
    source: str
    source_kind: RecordKind
    clause: str
    amount: Decimal
    paid: Decimal
    deducted: Decimal
    outstanding: Decimal
    due_on: date | None
    overdue_days: int
    interest: Decimal


@dataclass(frozen=True, slots=True)
class LetterDetails:
    """One letter in full; ``total`` is what its lines come to, ``asked`` what it asks for now less the credit, never
    less than nothing.

    ``has_own_words`` tells that its text is not that of the template, ``promises`` what was promised in its answer,
    ``hurdles`` what the customer could hold against a retention letter (C10.2).
    """

    id: int
    number: str
    doc_no: str
    version: int
    title: str
    state: LetterState
    letter_kind: LetterKind
    language: str
    statement_on: date
    pay_by_on: date | None
    issued_on: date | None
    credit: Decimal
    address: str
    attention: str
    attention_phone: str
    response: str
    enclosures: str
    interest_basis: InterestBasis
    interest_rate: Decimal | None
    interest_from: date | None
    interest: Decimal
    pays_first: bool
    inspect_on: date | None
    engineer: str
    confirm_by_on: date | None
    send_method: SendMethod | None
    sent_on: date | None
    tracking_no: str
    delivered_on: date | None
    delivered_to: str
    reply_kind: ReplyKind | None
    replied_on: date | None
    reply_text: str
    customer_id: int
    contract_id: int | None
    project_id: int | None
    handover_id: int | None
    customer: Linked | None
    contract: Linked | None
    project: Linked | None
    handover: Linked | None
    measures: Linked | None
    has_own_words: bool
    total: Decimal
    asked: Decimal
    lines: tuple[LetterLineDetails, ...]
    promises: tuple[PromiseLine, ...]
    hurdles: tuple[Hurdle, ...]
    created_at: datetime
    created_by: str
    steps: tuple[NextStep, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int


_AROUND = ("customer", "contract", "project", "handover", "measures")
_READ = (
    "number", "doc_no", "state", *_AROUND, "has_own_words", "total", "asked", "lines", "promises", "hurdles", "steps",
    "papers", "scans", "events", "event_count",
)  # fmt: skip
_OWN = tuple(one.name for one in fields(LetterDetails) if one.name not in _READ)
_TYPED = tuple(one.name for one in fields(LetterForm) if one.name not in ("heading", "wording"))


def letter_details(context: Context, record_id: int) -> LetterDetails:
    """Read one letter with all that its detail pane shows; NotFound when there is none."""
    context.require(Permission.VIEW_MONEY)
    with context.read() as session:
        found = existing(session, Letter, record_id)
        today = _today(context, session)
        facts = letter_gate_facts(session, found, today)
        events, event_count = counted_events_of(session, (found.id,))
        papers, scans = filed_of_record(session, (found.id,))
        total = sum((row.outstanding for row in found.lines), ZERO)
        lines = _lines(session, found)
        return LetterDetails(
            **{name: getattr(found, name) for name in _OWN},
            number=found.number or "",
            doc_no=found.doc_no or "",
            state=LetterState(found.state),
            **named_links(found, _AROUND, linked_records(session, named_ids(found, _AROUND), context.actor)),
            has_own_words=bool(found.heading or found.wording),
            total=total,
            asked=max(_asked(found, lines) - found.credit, ZERO),
            lines=lines,
            promises=promises_of_letter(session, found.id, today),
            hurdles=letter_hurdles(session, found, context.clock.now()),
            steps=_steps(found, next_steps(found.kind, found.state, facts, context.actor), context.actor),
            papers=papers,
            scans=scans,
            events=events,
            event_count=event_count,
        )


def _today(context: Context, session: Session) -> date:
    return local(context.clock.now(), ZoneInfo(settings_of(session).text("zone"))).date()


def _steps(found: Letter, steps: tuple[NextStep, ...], actor: Actor) -> tuple[NextStep, ...]:
    """Return the steps; second and third letters are issued by the manager (decision 26)."""
    if found.letter_kind not in STRONG or actor.may(Permission.ISSUE_STRONG_LETTER):
        return steps
    return tuple(replace(step, allowed=False) if step.action == "issue" else step for step in steps)


def _lines(session: Session, found: Letter) -> tuple[LetterLineDetails, ...]:
    columns = (
        _owed.c.number, _instalment.c.instalment_kind, _instalment.c.clause, _source.c.id.label("source_id"),
        _source.c.number.label("source"), _source.c.kind.label("source_kind"), _instalment.c.id,
    )  # fmt: skip
    tables = _instalment.join(_owed, _owed.c.id == _instalment.c.id).join(
        _source, _source.c.id == _instalment.c.source_id
    )
    ids = [row.instalment_id for row in found.lines]
    around: Mapping[int, Any] = {
        row.id: row for row in session.execute(select(*columns).select_from(tables).where(_instalment.c.id.in_(ids)))
    }
    return tuple(_line_details(row, around[row.instalment_id]) for row in found.lines)


def _asked(found: Letter, lines: Sequence[LetterLineDetails]) -> Decimal:
    """Return what a letter asks for of all that it shows, in yuan."""
    kinds = {line.instalment_id: line.kind for line in lines}
    return sum((row.outstanding for row in found.lines if is_asked(found, row, kinds[row.instalment_id])), ZERO)


def _line_details(row: LetterLine, around: Any) -> LetterLineDetails:
    return LetterLineDetails(
        instalment_id=row.instalment_id,
        number=around.number or "",
        kind=around.instalment_kind,
        source_id=around.source_id,
        source=around.source or "",
        source_kind=around.source_kind,
        clause=around.clause,
        amount=row.amount,
        paid=row.paid,
        deducted=row.deducted,
        outstanding=row.outstanding,
        due_on=row.due_on,
        overdue_days=row.overdue_days,
        interest=row.interest,
    )


def letter_form(context: Context, record_id: int) -> LetterForm:
    """Read a draft into the form that changes it; its words stand with the names of facts, the template's where it has
    none of its own.
    """
    context.require(Permission.EDIT_COLLECTION)
    with context.read() as session:
        found = existing(session, Letter, record_id)
        return _form(session, found)


def new_letter_form(
    context: Context,
    *,
    letter_kind: LetterKind = LetterKind.DUNNING_1,
    customer_id: int | None = None,
    contract_id: int | None = None,
    handover_id: int | None = None,
    language: str = "",
) -> LetterForm:
    """Return the form of a new letter: with what is proposed where the customer (and contract) are known, else empty.

    ``language`` is that of the letter, "" for the department's for paper. Invalid where a letter of this kind cannot be
    written for them.
    """
    context.require(Permission.EDIT_COLLECTION)
    with context.read() as session:
        form = LetterForm(
            letter_kind=letter_kind,
            customer_id=customer_id or _customer_of(session, contract_id),
            contract_id=contract_id,
            handover_id=handover_id,
            language=language or settings_of(session).text("paper_language"),
        )
        if form.customer_id is None:
            return form
        draft = Letter(state=LetterState.DRAFT, facts={}, lines=[], version=0)
        write_letter(session, draft, form, _today(context, session))
        return _form(session, draft)


def _customer_of(session: Session, contract_id: int | None) -> int | None:
    return session.scalar(select(Record.customer_id).where(Record.id == contract_id)) if contract_id else None


def _form(session: Session, found: Letter) -> LetterForm:
    wording = wording_of(session, found)
    return LetterForm(
        **{name: getattr(found, name) for name in _TYPED},
        heading=shown_wording(wording.heading, found.letter_kind),
        wording=shown_wording(wording.wording, found.letter_kind),
    )

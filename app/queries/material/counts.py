"""Reading stock counts: the list, one in full, and what its form begins with (C6.3)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.context import Context
from app.forms.material.parts import CountForm, CountLineForm
from app.queries.approvals.summary import ApprovalSummary, approval_summary
from app.queries.lists.record_list import RecordList, over, record
from app.queries.material.count_facts import count_facts, difference_of, parts_of, worth_of
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
from app.rules.material.counting import MOST_LINES
from app.rules.material.valuation import ZERO
from app.rules.permissions import Permission
from models.enums import BasicState, CountState, PartFamily, RecordKind
from models.material.count import CountLine, StockCount
from models.material.part import Part

count = StockCount.__table__
_line = CountLine.__table__


@dataclass(frozen=True, slots=True)
class CountRow:
    """A line of the list; ``lines`` is how many parts are counted, ``differing`` how many differ from the ledger."""

    id: int
    number: str
    title: str
    state: CountState
    counted_by: str
    witness: str
    counted_at: datetime | None
    lines: int
    differing: int


COUNTS = RecordList(
    kind=RecordKind.COUNT,
    row=CountRow,
    own=count,
    columns={
        "lines": over(func.count(), _line.c.count_id),
        "differing": over(func.count(), _line.c.count_id, _line.c.counted != _line.c.expected),
    },
    views={state.value: record.c.state == state.value for state in CountState},
    counts_by_record=True,
)


@dataclass(frozen=True, slots=True)
class Countable:
    """A part that can be counted: what it is, where it lies, and what the ledger says is there (``expected``)."""

    part_id: int
    number: str
    name: str
    spec: str
    unit: str
    bin: str
    expected: Decimal


@dataclass(frozen=True, slots=True)
class CountLineView:
    """A line as shown: ``difference`` is 0 while nobody has counted; ``worth`` is what it comes to in yuan without tax,
    None for those who may not see costs.
    """

    line_no: int
    part: Countable
    counted: Decimal | None
    difference: Decimal
    worth: Decimal | None
    reason: str


@dataclass(frozen=True, slots=True)
class CountDetails:
    """One count in full; ``approval`` is None for those who may not see money, ``worth`` (of all differences, in yuan
    without tax) for those who may not see costs.
    """

    id: int
    number: str
    version: int
    title: str
    state: CountState
    counted_by: str
    witness: str
    counted_at: datetime | None
    submitted_at: datetime | None
    note: str
    lines: tuple[CountLineView, ...]
    worth: Decimal | None
    approval: ApprovalSummary | None
    steps: tuple[NextStep, ...]
    papers: tuple[PaperLine, ...]
    scans: tuple[ScanLine, ...]
    events: tuple[EventLine, ...]
    event_count: int


_OWN = ("id", "version", "title", "counted_by", "witness", "counted_at", "submitted_at", "note")


def count_details(context: Context, record_id: int) -> CountDetails:
    """Read one count with all that its detail pane shows; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    may = context.actor.may
    with context.read() as session:
        found = existing(session, StockCount, record_id)
        parts = parts_of(session, found)
        events, event_count = counted_events_of(session, (found.id,))
        papers, scans = filed_of_record(session, (found.id,))
        with_worth = may(Permission.VIEW_MARGINS)
        lines = tuple(_shown(line, parts[line.part_id], with_worth=with_worth) for line in found.lines)
        return CountDetails(
            **{name: getattr(found, name) for name in _OWN},
            number=found.number or "",
            state=CountState(found.state),
            lines=lines,
            worth=sum((line.worth or ZERO for line in lines), ZERO) if with_worth else None,
            approval=approval_summary(session, found.id) if may(Permission.VIEW_MONEY) else None,
            steps=next_steps(RecordKind.COUNT, found.state, count_facts(found, parts), context.actor),
            papers=papers,
            scans=scans,
            events=events,
            event_count=event_count,
        )


def _shown(line: CountLine, part: Part, *, with_worth: bool) -> CountLineView:
    return CountLineView(
        line_no=line.line_no,
        part=_countable(part, bin_then=line.bin, expected=line.expected),
        counted=line.counted,
        difference=difference_of(line),
        worth=worth_of(line, part) if with_worth else None,
        reason=line.reason,
    )


def _countable(part: Part, *, bin_then: str | None = None, expected: Decimal | None = None) -> Countable:
    return Countable(
        part_id=part.id,
        number=part.number or "",
        name=part.title,
        spec=part.spec,
        unit=part.unit,
        bin=part.bin if bin_then is None else bin_then,
        expected=part.on_hand if expected is None else expected,
    )


def count_form(context: Context, record_id: int) -> tuple[CountForm, tuple[Countable, ...]]:
    """Read a count into the form that edits it, with the parts of its lines in the same order."""
    context.require(Permission.COUNT_STOCK)
    with context.read() as session:
        found = existing(session, StockCount, record_id)
        parts = parts_of(session, found)
        form = CountForm(
            scope=found.scope,
            counted_by=found.counted_by,
            witness=found.witness,
            counted_at=found.counted_at,
            note=found.note,
            lines=tuple(
                CountLineForm(part_id=one.part_id, counted=one.counted, reason=one.reason) for one in found.lines
            ),
            version=found.version,
        )
        known = (_countable(parts[one.part_id], bin_then=one.bin, expected=one.expected) for one in found.lines)
        return form, tuple(known)


def new_count_form(context: Context, *, part_ids: Collection[int] = ()) -> tuple[CountForm, tuple[Countable, ...]]:
    """Return what a new count begins with: these parts, by bin and code, and who counts."""
    context.require(Permission.COUNT_STOCK)
    known = known_parts(context, part_ids)
    lines = tuple(CountLineForm(part_id=one.part_id) for one in known)
    return CountForm(counted_by=context.actor.display_name, lines=lines), known


def known_parts(context: Context, part_ids: Collection[int]) -> tuple[Countable, ...]:
    """Return what the ledger says now of these parts."""
    context.require(Permission.COUNT_STOCK)
    with context.read() as session:
        return _read(session, select(Part).where(Part.id.in_(part_ids)))


def countable(context: Context, *, bin_of: str = "", family: PartFamily | None = None) -> tuple[Countable, ...]:
    """Return the parts in use that are in stock or have a bin: in bins beginning with ``bin_of``, of a family; by bin
    and code, at most as many as a sheet holds.
    """
    context.require(Permission.COUNT_STOCK)
    wanted = select(Part).where(Part.state == BasicState.ACTIVE, (Part.on_hand > 0) | (Part.bin != ""))
    if bin_of:
        wanted = wanted.where(Part.bin.istartswith(bin_of, autoescape=True))
    if family is not None:
        wanted = wanted.where(Part.family == family)
    with context.read() as session:
        return _read(session, wanted)


def _read(session: Session, wanted: Select[Part]) -> tuple[Countable, ...]:
    rows = session.scalars(wanted.order_by(Part.bin, Part.number, Part.id).limit(MOST_LINES))
    return tuple(_countable(part) for part in rows)

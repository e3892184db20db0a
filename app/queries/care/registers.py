"""The registers of calls and letters: one list over everything that came in or went out, wherever it is recorded (N6).

Lines about money are for those who may see it. A line opens the record that it stands in.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from app.context import Context
from app.errors import NotFound
from app.i18n import _
from app.labels import label
from app.queries.care.register_sources import LINES
from app.queries.lists.paging import ListFilter, find_hits, within
from app.queries.lists.record_list import record
from app.queries.lists.table_list import Looking, TableList
from app.rules.permissions import Permission
from models.enums import Direction, EventKind, Medium, RecordKind
from models.parties.customer import Customer
from models.record import Record

CALLS = (Medium.CALL, Medium.MESSAGE)
LETTERS = (Medium.LETTER, Medium.FAX, Medium.EMAIL)
FOUND = (
    RecordKind.CORRESPONDENCE, RecordKind.REQUEST, RecordKind.COMPLAINT, RecordKind.QUOTATION, RecordKind.LETTER,
    RecordKind.DISPATCH, RecordKind.VISIT,
)  # fmt: skip
_owner, _opened = Customer.__table__.alias("line_owner"), Record.__table__.alias("line_record")


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A line. ``id`` is that of the call or letter itself, below zero for what stands in another record
    (``record_id``), of which ``what`` tells what it is there. ``number`` is that of the letter where it has one, else
    the record's; ``whose`` the customer or other unit. One that ``waits`` is still to be dealt with.
    """

    id: int
    record_id: int
    record_kind: RecordKind
    what: str
    at: datetime
    direction: Direction
    medium: Medium
    number: str
    their_no: str
    whose: str
    counterpart: str
    subject: str
    handled_by: str
    result: str
    waits: bool


def _is(direction: Direction, media: Iterable[Medium]) -> ColumnElement[bool]:
    return and_(LINES.c.direction == direction, LINES.c.medium.in_(list(media)))


def what_words(what: str) -> str:
    """Return what a line is in its record, in the current language."""
    kinds = {one.value for one in RecordKind}
    return label(RecordKind(what)) if what in kinds else label(EventKind(what))


def about_words(row: RegisterRow) -> str:
    """Return what a line is about, with what it tells of its record where it is an entry of its log."""
    if row.what in {one.value for one in RecordKind}:
        return row.subject
    return _("{what}: {subject}").format(what=what_words(row.what), subject=row.subject)


@dataclass(frozen=True, kw_only=True)
class RegisterList(TableList[RegisterRow]):
    """The list of lines: what is about money is left out for those who may not see it, words find a customer and a
    record in every way that the search does.
    """

    def lines(self, looking: Looking, *wanted: ColumnElement[bool]) -> tuple[RegisterRow, ...]:
        """Return the lines that fulfil some conditions, in order of time, as ``looking`` may see them."""
        columns = [column.label(name) for name, column in self._columns.items()]
        found = select(*columns).select_from(self._tables).where(*wanted, *self._shown(looking))
        in_time = (LINES.c.at, LINES.c.direction, LINES.c.id.desc())  # of one moment what came in stands first
        rows = looking.session.execute(found.order_by(*in_time))
        return tuple(self._made(row, looking) for row in rows)

    def _conditions(
        self, wanted: ListFilter, looking: Looking, _order: ColumnElement[Any] | None = None
    ) -> list[ColumnElement[bool]]:
        conditions = [*self._viewed(wanted.views, looking), *self._span(wanted, looking)]
        return [*conditions, *self._said(wanted.text, looking), *self._shown(looking)]

    def _viewed(self, codes: Iterable[str], looking: Looking) -> list[ColumnElement[bool]]:
        """Return the conditions of quick views; counting goes through here as well, so nothing hidden is counted."""
        return [*super()._viewed(codes, looking), *self._shown(looking)]

    def _shown(self, looking: Looking) -> list[ColumnElement[bool]]:
        return [] if looking.actor.may(Permission.VIEW_MONEY) else [LINES.c.money == 0]

    def _said(self, text: str, looking: Looking) -> list[ColumnElement[bool]]:
        """Return that each word stands in the line, or that the search finds its record or customer by them."""
        standing = self._found(text)
        if not standing:
            return []
        found = [and_(*standing)]
        for kinds, column in ((FOUND, LINES.c.record_id), ((RecordKind.CUSTOMER,), LINES.c.customer_id)):
            hits = find_hits(looking.session, text, *kinds)
            if hits is not None:
                found.append(column.in_(select(record.c.id).where(hits.condition).correlate(None)))
        return [or_(*found)]


REGISTER = RegisterList(
    row=RegisterRow,
    own=LINES,
    columns={
        "record_kind": _opened.c.kind,
        "customer": _owner.c.short_name,
        "unit": LINES.c.unit,
        "waiting": LINES.c.waits,
    },
    derived={
        "whose": lambda found, _looking: found.customer or found.unit or "",
        "waits": lambda found, _looking: bool(found.waiting),
    },
    joins=((_opened, _opened.c.id == LINES.c.record_id), (_owner, _owner.c.id == LINES.c.customer_id)),
    orders={"at": LINES.c.at, "number": LINES.c.number, "customer": _opened.c.sort_customer},
    views={
        "calls_in": _is(Direction.INCOMING, CALLS),
        "calls_out": _is(Direction.OUTGOING, CALLS),
        "letters_in": _is(Direction.INCOMING, LETTERS),
        "letters_out": _is(Direction.OUTGOING, LETTERS),
        "waits": LINES.c.waits == 1,
    },
    uncounted=frozenset({"calls_in", "calls_out", "letters_in", "letters_out"}),
    words=(
        LINES.c.number, LINES.c.their_no, LINES.c.unit, LINES.c.counterpart, LINES.c.subject, LINES.c.handled_by,
        LINES.c.result, _opened.c.number, _owner.c.short_name,
    ),
    moment=LINES.c.at,
)  # fmt: skip


def register_line(context: Context, row_id: int) -> RegisterRow:
    """Read one line of the list; NotFound when there is none, or none for this person."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        looking = Looking(context.actor, context.clock.now(), session)
        found = REGISTER.lines(looking, LINES.c.id == row_id)
        if not found:
            raise NotFound(_("This call or letter is not there any more."))
        return found[0]


def lines_of_span(looking: Looking, since: date, until: date, media: Iterable[Medium]) -> tuple[RegisterRow, ...]:
    """Return the lines of local days (both included) by some media, in order of time, as ``looking`` may see them."""
    return REGISTER.lines(looking, LINES.c.medium.in_(list(media)), *within(LINES.c.at, since, until, looking.zone))

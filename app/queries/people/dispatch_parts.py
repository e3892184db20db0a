"""The parts of a dispatch as its details show them, read with all the rest in one statement."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, FromClause, and_, bindparam, or_, select

from app.queries.material.slip_links import OWN_SLIPS
from app.queries.material.swaps import SWAPS
from app.queries.people.gate_exceptions import EXCEPTIONS, ExceptionLine, exception_line
from app.queries.people.lenders import HOMES
from app.queries.people.secrecy import SECRECY_PIECES
from app.queries.promises.owed_and_held import PROMISES
from app.queries.records.pieces import Piece, Row
from app.queries.records.record_parts import CommitmentLine, commitment_lines
from app.queries.safety.standing import STANDING_PIECES
from app.rules.people.dispatch_arrows import BEFORE_WORK
from app.rules.people.secrecy import AGREEMENT
from app.rules.safety.briefing import Standing
from models.commitment import Commitment
from models.enums import AdvanceState, EventKind, PersonOrigin
from models.material.swap import PartSwap
from models.parties.site import Site
from models.people.dispatch import DispatchPerson, DispatchSite, OpenItem
from models.record import Event, Record
from models.trips.advance import Advance

CALLS_ENOUGH = 3  # calls that reached nobody, after which the customer is written to (N1)
CALLS = (EventKind.APPOINTMENT_AGREED, EventKind.APPOINTMENT_MOVED, EventKind.CALL_FAILED)
_DISPATCH: BindParameter[int] = bindparam("dispatch_id")


@dataclass(frozen=True, slots=True)
class TravellerLine:
    """A person of the dispatch; ``joins_at`` and ``leaves_at`` where this one comes later or goes earlier.

    ``standing`` is that with the hazards (None where it is not looked at), ``signed_at`` the newest signature.
    ``lacks_agreement`` and ``lacks_lesson`` tell of confidentiality (C14).
    """

    staff_id: int | None
    name: str
    organisation: str
    phone: str
    origin: PersonOrigin
    is_lead: bool
    id: int = 0
    joins_at: datetime | None = None
    leaves_at: datetime | None = None
    leaves_why: str = ""
    standing: Standing | None = None
    signed_at: datetime | None = None
    lacks_agreement: bool = False
    lacks_lesson: bool = False


@dataclass(frozen=True, slots=True)
class FurtherSiteLine:
    """A further site of the journey."""

    site_id: int
    name: str
    address: str
    purpose: str
    arrived_at: datetime | None


@dataclass(frozen=True, slots=True)
class OpenItemLine:
    """Something left undone by dispatch ``dispatch_id``; ``carried_to_id`` is the dispatch that takes it over, with its
    number, "" for a draft.
    """

    id: int
    dispatch_id: int
    dispatch: str
    text: str
    responsible: str
    due_on: date | None
    noted_at: datetime
    carried_to_id: int | None
    carried_to: str
    settled_at: datetime | None
    settled_by: str
    settlement: str

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to see to it: neither settled nor carried over."""
        return self.settled_at is None and self.carried_to_id is None


@dataclass(frozen=True, slots=True)
class AppointmentView:
    """The time agreed with the customer, and how many calls since then reached nobody (N1); ``is_awaited`` until
    somebody is on site, or the dispatch is cancelled.
    """

    at: datetime | None
    failed_calls: int
    is_awaited: bool = True

    @property
    def asks_for_letter(self) -> bool:
        """Whether so many calls failed that the customer is written to."""
        return self.is_awaited and self.failed_calls >= CALLS_ENOUGH


_stop, _place = DispatchSite.__table__, Site.__table__.alias("stop_site")
_place_record = Record.__table__.alias("stop_record")
_item, _source, _target = OpenItem.__table__, Record.__table__.alias("item_of"), Record.__table__.alias("item_to")
_advance, _of_advance = Advance.__table__, Record.__table__.alias("advance_record")
_swap, _commitment = PartSwap.__table__, Commitment.__table__


def _stops(tables: FromClause, is_one: ColumnElement[bool], row_id: ColumnElement[int]) -> FromClause:
    return (
        tables.outerjoin(_stop, and_(is_one, _stop.c.id == row_id))
        .outerjoin(_place, _place.c.id == _stop.c.site_id)
        .outerjoin(_place_record, _place_record.c.id == _place.c.id)
    )


def _items(tables: FromClause, is_one: ColumnElement[bool], row_id: ColumnElement[int]) -> FromClause:
    return (
        tables.outerjoin(_item, and_(is_one, _item.c.id == row_id))
        .outerjoin(_source, _source.c.id == _item.c.dispatch_id)
        .outerjoin(_target, _target.c.id == _item.c.carried_to_id)
    )


def _advances(tables: FromClause, is_one: ColumnElement[bool], row_id: ColumnElement[int]) -> FromClause:
    return tables.outerjoin(_of_advance, and_(is_one, _of_advance.c.id == row_id))


OWN_PIECES = (
    HOMES,
    OWN_SLIPS,
    replace(SWAPS, ids=select(_swap.c.id).where(_swap.c.dispatch_id == _DISPATCH)),
    replace(PROMISES, ids=select(_commitment.c.id).where(_commitment.c.record_id == _DISPATCH)),
    Piece(
        "stop",
        select(_stop.c.id).where(_stop.c.dispatch_id == _DISPATCH),
        {
            "stop": (_stop.c.site_id, _stop.c.position, _stop.c.purpose, _stop.c.arrived_at),
            "stop_place": (_place.c.address, _place_record.c.title),
        },
        _stops,
    ),
    Piece(
        "item",
        select(_item.c.id).where(or_(_item.c.dispatch_id == _DISPATCH, _item.c.carried_to_id == _DISPATCH)),
        {"item": tuple(_item.c), "item_of": (_source.c.number,), "item_to": (_target.c.number,)},
        _items,
    ),
    Piece(
        "advance",
        select(_advance.c.id)
        .join(_of_advance, _of_advance.c.id == _advance.c.id)
        .where(
            _advance.c.dispatch_id == _DISPATCH,
            _of_advance.c.state.in_((AdvanceState.ASKED.value, AdvanceState.PAID.value)),
        ),
        {"advance": (_of_advance.c.number,)},
        _advances,
    ),
    EXCEPTIONS,
    *STANDING_PIECES,
    *SECRECY_PIECES,
)
Rows = Mapping[str, Sequence[Row]]


def further_sites(rows: Rows) -> tuple[FurtherSiteLine, ...]:
    """Return the further sites in the order of the journey."""
    in_order = sorted(((row["stop"], row["stop_place"]) for row in rows["stop"]), key=lambda one: one[0].position)
    return tuple(
        FurtherSiteLine(stop.site_id, place.title, place.address, stop.purpose, stop.arrived_at)
        for stop, place in in_order
    )


def open_items(rows: Rows) -> tuple[OpenItemLine, ...]:
    """Return what the dispatch left undone and what it took over, in the order of noting."""
    return tuple(sorted(map(_open_item, rows["item"]), key=lambda one: one.id))


def _open_item(row: Row) -> OpenItemLine:
    item = row["item"]._asdict()
    return OpenItemLine(**item, dispatch=row["item_of"].number or "", carried_to=row["item_to"].number or "")


def promise_lines(rows: Rows, now: datetime) -> tuple[CommitmentLine, ...]:
    """Return what the dispatch owes."""
    return commitment_lines((row["promise"] for row in rows["promise"]), now)


def exception_lines(rows: Rows) -> tuple[ExceptionLine, ...]:
    """Return the manager's exceptions, in the order in which they were given."""
    in_order = sorted(rows["exception"], key=lambda row: row["exception"].id)
    return tuple(exception_line(row["exception"], row["excepted"].name) for row in in_order)


def open_advance_numbers(rows: Rows) -> tuple[str, ...]:
    """Return the numbers of the advances that are neither settled nor cancelled."""
    return tuple(sorted(row["advance"].number or "" for row in rows["advance"]))


def appointment_view(state: str, at: datetime | None, told: Iterable[Event]) -> AppointmentView:
    """Return the appointment of a dispatch in a state, with the calls that failed since; ``told`` newest first."""
    failed = 0
    for event in told:
        if event.kind is not EventKind.CALL_FAILED:
            break
        failed += 1
    return AppointmentView(at, failed, is_awaited=state in BEFORE_WORK)


def traveller_line(row: DispatchPerson, standing: Any = None, lacks: Iterable[str] = ()) -> TravellerLine:
    """Return a person as the details show them; ``standing`` is that of the briefing, ``lacks`` codes of C14."""
    codes = tuple(lacks)
    return TravellerLine(
        **{name: getattr(row, name) for name in _PERSON},
        standing=standing.standing if standing else None,
        signed_at=standing.signed_at if standing else None,
        lacks_agreement=AGREEMENT in codes,
        lacks_lesson=any(code != AGREEMENT for code in codes),
    )


_PERSON = (
    "id", "staff_id", "name", "organisation", "phone", "origin", "is_lead", "joins_at", "leaves_at", "leaves_why",
)  # fmt: skip

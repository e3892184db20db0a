"""Reading needs with all that covers them, in one statement: slips, shipments, what of purchases is for them (C6.1)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, bindparam, select
from sqlalchemy.orm import Session

from app.queries.material.arrivals import SHARE_COLUMNS, Arrival, arrivals_in, share_tables
from app.queries.records.pieces import Piece, Reading, Row
from app.queries.trade.of_request import offer_name as slip_name
from app.rules.material.allotting import kept_for
from app.rules.material.coverage import Coverage, NeedStage
from app.rules.material.slips import HANDED_OUT, OPEN_STATES
from app.rules.material.valuation import ZERO
from models.enums import PurchaseState, RecordKind, SlipState, StockAnswer
from models.material.need import MaterialNeed
from models.material.part import Part
from models.material.purchase import PurchaseShare
from models.material.slip import Slip, SlipLine
from models.record import Record
from models.trade.priced import PricedRecord

_need, _slip_line, _slip = MaterialNeed.__table__.alias("own"), SlipLine.__table__, Slip.__table__
_share, _priced = PurchaseShare.__table__, PricedRecord.__table__
_owner, _of_slip = Record.__table__.alias("owner"), Record.__table__.alias("of_slip")
_of_shipment = Record.__table__.alias("of_shipment")
RECORD, _IDS = "record_id", "ids"  # parameters


@dataclass(frozen=True, slots=True)
class PartBrief:
    """A part as a line names it; ``code`` is its number."""

    id: int
    code: str
    name: str
    spec: str
    unit: str

    @property
    def title(self) -> str:
        """Name and model on one line."""
        return " ".join(said for said in (self.name, self.spec) if said)


@dataclass(frozen=True, slots=True)
class NeedSlip:
    """A slip that hands something out for a need, with the shipment it leaves by: so much of it, or asked for."""

    id: int
    number: str
    state: SlipState
    quantity: Decimal
    shipment_id: int | None
    shipment_number: str


@dataclass(frozen=True, slots=True)
class NeedView:
    """One need that was looked up: what is needed, what looking in stock said, what covers it.

    ``part`` is the one asked for, ``chosen`` the close model that is handed out instead. ``record_id`` is the request
    or order whose line ``line_no`` it is.
    """

    id: int
    record_id: int
    record_kind: RecordKind
    record_number: str
    record_state: str
    line_no: int
    part: PartBrief
    chosen: PartBrief | None
    quantity: Decimal
    needed_on: date | None
    answer: StockAnswer | None
    reason: str
    answered_at: datetime | None
    answered_by: str
    coverage: Coverage
    slips: tuple[NeedSlip, ...]
    purchases: tuple[Arrival, ...]

    @property
    def handed_out_part(self) -> PartBrief:
        """The part that is handed out: the chosen close model, else the one asked for."""
        return self.chosen or self.part

    @property
    def stage(self) -> NeedStage:
        """What it waits for."""
        return self.coverage.stage(self.answer)


_PARTS = {name: (Part.__table__.alias(name), Record.__table__.alias(f"{name}_record")) for name in ("asked", "chosen")}


def _part_columns(name: str) -> tuple[ColumnElement[Any], ...]:
    part, titled = _PARTS[name]
    own = (part.c.id, titled.c.number.label("code"), titled.c.title.label("name"), part.c.spec, part.c.unit)
    return (*own, part.c.on_hand, part.c.reserved)


_COLUMNS: Mapping[str, tuple[ColumnElement[Any], ...]] = {
    "need": (
        _need.c.id, _need.c.record_id, _need.c.line_no, _need.c.quantity, _need.c.needed_on, _need.c.answer,
        _need.c.reason, _need.c.answered_at, _need.c.answered_by, _owner.c.kind, _owner.c.number, _owner.c.state,
    ),
    "asked": _part_columns("asked"),
    "chosen": _part_columns("chosen"),
}  # fmt: skip
_SLIP_COLUMNS: Mapping[str, tuple[ColumnElement[Any], ...]] = {
    "slip": (
        _slip_line.c.need_id, _slip.c.id, _of_slip.c.number, _of_slip.c.title, _of_slip.c.state, _slip.c.is_red,
        _slip_line.c.quantity, _slip_line.c.checked_quantity, _slip.c.shipment_id,
        _of_shipment.c.number.label("shipment_number"),
    ),
}  # fmt: skip


def _joined_needs(tables: FromClause, is_one: ColumnElement[bool], row_id: ColumnElement[int]) -> FromClause:
    tables = tables.outerjoin(_need, and_(is_one, _need.c.id == row_id))
    tables = tables.outerjoin(_owner, _owner.c.id == _need.c.record_id)
    for name, column in (("asked", _need.c.part_id), ("chosen", _need.c.chosen_id)):
        part, titled = _PARTS[name]
        tables = tables.outerjoin(part, part.c.id == column).outerjoin(titled, titled.c.id == part.c.id)
    return tables


def _joined_slips(tables: FromClause, is_one: ColumnElement[bool], row_id: ColumnElement[int]) -> FromClause:
    return (
        tables.outerjoin(_slip_line, and_(is_one, _slip_line.c.id == row_id))
        .outerjoin(_slip, _slip.c.id == _slip_line.c.slip_id)
        .outerjoin(_of_slip, _of_slip.c.id == _slip.c.id)
        .outerjoin(_of_shipment, _of_shipment.c.id == _slip.c.shipment_id)
    )


def _joined_shares(tables: FromClause, is_one: ColumnElement[bool], row_id: ColumnElement[int]) -> FromClause:
    return share_tables(tables, and_(is_one, _share.c.id == row_id))


def _pieces(ids: Select[int]) -> tuple[Piece, ...]:
    """Return the needs that ``ids`` finds, what slips hand out for them, and all shares of what was bought for them."""
    lines = select(_share.c.line_id).where(_share.c.need_id.in_(ids))
    return (
        Piece("need", ids, _COLUMNS, _joined_needs),
        Piece("slip", select(_slip_line.c.id).where(_slip_line.c.need_id.in_(ids)), _SLIP_COLUMNS, _joined_slips),
        Piece(
            "share", select(_share.c.id).where(_share.c.line_id.in_(lines)), {"share": SHARE_COLUMNS}, _joined_shares
        ),
    )


def _around() -> Select[int]:
    """Find the needs of a record and, where it is a request, of its orders."""
    its: Any = bindparam(RECORD)
    orders = select(_priced.c.id).where(_priced.c.request_id == its)
    own = select(_owner.c.id).where(_owner.c.id == its)
    return select(_need.c.id).where(_need.c.record_id.in_(own.union_all(orders)))


NEEDS_AROUND = _pieces(_around())
_AROUND = Reading(*NEEDS_AROUND)
_BY_ID = Reading(*_pieces(select(_need.c.id).where(_need.c.id.in_(bindparam(_IDS, expanding=True)))))


def needs_by_id(session: Session, need_ids: Collection[int]) -> tuple[NeedView, ...]:
    """Return these needs, by their records and lines."""
    return need_views(_BY_ID.read(session, **{_IDS: tuple(need_ids)})) if need_ids else ()


def needs_around(session: Session, record_id: int) -> tuple[NeedView, ...]:
    """Return the needs of a request and of its orders, or of an order, by their lines."""
    return need_views(_AROUND.read(session, **{RECORD: record_id}))


def need_views(rows: Mapping[str, Sequence[Row]]) -> tuple[NeedView, ...]:
    """Return the needs that the rows of NEEDS_AROUND tell of, in the order of their lines."""
    slips: dict[int, list[Any]] = defaultdict(list)
    for row in rows["slip"]:
        slips[row["slip"].need_id].append(row["slip"])
    bought: dict[int, list[Arrival]] = defaultdict(list)
    for one in arrivals_in(row["share"] for row in rows["share"]):
        if one.state is not PurchaseState.CANCELLED:
            bought[one.need_id].append(one)
    views = (_view(row, slips[row["need"].id], bought[row["need"].id]) for row in rows["need"])
    return tuple(sorted(views, key=lambda one: (one.record_id, one.line_no)))


def _view(groups: Mapping[str, Any], slips: Sequence[Any], bought: Sequence[Arrival]) -> NeedView:
    need, chosen = groups["need"], groups["chosen"]
    handed_out = chosen if chosen.id is not None else groups["asked"]
    live = sorted((row for row in slips if row.state != SlipState.CANCELLED and not row.is_red), key=lambda row: row.id)
    return NeedView(
        id=need.id,
        record_id=need.record_id,
        record_kind=need.kind,
        record_number=need.number or "",
        record_state=need.state,
        line_no=need.line_no,
        part=_brief(groups["asked"]),
        chosen=_brief(chosen) if chosen.id is not None else None,
        quantity=need.quantity,
        needed_on=need.needed_on,
        answer=need.answer,
        reason=need.reason,
        answered_at=need.answered_at,
        answered_by=need.answered_by,
        coverage=_coverage(need, handed_out, live, bought),
        slips=tuple(_slip_view(row) for row in live),
        purchases=tuple(bought),
    )


def _brief(row: Any) -> PartBrief:
    return PartBrief(row.id, row.code or "", row.name, row.spec, row.unit)


def _slip_view(row: Any) -> NeedSlip:
    done = row.quantity if row.checked_quantity is None else row.checked_quantity
    number, state = slip_name(row.number, row.title), SlipState(row.state)
    return NeedSlip(row.id, number, state, done, row.shipment_id, row.shipment_number or "")


def _coverage(need: Any, part: Any, slips: Sequence[Any], bought: Sequence[Arrival]) -> Coverage:
    handed_out = sum((row.checked_quantity or ZERO for row in slips if row.state in HANDED_OUT), ZERO)
    reserved = sum((row.quantity for row in slips if row.state == SlipState.APPROVED), ZERO)
    standing = [one for one in bought if one.stands and one.part_id == part.id]
    came = sum((one.came for one in standing), ZERO)
    coming = [one for one in standing if one.coming]
    to_come = sum((one.coming for one in coming), ZERO)
    kept = kept_for(need.quantity, reserved + handed_out, came=came, coming=to_come)
    own = min(kept, max(min(part.reserved - reserved, part.on_hand), ZERO))  # a part of what is reserved, and there
    return Coverage(
        needed=need.quantity,
        on_slips=sum((row.quantity for row in slips if row.state in OPEN_STATES), ZERO),
        reserved=reserved,
        handed_out=handed_out,
        drafted=sum((one.quantity for one in standing if one.state is PurchaseState.DRAFT), ZERO),
        bought=sum((one.quantity for one in standing if one.state is not PurchaseState.DRAFT), ZERO),
        coming=to_come,
        free=part.on_hand - part.reserved + own,
        earmarked=own,
        expected_on=max((one.expected_on for one in coming if one.expected_on), default=None),
    )

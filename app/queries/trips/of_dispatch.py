"""What was made for a dispatch, as its details show it: briefings, receipts, surveys, advances, claims, reports (C7.3).

No sums here; advances and claims are for those who may see money.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import BindParameter, ColumnElement, FromClause, Select, and_, bindparam, func, select, union_all

from app.context import Actor
from app.queries.records.pieces import Piece, Row
from app.rules.visible import viewing
from models.enums import RecordKind
from models.record import Record
from models.safety.briefing import Briefing
from models.safety.incident import Incident
from models.trips.advance import Advance
from models.trips.expense import Expense
from models.trips.report import FaultAnalysis, TripReport
from models.trips.service_receipt import ServiceReceipt
from models.trips.survey import Survey

ON_SITE = (RecordKind.SERVICE_RECEIPT, RecordKind.SURVEY)
MONEY = (RecordKind.ADVANCE, RecordKind.EXPENSE)
SAFETY = (RecordKind.BRIEFING, RecordKind.INCIDENT)
_DISPATCH: BindParameter[int] = bindparam("dispatch_id")
_record, _payee = Record.__table__.alias("trip_record"), Record.__table__.alias("trip_payee")
_advance, _expense = Advance.__table__.alias("trip_advance"), Expense.__table__.alias("trip_expense")
_report, _analysis = TripReport.__table__, FaultAnalysis.__table__


@dataclass(frozen=True, slots=True)
class TripRecord:
    """A record made for a dispatch, in its ``state`` as stored; ``person`` is whose money it is, "" for others."""

    kind: RecordKind
    id: int
    number: str
    state: str
    person: str


@dataclass(frozen=True, slots=True)
class Written:
    """That a report was written: by whom, on which day."""

    by: str
    on: date


@dataclass(frozen=True, slots=True)
class TripRecords:
    """All that was made for a dispatch, in the order of making."""

    records: tuple[TripRecord, ...] = ()
    report: Written | None = None
    analysis: Written | None = None

    def of(self, kinds: Sequence[RecordKind]) -> tuple[TripRecord, ...]:
        """Return those of some kinds."""
        return tuple(one for one in self.records if one.kind in kinds)


def _made(tables: FromClause, is_one: ColumnElement[bool], row_id: ColumnElement[int]) -> FromClause:
    return (
        tables.outerjoin(_record, and_(is_one, _record.c.id == row_id))
        .outerjoin(_advance, _advance.c.id == _record.c.id)
        .outerjoin(_expense, _expense.c.id == _record.c.id)
        .outerjoin(_payee, _payee.c.id == func.coalesce(_advance.c.staff_id, _expense.c.staff_id))
    )


def _reported(tables: FromClause, is_one: ColumnElement[bool], row_id: ColumnElement[int]) -> FromClause:
    return tables.outerjoin(_report, and_(is_one, _report.c.id == row_id))


def _analysed(tables: FromClause, is_one: ColumnElement[bool], row_id: ColumnElement[int]) -> FromClause:
    return tables.outerjoin(_analysis, and_(is_one, _analysis.c.id == row_id))


def _ids() -> Iterator[Select[int]]:
    for own in (Advance, Expense, ServiceReceipt, Survey, Briefing, Incident):
        yield select(own.__table__.c.id).where(own.__table__.c.dispatch_id == _DISPATCH)


# Parts of the one large reading of a dispatch's details, by ``dispatch_id``.
TRIP_PIECES = (
    Piece(
        "made",
        select(union_all(*_ids()).subquery("trip_ids").c[0]),
        {
            "made": (_record.c.kind, _record.c.id, _record.c.number, _record.c.state),
            "made_for": (_payee.c.title,),
        },
        _made,
    ),
    Piece(
        "report",
        select(_report.c.id).where(_report.c.dispatch_id == _DISPATCH),
        {"report": (_report.c.written_by, _report.c.written_on)},
        _reported,
    ),
    Piece(
        "analysis",
        select(_analysis.c.id).where(_analysis.c.dispatch_id == _DISPATCH),
        {"analysis": (_analysis.c.written_by, _analysis.c.written_on)},
        _analysed,
    ),
)


def trip_records(rows: Mapping[str, Sequence[Row]], actor: Actor) -> TripRecords:
    """Return what the pieces read, without the kinds that ``actor`` may not see."""
    made = (_line(row) for row in rows["made"])
    return TripRecords(
        records=tuple(sorted((one for one in made if actor.may(viewing(one.kind))), key=lambda one: one.id)),
        report=_written(rows, "report"),
        analysis=_written(rows, "analysis"),
    )


def _line(row: Row) -> TripRecord:
    own = row["made"]
    return TripRecord(RecordKind(own.kind), own.id, own.number or "", own.state, row["made_for"].title or "")


def _written(rows: Mapping[str, Sequence[Row]], name: str) -> Written | None:
    found = [row[name] for row in rows[name]]
    return Written(found[0].written_by, found[0].written_on) if found else None

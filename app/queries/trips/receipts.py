"""What came home of a dispatch: its receipts, cash in hand, reports and survey, for whoever counts them (C7.4, N1)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.rules.permissions import Permission
from app.rules.trips.surveys import Scored, satisfaction
from models.enums import Rating, SignOffState, SurveyState
from models.record import Record
from models.trips.report import FaultAnalysis, TripReport
from models.trips.service_receipt import ServiceReceipt
from models.trips.survey import Survey


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """A receipt beside its dispatch; ``cash_taken`` and ``cash_in_hand`` are yuan, for those who may see money."""

    id: int
    number: str
    site_id: int | None
    site: str
    state: SignOffState
    rating: Rating | None
    signed_by: str
    signed_at: datetime | None
    cash_taken: Decimal
    cash_in_hand: Decimal
    cash_holder: str


@dataclass(frozen=True, slots=True)
class CashReceipt:
    """A receipt of which cash is in hand: how much of it (yuan), and since when."""

    id: int
    number: str
    customer: str
    since: datetime
    amount: Decimal


@dataclass(frozen=True, slots=True)
class CashHolder:
    """Who holds how much cash from site, in yuan, since when, and on which receipts."""

    id: int
    name: str
    amount: Decimal
    since: datetime
    receipts: tuple[CashReceipt, ...]


@dataclass(frozen=True, slots=True)
class ReportLine:
    """That a report was written: by whom, on which day."""

    written_by: str
    written_on: date


@dataclass(frozen=True, slots=True)
class SurveyLine:
    """A survey beside its dispatch; ``percent`` is the weighted satisfaction once it is answered."""

    id: int
    number: str
    state: SurveyState
    sent_on: date
    answered_on: date | None
    percent: Decimal | None


_site = Record.__table__.alias("receipt_site")
_owner = Record.__table__.alias("receipt_owner")


def receipts_of(session: Session, dispatch_id: int) -> tuple[ReceiptLine, ...]:
    """Return the receipts of a dispatch that are not cancelled, the oldest first, with their sums."""
    wanted = (ServiceReceipt.dispatch_id == dispatch_id, ServiceReceipt.state != SignOffState.CANCELLED)
    own = ServiceReceipt
    rows = session.execute(
        select(
            own.id, own.number, own.site_id, _site.c.title, own.state, own.rating, own.signed_by, own.signed_at,
            own.cash_taken, own.cash_handed_in, own.cash_holder,
        )
        .outerjoin(_site, _site.c.id == own.site_id)
        .where(*wanted)
        .order_by(own.id)
    )  # fmt: skip
    return tuple(
        ReceiptLine(
            row[0], row[1] or "", row[2], row[3] or "", SignOffState(row[4]), row[5], row[6], row[7], row[8],
            row[8] - row[9], row[10],
        )
        for row in rows
    )  # fmt: skip


def cash_in_hand(session: Session, dispatch_id: int | None = None) -> tuple[CashHolder, ...]:
    """Return who holds cash from site, of a dispatch or of all, whoever holds it longest first."""
    own = ServiceReceipt
    wanted = [own.cash_taken > own.cash_handed_in, own.state != SignOffState.CANCELLED]
    if dispatch_id is not None:
        wanted.append(own.dispatch_id == dispatch_id)
    held: dict[tuple[int, str], list[CashReceipt]] = defaultdict(list)
    rows = session.execute(
        select(
            own.id, own.number, own.cash_holder_id, own.cash_holder, own.left_at, own.signed_at, own.created_at,
            own.cash_taken, own.cash_handed_in, _owner.c.title,
        )
        .outerjoin(_owner, _owner.c.id == own.customer_id)
        .where(*wanted)
        .order_by(own.id)
    )  # fmt: skip
    for row in rows:
        since = taken_at(row[4], row[5], row[6])
        one = CashReceipt(row[0], row[1] or "", row[9] or "", since, row[7] - row[8])
        held[row[2] or 0, row[3]].append(one)
    holders = (_holder(who, receipts) for who, receipts in held.items())
    return tuple(sorted(holders, key=lambda one: (one.since, one.id)))


def _holder(who: tuple[int, str], receipts: list[CashReceipt]) -> CashHolder:
    amount = sum((one.amount for one in receipts), Decimal(0))
    return CashHolder(who[0], who[1], amount, min(one.since for one in receipts), tuple(receipts))


def taken_at(left_at: datetime | None, signed_at: datetime | None, created_at: datetime) -> datetime:
    """Return since when cash of a receipt is in hand: the end of the work, else the signature, else the entry."""
    return left_at or signed_at or created_at


def cash_holders(context: Context) -> tuple[CashHolder, ...]:
    """Return who holds how much cash from site since when (N1); for those who may see money."""
    context.require(Permission.VIEW_MONEY)
    with context.read() as session:
        return cash_in_hand(session)


def report_of(session: Session, dispatch_id: int) -> ReportLine | None:
    """Return the trip report of a dispatch, None while there is none."""
    columns = select(TripReport.written_by, TripReport.written_on)
    row = session.execute(columns.where(TripReport.dispatch_id == dispatch_id)).one_or_none()
    return ReportLine(row[0], row[1]) if row is not None else None


def analysis_of(session: Session, dispatch_id: int) -> ReportLine | None:
    """Return the fault analysis of a dispatch, None while there is none."""
    columns = select(FaultAnalysis.written_by, FaultAnalysis.written_on)
    row = session.execute(columns.where(FaultAnalysis.dispatch_id == dispatch_id)).one_or_none()
    return ReportLine(row[0], row[1]) if row is not None else None


def survey_of(session: Session, dispatch_id: int) -> SurveyLine | None:
    """Return the survey of a dispatch: the one answered, else the latest; None where none was given out."""
    rows = session.scalars(select(Survey).where(Survey.dispatch_id == dispatch_id).order_by(Survey.id)).all()
    ranks: Mapping[str, int] = {SurveyState.CANCELLED: 0, SurveyState.SENT: 1, SurveyState.ANSWERED: 2}
    found = max(rows, key=lambda one: (ranks[one.state], one.id), default=None)
    if found is None:
        return None
    percent = satisfaction(Scored(row.weight, row.score) for row in found.scores)
    state = SurveyState(found.state)
    return SurveyLine(found.id, found.number or "", state, found.sent_on, found.answered_on, percent)

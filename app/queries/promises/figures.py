"""Figures to look at rather than read: promises kept against missed and requests by class, month by month, and what is
open by age.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select
from sqlalchemy.orm import Session

from app.context import Context, actor_of, settings_of
from app.formatting import local
from app.queries.money.ageing import open_by_age
from app.rules.care.indicators import BY_CODE, target_of, target_text
from app.rules.money.ageing import AgeBand
from app.rules.permissions import Permission
from app.rules.promises.missed import CLOSED
from app.rules.spans import Span, month_beside, month_of
from app.rules.visible import hidden_kinds
from models.commitment import Commitment
from models.enums import CommitmentState, RecordKind, RequestState, ServiceClass
from models.record import Record
from models.requests.request import Request

MONTHS = 6
NOT_COUNTED = (RequestState.CANCELLED, RequestState.MERGED)  # a mistake, a repeated call: no request of its own
UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class KeptMonth:
    """The promises that fell due in a month (``month`` is its first day).

    ``missed`` are those kept late, those past due and still owed, and those dropped or waived after a miss; those
    ``waived`` in time stand apart and count for neither.
    """

    month: date
    kept: int
    missed: int
    waived: int

    @property
    def percent(self) -> int | None:
        """The share kept in percent, rounded down so that a miss is never rounded away; None without any."""
        judged = self.kept + self.missed
        return self.kept * 100 // judged if judged else None


@dataclass(frozen=True, slots=True)
class ClassMonth:
    """The requests received in a month by class; ``unconfirmed`` are those whose class nobody has confirmed yet."""

    month: date
    free: int
    paid: int
    unconfirmed: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.free + self.paid + self.unconfirmed


@dataclass(frozen=True, slots=True)
class Figures:
    """Promises and requests over the same months, the present one last; what is open now by age, in yuan, None for
    those who may not see money. ``target`` is the share of promises that is to be kept, in words.
    """

    kept: tuple[KeptMonth, ...]
    classes: tuple[ClassMonth, ...]
    ages: Mapping[AgeBand, Decimal] | None = None
    target: str = ""


_IN_TIME = BY_CODE["in_time"]
_c = Commitment.__table__.c
_record, _request = Record.__table__, Request.__table__


def figures(context: Context, months: int = MONTHS) -> Figures:
    """Read the figures, those over months over the last ``months``, this one included, of what this person may see."""
    context.require(Permission.VIEW_RECORDS)
    now, zone = context.clock.now(), context.zone
    today = local(now, zone).date()
    spans = _last_months(today, months)
    with context.read() as session:
        ages = open_by_age(session, today) if context.actor.may(Permission.VIEW_MONEY) else None
        target = target_text(_IN_TIME, target_of(_IN_TIME, settings_of(session)))
        return Figures(_kept(session, spans, now, zone), requests_by_class(session, spans, zone), ages, target)


def _last_months(today: date, months: int) -> tuple[Span, ...]:
    this = month_of(today)[0]
    return tuple(month_beside(this, -back) for back in reversed(range(months)))


def _ends(span: Span, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the first moment of a span and the first one after it."""
    first, after = span[0], span[1] + timedelta(days=1)
    start, end = (datetime.combine(day, time.min, zone).astimezone(UTC) for day in (first, after))
    return start, end


def _month_number(moment: ColumnElement[Any], spans: Sequence[Span], zone: ZoneInfo) -> ColumnElement[Any]:
    """Return the position of the month that a moment lies in; databases know nothing of the department's zone."""
    ends = [_ends(span, zone)[1] for span in spans]
    return case(*((moment < literal(end, moment.type), number) for number, end in enumerate(ends))).label("month")


def _between(moment: ColumnElement[Any], spans: Sequence[Span], zone: ZoneInfo) -> ColumnElement[bool]:
    start, end = _ends((spans[0][0], spans[-1][1]), zone)
    return and_(moment >= literal(start, moment.type), moment < literal(end, moment.type))


def _kept(session: Session, spans: Sequence[Span], now: datetime, zone: ZoneInfo) -> tuple[KeptMonth, ...]:
    """Count by the month of the due time that counts for the verdict: the one first missed, else the present one."""
    judged = ((_c.due_at, _c.frozen_due_at.is_(None)), (_c.frozen_due_at, _c.frozen_due_at.is_not(None)))
    found: dict[tuple[int, str], int] = {}
    for moment, condition in judged:
        verdict = _verdict(moment, now)
        counted = select(_month_number(moment, spans, zone), verdict, func.count().label("promises"))
        counted = counted.where(_c.state.in_(CommitmentState), condition, _between(moment, spans, zone))
        for row in session.execute(counted.where(*_seen(session)).group_by("month", "verdict")):
            found[row.month, row.verdict] = found.get((row.month, row.verdict), 0) + row.promises
    return tuple(
        KeptMonth(span[0], *(found.get((number, verdict), 0) for verdict in ("kept", "missed", "waived")))
        for number, span in enumerate(spans)
    )


def _seen(session: Session) -> list[ColumnElement[bool]]:
    """Return that a promise is of a record that may be seen; nothing for those who may see every kind."""
    hidden = [literal(kind, _record.c.kind.type) for kind in sorted(hidden_kinds(actor_of(session).may))]
    return [_c.record_id.not_in(select(_record.c.id).where(_record.c.kind.in_(hidden)))] if hidden else []


def _verdict(moment: ColumnElement[Any], now: datetime) -> ColumnElement[str]:
    """Return what a promise counts as: kept, missed, waived, or nothing yet."""
    state = _c.state
    missed = and_(state == CommitmentState.OPEN, moment < literal(now, moment.type))
    closed = and_(state.in_(CLOSED), _c.frozen_due_at.is_not(None))
    return case(
        (state == CommitmentState.MET, "kept"),
        (or_(state == CommitmentState.MET_LATE, missed, closed), "missed"),
        (state == CommitmentState.WAIVED, "waived"),
        else_="",
    ).label("verdict")


def requests_by_class(session: Session, spans: Sequence[Span], zone: ZoneInfo) -> tuple[ClassMonth, ...]:
    """Count the requests received in months that follow each other, by class."""
    received, confirmed = _record.c.sort_at, _request.c.confirmed_class
    rows = session.execute(
        select(_month_number(received, spans, zone), confirmed, func.count().label("requests"))
        .select_from(_record.join(_request, _request.c.id == _record.c.id))
        .where(
            _record.c.kind == literal(RecordKind.REQUEST, _record.c.kind.type),
            _record.c.state.not_in(NOT_COUNTED),
            _between(received, spans, zone),
        )
        .group_by("month", confirmed)
    )
    found: Mapping[tuple[int, str], int] = {
        (row.month, row.confirmed_class or UNCONFIRMED): row.requests for row in rows
    }
    columns = (ServiceClass.FREE, ServiceClass.PAID, UNCONFIRMED)
    return tuple(
        ClassMonth(span[0], *(found.get((number, column), 0) for column in columns))
        for number, span in enumerate(spans)
    )

"""The clocks of an instalment: the balance after the service, and what chasing the money of a contract takes (C9.2,
C10).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.context import settings_of
from app.queries.promises.instalment_ground import InstalmentGround, read_ground
from app.queries.promises.record_log import RecordLog
from app.rules.money.chasing import long_overdue_on
from app.rules.money.tails import TAILS, tail_since
from app.rules.promises.clocks import END_OF_DAY
from app.rules.promises.commitments import Clock, PromiseFacts, Slot
from models.enums import CommitmentKind, InstalmentKind, ReceivableState
from models.money.receivable import Instalment


def instalment_facts(
    session: Session, instalments: Sequence[Instalment], log: RecordLog
) -> Mapping[Instalment, PromiseFacts]:
    """Return the facts of these instalments."""
    ground = read_ground(session, instalments)
    zone = ZoneInfo(settings_of(session).text("zone"))
    return {
        row: PromiseFacts(
            clocks={kind: tuple(clocks) for kind, clocks in _clocks(row, ground, zone).items()},
            agreed={**log.agreed_of(row), **_promised(row, ground, zone)},
            finished=row.state == ReceivableState.CANCELLED,
        )
        for row in instalments
    }


def _clocks(row: Instalment, ground: InstalmentGround, zone: ZoneInfo) -> Mapping[CommitmentKind, Iterator[Clock]]:
    return {
        CommitmentKind.BALANCE: _balance(row, ground, zone),
        CommitmentKind.RETENTION_LETTER: _retention_letter(row, ground, zone),
        CommitmentKind.REPORT_UP: _report_up(row, ground, zone),
        CommitmentKind.TAIL_AGE: _tail_age(row, ground, zone),
        CommitmentKind.PAYMENT_PROMISE: _payment_promises(row, ground, zone),
    }


def _day(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone)


def _met(day: date | None, zone: ZoneInfo) -> datetime | None:
    return _day(day, zone) if day is not None else None


def _balance(row: Instalment, ground: InstalmentGround, zone: ZoneInfo) -> Iterator[Clock]:
    """C9.2: met on the bank's day of the receipt that completed it, whenever that was entered."""
    served_at = ground.served.get(row.source_id)
    if served_at is not None and row.instalment_kind is InstalmentKind.BALANCE:
        yield Clock(served_at, met_at=_met(row.settled_on, zone))


def _retention_letter(row: Instalment, ground: InstalmentGround, zone: ZoneInfo) -> Iterator[Clock]:
    """C10.2: counted back from the last day under warranty; met by the letter sent, or by the money itself.

    What was out of warranty before it came on record owes no letter any more.
    """
    project = ground.project_of(row)
    if row.instalment_kind is not InstalmentKind.RETENTION or project is None or project.warranty_end is None:
        return
    if project.warranty_end < row.created_at.astimezone(zone).date():
        return
    sent = ground.retention_sent.get(row.id)
    days = [day for day in (sent, row.settled_on) if day is not None]
    yield Clock(_day(project.warranty_end, zone), met_at=_met(min(days, default=None), zone))


def _report_up(row: Instalment, ground: InstalmentGround, zone: ZoneInfo) -> Iterator[Clock]:
    """C10.5: of a contract handed over that nobody disputes; met by a proposal submitted, or by the money itself."""
    if row.due_on is None or not ground.is_of_handed_over(row) or row.id in ground.disputed:
        return
    since = long_overdue_on(row.due_on, ground.ran_out.get(row.id))
    if row.settled_on is not None and row.settled_on <= since:
        return
    anchor = max(datetime.combine(since, END_OF_DAY, zone), row.created_at)
    moments = [one for one in (ground.submitted.get(row.id), _met(row.settled_on, zone)) if one is not None]
    yield Clock(anchor, met_at=max(min(moments), anchor) if moments else None)


def _tail_age(row: Instalment, ground: InstalmentGround, zone: ZoneInfo) -> Iterator[Clock]:
    """C10.6: counted from the due date, without one from handover; met when it is settled."""
    project = ground.project_of(row)
    if row.instalment_kind not in TAILS or row.source_id in ground.orders:
        return
    since = tail_since(row.due_on, project.handed_over_on if project is not None else None)
    if since is not None and (row.settled_on is None or row.settled_on > since):
        yield Clock(_day(since, zone), met_at=_met(row.settled_on, zone))


def _payment_promises(row: Instalment, ground: InstalmentGround, zone: ZoneInfo) -> Iterator[Clock]:
    """The customer's own word: each promise has its day, and is kept by what came in since."""
    for promise in ground.promises.get(row.id, ()):
        yield Clock(_day(promise.made_on, zone), promise.id, met_at=_met(promise.kept_on, zone))


def _promised(row: Instalment, ground: InstalmentGround, zone: ZoneInfo) -> Mapping[Slot, datetime]:
    return {
        (CommitmentKind.PAYMENT_PROMISE, promise.id): datetime.combine(promise.promised_on, END_OF_DAY, zone)
        for promise in ground.promises.get(row.id, ())
    }

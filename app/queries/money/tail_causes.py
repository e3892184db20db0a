"""Why a tail is still open, as the records tell: a note, a dispute, a broken promise, the last talk (C10.6)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.formatting import date_text, local, money
from app.i18n import _
from app.labels import label
from app.queries.money.disputed import pauses
from app.rules.money.promised import is_broken
from models.enums import EventKind
from models.money.contact import CollectionContact, PaymentPromise
from models.money.dispute import Dispute, DisputeClaim
from models.record import Event

CAUSE = "cause"  # key of what a note on an instalment holds for the program
LONGEST = 80  # characters of words that stand in a line

Told = tuple[int, str]  # instalment, what is told of it


@dataclass(frozen=True, slots=True)
class TailKey:
    """What the causes of a tail are looked up by."""

    id: int
    customer_id: int
    source_id: int
    due_on: date | None
    condition: str


def causes_of(session: Session, tails: Sequence[TailKey], on: date, zone: ZoneInfo) -> Mapping[int, str]:
    """Return by tail what keeps it open as it was known on a day, one cause a line; tails of no known cause are left
    out. Whatever their number, it takes four statements.
    """
    ids = [tail.id for tail in tails]
    after = datetime.combine(on + timedelta(days=1), time.min, zone).astimezone(UTC)
    told: dict[int, list[str]] = defaultdict(list)
    causes = (
        *_notes(session, ids, after),
        *_disputes(session, ids, on),
        *_broken(session, ids, on),
        *_talks(session, tails, after, zone),
        *_undated(tails),
    )
    for tail_id, cause in causes:
        told[tail_id].append(cause)
    return {tail_id: "\n".join(lines) for tail_id, lines in told.items()}


def short(text: str) -> str:
    """Return words as they stand in a line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _notes(session: Session, ids: Sequence[int], after: datetime) -> Iterable[Told]:
    """Return the newest note of the cause on each instalment."""
    noted = select(Event.record_id, Event.text, Event.data).where(
        Event.record_id.in_(ids), Event.kind == EventKind.NOTE, Event.at < after
    )
    rows = session.execute(noted.order_by(Event.at, Event.id))
    newest = {row.record_id: row.text for row in rows if row.data.get(CAUSE)}
    return [(tail_id, short(text)) for tail_id, text in newest.items()]


def _disputes(session: Session, ids: Sequence[int], on: date) -> Iterable[Told]:
    held = (
        select(DisputeClaim.instalment_id, Dispute.number, Dispute.title)
        .join(Dispute, Dispute.id == DisputeClaim.dispute_id)
        .where(DisputeClaim.instalment_id.in_(ids), pauses(), Dispute.raised_on <= on)
        .order_by(Dispute.id)
    )
    text = _("Dispute {number}: {title}")
    return [(row[0], text.format(number=row[1] or "", title=short(row[2]))) for row in session.execute(held)]


def _broken(session: Session, ids: Sequence[int], on: date) -> Iterable[Told]:
    """Return the newest promise of each instalment that was broken."""
    made = select(PaymentPromise).where(
        PaymentPromise.instalment_id.in_(ids), ~PaymentPromise.is_void, PaymentPromise.made_on <= on
    )
    promises = session.scalars(made.order_by(PaymentPromise.promised_on, PaymentPromise.id))
    newest = {one.instalment_id: one for one in promises if is_broken(one.promised_on, one.kept_on, on)}
    text = _("Promise of {amount} by {day} broken")
    return [
        (tail_id, text.format(amount=money(one.amount), day=date_text(one.promised_on)))
        for tail_id, one in newest.items()
    ]


def _talks(session: Session, tails: Sequence[TailKey], after: datetime, zone: ZoneInfo) -> Iterable[Told]:
    """Return the last talk about the contract of each tail, or about all that the customer owes."""
    latest = last_talks(session, {tail.customer_id for tail in tails}, after)
    text = _("{way} on {day}: {text}")
    for tail in tails:
        keys = ((tail.customer_id, tail.source_id), (tail.customer_id, None))
        talks = [latest[key] for key in keys if key in latest]
        if talks:
            talk = max(talks, key=lambda one: (one.at, one.id))
            day = date_text(local(talk.at, zone).date())
            yield tail.id, text.format(way=label(talk.way), day=day, text=short(talk.text))


def last_talks(
    session: Session, customer_ids: Iterable[int], after: datetime
) -> dict[tuple[int, int | None], CollectionContact]:
    """Return the last talk before a moment by customer and contract or order, None for talks about everything."""
    own: Any = (CollectionContact.customer_id, CollectionContact.source_id)
    place = func.row_number().over(
        partition_by=own, order_by=(CollectionContact.at.desc(), CollectionContact.id.desc())
    )
    counted = (
        select(CollectionContact.id, place.label("place"))
        .where(
            CollectionContact.customer_id.in_(tuple(customer_ids)),
            ~CollectionContact.is_void,
            CollectionContact.at < after,
        )
        .subquery()
    )
    newest = select(CollectionContact).join(counted, counted.c.id == CollectionContact.id).where(counted.c.place == 1)
    return {(one.customer_id, one.source_id): one for one in session.scalars(newest)}


def _undated(tails: Sequence[TailKey]) -> Iterable[Told]:
    for tail in tails:
        if tail.due_on is None:
            yield tail.id, _("No due date: {condition}").format(condition=tail.condition or _("nothing agreed"))

"""How far collection is with each customer as of a day: level, last contact, promise, what comes next (C10)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.formatting import date_text, local
from app.i18n import _
from app.queries.money.letters_sent import many_sent_dunning
from app.queries.money.measures_of import APPROVED
from app.rules.money.letter_levels import SentLetter
from models.enums import LetterKind
from models.money.contact import CollectionContact, PaymentPromise
from models.money.dispute import Measures
from models.money.receivable import Instalment


@dataclass(frozen=True, slots=True)
class CollectionStatus:
    """What is known of a customer: the gravest letter sent, the day of the last talk or letter, the day that payment
    was last promised for; ``next_step`` in words, "" where the records tell of none.
    """

    level: LetterKind | None = None
    last_contact: date | None = None
    promised_on: date | None = None
    next_step: str = ""


def statuses(session: Session, customer_ids: Sequence[int], on: date, zone: ZoneInfo) -> Mapping[int, CollectionStatus]:
    """Return by customer how far collection was at the end of a day. Four statements, however many customers."""
    letters = many_sent_dunning(session, customer_ids)
    talks = _last_talks(session, customer_ids, on, zone)
    promises = _promises(session, customer_ids, on)
    measures = _measures(session, customer_ids)
    return {
        one: _status(
            [letter for letter in letters.get(one, ()) if letter.sent_on <= on],
            talks.get(one),
            promises.get(one),
            measures.get(one, ""),
            on,
        )
        for one in customer_ids
    }


def _status(
    letters: Sequence[SentLetter], talk: date | None, promised: date | None, measures: str, on: date
) -> CollectionStatus:
    last = letters[-1] if letters else None
    contacts = [day for day in (talk, last.sent_on if last else None) if day is not None]
    return CollectionStatus(
        level=max((letter.kind for letter in letters), key=list(LetterKind).index, default=None),
        last_contact=max(contacts, default=None),
        promised_on=promised,
        next_step=_next_step(last, promised, measures, on),
    )


def _next_step(last: SentLetter | None, promised: date | None, measures: str, on: date) -> str:
    if promised is not None and promised >= on:
        return _("Payment promised by {day}").format(day=date_text(promised))
    if promised is not None:
        return _("Ask about the promise of {day}").format(day=date_text(promised))
    if last is not None and not last.has_run_out(on):
        return _("Wait for letter {number} until {day}").format(number=last.doc_no, day=date_text(last.runs_out_on))
    return _("Carry out measures {number}").format(number=measures) if measures else ""


def _last_talks(session: Session, customer_ids: Iterable[int], on: date, zone: ZoneInfo) -> Mapping[int, date]:
    after = datetime.combine(on + timedelta(days=1), time.min, zone).astimezone(UTC)
    latest = func.max(CollectionContact.at, type_=CollectionContact.__table__.c.at.type)
    talked = (
        select(CollectionContact.customer_id, latest)
        .where(CollectionContact.customer_id.in_(tuple(customer_ids)), ~CollectionContact.is_void)
        .where(CollectionContact.at < after)
        .group_by(CollectionContact.customer_id)
    )
    return {row[0]: local(row[1], zone).date() for row in session.execute(talked)}


def _promises(session: Session, customer_ids: Iterable[int], on: date) -> Mapping[int, date]:
    """Return by customer the last day that payment is promised for and has not come in."""
    open_then = PaymentPromise.kept_on.is_(None) | (PaymentPromise.kept_on > on)
    promised = (
        select(Instalment.customer_id, func.max(PaymentPromise.promised_on))
        .join(Instalment, Instalment.id == PaymentPromise.instalment_id)
        .where(Instalment.customer_id.in_(tuple(customer_ids)), ~PaymentPromise.is_void)
        .where(PaymentPromise.made_on <= on, open_then)
        .group_by(Instalment.customer_id)
    )
    return {row[0] or 0: row[1] for row in session.execute(promised)}


def _measures(session: Session, customer_ids: Iterable[int]) -> Mapping[int, str]:
    """Return by customer the number of the newest approved proposal of stronger measures."""
    approved = (
        select(Measures.customer_id, Measures.number)
        .where(Measures.customer_id.in_(tuple(customer_ids)), Measures.state.in_(APPROVED))
        .order_by(Measures.id)
    )
    return {row[0] or 0: row[1] or "" for row in session.execute(approved)}

"""What was done to get a customer's money: letters, talks and the promises made in them, the oldest first (C10)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import date_text, local, money
from app.i18n import _
from app.labels import label
from app.queries.money.letters_sent import SENT
from app.rules.money.promised import is_broken
from app.rules.trade.pricing import ZERO
from models.enums import ContactWay, ReplyKind
from models.money.contact import CollectionContact, PaymentPromise
from models.money.letter import Letter


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One step: on which day, ``way`` None for a letter, who of us, whom of theirs, what came of it in words, and what
    proves it (the number of a letter and of its parcel); how a letter was answered.
    """

    day: date
    way: ContactWay | None
    person: str
    counterpart: str
    text: str
    evidence: str
    reply: ReplyKind | None = None


def collection_history(session: Session, customer_id: int, today: date) -> tuple[HistoryLine, ...]:
    """Return what was done to get a customer's money, the oldest first; what was taken back is left out."""
    promises = _promises(session, customer_id)
    lines = [*_letters(session, customer_id, promises, today), *_talks(session, customer_id, promises, today)]
    return tuple(sorted(lines, key=lambda line: line.day))


@dataclass(frozen=True, slots=True)
class _Promises:
    """What was promised, by the talk and by the letter in whose answer it was."""

    of_talk: dict[int, list[PaymentPromise]]
    of_letter: dict[int, list[PaymentPromise]]


def _promises(session: Session, customer_id: int) -> _Promises:
    known = _Promises(defaultdict(list), defaultdict(list))
    talks = select(CollectionContact.id).where(CollectionContact.customer_id == customer_id)
    letters = select(Letter.id).where(Letter.customer_id == customer_id)
    said = PaymentPromise.contact_id.in_(talks) | PaymentPromise.letter_id.in_(letters)
    made = select(PaymentPromise).where(said, ~PaymentPromise.is_void).order_by(PaymentPromise.promised_on)
    for promise in session.scalars(made):
        if promise.contact_id is not None:
            known.of_talk[promise.contact_id].append(promise)
        elif promise.letter_id is not None:
            known.of_letter[promise.letter_id].append(promise)
    return known


def _letters(session: Session, customer_id: int, promises: _Promises, today: date) -> Iterator[HistoryLine]:
    sent = select(Letter).where(Letter.customer_id == customer_id, Letter.state.in_(SENT), Letter.sent_on.is_not(None))
    for letter in session.scalars(sent.order_by(Letter.sent_on, Letter.id)):
        reply = [label(letter.reply_kind), letter.reply_text] if letter.reply_kind is not None else []
        promised = _promised(promises.of_letter.get(letter.id, ()), today)
        yield HistoryLine(
            day=letter.sent_on or today,
            way=None,
            person=letter.created_by,
            counterpart=letter.delivered_to or letter.attention,
            text=_("; ").join(said for said in (label(letter.letter_kind), *reply, promised) if said),
            evidence=" ".join(said for said in (letter.doc_no, letter.tracking_no) if said),
            reply=letter.reply_kind,
        )


def _talks(session: Session, customer_id: int, promises: _Promises, today: date) -> Iterator[HistoryLine]:
    zone = ZoneInfo(settings_of(session).text("zone"))
    of_customer = (CollectionContact.customer_id == customer_id, ~CollectionContact.is_void)
    for talk in session.scalars(select(CollectionContact).where(*of_customer).order_by(CollectionContact.at)):
        promised = _promised(promises.of_talk.get(talk.id, ()), today)
        yield HistoryLine(
            day=local(talk.at, zone).date(),
            way=talk.way,
            person=talk.person,
            counterpart=talk.counterpart,
            text=_("; ").join(said for said in (talk.text, promised) if said),
            evidence="",
        )


def _promised(promises: Sequence[PaymentPromise], today: date) -> str:
    """Say what was promised, and that it was not kept."""
    if not promises:
        return ""
    last = max(one.promised_on for one in promises)
    total = money(sum((one.amount for one in promises), ZERO))
    broken = any(is_broken(one.promised_on, one.kept_on, today) for one in promises)
    text = _("promised {amount} by {day}, not kept") if broken else _("promised {amount} by {day}")
    return text.format(amount=total, day=date_text(last))

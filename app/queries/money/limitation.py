"""Until when overdue instalments can still be taken to court: what began their time anew (C10.5)."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.queries.money.letters_sent import SENT
from app.rules.money.limitation import Interruption, limitation_date
from models.enums import LetterKind, ReplyKind
from models.money.contact import PaymentPromise
from models.money.letter import Letter, LetterLine

# What asks for nothing: a statement of account lets check figures only.
_ASKS_NOTHING = (LetterKind.STATEMENT,)
_ADMITS = (ReplyKind.CONFIRMED, ReplyKind.PROMISED)


def limitation_dates(session: Session, due: Mapping[int, date | None]) -> dict[int, date]:
    """Return by instalment the last day to take it to court, from the day each was ``due``; undated ones are left
    out.
    """
    dated = {instalment: day for instalment, day in due.items() if day is not None}
    known = _interruptions(session, list(dated))
    return {instalment: limitation_date(day, known[instalment]) for instalment, day in dated.items()}


def _interruptions(session: Session, ids: list[int]) -> Mapping[int, list[Interruption]]:
    found: dict[int, list[Interruption]] = defaultdict(list)
    reached = func.coalesce(Letter.delivered_on, Letter.sent_on)
    letters = (
        select(LetterLine.instalment_id, Letter.letter_kind, reached, Letter.reply_kind, Letter.replied_on)
        .join(Letter, Letter.id == LetterLine.letter_id)
        .where(LetterLine.instalment_id.in_(ids), Letter.state.in_(SENT))
    )
    for instalment, kind, sent_on, reply, replied_on in session.execute(letters):
        if kind not in _ASKS_NOTHING and sent_on is not None:
            found[instalment].append(Interruption(sent_on))
        if reply in _ADMITS and replied_on is not None:
            found[instalment].append(Interruption(replied_on, admitted=True))
    promises = select(PaymentPromise.instalment_id, PaymentPromise.made_on).where(
        PaymentPromise.instalment_id.in_(ids), ~PaymentPromise.is_void
    )
    for instalment, made_on in session.execute(promises):
        found[instalment].append(Interruption(made_on, admitted=True))
    return found

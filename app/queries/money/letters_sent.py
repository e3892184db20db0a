"""Letters that went to a customer before: what the next one follows on (C10)."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.rules.money.letter_levels import DUNNING, SentLetter
from models.enums import LetterState, RecordKind
from models.money.letter import Letter, LetterLine
from models.record import Record

SENT = (LetterState.SENT, LetterState.ANSWERED)
_letter, _record = Letter.__table__, Record.__table__


def sent_dunning(session: Session, customer_id: int) -> tuple[SentLetter, ...]:
    """Return the dunning letters sent to a customer, the oldest first."""
    return many_sent_dunning(session, (customer_id,)).get(customer_id, ())


def many_sent_dunning(session: Session, customer_ids: Iterable[int]) -> dict[int, tuple[SentLetter, ...]]:
    """Return by customer the dunning letters sent, the oldest first; customers without one are left out."""
    told: dict[int, dict[int, SentLetter]] = defaultdict(dict)
    named: dict[int, set[int]] = defaultdict(set)
    for row in session.execute(_sent(customer_ids)):
        named[row.id].add(row.instalment_id)
        known = frozenset(named[row.id])
        told[row.customer_id][row.id] = SentLetter(
            row.id,
            row.letter_kind,
            row.sent_on,
            row.pay_by_on,
            row.doc_no or "",
            known,
            row.state == LetterState.ANSWERED,
        )
    return {customer: tuple(letters.values()) for customer, letters in told.items()}


def _sent(customer_ids: Iterable[int]) -> Select[Any]:
    columns = (
        _letter.c.id, _record.c.customer_id, _letter.c.letter_kind, _letter.c.sent_on, _letter.c.pay_by_on,
        _letter.c.doc_no, _record.c.state, LetterLine.instalment_id,
    )  # fmt: skip
    tables = _record.join(_letter, _letter.c.id == _record.c.id).join(
        LetterLine.__table__, LetterLine.letter_id == _letter.c.id
    )
    went = (
        _record.c.customer_id.in_(tuple(customer_ids)),
        _record.c.kind == RecordKind.LETTER,
        _record.c.state.in_([state.value for state in SENT]),
        _letter.c.letter_kind.in_(DUNNING),
        _letter.c.sent_on.is_not(None),
    )
    return select(*columns).select_from(tables).where(*went).order_by(_letter.c.sent_on, _letter.c.id)

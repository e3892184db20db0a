"""Reading the drafts of a batch: what each asks for, in the order chosen (C10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.context import Context
from app.rules.permissions import Permission
from app.rules.trade.pricing import ZERO
from models.enums import LetterKind, LetterState, RecordKind
from models.money.letter import Letter, LetterLine
from models.record import Record


@dataclass(frozen=True, slots=True)
class BatchLetter:
    """One letter of a batch; ``asked`` is what it asks for, ``credit`` what pays nothing yet, in yuan."""

    id: int
    version: int
    customer: str
    letter_kind: LetterKind
    state: LetterState
    asked: Decimal
    credit: Decimal


def batch_letters(context: Context, letter_ids: Sequence[int]) -> tuple[BatchLetter, ...]:
    """Read these letters in the order given; those that no longer exist are left out."""
    context.require(Permission.VIEW_MONEY)
    own, customer, letter = Record.__table__, aliased(Record.__table__, name="customer"), Letter.__table__
    total = select(func.sum(LetterLine.outstanding, type_=LetterLine.outstanding.type)).where(
        LetterLine.letter_id == letter.c.id
    )
    columns = (
        own.c.id, own.c.version, own.c.state, customer.c.title, letter.c.letter_kind, letter.c.credit,
        total.correlate(letter).scalar_subquery().label("total"),
    )  # fmt: skip
    tables = own.join(letter, letter.c.id == own.c.id).join(customer, customer.c.id == own.c.customer_id)
    wanted = own.c.id.in_(tuple(letter_ids)), own.c.kind == RecordKind.LETTER
    with context.read() as session:
        found = {
            row.id: BatchLetter(
                id=row.id,
                version=row.version,
                customer=row.title,
                letter_kind=row.letter_kind,
                state=LetterState(row.state),
                asked=max((row.total or ZERO) - row.credit, ZERO),
                credit=row.credit,
            )
            for row in session.execute(select(*columns).select_from(tables).where(*wanted))
        }
    return tuple(found[one] for one in letter_ids if one in found)

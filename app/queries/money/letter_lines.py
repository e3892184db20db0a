"""The instalments that a letter names, as they stood on its day (C10)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.queries.money.measures_of import approved_for
from app.queries.money.open_amounts import OpenInstalment, instalments_on, open_instalments
from app.rules.money.letter_levels import DUNNING
from app.rules.trade.pricing import ZERO
from models.enums import InstalmentKind, LetterKind
from models.money.letter import Letter, LetterLine
from models.projects.contract import Contract


def lines_for(session: Session, letter: Letter) -> tuple[OpenInstalment, ...]:
    """Return what a letter names as of its day.

    A dunning letter has everything overdue and undisputed of the customer, a third one what stronger measures are
    approved for where they are for any of it (C10.5). A collection notice shows all of its contract, paid or not, a
    retention letter its retention money, a statement all that is open.
    """
    on = letter.statement_on
    if letter.contract_id is not None:
        lines = instalments_on(session, contract_ids(session, letter.contract_id), on)
        if letter.letter_kind is LetterKind.COLLECTION_NOTICE:
            return lines
        return tuple(line for line in lines if line.retention and line.open > 0)
    lines = open_instalments(session, letter.customer_id or 0, on)
    if letter.letter_kind not in DUNNING:
        return lines
    late = tuple(line for line in lines if line.chased and not line.disputed)
    if letter.letter_kind is not LetterKind.DUNNING_3:
        return late
    approved = approved_for(session, [line.id for line in late])
    return tuple(line for line in late if line.id in approved) or late


def contract_ids(session: Session, contract_id: int) -> tuple[int, ...]:
    """Return the ids of a contract and its supplements."""
    together = or_(Contract.id == contract_id, Contract.main_id == contract_id)
    return tuple(session.scalars(select(Contract.id).where(together).order_by(Contract.id)))


def write_lines(letter: Letter, lines: Sequence[OpenInstalment]) -> None:
    """Write the lines of a letter; one that stays keeps its row, so that the trail tells what changed."""
    known = {row.instalment_id: row for row in letter.lines}
    rows = []
    for place, line in enumerate(lines, start=1):
        row = known.get(line.id) or LetterLine(instalment_id=line.id)
        row.position, row.amount, row.paid, row.deducted = place, line.amount, line.paid, line.deducted
        row.outstanding, row.due_on, row.overdue_days = line.open, line.due_on, line.overdue_days
        row.interest = ZERO
        rows.append(row)
    letter.lines = rows


def letter_sums(letter: Letter) -> dict[int, tuple[Decimal, date | None]]:
    """Return by instalment what a letter says is open of it, and since when it was due."""
    return {row.instalment_id: (row.outstanding, row.due_on) for row in letter.lines}


def differs(letter: Letter, lines: Sequence[OpenInstalment]) -> bool:
    """Tell whether what a letter says is open no longer is: money came in, or was taken back, since it was written."""
    return letter_sums(letter) != {line.id: (line.open, line.due_on) for line in lines}


def is_asked(letter: Letter, row: LetterLine, kind: InstalmentKind) -> bool:
    """Tell whether a letter asks for a line now: a collection notice only for what is due by the day it asks to be
    paid, and for no retention money.
    """
    if letter.letter_kind is not LetterKind.COLLECTION_NOTICE:
        return row.outstanding > 0
    return row.outstanding > 0 and kind is not InstalmentKind.RETENTION and _is_due(row, letter.pay_by_on)


def _is_due(row: LetterLine, pay_by_on: date | None) -> bool:
    return row.due_on is not None and (pay_by_on is None or row.due_on <= pay_by_on)

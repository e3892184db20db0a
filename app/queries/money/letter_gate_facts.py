"""Reading what the gates of a letter look at (C10)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import date_text
from app.i18n import _
from app.labels import label
from app.queries.money.disputed import disputed_sums
from app.queries.money.letters_sent import sent_dunning
from app.queries.money.measures_of import approved_for
from app.queries.money.open_amounts import OpenInstalment, open_instalments
from app.rules.money.letter_gates import LetterFacts, next_letter_on
from app.rules.money.letter_levels import DUNNING, SentLetter, covering, letter_before
from app.settings import whole_number
from models.enums import LetterKind, LetterState
from models.money.letter import Letter
from models.money.receivable import Instalment
from models.paper import IssuedPaper
from models.projects.project import Project
from models.record import Record

USUAL_GAP = 15  # days, where the setting is no number
MOST_NAMED = 5


def letter_gate_facts(session: Session, letter: Letter, today: date) -> LetterFacts:
    """Return what the gates of a letter look at, as far as its state asks for it."""
    if letter.state == LetterState.DRAFT:
        return draft_facts(session, letter, today)
    if letter.state != LetterState.ISSUED:
        return LetterFacts()
    printed = session.scalar(select(IssuedPaper.id).where(IssuedPaper.record_id == letter.id).limit(1))
    facts = LetterFacts(unapproved=_unapproved(session, letter), printed=printed is not None)
    if letter.letter_kind not in DUNNING:
        return facts
    named = [session.get_one(Instalment, row.instalment_id) for row in letter.lines]
    held = disputed_sums(session, [one.id for one in named])
    return replace(
        facts,
        held_since=tuple(one.number or "" for one in named if one.id in held)[:MOST_NAMED],
        paid_since=tuple(one.number or "" for one in named if not one.open_amount)[:MOST_NAMED],
    )


def draft_facts(session: Session, letter: Letter, today: date) -> LetterFacts:
    """Return what the gates of a draft look at."""
    asks = any(row.outstanding > 0 for row in letter.lines) or _tells_credit(letter)
    addressed = bool(letter.address.strip())
    if letter.letter_kind not in DUNNING:
        return LetterFacts(addressed=addressed, asks=asks, not_handed_over=_not_handed_over(session, letter, today))
    late = [line for line in open_instalments(session, letter.customer_id or 0, today) if line.overdue_days]
    sent = sent_dunning(session, letter.customer_id or 0)
    gap = whole_number(settings_of(session).text("letter_gap_days"), USUAL_GAP)
    chased = [line for line in late if line.chased and not line.disputed]
    early = dict.fromkeys(line.source_number for line in late if not line.chased and line.contract_id is not None)
    return LetterFacts(
        addressed=addressed,
        asks=asks or not chased,  # nothing being overdue is told by a gate of its own
        dunning=True,
        overdue=bool(chased),
        not_handed_over=() if chased else tuple(early)[:MOST_NAMED],
        disputed=tuple(line.number for line in late if line.disputed)[:MOST_NAMED],
        lacks=_lacks(letter, sent, chased, today),
        unapproved=_unapproved(session, letter),
        next_on=next_letter_on(sent[-1].sent_on if sent else None, gap),
        today=today,
    )


def _tells_credit(letter: Letter) -> bool:
    """Tell whether a letter speaks of money that pays nothing yet: a statement does, with nothing open too."""
    return letter.letter_kind is LetterKind.STATEMENT and letter.credit > 0


def _not_handed_over(session: Session, letter: Letter, today: date) -> tuple[str, ...]:
    """Return the contract of a collection notice or retention letter whose project is not handed over (C10.1)."""
    if letter.contract_id is None:
        return ()
    project = Project.__table__.c
    named = select(Record.number, Record.project_id).where(Record.id == letter.contract_id)
    number, project_id = session.execute(named).one()
    day = session.scalar(select(project.handed_over_on).where(project.id == project_id))
    return () if day is not None and day <= today else (number or "",)


def _lacks(
    letter: Letter, sent: Sequence[SentLetter], chased: Sequence[OpenInstalment], today: date
) -> tuple[str, ...]:
    """Return the letter that has to go before this one, or has still to run out; nothing while nothing is overdue."""
    wanted = letter_before(letter.letter_kind)
    if wanted is None or not chased:
        return ()
    ids = frozenset(row.instalment_id for row in letter.lines)
    before = [one for one in covering(sent, ids) if DUNNING.index(one.kind) >= DUNNING.index(wanted)]
    if not before:
        return (label(wanted),)
    if any(one.has_run_out(today) for one in before):
        return ()
    text = _("{letter} to run out on {day}")
    last = before[-1]
    return (text.format(letter=last.doc_no or label(last.kind), day=date_text(last.runs_out_on)),)


def _unapproved(session: Session, letter: Letter) -> tuple[str, ...]:
    """Return the instalments of a third letter that no approved proposal names (C10.5)."""
    if letter.letter_kind is not LetterKind.DUNNING_3 or not letter.lines:
        return ()
    ids = [row.instalment_id for row in letter.lines]
    missing = set(ids) - set(approved_for(session, ids))
    if not missing:
        return ()
    numbers = select(Record.number).where(Record.id.in_(missing)).order_by(Record.number)
    return tuple(number or "" for number in session.scalars(numbers))[:MOST_NAMED]

"""Many letters at once: drafts for chosen customers, issuing of those looked at, and drafts that fall due (C10).

Each letter is saved by itself, so that one that cannot be written keeps no other from being.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context, settings_of
from app.errors import AppError, Invalid, Questioned
from app.forms.letters import LetterForm
from app.i18n import _
from app.queries.money.letter_gate_facts import draft_facts
from app.queries.money.letters_sent import sent_dunning
from app.queries.money.measures_of import approved_for
from app.queries.money.open_amounts import open_instalments
from app.queries.money.retention_due import RetentionDue, retention_due
from app.queries.records.lookup import existing
from app.rules.gates import check_gates
from app.rules.money.letter_gates import ISSUE_GATES
from app.rules.money.letter_levels import LETTERS, NextLetter, next_letter
from app.rules.permissions import Permission
from app.services.money.letters import bring_to, issue_letter, new_draft
from app.services.moves import blocked
from app.services.past_days import today_of
from app.services.use_case import use_case
from models.enums import LetterKind, LetterState
from models.money.letter import Letter
from models.parties.customer import Customer

Progress = Callable[[int, int], None]  # how many are done, of how many


@dataclass(frozen=True, slots=True)
class DraftResult:
    """What came of drafting a letter to one customer: its id, or why there is none."""

    customer_id: int
    customer: str
    letter_id: int | None = None
    letter_kind: LetterKind | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class IssueResult:
    """What came of issuing one letter: its number, or why it has none.

    ``asked`` are the questions that were not answered, in words, by the codes with which they are accepted.
    """

    letter_id: int
    number: str = ""
    problem: str = ""
    asked: Mapping[str, str] = field(default_factory=dict)


@use_case(Permission.EDIT_COLLECTION)
def draft_letters(
    context: Context, *, customer_ids: Sequence[int], kind: LetterKind | None = None, progress: Progress | None = None
) -> tuple[DraftResult, ...]:
    """Draft one letter for each customer, with everything that is open at its level; ``kind`` None is the next one.

    A draft that waits already is brought to today. Where a letter could not be issued now none is drafted, and the
    result says why.
    """
    results = []
    for done, customer_id in enumerate(dict.fromkeys(customer_ids), start=1):
        results.append(_drafted(context, customer_id, kind))
        if progress is not None:
            progress(done, len(customer_ids))
    return tuple(results)


def _drafted(context: Context, customer_id: int, kind: LetterKind | None) -> DraftResult:
    with context.read() as session:
        name = existing(session, Customer, customer_id).title
    try:
        with context.write() as session:
            chosen = kind or _next_kind(session, customer_id)
            letter = _waiting(session, customer_id, chosen) or new_draft(session, _form(session, customer_id, chosen))
            reasons = check_gates(ISSUE_GATES, draft_facts(session, letter, today_of(session)))
            if reasons:
                raise blocked(reasons)
            return DraftResult(customer_id, name, letter.id, letter.letter_kind)
    except AppError as error:
        return DraftResult(customer_id, name, problem=error.message)


def _form(session: Session, customer_id: int, kind: LetterKind) -> LetterForm:
    language = settings_of(session).text("paper_language")
    return LetterForm(customer_id=customer_id, letter_kind=kind, language=language)


def _waiting(session: Session, customer_id: int, kind: LetterKind, contract_id: int | None = None) -> Letter | None:
    """Return the draft of this kind that waits for a customer, brought to today."""
    of_contract = Letter.contract_id.is_(None) if contract_id is None else Letter.contract_id == contract_id
    same = (Letter.customer_id == customer_id, Letter.letter_kind == kind, Letter.state == LetterState.DRAFT)
    letter = session.scalar(select(Letter).where(*same, of_contract).limit(1))
    if letter is not None:
        letter.version += 1
        bring_to(session, letter, today_of(session))
        session.flush()
    return letter


def _next_kind(session: Session, customer_id: int) -> LetterKind:
    """Return how grave the next letter to a customer is; Invalid where none is due."""
    today = today_of(session)
    late = open_instalments(session, customer_id, today)
    ids = frozenset(line.id for line in late if line.chased and not line.disputed)
    approved = bool(approved_for(session, ids))
    told = next_letter(sent_dunning(session, customer_id), ids, today, approved=approved)
    if told in LETTERS:
        return LETTERS[told]
    if told is NextLetter.WAIT:
        raise Invalid(_("The last letter has not run out yet."))
    if told is NextLetter.REPORT_UP:
        raise Invalid(
            _("The second letter ran out: stronger measures are to be proposed to the leader."), clause="C10.5"
        )
    raise Invalid(_("No letter is due to this customer."))


@use_case(Permission.ISSUE_LETTER)
def issue_letters(
    context: Context,
    *,
    letters: Sequence[tuple[int, int]],
    accepted: frozenset[str] = frozenset(),
    progress: Progress | None = None,
) -> tuple[IssueResult, ...]:
    """Issue drafts one by one, each given with the version that was looked at; what keeps one is told in its result."""
    results = []
    for done, (letter_id, version) in enumerate(letters, start=1):
        try:
            number = issue_letter(context, record_id=letter_id, version=version, accepted=accepted)
            results.append(IssueResult(letter_id, number))
        except Questioned as question:
            results.append(IssueResult(letter_id, problem=question.message, asked=question.asked))
        except AppError as error:
            results.append(IssueResult(letter_id, problem=error.message))
        if progress is not None:
            progress(done, len(letters))
    return tuple(results)


@use_case(Permission.EDIT_COLLECTION)
def draft_due_letters(context: Context) -> tuple[int, ...]:
    """Draft the retention letters that appear 15 days before their clock (C10.2); returns the ids of new drafts.

    At most one for a contract and end of warranty. Disputes do not stop it (C10.4).
    """
    with context.read() as session:
        due = retention_due(session, context.clock.now())
    made = (_retention_draft(context, one) for one in due)
    return tuple(letter_id for letter_id in made if letter_id is not None)


def _retention_draft(context: Context, due: RetentionDue) -> int | None:
    with context.write() as session:
        if due not in retention_due(session, session.info["now"]):
            return None  # another desk was quicker
        if _waiting(session, due.customer_id, LetterKind.RETENTION, due.contract_id) is not None:
            return None  # of an earlier end of warranty, which was extended
        form = _form(session, due.customer_id, LetterKind.RETENTION)
        return new_draft(session, replace(form, contract_id=due.contract_id)).id

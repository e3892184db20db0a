"""Gates and moves of letters to customers about money (C10): who may be asked, for what, how gravely, how often."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.formatting import date_text
from app.i18n import N_
from app.rules.arrow import Arrow
from app.rules.gate import Gate, by_code
from app.rules.permissions import Permission
from models.enums import LetterState

UNMATCHED_MONEY = "unmatched_money"  # the question asked before a letter while money of the customer pays nothing yet


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What the gates of a letter look at.

    ``asks`` tells that anything is open that a letter of its kind can name. ``dunning`` letters need something that is
    late and undisputed (``overdue``); ``not_handed_over`` are the contracts before their handover, ``disputed`` the
    instalments that pause. ``lacks`` names the letter that has to go before, or until when it still runs. With
    ``unapproved`` no measures are approved for these instalments. ``next_on`` is the first day that the least gap
    between two letters allows, None before any. ``printed`` tells that its paper was issued; ``held_since`` and
    ``paid_since`` are the instalments that a dunning letter names and that are disputed, or have all their money, since
    it was issued.
    """

    addressed: bool = True
    asks: bool = True
    dunning: bool = False
    overdue: bool = True
    not_handed_over: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    unapproved: tuple[str, ...] = ()
    next_on: date | None = None
    today: date | None = None
    printed: bool = True
    held_since: tuple[str, ...] = ()
    paid_since: tuple[str, ...] = ()


def next_letter_on(last_sent_on: date | None, gap_days: int) -> date | None:
    """Return the first day on which a customer may be written to again, None where nobody was dunned before."""
    return None if last_sent_on is None else last_sent_on + timedelta(days=gap_days)


def _gap_kept(facts: LetterFacts) -> bool:
    return facts.next_on is None or facts.today is None or facts.next_on <= facts.today


LETTER_GATES: Mapping[str, Gate[LetterFacts]] = by_code(
    Gate(
        "addressed",
        "C10",
        N_("The letter has no address, and the customer has none either"),
        "edit",
        lambda facts: facts.addressed,
    ),
    Gate(
        "handed_over",
        "C10.1",
        N_("Not handed over yet, so not chased: {names}"),
        "show_project",
        lambda facts: not facts.not_handed_over,
        lambda facts: facts.not_handed_over,
    ),
    Gate(
        "undisputed",
        "C10.4",
        N_("All that is overdue is disputed: {names}"),
        "show_disputes",
        lambda facts: facts.overdue or not facts.disputed,
        lambda facts: facts.disputed,
    ),
    Gate(
        "overdue",
        "C10",
        N_("Nothing of this customer is overdue"),
        "show_customer",
        lambda facts: not facts.dunning or facts.overdue or bool(facts.disputed or facts.not_handed_over),
    ),
    Gate("open", "C10", N_("Nothing is open that this letter could ask for"), "edit", lambda facts: facts.asks),
    Gate(
        "letter_before",
        "C10",
        N_("First this is needed: {names}"),
        "show_letters",
        lambda facts: not facts.lacks,
        lambda facts: facts.lacks,
    ),
    Gate(
        "measures_approved",
        "C10.5",
        N_("The leader has not approved stronger measures for: {names}"),
        "propose_measures",
        lambda facts: not facts.unapproved,
        lambda facts: facts.unapproved,
    ),
    Gate(
        "gap",
        "C10",
        N_("The last letter is too young: the next one may go on {names}"),
        "show_letters",
        _gap_kept,
        lambda facts: (date_text(facts.next_on),),
    ),
    Gate(
        "undisputed_since",
        "C10.4",
        N_("Disputed since it was issued: {names}. Cancel this letter and write another one"),
        "show_disputes",
        lambda facts: not facts.held_since,
        lambda facts: facts.held_since,
    ),
    Gate(
        "unpaid_since",
        "C10",
        N_("Paid since it was issued: {names}. Cancel this letter and write another one"),
        "show_customer",
        lambda facts: not facts.paid_since,
        lambda facts: facts.paid_since,
    ),
    Gate("printed", "C10", N_("The letter has not been printed yet"), "print", lambda facts: facts.printed),
)

ISSUE_GATES = (
    "addressed", "handed_over", "undisputed", "overdue", "open", "letter_before", "measures_approved", "gap",
)  # fmt: skip

SEND_GATES = ("printed", "measures_approved", "undisputed_since", "unpaid_since")

LETTER_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        LetterState.DRAFT,
        LetterState.ISSUED,
        "issue",
        N_("Issue the letter"),
        Permission.ISSUE_LETTER,
        ISSUE_GATES,
        "letter_issue",
    ),
    Arrow(
        LetterState.ISSUED,
        LetterState.SENT,
        "send",
        N_("Send off"),
        Permission.ISSUE_LETTER,
        SEND_GATES,
        "letter_sending",
    ),
    Arrow(
        LetterState.SENT,
        LetterState.ANSWERED,
        "answer",
        N_("Record the answer"),
        Permission.EDIT_COLLECTION,
        asks="letter_reply",
    ),
    *(
        Arrow(
            source,
            LetterState.CANCELLED,
            "cancel",
            N_("Cancel the letter"),
            Permission.EDIT_COLLECTION,
            asks="reason",
        )
        for source in (LetterState.DRAFT, LetterState.ISSUED)
    ),
)

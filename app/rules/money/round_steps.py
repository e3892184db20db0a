"""The daily round of collection (C10): what to do next about a customer's money, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from app.formatting import date_text, money
from app.i18n import N_, _
from app.rules.money.letter_levels import NextLetter
from app.rules.trade.pricing import ZERO
from models.enums import LetterState

ASK_FIRST = timedelta(days=7)  # so long one is rung up before a first letter is written


class RoundStep(StrEnum):
    """What is to be done about a customer's money, in the order of its weight."""

    WAIT = "wait"
    MATCH = "match"
    CALL = "call"
    DRAFTED = "drafted"
    UNSENT = "unsent"
    LETTER_1 = "letter_1"
    LETTER_2 = "letter_2"
    LETTER_3 = "letter_3"
    REPORT_UP = "report_up"


STEP_TITLES: Mapping[RoundStep, str] = {
    RoundStep.WAIT: N_("Wait"),
    RoundStep.MATCH: N_("Match money first"),
    RoundStep.CALL: N_("Ring up"),
    RoundStep.DRAFTED: N_("Letter drafted"),
    RoundStep.UNSENT: N_("Letter to send"),
    RoundStep.LETTER_1: N_("First letter"),
    RoundStep.LETTER_2: N_("Second letter"),
    RoundStep.LETTER_3: N_("Third letter"),
    RoundStep.REPORT_UP: N_("Report up"),
}
TO_DO = frozenset(RoundStep) - {RoundStep.WAIT}
_OF_LETTER = {
    NextLetter.FIRST: RoundStep.LETTER_1,
    NextLetter.SECOND: RoundStep.LETTER_2,
    NextLetter.THIRD: RoundStep.LETTER_3,
}
WAITING_STEPS = frozenset({RoundStep.DRAFTED, RoundStep.UNSENT})  # about a letter that is written already
LETTER_DUE = WAITING_STEPS | frozenset(_OF_LETTER.values())
_REASONS = {
    RoundStep.LETTER_1: N_("Due on {day}, and not written about yet"),
    RoundStep.LETTER_2: N_("The first letter ran out on {ran_out}"),
    RoundStep.LETTER_3: N_("The second letter ran out on {ran_out}, and stronger measures are approved"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFacts:
    """What the next step follows from, for one customer on ``today``.

    ``credit`` is money that pays nothing yet beside open instalments. ``overdue_since`` is the oldest due day of what
    is late and may be asked for, ``undisputed_since`` that of what nobody disputes, None for nothing. ``letter`` is
    what comes next by the letters sent (``app.rules.money.letter_levels``), ``runs_out_on`` the last day that the last
    of them leaves, ``next_letter_on`` the first day that the least gap allows. ``waiting`` is where a letter stands
    that is written and not sent.

    ``promised_on`` is the last day of a promise that still runs, ``broken_on`` that of one whose money is not there.
    ``talked_on`` is the day of the last talk. ``reported`` tells that all of it was reported to the leader,
    ``report_due`` that some of it has to be and was not (C10.5).
    """

    today: date
    credit: Decimal = ZERO
    overdue_since: date | None = None
    undisputed_since: date | None = None
    letter: NextLetter = NextLetter.NOTHING
    runs_out_on: date | None = None
    next_letter_on: date | None = None
    waiting: LetterState | None = None
    promised_on: date | None = None
    broken_on: date | None = None
    talked_on: date | None = None
    reported: bool = False
    report_due: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """The next step with its reason, in words."""

    step: RoundStep
    reason: str


def clause_of(step: RoundStep) -> str:
    """Return the clause that a step follows."""
    return "C10.5" if step is RoundStep.REPORT_UP else "C10"


def next_step(facts: RoundFacts) -> Proposal:
    """Return the next step about a customer: money is matched first, a word given is waited for, then comes whatever
    is due by the letters sent; meanwhile a broken promise is asked about, and what is late for long reported (C10.5).
    """
    if facts.credit > 0:
        text = _("{amount} came in and pays nothing yet")
        return Proposal(RoundStep.MATCH, text.format(amount=money(facts.credit)))
    if facts.promised_on is not None and facts.broken_on is None:
        return _wait(_("Payment is promised by {day}"), facts.promised_on)
    if facts.undisputed_since is None:
        disputed = facts.overdue_since is not None
        return _meanwhile(facts, _("All that is overdue is disputed") if disputed else _("Nothing is late"))
    if facts.letter in _OF_LETTER:
        return _letter(facts, _OF_LETTER[facts.letter])
    if facts.letter is NextLetter.WAIT:
        return _meanwhile(facts, _("The last letter runs until {day}"), facts.runs_out_on)
    return _report(facts)


def _letter(facts: RoundFacts, step: RoundStep) -> Proposal:
    """A letter that is issued goes out; one that is written goes on; else the one that follows is proposed."""
    if facts.waiting is LetterState.ISSUED:
        return Proposal(RoundStep.UNSENT, _("It is issued and waits to be sent"))
    if facts.next_letter_on is not None and facts.next_letter_on > facts.today:
        return _meanwhile(facts, _("The next letter may go on {day}"), facts.next_letter_on)
    if facts.waiting is not None:
        return Proposal(RoundStep.DRAFTED, _("Its draft waits to be issued"))
    since = facts.undisputed_since or facts.today
    if step is RoundStep.LETTER_1 and facts.broken_on is None and facts.today - since <= ASK_FIRST:
        return _ask_first(facts, since)
    if facts.broken_on is not None:
        return Proposal(step, _("The promise of {day} was broken").format(day=date_text(facts.broken_on)))
    words = _(_REASONS[step])
    return Proposal(step, words.format(day=date_text(since), ran_out=date_text(facts.runs_out_on)))


def _ask_first(facts: RoundFacts, since: date) -> Proposal:
    if facts.talked_on is None or facts.talked_on <= since:
        return Proposal(RoundStep.CALL, _("Due on {day}, and not asked yet").format(day=date_text(since)))
    return _wait(_("Asked already; a letter goes from {day}"), since + ASK_FIRST + timedelta(days=1))


def _report(facts: RoundFacts) -> Proposal:
    """The letters that may be sent have run out: the leader decides what follows (C10.5)."""
    if facts.letter is NextLetter.NOTHING:
        return Proposal(RoundStep.REPORT_UP, _("The third letter ran out: agree with the leader what follows"))
    if facts.reported:
        return _meanwhile(facts, _("Stronger measures are with the leader"))
    return Proposal(RoundStep.REPORT_UP, _("The second letter ran out: propose stronger measures"))


def _meanwhile(facts: RoundFacts, why: str, day: date | None = None) -> Proposal:
    """No letter can go now: ask about a broken promise once, report what has to be reported, else wait."""
    if facts.broken_on is not None and (facts.talked_on is None or facts.talked_on <= facts.broken_on):
        return Proposal(RoundStep.CALL, _("The promise of {day} was broken").format(day=date_text(facts.broken_on)))
    if facts.report_due:
        return Proposal(RoundStep.REPORT_UP, _("Overdue for more than 30 days and not reported yet"))
    return _wait(why, day)


def _wait(why: str, day: date | None = None) -> Proposal:
    return Proposal(RoundStep.WAIT, why.format(day=date_text(day)))

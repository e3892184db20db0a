"""How grave the next letter to a customer is (C10, paperwork.md 3): each after the one before has run out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from models.enums import LetterKind

DUNNING = (LetterKind.DUNNING_1, LetterKind.DUNNING_2, LetterKind.DUNNING_3)
INTERESTED = (LetterKind.DUNNING_2, LetterKind.DUNNING_3)  # letters that claim default interest
STRONG = INTERESTED  # issued by the manager (decision 26)
RUNS_OUT_AFTER = timedelta(days=15)
RETENTION_AHEAD = timedelta(days=15)  # a retention letter is drafted so long before its clock asks for it (C10.2)
ANSWER_WITHIN = {  # days that a letter leaves for paying
    LetterKind.STATEMENT: timedelta(days=15),
    LetterKind.COLLECTION_NOTICE: timedelta(days=15),
    LetterKind.RETENTION: timedelta(days=30),
    LetterKind.DUNNING_1: timedelta(days=15),
    LetterKind.DUNNING_2: timedelta(days=10),
    LetterKind.DUNNING_3: timedelta(days=7),
}


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A dunning letter that was sent, with the instalments that it asked for, and whether it was answered."""

    id: int
    kind: LetterKind
    sent_on: date
    pay_by_on: date | None
    doc_no: str = ""
    instalment_ids: frozenset[int] = frozenset()
    answered: bool = False

    @property
    def runs_out_on(self) -> date:
        """Return the last day that it leaves: the one it asked to be paid by, or the last of 15 since it was sent."""
        latest = self.sent_on + RUNS_OUT_AFTER - timedelta(days=1)
        return min(self.pay_by_on, latest) if self.pay_by_on is not None else latest

    def has_run_out(self, today: date) -> bool:
        """Tell whether the customer has had the time that the letter gave."""
        return self.runs_out_on < today


class NextLetter(StrEnum):
    """What is next: a letter, waiting for the last one to run out, or the leader (C10.5)."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    WAIT = "wait"
    REPORT_UP = "report_up"
    NOTHING = "nothing"


LETTERS = {
    NextLetter.FIRST: LetterKind.DUNNING_1,
    NextLetter.SECOND: LetterKind.DUNNING_2,
    NextLetter.THIRD: LetterKind.DUNNING_3,
}


def letter_before(kind: LetterKind) -> LetterKind | None:
    """Return the dunning letter that comes before one, None before the first and for letters that do not dun."""
    place = DUNNING.index(kind) if kind in DUNNING else 0
    return DUNNING[place - 1] if place else None


def covering(sent: Sequence[SentLetter], instalment_ids: frozenset[int]) -> tuple[SentLetter, ...]:
    """Return the letters that asked for any of these instalments, in their order."""
    return tuple(one for one in sent if one.instalment_ids & instalment_ids)


def next_letter(sent: Sequence[SentLetter], overdue_ids: frozenset[int], today: date, *, approved: bool) -> NextLetter:
    """Return what comes next for instalments that are overdue and undisputed.

    ``sent`` are the customer's dunning letters, of which those count that asked for any of these. ``approved`` tells
    that stronger measures are approved for these instalments (C10.5).
    """
    if not overdue_ids:
        return NextLetter.NOTHING
    counting = covering(sent, overdue_ids)
    if not counting:
        return NextLetter.FIRST
    gravest = max(counting, key=lambda one: (DUNNING.index(one.kind), one.sent_on))
    if not gravest.has_run_out(today):
        return NextLetter.WAIT
    if gravest.kind is LetterKind.DUNNING_1:
        return NextLetter.SECOND
    if gravest.kind is LetterKind.DUNNING_2:
        return NextLetter.THIRD if approved else NextLetter.REPORT_UP
    return NextLetter.NOTHING

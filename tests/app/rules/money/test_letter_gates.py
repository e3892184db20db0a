"""Gates of letters: each names its clause, what is missing and the way out (C10)."""

from datetime import date

import pytest

from app.i18n import using_language
from app.rules.gates import check_gates
from app.rules.money.letter_gates import ISSUE_GATES, LETTER_ARROWS, LETTER_GATES, LetterFacts, next_letter_on
from models.enums import LetterState

TODAY = date(2026, 3, 6)


@pytest.mark.parametrize(
    ("facts", "clause", "said", "fix"),
    [
        (LetterFacts(addressed=False), "C10", "address", "edit"),
        (LetterFacts(not_handed_over=("HT-7",)), "C10.1", "HT-7", "show_project"),
        (LetterFacts(dunning=True, overdue=False, not_handed_over=("HT-7",)), "C10.1", "HT-7", "show_project"),
        (LetterFacts(dunning=True, overdue=False, disputed=("YS-3",)), "C10.4", "YS-3", "show_disputes"),
        (LetterFacts(dunning=True, overdue=False), "C10", "overdue", "show_customer"),
        (LetterFacts(asks=False), "C10", "open", "edit"),
        (LetterFacts(lacks=("First dunning letter",)), "C10", "First dunning letter", "show_letters"),
        (LetterFacts(unapproved=("YS-3",)), "C10.5", "YS-3", "propose_measures"),
        (LetterFacts(next_on=date(2026, 3, 7), today=TODAY), "C10", "2026-03-07", "show_letters"),
    ],
)
def test_a_closed_gate_says_why(facts: LetterFacts, clause: str, said: str, fix: str) -> None:
    with using_language("en"):
        (reason,) = check_gates(ISSUE_GATES, facts)
        assert said in reason.text
    assert (reason.clause, reason.fix) == (clause, fix)


@pytest.mark.parametrize(
    "facts",
    [
        LetterFacts(),
        LetterFacts(dunning=True, overdue=True, disputed=("YS-3",)),  # only the disputed instalment pauses (C10.4)
        LetterFacts(next_on=TODAY, today=TODAY),
        LetterFacts(dunning=False, overdue=False),  # a statement needs nothing overdue
    ],
)
def test_what_is_as_it_should_be_passes(facts: LetterFacts) -> None:
    assert check_gates(ISSUE_GATES, facts) == ()


def test_the_gap_counts_from_the_last_letter() -> None:
    assert next_letter_on(date(2026, 2, 19), 15) == TODAY
    assert next_letter_on(None, 15) is None


def test_every_gate_is_on_an_arrow() -> None:
    assert {gate for arrow in LETTER_ARROWS for gate in arrow.gates} == set(LETTER_GATES)
    assert all(arrow.target is not LetterState.CANCELLED or arrow.asks == "reason" for arrow in LETTER_ARROWS)

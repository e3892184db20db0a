"""The daily round: what to do next about a customer's money, as a table worked by hand (C10)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.rules.money.letter_levels import NextLetter
from app.rules.money.round_steps import STEP_TITLES, RoundFacts, RoundStep, next_step
from models.enums import LetterState

LATE = RoundFacts(
    today=date(2026, 3, 6),
    overdue_since=date(2026, 1, 10),
    undisputed_since=date(2026, 1, 10),
    letter=NextLetter.FIRST,
)
YOUNG = {"overdue_since": date(2026, 3, 2), "undisputed_since": date(2026, 3, 2)}
DISPUTED = {"undisputed_since": None, "letter": NextLetter.NOTHING}
RUNNING = {"letter": NextLetter.WAIT, "runs_out_on": date(2026, 3, 15)}
GAP = {"letter": NextLetter.SECOND, "next_letter_on": date(2026, 3, 9)}
BROKEN = {"broken_on": date(2026, 3, 4)}
OUT = {"runs_out_on": date(2026, 3, 1)}


@pytest.mark.parametrize(
    ("facts", "step"),
    [
        ({"credit": Decimal(500)}, RoundStep.MATCH),
        ({"credit": Decimal(500), **BROKEN}, RoundStep.MATCH),
        ({"promised_on": date(2026, 3, 13)}, RoundStep.WAIT),
        (DISPUTED, RoundStep.WAIT),
        ({**DISPUTED, **BROKEN}, RoundStep.CALL),
        ({**DISPUTED, "overdue_since": None, **BROKEN}, RoundStep.CALL),
        (YOUNG, RoundStep.CALL),
        ({**YOUNG, "talked_on": date(2026, 3, 4)}, RoundStep.WAIT),
        ({**YOUNG, "talked_on": date(2026, 3, 2)}, RoundStep.CALL),
        ({**YOUNG, **BROKEN}, RoundStep.LETTER_1),
        ({}, RoundStep.LETTER_1),
        ({**BROKEN, "talked_on": date(2026, 3, 5)}, RoundStep.LETTER_1),
        ({"waiting": LetterState.DRAFT}, RoundStep.DRAFTED),
        ({"waiting": LetterState.DRAFT, **YOUNG}, RoundStep.DRAFTED),
        ({"waiting": LetterState.DRAFT, **GAP}, RoundStep.WAIT),
        ({"waiting": LetterState.ISSUED}, RoundStep.UNSENT),
        ({"waiting": LetterState.ISSUED, **GAP}, RoundStep.UNSENT),
        ({"letter": NextLetter.SECOND, **OUT}, RoundStep.LETTER_2),
        ({"letter": NextLetter.THIRD, **OUT}, RoundStep.LETTER_3),
        (RUNNING, RoundStep.WAIT),
        ({**RUNNING, **BROKEN}, RoundStep.CALL),
        ({**RUNNING, **BROKEN, "talked_on": date(2026, 3, 5)}, RoundStep.WAIT),
        ({**RUNNING, "report_due": True}, RoundStep.REPORT_UP),
        (GAP, RoundStep.WAIT),
        ({**GAP, **BROKEN}, RoundStep.CALL),
        ({**GAP, "next_letter_on": date(2026, 3, 6), **OUT}, RoundStep.LETTER_2),
        ({"letter": NextLetter.REPORT_UP}, RoundStep.REPORT_UP),
        ({"letter": NextLetter.REPORT_UP, "reported": True}, RoundStep.WAIT),
        ({"letter": NextLetter.NOTHING}, RoundStep.REPORT_UP),
    ],
)
def test_the_next_step_with_its_reason(facts: dict[str, Any], step: RoundStep) -> None:
    told = next_step(replace(LATE, **facts))
    assert told.step is step
    assert told.reason
    assert "{" not in told.reason


def test_a_reason_names_the_day() -> None:
    told = next_step(replace(LATE, **RUNNING))
    assert told.reason == "上一封函的期限到2026-03-15"


def test_every_step_has_its_words() -> None:
    assert set(STEP_TITLES) == set(RoundStep)

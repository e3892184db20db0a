"""How grave the next letter is: each only after the one before has run out."""

from datetime import date

import pytest

from app.rules.money.letter_levels import NextLetter, SentLetter, letter_before, next_letter
from models.enums import LetterKind

TODAY = date(2026, 3, 6)
FIRST, SECOND, THIRD = LetterKind.DUNNING_1, LetterKind.DUNNING_2, LetterKind.DUNNING_3


def sent(kind: LetterKind, sent_on: str, pay_by: str | None = None, ids: tuple[int, ...] = (1,)) -> SentLetter:
    day = date.fromisoformat(pay_by) if pay_by else None
    return SentLetter(1, kind, date.fromisoformat(sent_on), day, "", frozenset(ids))


@pytest.mark.parametrize(
    ("letters", "approved", "expected"),
    [
        ([], False, NextLetter.FIRST),
        ([sent(FIRST, "2026-03-01", "2026-03-16")], False, NextLetter.WAIT),
        ([sent(FIRST, "2026-02-20", "2026-03-06")], False, NextLetter.WAIT),  # the day asked for is today
        ([sent(FIRST, "2026-02-20", "2026-03-05")], False, NextLetter.SECOND),  # it has passed
        ([sent(FIRST, "2026-02-19", "2026-03-31")], False, NextLetter.SECOND),  # 15 days went by
        ([sent(FIRST, "2026-02-20", "2026-03-31")], False, NextLetter.WAIT),  # 14 days
        ([sent(FIRST, "2026-02-19")], False, NextLetter.SECOND),
        ([sent(FIRST, "2025-02-19", ids=(7,))], False, NextLetter.FIRST),  # about something else
        ([sent(FIRST, "2026-01-05"), sent(SECOND, "2026-03-01", "2026-03-11")], False, NextLetter.WAIT),
        ([sent(FIRST, "2026-01-05"), sent(SECOND, "2026-02-01", "2026-02-11")], False, NextLetter.REPORT_UP),
        ([sent(FIRST, "2026-01-05"), sent(SECOND, "2026-02-01", "2026-02-11")], True, NextLetter.THIRD),
        ([sent(SECOND, "2026-01-05"), sent(THIRD, "2026-02-01", "2026-02-08")], True, NextLetter.NOTHING),
    ],
)
def test_c10_each_letter_follows_on_the_one_before(
    letters: list[SentLetter], approved: bool, expected: NextLetter
) -> None:
    assert next_letter(letters, frozenset({1}), TODAY, approved=approved) is expected


def test_nothing_overdue_needs_no_letter() -> None:
    assert next_letter([], frozenset(), TODAY, approved=True) is NextLetter.NOTHING


def test_which_letter_goes_before_which() -> None:
    before = {kind: letter_before(kind) for kind in LetterKind}
    assert {kind: one for kind, one in before.items() if one} == {SECOND: FIRST, THIRD: SECOND}
